import type { CallOptions } from "../../api/index.ts";
import { within } from "../../async/waiting.ts";

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
 */
export async function awaitDisk(told: Promise<unknown>, { deadline }: CallOptions): Promise<void> {
  let isTold = false;
  const end = told.then(() => {
    isTold = true;
  });
  const patienceMs = deadline ? deadline.remainingMs * PATIENCE_PART : PATIENCE_MS;
  for (let beats = Math.ceil(patienceMs / BEAT_MS); beats > 0 && !isTold && deadline?.remainingMs !== 0; beats -= 1)
    await within(BEAT_MS, end, undefined);
}
