import { INDEX_KINDS, kindNumber } from "../kinds.ts";
import { isLoose, PHONE_QUALITY, type WordMatches, worth } from "../matching/match-word.ts";
import type { Preference } from "../query/query-words.ts";
import type { Postings } from "../store/postings.ts";
import { Best } from "./best.ts";
import { Scratch } from "./scratch.ts";

/** How many candidates are weighed word by word, at least. */
const WEIGHED = 100;

const PHONE = kindNumber("phone");

const KINDS = INDEX_KINDS.length;

/** A bit of {@link Candidate.where}, beside one for each kind: some word does not match as it was written. */
export const INEXACT = 1 << KINDS;
/** Another bit, during a search: a word may match two of the query, as Roberts matches both Rob and Roberts. */
const SHARED = 1 << (KINDS + 1);

export interface Candidate {
  readonly slot: number;
  /** The kinds of text that match the words best, as bits, and {@link INEXACT}. */
  readonly where: number;
  /** Whether the contact has all words that any contact has, in the kinds of text that the query demands. */
  readonly complete: boolean;
}

interface Candidates {
  /** The likeliest contacts, best first. */
  readonly likeliest: readonly Candidate[];
  /** How rare each word is, from about 0.3 to 1; 0 if no contact has it. */
  readonly rarity: readonly number[];
  /** The kinds of text in which each word must stand, as bits; 0 if it may stand anywhere. */
  readonly demanded: readonly number[];
  /** How many complete contacts are worth about as much as the best, by the kinds of text that have the words. */
  readonly complete: ReadonlyMap<number, number>;
  /** Complete contacts that are not counted there, because one word of theirs may match two of the query. */
  readonly doubtful: readonly Candidate[];
}

interface Among {
  /** How many slots there are, including those of removed contacts. */
  readonly slots: number;
  readonly size: number;
  /** The contact's ID; `undefined` if the contact was removed or is not allowed. */
  idOf(slot: number): string | undefined;
}

/** Complete contacts with less than this part of the best one's worth are not counted. */
const COMPARABLE = 0.55;

/** The most doubtful contacts that are checked. More are counted without a check. */
const MOST_DOUBTFUL = 2000;

/** What is added up for the words of a query. */
interface Tally {
  readonly postings: Postings;
  readonly among: Among;
  readonly scratch: Scratch;
  /** Terms that several words may match. */
  readonly shared: ReadonlySet<number>;
}

/** Finds the likeliest contacts for the words by the postings alone, without reading their texts. Takes one step for each word. */
export function* findCandidates(words: readonly WordMatches[], postings: Postings, among: Among, limit: number): Generator<undefined, Candidates> {
  const scratch = new Scratch(among.slots);
  const rarity = words.map(() => 0);
  const demanded = words.map(() => 0);
  // Words that need not match come last, because they do not make a contact a candidate.
  const order = words.map((_, index) => index).sort((a, b) => Number(words[b]?.word.required) - Number(words[a]?.word.required));
  const required = words.filter(({ word }) => word.required);
  const tally: Tally = { postings, among, scratch, shared: sharedTerms(required) };
  let given: Preference | undefined;
  for (const index of order) {
    const word = words[index];
    if (!word) continue;
    const { preference } = word.word;
    // In "director of Sable Security", no title has the first word, so the second is of no title either.
    const isOver = preference !== undefined && preference === given;
    ({ rarity: rarity[index], demanded: demanded[index] } = addWord(isOver ? { ...word, asked: 0 } : word, tally));
    if (word.asked !== 0 && demanded[index] === 0) given = preference;
    yield;
  }
  const known = words.filter(({ word }, index) => word.required && rarity[index] !== 0).length;
  const likeliest = likeliestOf({ required: required.length, known, most: Math.max(limit, WEIGHED) }, tally);
  yield;
  return { rarity, demanded, likeliest, ...countComplete(known, scratch) };
}

