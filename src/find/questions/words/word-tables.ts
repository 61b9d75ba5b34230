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
