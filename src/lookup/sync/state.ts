import type { Anchor } from "./sweep.ts";

/** What the sync has to remember between two sessions; plain JSON. To be stored with the contacts, never before them. */
export interface SyncState {
  /** Whether a sweep has come to its end: no further contact will come of it, though `notCovered` may name some that the API does not list. */
  readonly complete: boolean;
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

export const EMPTY_STATE: SyncState = { complete: false };
