import { expect } from "vitest";

/** The result of a step, and how long in ms this process has worked on it: other work of the computer does not count. */
export async function worked<T>(step: () => T | Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const before = process.cpuUsage();
  const result = await step();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}

/** So little work in ms tells nothing: much of it may be the compiler's, or the garbage collector's. */
const LITTLE_MS = 300;

/**
 * Fails if the work of a step grows faster than the length of what it reads. For a quarter of the length, linear work
 * takes a quarter of the time, and quadratic work a sixteenth. As a ratio, because the speed of the machine differs.
 */
export async function expectLinear(step: (length: number) => unknown, length: number, what?: string): Promise<void> {
  const used = async (read: number) => (await worked(() => step(read))).ms;
  const whole = await used(length);
  if (whole < LITTLE_MS) return;
  const quarter = await used(length / 4);
  expect(Math.min(whole, await used(length)), what).toBeLessThan(8 * quarter + LITTLE_MS);
}