/** Adds the worth of a word to each contact that has it. */
function addWord(matches: WordMatches, { postings, among, scratch, shared }: Tally): { rarity: number; demanded: number } {
  const { total, best, bestAt, words: counts, asked, askedNow, where, touched, having } = scratch;
  const { required } = matches.word;
  let count = 0;
  let askedCount = 0;
  const note = (slot: number, value: number, at: number, isAsked: number) => {
    const known = best[slot] ?? 0;
    if (value <= 0 || (!required && counts[slot] === 0)) return;
    if (isAsked !== 0 && askedNow[slot] === 0) {
      askedNow[slot] = 1;
      askedCount += 1;
    }
    if (value <= known) return;
    if (known === 0) having[count++] = slot;
    best[slot] = value;
    bestAt[slot] = at;
  };
  let exact = 0;
  const values = new Float64Array(KINDS);
  // "Director Velo City Bikes" asks for no title: "Velo" is a word, and only similar to one of a title.
  const isWord = [...matches.terms.values()].some(({ how }) => how === "exact");
  for (const [term, match] of matches.terms) {
    if (match.how === "exact") exact = postings.count(term);
    for (let kind = 0; kind < KINDS; kind++) values[kind] = worth(matches, match, kind);
    const inexact = match.how === "exact" || match.how === "spelling" ? 0 : INEXACT;
    const mayAsk = isWord && isLoose(match.how) ? 0 : matches.asked;
    postings.forEach(term, (slot, kind) => note(slot, values[kind] ?? 0, (1 << kind) | inexact, mayAsk & (1 << kind)));
    if (required && shared.has(term)) {
      postings.forEach(term, (slot, kind) => {
        if ((values[kind] ?? 0) > 0) where[slot] = (where[slot] ?? 0) | SHARED;
      });
    }
  }
  for (const [slot, { at }] of matches.phones)
    note(slot, PHONE_QUALITY[at] * (matches.weights[PHONE] ?? 0), 1 << PHONE, matches.asked & (1 << PHONE));
  if (count === 0) return { rarity: 0, demanded: 0 };
  const rarity = rarityOf(exact > 0 ? exact : count, among.size);
  for (let at = 0; at < count; at++) {
    const slot = having[at] ?? 0;
    if (required && counts[slot] === 0) touched[scratch.touchedCount++] = slot;
    total[slot] = (total[slot] ?? 0) + (best[slot] ?? 0) * rarity;
    if (required) {
      counts[slot] = (counts[slot] ?? 0) + 1;
      where[slot] = (where[slot] ?? 0) | (bestAt[slot] ?? 0);
      // If no contact has the word in such a text, the query means something else.
      if (askedCount === 0 || askedNow[slot] !== 0) asked[slot] = (asked[slot] ?? 0) + 1;
    }
    best[slot] = 0;
    askedNow[slot] = 0;
  }
  return { rarity, demanded: askedCount === 0 ? 0 : matches.asked };
}

/** The best contacts that have a required word. Contacts that are not allowed are no longer counted. */
function likeliestOf(
  { required, known, most }: { readonly required: number; readonly known: number; readonly most: number },
  { among, scratch }: Tally,
): Candidate[] {
  const { total, words: counts, asked, where, touched } = scratch;
  const best = new Best<{ slot: number; score: number }>(most, (a, b) => b.score - a.score || a.slot - b.slot);
  const shares = Array.from({ length: required + 1 }, (_, count) => (count / required) ** 3);
  for (let at = 0; at < scratch.touchedCount; at++) {
    const slot = touched[at] ?? 0;
    const score = (total[slot] ?? 0) * (shares[counts[slot] ?? 0] ?? 0);
    if (among.idOf(slot) === undefined) asked[slot] = 0;
    else if (score >= (best.worst?.score ?? 0)) best.add({ slot, score });
  }
  return best.sorted().map(({ slot }) => ({ slot, where: (where[slot] ?? 0) & ~SHARED, complete: asked[slot] === known }));
}

/** How many contacts have all words that any contact has, and are worth about as much as the best of them. */
function countComplete(known: number, scratch: Scratch): Pick<Candidates, "complete" | "doubtful"> {
  const { total, asked, where, touched, touchedCount } = scratch;
  const complete = new Map<number, number>();
  const doubtful: Candidate[] = [];
  let top = 0;
  for (let at = 0; at < touchedCount; at++) {
    const slot = touched[at] ?? 0;
    if (asked[slot] === known) top = Math.max(top, total[slot] ?? 0);
  }
  for (let at = 0; at < touchedCount; at++) {
    const slot = touched[at] ?? 0;
    if (asked[slot] !== known || (total[slot] ?? 0) < top * COMPARABLE) continue;
    const own = (where[slot] ?? 0) & ~SHARED;
    if (own !== where[slot] && doubtful.length < MOST_DOUBTFUL) doubtful.push({ slot, where: own, complete: true });
    else complete.set(own, (complete.get(own) ?? 0) + 1);
  }
  return { complete, doubtful };
}

/** Terms that several words of the query may match. */
function sharedTerms(words: readonly WordMatches[]): ReadonlySet<number> {
  const shared = new Set<number>();
  words.forEach(({ terms }, index) => {
    for (const other of words.slice(index + 1)) {
      const [few, many] = terms.size < other.terms.size ? [terms, other.terms] : [other.terms, terms];
      for (const term of few.keys()) if (many.has(term)) shared.add(term);
    }
  });
  return shared;
}

/** How much a word that so many of the contacts have tells them apart, from 0.35 to 1. */
export function rarityOf(having: number, size: number): number {
  return 0.35 + 0.65 * Math.min(1, Math.log(1 + size / Math.max(1, having)) / Math.log(1 + size));
}
