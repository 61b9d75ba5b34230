import { grouped } from "./plural.ts";

/**
 * The first items of a list, and how many more there are.
 *
 * @param last what stands between the items and that number
 * @example
 * firstOf(["a", "b", "c", "d"], 2); // => "a, b and 2 more"
 * firstOf(["a", "b", "c"], 2, "; ", "; "); // => "a; b; 1 more"
 */
export function firstOf(items: readonly string[], most: number, between = ", ", last = " and "): string {
  const first = items.slice(0, most).join(between);
  return items.length > most ? `${first}${last}${grouped(items.length - most)} more` : first;
}

/**
 * Texts to choose from, and how many more there are.
 *
 * @example
 * choicesOf(["a", "b", "c"], 2); // => "a | b | … (1 more)"
 */
export function choicesOf(texts: readonly string[], most: number): string {
  const rest = texts.length - most;
  return [...texts.slice(0, most), ...(rest > 0 ? [`… (${rest} more)`] : [])].join(" | ");
}
