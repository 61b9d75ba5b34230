/** Where an earlier sweep ended: the last IDs that it read, and the offset of the first of them. */
export interface Anchor {
  readonly offset: number;
  readonly ids: readonly string[];
}

/** The state of the sync between two sessions, as plain JSON. Has to be stored with the contacts, never before them. */
export interface SyncState {
  /** Whether all contacts were read that the API lists. `notCovered` says which it does not list. */
  readonly complete: boolean;
  /** Whether contacts may be missing or outdated although `complete`, so that a sweep is due. */
  readonly isDoubtful?: boolean | undefined;
  /** How many contacts there are, by the API's last count. */
  readonly total?: number | undefined;
  /** A phrase: "up to 2000 of 12000 contacts, which …". */
  readonly notCovered?: string | undefined;
  /** When the last whole sweep began, in ms. */
  readonly lastFullSweepAt?: number | undefined;
  /** When the last look at what has changed began, in ms. */
  readonly lastIncrementalAt?: number | undefined;
  /** The latest last-modified date seen, in ms of the API's clock. */
  readonly modifiedUntil?: number | undefined;
  /** The offset from which on the API refuses to list. */
  readonly refusedAt?: number | undefined;
  /** How far an unfinished first sweep has got. */
  readonly resume?: (Anchor & { readonly startedAt: number }) | undefined;
}

/** The rest of a state if the contacts are not exactly those that it describes. `known` is how many there are. */
export function doubted({ complete = false, total, refusedAt }: Partial<SyncState> = {}, known: number): SyncState {
  return { complete: complete || (total !== undefined && known >= total), isDoubtful: true, total, refusedAt };
}

export const EMPTY_STATE: SyncState = { complete: false };
