/**
 * The first `most` characters of a text. Half of a surrogate pair is not a character, so there may be one fewer.
 *
 * @example
 * beginningOf("Dana 👩", 6); // => "Dana "
 */
export const beginningOf = (text: string, most: number): string => text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
