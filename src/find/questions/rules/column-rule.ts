import type { Attribute } from "../../../schema/contact-schema.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { accountOf, isNumeric } from "../words/attribute-kinds.ts";
import { whenAt } from "../words/dates.ts";
import { EMPTY } from "../words/empty-words.ts";
import { verbsIn } from "../words/groupings.ts";
import { ARTICLES, ASKING_COLUMNS, PREPOSITIONS, THEM } from "../words/phrases.ts";
import { placeField } from "../words/places.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import type { Context, Rule } from "./rule.ts";

/** "with name, email and deal size", "including their phone", "columns name email city": columns. */
export const columnRule: Rule = (reader, at, { vocabulary }) => {
  const first = SHOWING.exec(reader.word(at));
  if (!first) return ASKING_COLUMNS.has(reader.word(at)) || at === 0 ? askedColumns(reader, at, vocabulary) : undefined;
  const start = reader.after(at + 1, BEFORE_LIST);
  const { keys, end } = listAt(reader, start, vocabulary);
  // "With an e-mail and a phone" is a condition.
  const isShown =
    // "List them with their deal size"
    (THEM.has(reader.word(at - 1)) && !/^an?$/.test(reader.word(at + 1))) ||
    reader.words.slice(at, start).some((word) => POSSESSIVE.has(word) || (word === "the" && reader.sort !== undefined));
  const isCondition = first[1] !== undefined && !isShown && !hasName(keys, vocabulary);
  // "Those with owner not Kenji"
  const isValued = /^(?:is|not)$/.test(reader.word(end)) && !reader.endsClause(end - 1);
  if (keys.length === 0 || isCondition || isValued) return undefined;
  reader.columns.push(...keys);
  return end;
};

/** "Show email and city", "return name, phone", "columns: title account", "name title phone of": attributes and nothing else. */
function askedColumns(reader: Reader, at: number, vocabulary: Vocabulary): number | undefined {
  const start = reader.after(at, BEFORE_ASKED);
  const { keys, end } = listAt(reader, start, vocabulary, true);
  // "Show the manager of Maja Jensen"
  const isBeforeContacts = keys.length > 1 && (PREPOSITIONS.has(reader.word(end)) || /^(?:sort|order)/.test(reader.word(end)));
  const isAsking = start > at || !vocabulary.schema.fields.some((field) => isNumeric(field) && keys.includes(field.agentKey));
  if (keys.length === 0 || !isAsking || !(isBeforeContacts || (start > at && reader.isClauseEnd(end)))) return undefined;
  reader.columns.push(...keys);
  return end;
}

const BEFORE_ASKED: ReadonlySet<string> = new Set([...ASKING_COLUMNS, ...wordSet("me us only just the a their his her id ids and")]);

const SHOWING = /^(?:(with)|including|incl|include|showing|plus)$/;
const POSSESSIVE = wordSet("their his her its");
const BEFORE_LIST: ReadonlySet<string> = new Set([...ARTICLES, ...POSSESSIVE, "the"]);

/** Whether the name is among the attributes, which everybody has. */
const hasName = (keys: readonly string[], { schema }: Vocabulary) =>
  keys.some((key) => schema.fields.some(({ agentKey, type }) => agentKey === key && type.search.as === "name"));

/** "name, email and deal size" @param isLoose whether nothing needs to stand between two: "name email" */
function listAt(reader: Reader, start: number, vocabulary: Vocabulary, isLoose = false): { readonly keys: readonly string[]; readonly end: number } {
  const keys: string[] = [];
  let end = start;
  for (let at = start; ; at = reader.after(end, BETWEEN)) {
    const found = vocabulary.attributeAt(reader.words, at);
    const isListed = isLoose || keys.length === 0 || at > end || reader.endsClause(end - 1);
    if (!found || !isListed) return { keys, end };
    keys.push(found.meaning.agentKey);
    end = at + found.length;
  }
}

const BETWEEN = wordSet("and plus the their id");

/**
 * "when did we last speak with Vikram Rao", "where does she live", "how big is João's deal": the
 * attribute of one contact that a question asks for without its name.
 */
export const askedRule: Rule = (reader, at, context) => {
  const { vocabulary, isPerson } = context;
  const isOfOne = reader.tokens.some(({ text, folded }) => (THEM.has(folded) && folded !== "each") || (isPerson(text) && /^\p{Lu}/u.test(text)));
  if (!isOfOne) return undefined;
  const [first, second] = [reader.word(at), reader.word(at + 1)];
  const named = (fits: (attribute: Attribute) => boolean) =>
    reader.words.some((_, place) => place > at && vocabulary.attributeAt(reader.words, place, fits));
  if (!reader.words.slice(0, at).every((word) => EMPTY.has(word))) return undefined;
  if (first === "where") {
    const isWork = reader.words.some((word) => /^(?:works?|working|employed)$/.test(word));
    const account = accountOf(vocabulary);
    return show(reader, isWork ? account : placeField(vocabulary), at + 1);
  }
  if (first === "how" && /^(?:big|large|high|low)$/.test(second) && named(isNumeric)) return at + 2;
  const isLast = first === "last" && verbsIn(reader).some(({ from }) => from === at);
  const isLastTime = first === "last" && second === "time";
  const isWhen =
    isLastTime || first === "when" || isLast || (first === "how" && second === "long") || (first === "date" && /^(?:of|we|i)$/.test(second));
  return isWhen ? momentAsked(reader, at, isLast ? at : first === "when" ? at + 1 : at + 2, context) : undefined;
};

function show(reader: Reader, attribute: Attribute | undefined, end: number): number | undefined {
  if (attribute) reader.columns.push(attribute.agentKey);
  return attribute && end;
}

/** The date of what a verb says about a contact. */
function momentAsked(reader: Reader, at: number, start: number, { vocabulary, now }: Context): number | undefined {
  const said = verbsIn(reader).filter(({ from }) => from >= at && !reader.isUsed(from));
  const [first] = said;
  const moment = first && vocabulary.momentOf(first.verb);
  // "When is the next interaction with Maja"
  if (!first || !moment) return start;
  const between = reader.words.slice(at, first.from);
  // "How long have we talked to Maja" and "when did Maja join Acme" ask for other dates.
  const isOther =
    said.some(({ verb, to }) => verb !== first.verb || whenAt(reader, to, now) !== undefined) ||
    (reader.word(at) === "how" && !reader.words.some((word) => /^(?:ago|since|last)$/.test(word))) ||
    (first.verb === "contacted" && between.some((word) => /^(?:first|next)$/.test(word))) ||
    (first.verb === "updated" && first.to < reader.words.length);
  if (isOther) return undefined;
  for (const { from, to } of said) reader.use(from, to);
  for (let place = at; place < first.from; place++) if (AROUND.has(reader.word(place))) reader.use(place, place + 1);
  return show(reader, moment, Math.max(start, first.from === at ? first.to : start));
}

const AROUND = wordSet("last latest most recent time ago since long our my next due");
