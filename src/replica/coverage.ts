/** How many of the contacts are known, and how old that knowledge is. */
export interface Coverage {
  /** How many contacts are known. For a search: how many can be found. */
  readonly known: number;
  /** How many there are, by the API's last count. */
  readonly total: number | undefined;
  /** Whether all contacts were read once. Stays true while they are read again. */
  readonly complete: boolean;
  /** Contacts that are missing although `complete`, as a phrase: "up to 170 of 300 contacts, which …". */
  readonly notCovered?: string | undefined;
  /** Why reading all contacts ended early, if it did and has not started again. */
  readonly brokenOff?: Error | undefined;
  /** Absent unless changes may be missing: since when, in ms, and why: they are being read, they are others' edits, or a failure. */
  readonly asOf?: { readonly at: number; readonly why: "refreshing" | "edits" | Error } | undefined;
}

/** Whether no contact is missing. Changes of the last minutes may be: see {@link Coverage.asOf}. */
export const isWhole = ({ complete, notCovered }: Coverage): boolean => complete && notCovered === undefined;

/** Whether all contacts are known as they are now. */
export const isCurrent = (coverage: Coverage): boolean => isWhole(coverage) && coverage.asOf === undefined;

/** The coverage of a search over the same contacts, some of them not indexed yet. */
export function searchCoverage(coverage: Coverage, unindexed: number): Coverage {
  if (unindexed === 0) return coverage;
  const { known, total, complete } = coverage;
  return { ...coverage, known: known - unindexed, total: complete ? known : total, complete: false, notCovered: undefined };
}
