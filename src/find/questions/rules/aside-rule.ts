import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { EMPTY, REQUEST } from "../words/empty-words.ts";
import { NEGATIONS, PREPOSITIONS } from "../words/phrases.ts";
import { verbs } from "../words/word-tables.ts";
import type { Context, Rule } from "./rule.ts";

/** Verbs and nouns for what somebody says, remembers, knows or believes. */
const KNOWING: ReadonlySet<string> = new Set([
  ...verbs("remember recall forget/forgot/forgotten know escape tell/told inform hear/heard say/said mention reckon think/thought believe suppose"),
  ...verbs("guess gather understand/understood assume claim swear"),
  ...wordSet("dunno memory reported"),
]);
/** What somebody may not remember, and the words around it. */
const FORGOTTEN = wordSet(
  "name names surname surnames first second last family full called title life serves correctly properly rightly tip head off one ones cannot cant sorry afraid god exactly bit",
);
/** Adverbs for how sure somebody is. */
const ADVERBS = wordSet(
  "apparently supposedly allegedly presumably reportedly evidently seemingly obviously clearly definitely certainly surely hopefully frankly",
);

const OURSELVES = wordSet("i im ive you me my mine we memory");
const OPENING = wordSet("cant cannot dont didnt forgot forget dunno think guess believe");
const SAYING = wordSet("i we he she they you someone somebody people everyone");
const AUXILIARIES = wordSet("was were am been be have has had just only do did would");
const HEARERS = wordSet("me us him her you that");

/** "can't remember her surname", "I was told we have blockers", "apparently": a clause or an adverb that says nothing of a contact. */
export const asideRule: Rule = (reader, at, context) => {
  const end = ADVERBS.has(reader.word(at)) ? at + 1 : (unknownEnd(reader, at, context) ?? toldEnd(reader, at));
  for (const { text } of reader.tokens.slice(at, end ?? at)) reader.asides.add(text);
  return end;
};

/** "How many of those have a phone", "show me more": contacts of an earlier answer. */
export const earlierRule: Rule = (reader, at, { isPerson }) => {
  const end = reader.filters.length === 0 ? reader.matchAt(at, at === 0 ? MORE : OF_THEM) : undefined;
  return end && !isPerson(reader.text(at, end)) ? reader.refuse(at, end, EARLIER) : undefined;
};

const MORE = /^(?:(?:show )?(?:me |us )?(?:some )?more|(?:the )?next (?:page|ones?|\d+))$/;
const OF_THEM = /^(?:of|among) (?:those|these|them|the above)(?= (?:have|has|had|are|is|were|was|do|did|can|live|work|came|lack|attended|we|i)\b|$)/;
const EARLIER = "A query does not know earlier ones: repeat their conditions, or page with offset.";

/** Where "can't remember her surname", "you know the one" or "if memory serves" ends. */
function unknownEnd(reader: Reader, at: number, { isName }: Context): number | undefined {
  const isBeginning = at === 0 || reader.endsClause(at - 1) || reader.word(at - 1) === "but" || isSubject(reader, at);
  const end = isBeginning ? clauseEnd(reader, at) : at;
  // A question of nothing else is one of these words.
  if (!isBeginning || (at === 0 && end >= reader.words.length)) return undefined;
  const said = reader.words.slice(at, end);
  const isAside =
    said.some((word) => KNOWING.has(word)) &&
    (said.some((word) => OURSELVES.has(word)) || OPENING.has(said[0] ?? "")) &&
    said.every((word) => [EMPTY, REQUEST, NEGATIONS, PREPOSITIONS, KNOWING, FORGOTTEN].some((known) => known.has(word))) &&
    !reader.tokens.slice(Math.max(at, 1), end).some(({ text }) => /^\p{Lu}\p{Ll}/u.test(text) && isName(text));
  if (!isAside) return undefined;
  return reader.word(end) === "but" ? end + 1 : end;
}

/** "… I think": a clause at the end, without a comma. */
const isSubject = (reader: Reader, at: number) =>
  /^(?:i|you|if)$/.test(reader.word(at)) && reader.words.length - at <= 3 && reader.words.slice(at).some((word) => KNOWING.has(word));

function clauseEnd(reader: Reader, from: number): number {
  const last = reader.tokens.findIndex(({ endsClause }, at) => at >= from && (endsClause || reader.word(at + 1) === "but"));
  return last < 0 ? reader.words.length : last + 1;
}

/** Where "I was told" or "somebody mentioned that" ends. */
function toldEnd(reader: Reader, at: number): number | undefined {
  const isBeginning = at === 0 || reader.endsClause(at - 1) || reader.isUsed(at - 1);
  const verb = reader.after(at + 1, AUXILIARIES);
  if (!isBeginning || !SAYING.has(reader.word(at)) || !KNOWING.has(reader.word(verb))) return undefined;
  const heard = reader.after(verb + 1, HEARERS);
  const end = reader.word(heard) === "about" && at === 0 ? heard + 1 : heard;
  return isClause(reader, end) ? end : undefined;
}

/** Whether a clause, or nothing, follows from a word on: "I heard we have", but not "we heard from" or "people said no". */
function isClause(reader: Reader, at: number): boolean {
  const isEnd = reader.isClauseEnd(at);
  const isThat = /^(?:that|about)$/.test(reader.word(at - 1));
  const isSubjectThere = /^(?:we|there|i)$/.test(reader.word(at)) && /^(?:have|has|had|are|is|were|own|got)$/.test(reader.word(at + 1));
  return isEnd || isThat || isSubjectThere || /^(?:it|he|she)$/.test(reader.word(at));
}
