import { z } from "zod/v3";

const anchor = z.object({ offset: z.number(), ids: z.array(z.string()).readonly() }).readonly();

/** Where an earlier sweep ended: the last IDs that it read, and the offset of the first of them. */
export type Anchor = z.infer<typeof anchor>;

/** The form of a stored {@link SyncState}. */
export const syncState = z
  .object({
    /** Whether all contacts were read that the API lists. `notCovered` says which it does not list. */
    complete: z.boolean(),
    /** Whether contacts may be missing or outdated although `complete`, so that a sweep is due. */
    isDoubtful: z.boolean().optional(),
    /** How many contacts there are, by the API's last count. */
    total: z.number().optional(),
    /** A phrase: "up to 2000 of 12000 contacts, which …". */
    notCovered: z.string().optional(),
    /** When the last whole sweep began, in ms. */
    lastFullSweepAt: z.number().optional(),
    /** When the last look at what has changed, or the last whole sweep, began, in ms. */
    lastIncrementalAt: z.number().optional(),
    /** The latest last-modified date seen, in ms of the API's clock. */
    modifiedUntil: z.number().optional(),
    /** The offset from which on the API refuses to list. */
    refusedAt: z.number().optional(),
    /** How far an unfinished first sweep has got. */
    resume: z
      .object({ offset: z.number(), ids: z.array(z.string()).readonly(), startedAt: z.number() })
      .readonly()
      .optional(),
  })
  .readonly();

/** The state of the sync between two sessions, as plain JSON. Store it with the contacts, never before them. */
export type SyncState = z.infer<typeof syncState>;

/** The rest of a state if the contacts are not exactly those that it describes. `known` is how many there are. */
export function doubted({ complete = false, total, refusedAt }: Partial<SyncState> = {}, known: number): SyncState {
  return { complete: complete || (total !== undefined && known >= total), isDoubtful: true, total, refusedAt };
}

export const EMPTY_STATE: SyncState = { complete: false };
