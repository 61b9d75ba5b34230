import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { EMPTY, REQUEST } from "../words/empty-words.ts";
import { NEGATIONS, PREPOSITIONS } from "../words/phrases.ts";
import type { Rule } from "./rule.ts";

/** Verbs and nouns for what somebody remembers, knows or believes. */
const REMEMBERING = wordSet(
  "remember remembered recall forgot forget forgotten know dunno escapes escape escaped think thought guess believe reckon suppose memory",
);
/** What somebody may not remember, and the words around it. */
const FORGOTTEN = wordSet(
  "name names surname surnames first second last family full called title life serves correctly properly rightly tip head off one ones cannot cant sorry afraid god exactly bit",
);

const OURSELVES = wordSet("i im ive you me my mine we memory");
const OPENING = wordSet("cant cannot dont didnt forgot forget dunno think guess believe");

/** "can't remember her surname", "you know the one", "if memory serves": a clause that says nothing of a contact. */
export const asideRule: Rule = (reader, at, { isName }) => {
  const isBeginning = at === 0 || reader.tokens[at - 1]?.endsClause === true || reader.word(at - 1) === "but" || isSubject(reader, at);
  const end = isBeginning ? clauseEnd(reader, at) : at;
  // A question of nothing else is one of these words.
  if (!isBeginning || (at === 0 && end >= reader.words.length)) return undefined;
  const said = reader.words.slice(at, end);
  const isAside =
    said.some((word) => REMEMBERING.has(word)) &&
    (said.some((word) => OURSELVES.has(word)) || OPENING.has(said[0] ?? "")) &&
    said.every((word) => [EMPTY, REQUEST, NEGATIONS, PREPOSITIONS, REMEMBERING, FORGOTTEN].some((known) => known.has(word))) &&
    !reader.tokens.slice(Math.max(at, 1), end).some(({ text }) => /^\p{Lu}\p{Ll}/u.test(text) && isName(text));
  if (!isAside) return undefined;
  const isBut = reader.word(end) === "but";
  for (let place = at; place < (isBut ? end + 1 : end); place++) reader.asides.add(reader.tokens[place]?.text ?? "");
  return isBut ? end + 1 : end;
};

/** "… I think": a clause at the end, without a comma. */
const isSubject = (reader: Reader, at: number) =>
  /^(?:i|you|if)$/.test(reader.word(at)) && reader.words.length - at <= 3 && reader.words.slice(at).some((word) => REMEMBERING.has(word));

function clauseEnd(reader: Reader, from: number): number {
  const last = reader.tokens.findIndex(({ endsClause }, at) => at >= from && (endsClause || reader.word(at + 1) === "but"));
  return last < 0 ? reader.words.length : last + 1;
}
