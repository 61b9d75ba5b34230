import { kindBits, kindNumber } from "../kinds.ts";
import { alternativesAt, isOr } from "../query/alternatives.ts";
import type { QueryWord } from "../query/query.ts";
import type { PhoneMatch } from "../store/phone-book.ts";
import type { StorePieces } from "../store/store.ts";
import { titleForms } from "../store/titles.ts";
import { type Labels, withoutLabels } from "./field-labels.ts";
import { matchWord, PHONE_QUALITY, type TermMatch, type WordMatches } from "./match-word.ts";

const isMatched = ({ terms, phones }: WordMatches) => terms.size > 0 || phones.size > 0;
const isExact = ({ terms }: WordMatches) => [...terms.values()].some(({ how }) => how === "exact" || how === "spelling");

/**
 * What each word of a query may match, in one step for each word. Joins words that match only together ("o connor"),
 * and splits those that match only apart ("00-029", which is not a phone number; "duncanjones"; "FK").
 */
export function* resolveWords(
  query: readonly QueryWord[],
  pieces: StorePieces,
  { labels, asWritten }: { readonly labels: Labels; readonly asWritten: boolean },
): Generator<undefined, WordMatches[]> {
  const { vocabulary } = pieces;
  const match = (word: QueryWord) => matchWord(word, pieces, asWritten);
  const apart: WordMatches[] = [];
  for (const word of withoutLabels(withInitials(query, pieces), pieces, labels)) {
    const { digitGroups, preference, written } = word;
    const matches = match(word);
    const groups = isMatched(matches) || digitGroups === undefined || digitGroups.length < 2 || written.startsWith("+") ? undefined : digitGroups;
    const halves = groups ?? (isExact(matches) ? undefined : (initialsIn(word) ?? namesIn(word, pieces)));
    if (halves) for (const folded of halves) apart.push(match({ written: folded, folded, required: true, endsClause: false, preference }));
    else apart.push(matches);
    yield;
  }
  const together: WordMatches[] = [];
  for (const matches of withAlternatives(apart, match)) {
    const before = together.at(-1);
    const joined = before && joinedWord(before, matches);
    if (joined && vocabulary.term(joined.folded) !== undefined) together[together.length - 1] = match(joined);
    else together.push(matches);
  }
  return together;
}

/** The words, with those around an "or" as one. If one is of several words, or unknown, all words are needed. */
function withAlternatives(all: readonly WordMatches[], match: (word: QueryWord) => WordMatches): readonly WordMatches[] {
  const asAlternatives = all.map(({ word, isName }) => ({ ...word, isName }));
  const words: WordMatches[] = [];
  for (let at = 0; at < all.length; ) {
    const or = asAlternatives.findIndex((_, place) => place > at && isOr(asAlternatives, place));
    const found = or < 0 ? { from: all.length, end: all.length } : alternativesAt(asAlternatives, or);
    if (!found || found.from < at) return all;
    const { from, end } = found;
    words.push(...all.slice(at, from));
    const alternatives = all.slice(from, end).filter(({ word }) => word.required);
    if (!alternatives.every(isMatched)) return all;
    const [first, ...others] = alternatives;
    // In "at Acme or Globex", both are accounts.
    const preference = first?.word.preference;
    const alike = others.map((other) => (preference === other.word.preference ? other : match({ ...other.word, preference })));
    if (first) words.push(alike.reduce(either, first));
    at = end;
  }
  return words;
}

/** What matches one of two words, each in its own kinds of text. */
function either(first: WordMatches, second: WordMatches): WordMatches {
  const terms = new Map<number, TermMatch>();
  const phones = new Map<number, PhoneMatch>();
  for (const matches of [first, second]) {
    for (const [term, match] of matches.terms)
      if (match.quality > (terms.get(term)?.quality ?? 0)) terms.set(term, { ...match, weights: match.weights ?? matches });
    for (const [slot, phone] of matches.phones) {
      const known = phones.get(slot);
      if (!known || PHONE_QUALITY[phone.at] > PHONE_QUALITY[known.at]) phones.set(slot, phone);
    }
  }
  const together = (part: "written" | "folded") => `${first.word[part]} or ${second.word[part]}`;
  return {
    ...first,
    word: { ...first.word, written: together("written"), folded: together("folded") },
    terms,
    phones,
    asked: first.asked | second.asked,
    cued: first.cued | second.cued,
    isName: first.isName || second.isName,
  };
}

function joinedWord(first: WordMatches, second: WordMatches): QueryWord | undefined {
  const [a, b] = [first.word, second.word];
  if (!a.required || !b.required || a.digitGroups || b.digitGroups || (isExact(first) && isExact(second))) return undefined;
  const preference = b.preference ?? a.preference;
  return { written: `${a.written} ${b.written}`, folded: a.folded + b.folded, required: true, endsClause: b.endsClause, preference };
}

const NAME = kindNumber("name");
const NO_NAMES = kindBits(["title", "option"]);

/** The words of a query. An "a" or "I" before a name has to match as an initial. */
function withInitials(query: readonly QueryWord[], { vocabulary, postings }: StorePieces): QueryWord[] {
  const isName = (word: QueryWord | undefined) => {
    const term = word?.required ? vocabulary.term(word.folded) : undefined;
    const kinds = term === undefined ? 0 : postings.kinds(term);
    return (kinds & (1 << NAME)) !== 0 && (kinds & NO_NAMES) === 0;
  };
  return query.map((word, at) => (word.mayBeInitial && isName(query[at + 1]) ? { ...word, required: true } : word));
}
const LEAST_NAME = 2;
const LEAST_NAMES = 5;

/** The initials of a name: "FK", but not "HR" and "in NY". */
const initialsIn = ({ written, folded, required, preference }: QueryWord): readonly string[] | undefined =>
  required && preference === undefined && INITIALS.test(written) && titleForms(written).length === 0 ? [...folded] : undefined;

const INITIALS = /^(?!AI|BI|EU|PM|PR|QA|U[IKSX])\p{Lu}{2}$/u;

/** The two names of one contact that are written as one word ("duncanjones"), if they are. */
function namesIn({ folded, required }: QueryWord, { vocabulary, postings }: StorePieces): readonly string[] | undefined {
  if (!required || folded.length < LEAST_NAMES || !/^\p{L}+$/u.test(folded)) return undefined;
  for (let at = LEAST_NAME; at <= folded.length - LEAST_NAME; at++) {
    const halves = [folded.slice(0, at), folded.slice(at)];
    const [first, second] = halves.map((half) => vocabulary.term(half));
    if (first === undefined || second === undefined) continue;
    const named = new Set<number>();
    postings.forEach(first, (slot, kind) => {
      if (kind === NAME) named.add(slot);
    });
    let isOne = false;
    if (named.size > 0) {
      postings.forEach(second, (slot, kind) => {
        isOne ||= kind === NAME && named.has(slot);
      });
    }
    if (isOne) return halves;
  }
  return undefined;
}
