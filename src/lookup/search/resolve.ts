import { fold } from "./fold.ts";
import { kindNumber } from "./kinds.ts";
import { matchWord, type WordMatches } from "./match-word.ts";
import type { QueryWord } from "./query.ts";
import type { StorePieces } from "./store.ts";
import { wordsOf } from "./tokens.ts";

const isMatched = ({ terms, phones }: WordMatches) => terms.size > 0 || phones.size > 0;
const isExact = ({ terms }: WordMatches) => [...terms.values()].some(({ how }) => how === "exact" || how === "spelling");

/**
 * What each word of a question may mean, in a step for each. Words that mean more together ("o connor") or apart ("00-029", no phone number) are read so.
 */
export function* resolveWords(query: readonly QueryWord[], pieces: StorePieces): Generator<undefined, WordMatches[]> {
  const { vocabulary, phones } = pieces;
  const match = (word: QueryWord) => matchWord(word, vocabulary, phones);
  const keyWords = new Set(pieces.keys.flatMap((key) => wordsOf(key.replaceAll("_", " ")).map(fold)).filter(({ length }) => length > 2));
  const asked = query.map((word) => (keyWords.has(word.folded) && !isProper(word, pieces) ? { ...word, required: false } : word));
  // The name of an attribute alone is no filler: "customer" where a field is called so.
  const words = asked.some(({ required }) => required) ? asked : query;
  const apart: WordMatches[] = [];
  for (const word of words) {
    const { digitGroups, preference, written } = word;
    const matches = match(word);
    if (isMatched(matches) || digitGroups === undefined || digitGroups.length < 2 || written.startsWith("+")) apart.push(matches);
    else for (const folded of digitGroups) apart.push(match({ written: folded, folded, required: true, preference }));
    yield;
  }
  const together: WordMatches[] = [];
  for (const matches of apart) {
    const before = together.at(-1);
    const joined = before && joinedWord(before, matches);
    if (joined && vocabulary.term(joined.folded) !== undefined) together[together.length - 1] = match(joined);
    else together.push(matches);
  }
  return together;
}

const PROPER: ReadonlySet<number> = new Set([kindNumber("name"), kindNumber("account"), kindNumber("title")]);

/** Whether a word that names an attribute ("industry", "persona") is part of somebody's name or title as well. */
function isProper({ folded }: QueryWord, { vocabulary, postings }: StorePieces): boolean {
  const term = vocabulary.term(folded);
  let proper = false;
  if (term !== undefined) {
    postings.forEach(term, (_slot, kind) => {
      proper ||= PROPER.has(kind);
    });
  }
  return proper;
}

function joinedWord(first: WordMatches, second: WordMatches): QueryWord | undefined {
  const [a, b] = [first.word, second.word];
  if (!a.required || !b.required || a.digitGroups || b.digitGroups || (isExact(first) && isExact(second))) return undefined;
  return { written: `${a.written} ${b.written}`, folded: a.folded + b.folded, required: true, preference: b.preference ?? a.preference };
}
