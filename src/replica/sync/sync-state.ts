/** Where an earlier sweep ended: the last IDs that it had, and the offset of the first of them. */
export interface Anchor {
  readonly offset: number;
  readonly ids: readonly string[];
}

/** What the sync has to remember between two sessions; plain JSON. To be stored with the contacts, never before them. */
export interface SyncState {
  /** Whether a sweep has come to its end: no further contact will come of it, though `notCovered` may name some that the API does not list. */
  readonly complete: boolean;
  /** Whether somebody may be missing or changed although a sweep came to its end, so that another is due. */
  readonly isDoubtful?: boolean | undefined;
  /** How many contacts there are, by the API's last count. */
  readonly total?: number | undefined;
  /** A phrase: "up to 2000 of 12000 contacts, which …". */
  readonly notCovered?: string | undefined;
  /** When the last whole sweep began, in ms. */
  readonly lastFullSweepAt?: number | undefined;
  /** When what had changed since was last asked for, in ms. */
  readonly lastIncrementalAt?: number | undefined;
  /** The latest last-modified date seen, in ms of the API's clock. */
  readonly modifiedUntil?: number | undefined;
  /** The offset from which on the API refused to list. */
  readonly refusedAt?: number | undefined;
  /** Where an unfinished first sweep has got to. */
  readonly resume?: (Anchor & { readonly startedAt: number }) | undefined;
}

/** What is left of a state whose contacts are not quite those that it speaks of, so many as `known` says. */
export function doubted({ complete = false, total, refusedAt }: Partial<SyncState> = {}, known: number): SyncState {
  return { complete: complete || (total !== undefined && known >= total), isDoubtful: true, total, refusedAt };
}

export const EMPTY_STATE: SyncState = { complete: false };
