/** The age of a moment, in ms. A moment in the future comes from a wrong clock, and counts as infinitely old. */
export function ageMs(at: number, now: number): number {
  const age = now - at;
  return age < 0 ? Number.POSITIVE_INFINITY : age;
}
