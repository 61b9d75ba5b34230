/**
 * A number of things, with the noun in the right form.
 *
 * @example
 * [1, 2, 1200].map((count) => counted(count, "write")); // => ["1 write", "2 writes", "1,200 writes"]
 */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
