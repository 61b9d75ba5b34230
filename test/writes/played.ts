import fc from "fast-check";
import { it } from "vitest";

/** `SEED=$RANDOM RUNS=1000` looks at others, and at more of them. */
export const RUNS = Number(process.env.RUNS ?? 60);

/** A busy computer plays so many within the time of a test. One that is cut off would play on during the next test. */
const RUNS_OF_TEST = 10;

/** Plays `count` times in several tests, each with a seed of its own. */
export function playAll<T>(what: string, values: fc.Arbitrary<T>, play: (value: T) => Promise<void>, count: number): void {
  for (let at = 0; at * RUNS_OF_TEST < count; at += 1) {
    const seed = (fc.readConfigureGlobal().seed ?? 1) + at;
    it(`${what}: seed ${seed}`, () => fc.assert(fc.asyncProperty(values, play), { numRuns: Math.min(RUNS_OF_TEST, count), seed }));
  }
}
