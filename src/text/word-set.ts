/**
 * The words of a text, for lists of words in the code.
 *
 * @example
 * wordSet("and or").has("or"); // => true
 */
export const wordSet = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));
