const BASE_MS = 250;
const CAP_MS = 8_000;
const FLOOR_MS = 100;
const SPREAD_MS = 250;

/**
 * How long to wait, in ms, before the next attempt. Without `retryAfterMs`: exponential with full jitter above a
 * minimum. With it: that long and a little more, never less, so that clients that were told the same second do not
 * all come in its first millisecond.
 *
 * @param failures the number of failed attempts so far, at least 1
 * @param random a number in [0, 1)
 */
export function retryDelay(failures: number, retryAfterMs: number | undefined, random: () => number): number {
  if (retryAfterMs !== undefined && retryAfterMs > 0) return retryAfterMs + random() * SPREAD_MS;
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** (failures - 1));
  return FLOOR_MS + random() * (ceiling - FLOOR_MS);
}
