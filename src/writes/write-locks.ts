import type { CallOptions } from "../api/index.ts";
import type { Cache } from "../storage/index.ts";
import { LockedError } from "./refusal.ts";

/** Whether the locks of a write still hold: other processes may have taken this one for dead. Never rejects. */
export type IsLocked = () => Promise<boolean>;

interface LockTerms {
  readonly cache: Pick<Cache, "lock">;
  readonly call: CallOptions;
  /** What is said if the call's time is over before the work can begin. */
  readonly refusal?: string;
}

/** Does the work while no other process holds one of the names. @throws LockedError; the signal's reason */
export async function whileLocked<T>(
  names: readonly string[],
  work: (isLocked: IsLocked) => Promise<T>,
  { cache, call, refusal }: LockTerms,
): Promise<T> {
  const lock = await cache.lock(names, call);
  if (!lock) throw new LockedError(refusal);
  try {
    return await work(lock.isHeld);
  } finally {
    await lock.release();
  }
}
