import { wordSet } from "../../../text/word-set.ts";
import type { Phrase } from "./workspace-phrases.ts";

type Row<T> = readonly [meaning: T, said: string];

/** Words with what they mean: in `wordMap(["day", "day days"])`, "days" means "day". */
export const wordMap = <T>(...rows: readonly Row<T>[]): ReadonlyMap<string, T> =>
  new Map(rows.flatMap(([meaning, said]) => said.split(" ").map((word) => [word, meaning] as const)));

/** Phrases with what they mean, separated by commas. The longer ones come first, because others may begin like them. */
export const phrasesOf = <T>(...rows: readonly Row<T>[]): readonly Phrase<T>[] =>
  rows
    .flatMap(([meaning, said]) => said.split(", ").map((phrase) => ({ words: phrase.split(" "), meaning })))
    .toSorted((one, other) => other.words.length - one.words.length);

/**
 * Verbs in all their forms. Irregular ones follow behind slashes.
 *
 * @example
 * verbs("carry hold/held").has("carried"); // => true
 */
export const verbs = (said: string): ReadonlySet<string> => new Set([...wordSet(said)].flatMap(formsOf));

function formsOf(said: string): string[] {
  const [verb = "", ...irregular] = said.split("/");
  const stem = verb.replace(/e$/, "");
  const past = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`;
  const third = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ies` : /(?:[sxz]|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
  return [verb, third, `${stem}ing`, ...(irregular.length > 0 ? irregular : [past])];
}
