import { kindBits, kindNumber, partKindOf } from "./kinds.ts";
import { edits } from "./matching/edits.ts";
import type { Labels } from "./matching/field-labels.ts";
import { resolveWords } from "./matching/resolve-words.ts";
import { parseQuery } from "./query/query.ts";
import { Best } from "./ranking/best.ts";
import { type Candidate, findCandidates, INEXACT } from "./ranking/candidates.ts";
import { standsOut } from "./ranking/stands-out.ts";
import { type Weighed, Weigher, type WordHit } from "./ranking/weigh.ts";
import type { MatchReason, SearchOptions, SearchResult } from "./search-result.ts";
import type { Postings } from "./store/postings.ts";
import type { Store } from "./store/store.ts";
import type { Vocabulary } from "./store/vocabulary.ts";

/** Hits with less than this part of the best score are left out. */
const WORTH_SHOWING = 0.35;

/** Contacts that are weighed between two pauses, in a few milliseconds. */
const WEIGHED_AT_ONCE = 250;

/** The most words for which similar ones are searched. */
const MOST_UNMATCHED = 3;

const NOTHING: SearchResult = { hits: [], listed: 0, clear: undefined, unmatched: [], suggestions: [], matched: 0, alike: 0 };

const NAME = kindNumber("name");

const NO_LABELS: Labels = new Map();

