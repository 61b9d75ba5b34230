import type { Attribute } from "../../../schema/contact-schema.ts";
import { wordsOf } from "../../../search/tokens.ts";
import { fold } from "../../../text/fold.ts";
import { wordSet } from "../../../text/word-set.ts";
import { anyOf } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { isNumeric } from "../words/attribute-kinds.ts";
import { MEANINGFUL } from "../words/empty-words.ts";
import { type Names, nameEnd, namesAt } from "../words/names.ts";
import { ANYONE, ARTICLES, CONJUNCTIONS, GENERALLY, GLUE, NEGATIONS, RECORDS } from "../words/phrases.ts";
import type { Context, Rule } from "./rule.ts";
import { isText } from "./text-rules.ts";
import { havingTitles, titleField } from "./title-rules.ts";

/** Kinds of text that the search asks for by their values alone. */
const SEARCHED: ReadonlySet<string | undefined> = wordSet("name title place email phone handle url");
const BEFORE_VALUE = wordSet("is are = equals of");
const MOST_OF_VALUE = 3;

/** "T-shirt size L", "whose nickname is Robin", "XL and XXL shirts": the value of a text. */
export const valueRule: Rule = (reader, at, context) => {
  const found = context.vocabulary.attributeAt(reader.words, at, isPlainText);
  if (!found) return codesBefore(reader, at, context);
  if (reader.endsClause(at + found.length - 1)) return undefined;
  // "Velo City Bikes"
  if (context.isAccount(reader.text(Math.max(at - 1, 0), at + found.length + 1))) return undefined;
  // "The people in our CRM are customers"
  if (found.length === 1 && RECORDS.has(reader.word(at)) && /^(?:the|our|my|this)$/.test(reader.word(at - 1))) return undefined;
  const behind = reader.after(at + found.length, BEFORE_VALUE);
  // "Title is a manager", but "T-shirt size is a"
  const start = reader.word(behind - 1) !== "of" && reader.isSmall(behind) && !reader.isClauseEnd(behind + 1) ? reader.afterArticle(behind) : behind;
  const word = reader.word(start);
  // "Goes by the nickname Max"
  const isHad = ARTICLES.has(reader.word(at - 1)) && HAVING.has(reader.word(at - 2));
  const isSaid = start > at + found.length || reader.tokens[start]?.isBehindColon === true || (isHad && isCapital(reader, start));
  const isName = found.length > 1 || found.isSynonym === true;
  // "CRM ID legacy-243"
  const isCode = /id$/.test(reader.word(start - 1)) && /^\d/.test(reader.word(start + 1));
  const isValue = isSaid || (isName && (isCode || isCapital(reader, start)));
  // "Shirt sizes of champions"
  const isOfContacts =
    isSaid && reader.word(start - 1) === "of" && (ANYONE.has(word) || context.vocabulary.optionAt(reader.words, start) !== undefined);
  const saysNothing = [GLUE, NEGATIONS, GENERALLY, ARTICLES, MEANINGFUL].some((words) => words.has(word)) && word.length > 1;
  const isWhole = reader.tokens[start]?.isBehindColon === true;
  const codes = codesAt(reader, start);
  const several = (codes?.names.length ?? 0) > 1 ? codes : isWhole ? undefined : namesAt(reader, start, context);
  const end = several?.end ?? (isWhole ? clauseEnd(reader, start) : nameEnd(reader, start, context));
  const values = several?.names ?? [reader.text(start, end)];
  // "The title of Maja Jensen"
  const isOfPerson =
    (!isSaid || reader.word(start - 1) === "of" || /^(?:what|which)$/.test(reader.word(at - 1))) &&
    reader.tokens.slice(start, end).every(({ text }) => context.isPerson(text) && !CODE.test(text));
  const isLong = values.length === 1 && !isWhole && end - start > MOST_OF_VALUE;
  if (
    !isValue ||
    isOfContacts ||
    isOfPerson ||
    // "City of Acme contacts"
    (reader.word(start - 1) === "of" && GENERALLY.has(reader.word(end))) ||
    namesSomebody(reader.text(start, end), context) ||
    saysNothing ||
    /^(?:set|missing|empty|blank|unknown|known|given|unset|each|every)$/.test(word) ||
    isLong
  )
    return undefined;
  addWords(reader, at, found.meaning.agentKey, values, context);
  return end;
};

/** Whether the last words of a value are the name of a contact, and no contact has the value. */
function namesSomebody(value: string, { isWholeName, isTogether }: Context): boolean {
  const name = value.split(" ").slice(-2).join(" ");
  return /^\p{Lu}\S+ \p{Lu}/u.test(name) && isWholeName(name) && !isTogether(value);
}

/** Whether a word is written like a name or a code. */
const isCapital = ({ tokens }: Reader, at: number) => /^(?:\p{Lu}|.*\d)/u.test(tokens[at]?.text ?? "");

const HAVING = wordSet("with has have having had by named called");

function clauseEnd({ tokens }: Reader, from: number): number {
  const last = tokens.findIndex(({ endsClause }, at) => at >= from && endsClause);
  return last < 0 ? tokens.length : last + 1;
}

/** @param at where it begins: a negation before it excludes the values */
function addWords(reader: Reader, at: number, field: string, values: readonly string[], context: Context): void {
  const isNot = reader.takesNegation(at);
  reader.filters.push(field === titleField(context)?.agentKey ? havingTitles(field, isNot, values) : anyOf(field, "hasWords", isNot, values));
}

/** A short value that is written like a size: "XL", "A4". */
const CODE = /^(?=.*\p{Lu})[\p{Lu}\d]{1,4}$/u;

/** "XL", "M or L" */
function codesAt(reader: Reader, start: number): Names | undefined {
  const isCode = (at: number) => CODE.test(reader.written(at));
  const names: string[] = [];
  for (let at = start; isCode(at); ) {
    names.push(reader.text(at, at + 1));
    const isJoined = CONJUNCTIONS.has(reader.word(at + 1));
    const next = isJoined ? at + 2 : at + 1;
    if (!(isJoined || reader.endsClause(at)) || !isCode(next)) return { names, end: at + 1 };
    at = next;
  }
  return undefined;
}

/** "XL and XXL shirts": the values before the name of their attribute. */
function codesBefore(reader: Reader, at: number, context: Context): number | undefined {
  const { vocabulary, isName } = context;
  const codes = codesAt(reader, at);
  if (!codes || reader.endsClause(codes.end - 1) || codes.names.some((value) => value.length > 1 && isName(value))) return undefined;
  const found = vocabulary.attributeAt(reader.words, codes.end, isPlainText);
  if (!found) return undefined;
  // "Not size XL shirts"
  const isInLabel = wordsOf(found.meaning.label)
    .map(fold)
    .includes(reader.word(at - 1));
  const from = isInLabel ? at - 1 : at;
  reader.use(from, at);
  addWords(reader, from, found.meaning.agentKey, codes.names, context);
  return codes.end + found.length;
}

/** Whether an attribute has texts that the search does not ask for by themselves. */
const isPlainText = (attribute: Attribute) =>
  isText(attribute) && !isNumeric(attribute) && attribute.kind === "field" && !SEARCHED.has(attribute.type.search.as);
