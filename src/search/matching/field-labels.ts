import { fold } from "../../text/fold.ts";
import { kindBits } from "../kinds.ts";
import type { QueryWord } from "../query/query.ts";
import type { StorePieces } from "../store/store.ts";
import { wordsOf } from "../tokens.ts";
import { otherSpellings } from "./spellings.ts";

/** Labels of attributes, by agent key. */
export type Labels = ReadonlyMap<string, string>;

/** A single word names an attribute only if it has this many letters: "id" and "t" are in too many names. */
const LEAST_LETTERS = 3;

/** How many contacts are checked for a word as a value of a field. */
const MOST_LOOKED_AT = 300;

const PROPER = kindBits(["name", "account", "title", "option"]);

/** The words of a query. Words that only name an attribute need not match: "crm id" beside such a value. */
export function withoutLabels(query: readonly QueryWord[], pieces: StorePieces, labels: Labels): readonly QueryWord[] {
  const { keys } = pieces;
  const called = keys.flatMap((key, number) =>
    [key.replaceAll("_", " "), labels.get(key) ?? ""].map((text) => ({ key: number, words: wordsOf(text).map(fold) })),
  );
  const alone = new Set(called.flatMap(({ words }) => words).filter(({ length }) => length >= LEAST_LETTERS));
  const named = new Set<number>();
  query.forEach((word, at) => {
    if (alone.has(word.folded) && !isProper(word, pieces)) named.add(at);
  });
  for (const { key, words } of called) {
    for (const { from, to } of runsOf(words, query)) {
      const isBeside = [from - 1, to].some((at) => query[at]?.required && isValue(query[at], key, pieces));
      if (isBeside) for (let at = from; at < to; at++) named.add(at);
    }
  }
  const asked = query.map((word, at) => (named.has(at) ? { ...word, required: false } : word));
  // A query that is only the name of an attribute has to match, such as "customer".
  return asked.some(({ required }) => required) ? asked : query;
}

/** The places of a query where two or more words of a label, or its only word, stand side by side and in order. */
function runsOf(words: readonly string[], query: readonly QueryWord[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (let from = 0; from < query.length; from++) {
    for (let first = 0; first < words.length; first++) {
      let length = 0;
      while (from + length < query.length && words[first + length] === query[from + length]?.folded) length += 1;
      if (length >= Math.min(2, words.length) && length > 0) runs.push({ from, to: from + length });
    }
  }
  return runs;
}

/** Whether a word that names an attribute ("industry", "persona") is also part of a name, a title or an option. */
function isProper({ folded }: QueryWord, { vocabulary, postings }: StorePieces): boolean {
  const term = vocabulary.term(folded);
  return term !== undefined && (postings.kinds(term) & PROPER) !== 0;
}

/** Whether a contact has the word in this attribute. */
function isValue({ folded }: QueryWord, key: number, { vocabulary, postings, contents }: StorePieces): boolean {
  return [folded, ...otherSpellings(folded)].some((spelling) => {
    const term = vocabulary.term(spelling);
    let looked = 0;
    let found = false;
    if (term !== undefined) {
      postings.forEach(term, (slot) => {
        if (found || looked++ >= MOST_LOOKED_AT) return;
        contents.forEachPart(slot, (part) => {
          if (part.key !== key) return;
          for (let at = part.from; at < part.from + part.count; at++) found ||= vocabulary.termOf.at(part.forms[at] ?? 0) === term;
        });
      });
    }
    return found;
  });
}