/** The steps of a search. Other work may run between two of them. If it changes the store, search again. */
export function* searchSteps(
  store: Store,
  query: string,
  { limit, offset = 0, allow, labels = NO_LABELS, asWritten = false }: SearchOptions,
): Generator<undefined, SearchResult> {
  const { vocabulary, postings, contents, ids } = store.pieces;
  const asked = parseQuery(query).words;
  // "Ben or Em" means two contacts.
  const isOfSeveral = asked.some(({ folded, required }, at) => {
    const beside = [asked.slice(0, at), asked.slice(at)];
    return folded === "or" && !required && beside.every((words) => words.some((word) => word.required));
  });
  const words = yield* resolveWords(asked, store.pieces, { labels, asWritten });
  if (words.length === 0 || store.size === 0) return NOTHING;
  const idOf = (slot: number) => {
    const id = ids[slot];
    return id !== undefined && id !== "" && (allow?.(id) ?? true) ? id : undefined;
  };
  const among = { slots: contents.length, size: store.size, idOf };
  const { likeliest, rarity, demanded, complete, doubtful } = yield* findCandidates(words, postings, among, offset + limit + 1);
  yield;
  const unmatched = words.flatMap(({ word }, index) => (word.required && rarity[index] === 0 ? [word] : []));
  const weigher = new Weigher(words, rarity);
  const termOf = (form: number) => vocabulary.termOf.at(form);
  const weighed = likeliest
    .map((candidate) => ({ ...weigher.weigh(candidate.slot, contents, termOf), candidate, id: ids[candidate.slot] ?? "" }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  // If nobody has every word, those with the name are nearer than others in the same place.
  if (!weighed.some(({ candidate }) => candidate.complete)) weighed.sort((a, b) => Number(isNamed(b)) - Number(isNamed(a)));
  const known = words.filter(({ word }, index) => word.required && rarity[index] !== 0).length;
  const suggestions = new Set<string>();
  for (const { folded } of unmatched.slice(0, asWritten ? 0 : MOST_UNMATCHED)) {
    for (const word of nearestWords(folded, vocabulary, postings)) suggestions.add(word);
    yield;
  }
  /** The word, if the contact lacks it; with the demanded kind of text, if it has it elsewhere. */
  const lacking = ({ hits, candidate }: (typeof weighed)[number], { word }: (typeof words)[number], index: number): string[] => {
    const hit = hits.find((one) => one.word === index);
    const bits = demanded[index] ?? 0;
    if (!word.required || (hit && (candidate.complete || bits === 0 || (bits & (1 << hit.kind)) !== 0))) return [];
    return [hit ? `${partKindOf(31 - Math.clz32(bits & -bits))} ${word.written}` : word.written];
  };
  const counts = yield* counted(complete, doubtful, (slot) => weigher.weigh(slot, contents, termOf).required === known);
  const [first] = weighed;
  const alike = first && first.required === known && isExactly(first.candidate.where, first.hits) ? (counts.get(first.candidate.where) ?? 0) : 0;
  const least = Math.max(0, ...weighed.map(({ score }) => score)) * WORTH_SHOWING;
  const worthShowing = weighed.filter(({ score }) => score >= least);
  return {
    hits: worthShowing.slice(offset, offset + limit).map((one) => ({
      id: one.id,
      reasons: one.hits
        .filter(({ optional }) => !optional)
        .sort((a, b) => b.value - a.value)
        .map((hit) => reasonOf(hit, words[hit.word]?.word.written ?? "", store.pieces)),
      missing: words.flatMap((word, index) => lacking(one, word, index)),
    })),
    listed: worthShowing.length,
    clear: !isOfSeveral && first?.candidate.complete && standsOut(weighed, words) ? first.id : undefined,
    unmatched: unmatched.map(({ written }) => written),
    suggestions: [...suggestions],
    matched: [...counts.values()].reduce((sum, count) => sum + count, 0),
    alike,
  };
}

/** Whether a word of the query is one of the contact's name, as it was written. */
const isNamed = ({ hits }: Weighed): boolean => hits.some(({ kind, how, optional }) => kind === NAME && how === "exact" && !optional);

/** How many contacts have the words, by the kinds of text that have them. Checks each doubtful contact. */
function* counted(
  complete: ReadonlyMap<number, number>,
  doubtful: readonly Candidate[],
  has: (slot: number) => boolean,
): Generator<undefined, ReadonlyMap<number, number>> {
  const counts = new Map(complete);
  for (const [at, { slot, where }] of doubtful.entries()) {
    if (has(slot)) counts.set(where, (counts.get(where) ?? 0) + 1);
    if (at % WEIGHED_AT_ONCE === WEIGHED_AT_ONCE - 1) yield;
  }
  return counts;
}

function reasonOf({ kind, how, found }: WordHit, query: string, { vocabulary }: Store["pieces"]): MatchReason {
  const matched = typeof found === "string" ? found : (vocabulary.forms[found] ?? "");
  return { kind: partKindOf(kind), query, matched, how };
}

/** Whether the words of the hits stand as they were written, and exactly in these kinds of text. */
const isExactly = (where: number, hits: readonly WordHit[]): boolean =>
  (where & INEXACT) === 0 && hits.filter(({ optional }) => !optional).reduce((kinds, { kind }) => kinds | (1 << kind), 0) === where;

const SUGGESTED = 3;
/** One edit for this many letters. */
const LETTERS_AN_EDIT = 3;

const NAMES = kindBits(["name", "account"]);

/** The words of names and accounts that are most similar to an unmatched word, best first, as they were written. */
function nearestWords(folded: string, vocabulary: Vocabulary, postings: Postings): string[] {
  const most = Math.max(1, Math.ceil(folded.length / LETTERS_AN_EDIT));
  const best = new Best<{ term: number; distance: number; count: number }>(
    SUGGESTED,
    (a, b) => a.distance - b.distance || b.count - a.count || a.term - b.term,
  );
  vocabulary.terms.forEach((word, term) => {
    if (word.length < 3 || /\d/.test(word)) return;
    const distance = edits(folded, word, most);
    if (distance > most || (postings.kinds(term) & NAMES) === 0) return;
    best.add({ term, distance: distance + (word.charAt(0) === folded.charAt(0) ? 0 : 0.5), count: postings.count(term) });
  });
  return best.sorted().map(({ term }) => vocabulary.firstForm(term));
}
