import { fold } from "../text/fold.ts";

/** The same for all spellings of a name: "ACME  Solar" and "Acmé Solar" are both `acme solar`, and "Falcon & Reed" is `falcon reed`. */
export function nameKey(name: string): string {
  const words = nameWords(name);
  return words.length > 0 ? words.join(" ") : name.trim().toLowerCase();
}

/** "Falcon and Reed" as "Falcon & Reed". */
export const withSign = (name: string): string => name.replace(/(?<=\S\s+)and(?=\s+\S)/giu, "&");

/** The words of a name, without case and accents. */
export const nameWords = (name: string): string[] =>
  withSign(name)
    .split(/[^\p{L}\p{N}\p{M}'’]+/u)
    .map(fold)
    .filter((word) => word !== "");

/** The same for all spellings of an e-mail address. */
export const emailKey = (email: string): string => email.trim().toLowerCase();

/**
 * A name as most people write it: each word with a capital, and one space between words.
 *
 * @example
 * capitalised("anne-marie  o'NEIL"); // => "Anne-Marie O'neil"
 */
export const capitalised = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/(?<![\p{L}\p{M}'’])\p{L}/gu, (letter) => letter.toUpperCase());
