import type { FilterInput } from "../../schema/filters.ts";
import { wordSet } from "../../text/word-set.ts";
import type { Reader } from "./reader.ts";
import { ANYONE, ARTICLES, GENERALLY, GLUE, LOOSE, NEGATIONS } from "./words/phrases.ts";

/** "except", "everyone but" */
const excepts = (reader: Reader, at: number): boolean =>
  reader.word(at) === "except" || (reader.word(at) === "but" && GENERALLY.has(reader.word(at - 1)));

/** Whether a word comes after an exception as the next of a list: "Acme" or "and Acme" in "except Germany, France and Acme". */
export const isListedException = ({ exception, tokens, words }: Reader, at: number): boolean =>
  exception?.end === at && (tokens[at - 1]?.endsClause === true || JOINING.has(words[at] ?? ""));

const JOINING = wordSet("and or");

/** What a list of exceptions names, rather than what others must have: "Germany", but not "over 50k". */
const NAMING = wordSet("equal contains hasWords");

/**
 * Takes the conditions that follow an exception as a part of it. "Everyone but the customers in EMEA" leaves out only
 * those customers, and "everyone but the customers and those in EMEA" leaves out both.
 *
 * @param known how many filters there were before
 * @param at where the new ones begin
 * @param end where they end
 * @returns whether they are a part of an exception
 */
export function joinException(reader: Reader, known: number, { at, end }: { readonly at: number; readonly end: number }): boolean {
  const { exception, filters } = reader;
  const place = exception ? filters.indexOf(exception.filter) : -1;
  if (!exception || place < 0 || place >= known || at < exception.end) {
    const excepted = filters.at(-1);
    const isNew = reader.words.some((_, from) => from >= (exception?.end ?? 0) && from < end && reader.isUsed(from) && excepts(reader, from));
    if (excepted && isNew) reader.exception = { filter: excepted, end };
    return false;
  }
  const between = reader.words.slice(exception.end, JOINING.has(reader.word(at)) ? at + 1 : at);
  const isJoined = between.some((word) => JOINING.has(word));
  const isApart = reader.tokens.slice(exception.end - 1, at).some(({ endsClause }) => endsClause);
  // What is found later is no part of this exception, and the same "except" begins no other.
  const over = { filter: {}, end: exception.end };
  if (between.includes("only")) reader.exception = over;
  if (between.includes("only") || !between.every((word) => GLUE.has(word) || LOOSE.has(word) || ANYONE.has(word))) return false;
  const isDenied = reader.words.slice(exception.end, end).some((word) => NEGATIONS.has(word));
  const more = filters.slice(known).map((filter) => (isNegative(filter) && !isDenied ? filter : negated(filter)));
  if (!isJoined && !isApart) {
    // Whether "except leads and customers in EMEA" leaves out all leads is not clear.
    if (exception.isListed) reader.refuse(exception.end - 1, end);
    const whole = { any: [...(exception.filter.any ?? [exception.filter]), ...more] };
    filters.splice(known);
    filters[place] = whole;
    reader.exception = { filter: whole, end };
    return true;
  }
  const isNoun = between.some((word) => ANYONE.has(word));
  const isDirect = between.every((word) => ARTICLES.has(word) || JOINING.has(word));
  const isNamed = filters.slice(known).every(({ operator = "equal" }) => NAMING.has(operator.replace(/^not_/, "")));
  const isMember = isNoun || (isDirect && !isDenied && (isJoined || isNamed));
  // Whether "except leads and in EMEA" leaves out those in EMEA is not clear.
  if (!isMember && isJoined) reader.refuse(exception.end - 1, end);
  reader.exception = isMember ? { filter: more.at(-1) ?? exception.filter, end, isListed: !between.some((word) => ARTICLES.has(word)) } : over;
  if (!isMember) return false;
  filters.splice(known, more.length, ...more);
  return true;
}

const isNegative = ({ operator = "equal" }: FilterInput) => operator.startsWith("not_");

function negated({ any, all, ...filter }: FilterInput): FilterInput {
  if (any) return { all: any.map(negated) };
  if (all) return { any: all.map(negated) };
  const { operator = "equal" } = filter;
  return { ...filter, operator: operator.startsWith("not_") ? operator.slice("not_".length) : `not_${operator}` };
}
