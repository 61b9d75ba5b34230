/** The result of a step, and how long in ms this process has worked on it: other work of the computer does not count. */
export async function worked<T>(step: () => T | Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const before = process.cpuUsage();
  const result = await step();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}
