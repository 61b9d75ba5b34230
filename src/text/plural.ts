/**
 * A whole number with its thousands apart. Creating a format of `Intl` takes milliseconds of a start.
 *
 * @example
 * [0, 999, 1200, 1_234_567].map(grouped); // => ["0", "999", "1,200", "1,234,567"]
 */
export const grouped = (count: number | string): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");

/**
 * A number of things, with the noun in the right form.
 *
 * @example
 * [1, 2, 1200].map((count) => counted(count, "write")); // => ["1 write", "2 writes", "1,200 writes"]
 */
export const counted = (count: number, one: string, many = `${one}s`): string => `${grouped(count)} ${count === 1 ? one : many}`;

/**
 * How much of a whole is done. The API's last count of the whole may be too low.
 *
 * @example
 * [5, 7].map((total) => countedPart(5, total, "contact")); // => ["5 contacts", "5 of 7 contacts"]
 */
export function countedPart(done: number, total: number | undefined, one: string): string {
  if (total === undefined) return `${grouped(done)} of an unknown number of ${one}s`;
  return done < total ? `${grouped(done)} of ${counted(total, one)}` : counted(done, one);
}
