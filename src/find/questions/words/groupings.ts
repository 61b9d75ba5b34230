import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import type { Context } from "../rules/rule.ts";
import { isMoment, isShared, ownerOf } from "./attribute-kinds.ts";
import { UNITS, VERBS } from "./phrases.ts";
import type { Vocabulary } from "./vocabulary.ts";

export const EACH = wordSet("each every");

const OURS = wordSet("the our all different");
/** Members of the workspace. */
export const SOMEBODY = /^(?:person|user|member|colleague|teammate|coworker|rep|owner|us)s?$/;
/** Where "rep" or "team member" ends. */
export function memberEnd(reader: Reader, at: number): number | undefined {
  const noun = /^(?:team|staff|sales)$/.test(reader.word(at)) ? at + 1 : at;
  return SOMEBODY.test(reader.word(noun)) ? noun + 1 : undefined;
}
export const US = wordSet("us you team");

/** What to group contacts by. */
export interface FoundGrouping {
  readonly grouping: string;
  readonly end: number;
  /** Whether the question asks for a person: "who". */
  readonly isPerson?: boolean;
  /** The place of the words that say which date is meant, if they are elsewhere in the question. */
  readonly about?: { readonly from: number; readonly to: number };
}

export function groupBy(reader: Reader, { grouping, about }: FoundGrouping): void {
  if (!reader.groupBy.includes(grouping)) reader.groupBy.push(grouping);
  if (about) reader.use(about.from, about.to);
}

/** An attribute, a part of an address or a unit of time that begins at a word. */
export function groupingAt(reader: Reader, from: number, vocabulary: Vocabulary): FoundGrouping | undefined {
  // "Each of the regions"
  const isOf = EACH.has(reader.word(from - 1)) && reader.word(from) === "of";
  const at = reader.afterArticle(isOf || OURS.has(reader.word(from)) ? reader.after(isOf ? from + 1 : from, OURS) : from);
  if (UNITS.has(reader.word(at))) return periodAt(reader, at, vocabulary);
  const found = vocabulary.attributeAt(reader.words, at);
  // "How many contacts did each person create", "leads by team member", but not "deals per person"
  const member = memberEnd(reader, at);
  const isSubject = EACH.has(reader.word(at - 1)) && /^(?:did|does|has)$/.test(reader.word(at - 2));
  const isOwner = isSubject || !/^(?:person|us)$/.test(reader.word((member ?? at) - 1));
  const own = isOwner && member !== undefined && !found ? ownerOf(vocabulary) : undefined;
  if (own && member !== undefined) return { grouping: own.agentKey, end: member };
  return periodBehind(reader, at, vocabulary) ?? (found && { grouping: found.meaning.agentKey, end: at + found.length });
}

/** The same, if several contacts can share a value: "top 3 countries", but not "top 3 numbers" or "managers". */
export function sharedGroupingAt(reader: Reader, at: number, { vocabulary, isProper }: Context): FoundGrouping | undefined {
  const found = vocabulary.attributeAt(reader.words, at);
  const last = reader.word(at + (found?.length ?? 0) - 1);
  if (!found || !isShared(found.meaning) || isMoment(found.meaning) || (found.isSynonym && isProper(last))) return undefined;
  return { grouping: found.meaning.agentKey, end: at + found.length };
}

/** "month", "month of the next follow-up", and "month" beside "interactions" */
function periodAt(reader: Reader, at: number, vocabulary: Vocabulary): FoundGrouping | undefined {
  const unit = UNITS.get(reader.word(at));
  const start = ["of", "in"].includes(reader.word(at + 1)) ? reader.afterArticle(at + 2) : undefined;
  const own = start === undefined ? undefined : momentAt(reader, start, vocabulary);
  if (own) return { grouping: `${own.key} ${unit}`, end: own.to };
  const about = freeMoment(reader, vocabulary);
  const key = about?.key ?? vocabulary.momentOf(verbsIn(reader)[0]?.verb ?? "created")?.agentKey;
  return key === undefined ? undefined : { grouping: `${key} ${unit}`, end: at + 1, ...(about ? { about } : {}) };
}

/** "creation month", "month" behind the name of a date */
function periodBehind(reader: Reader, at: number, vocabulary: Vocabulary): FoundGrouping | undefined {
  const moment = momentAt(reader, at, vocabulary);
  const unit = moment && UNITS.get(reader.word(moment.to));
  return unit ? { grouping: `${moment.key} ${unit}`, end: moment.to + 1 } : undefined;
}

/** A moment by its name, or by a verb that is about it. */
function momentAt(reader: Reader, from: number, vocabulary: Vocabulary) {
  const named = vocabulary.attributeAt(reader.words, from, isMoment);
  if (named) return { key: named.meaning.agentKey, from, to: reader.after(from + named.length, DATES) };
  const said = verbsIn(reader).find((one) => one.from === from);
  const moment = said && vocabulary.momentOf(said.verb);
  // "How many did we last talk to per month"
  return moment && { key: moment.agentKey, from: reader.word(from - 1) === "last" ? from - 1 : from, to: said.to };
}

export const DATES = wordSet("date dates");

/** The verbs and nouns that say which date is meant, "follow-ups" and "last contact" among them. */
export const verbsIn = ({ words }: Reader) =>
  words.flatMap((word, from) => {
    const isFollowUp = word === "follow" && /^ups?$/.test(words[from + 1] ?? "");
    const isLastContact = word === "last" && /^contacts?$/.test(words[from + 1] ?? "");
    if (isLastContact) return [{ verb: "contacted" as const, from, to: DATES.has(words[from + 2] ?? "") ? from + 3 : from + 2 }];
    const verb = isFollowUp ? "followed" : VERBS.get(word);
    return verb ? [{ verb, from, to: from + (isFollowUp ? 2 : 1) }] : [];
  });

/** The first moment that no rule has read. */
const freeMoment = (reader: Reader, vocabulary: Vocabulary) =>
  reader.words.flatMap((_, place) => (reader.isUsed(place) ? [] : (momentAt(reader, place, vocabulary) ?? [])))[0];
