import type { CallOptions } from "../../api/index.ts";
import { within } from "../../async/waiting.ts";
import type { IsLocked } from "../write-locks.ts";

/** How long a create waits for the disk before it is sent: a part of the time that the call has left; else in ms. */
const PATIENCE_PART = 0.5;
const PATIENCE_MS = 10_000;

const BEAT_MS = 100;

/**
 * Waits until the disk has what the next process must know of a create, if this one is killed: without its key, the same
 * call of that process sends the create with another key. A disk that never answers takes half of the time that the
 * call has left. Beats are counted rather than timed, since a busy computer comes late to the disk's answers and to the
 * beats alike.
 *
 * @param told settles once the disk has it; never rejects
 * @returns whether the locks still held then, as far as the disk has told
 */
export async function awaitDisk(told: Promise<unknown>, isLocked: IsLocked, { deadline }: CallOptions): Promise<boolean> {
  let [isTold, holds] = [false, true];
  const end = told.then(isLocked).then((answer) => {
    isTold = true;
    holds = answer;
  });
  const patienceMs = deadline ? deadline.remainingMs * PATIENCE_PART : PATIENCE_MS;
  for (let beats = Math.ceil(patienceMs / BEAT_MS); beats > 0 && !isTold && deadline?.remainingMs !== 0; beats -= 1)
    await within(BEAT_MS, end, undefined);
  return holds;
}
