/**
 * The outcome of a write. `existing`: the API answered a create with a contact that existed before. `unknown`:
 * the write is under way, its answer was lost, or its process was killed.
 */
export const OUTCOMES = ["written", "partly", "not-written", "existing", "unknown"] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** The outcome of a write that certainly changed nothing: the API refused it, or it never left this computer. */
export const DROPPED = ["refused", "not-sent"] as const;

export type Dropped = (typeof DROPPED)[number];
