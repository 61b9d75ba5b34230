import type { Random } from "./random.ts";

/** Just before the date of the API version: past events lie before it, planned ones after it. */
const PRESENT = Date.UTC(2026, 1, 27, 16);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

// A few thousand moments are enough for everybody, so each is formatted once.
const written = new Map<number, string>();

function iso(ms: number): string {
  const text = written.get(ms) ?? new Date(ms).toISOString();
  written.set(ms, text);
  return text;
}

/** A moment in the past 400 days, as the API stores it. */
export const past = (random: Random) => iso(PRESENT - random.int(400) * DAY - random.int(9) * HOUR);

/** A moment in the next 180 days, as the API stores it. */
export const future = (random: Random) => iso(PRESENT + random.int(180) * DAY + random.int(9) * HOUR);
