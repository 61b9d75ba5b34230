import type { Field } from "../../../schema/contact-schema.ts";
import type { FilterInput } from "../../../schema/filters.ts";
import { RANKS } from "../../../search/index.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { ANYONE, ARTICLES, CONJUNCTIONS, GLUE, NEGATIONS } from "../words/phrases.ts";
import { tokensOf } from "../words/tokens.ts";
import type { OptionMeaning, Vocabulary } from "../words/vocabulary.ts";
import type { Found } from "../words/workspace-phrases.ts";
import type { Context, Rule } from "./rule.ts";

const UNEQUAL = wordSet("not isnt arent dont doesnt != <>");
const BEFORE_VALUE: ReadonlySet<string> = new Set([
  ...UNEQUAL,
  ...wordSet("is are in of = as either equals include includes including contain contains"),
]);

/** "customers", "churned", "not decision makers", "in EMEA", "stage Opportunity" */
export const optionRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const named = vocabulary.attributeAt(reader.words, at, (attribute) => attribute.kind === "field" && attribute.type.order.isListed);
  const afterName = named ? reader.after(at + named.length, BEFORE_VALUE) : undefined;
  const valued = named && afterName !== undefined ? vocabulary.optionOf(named.meaning, reader.words, afterName) : undefined;
  // "Whose events include SaaStr"
  if (!valued && afterName !== undefined && /^includ/.test(reader.word(afterName - 1))) reader.use(at, afterName);
  if (valued && afterName !== undefined) {
    const isNot = reader.words.slice(at, afterName).some((word) => UNEQUAL.has(word)) || reader.takesNegation(at);
    const end = afterName + valued.length;
    addOptions(reader, [valued.meaning], isNot, { at, end });
    return end;
  }
  const found = vocabulary.optionAt(reader.words, at);
  // "Interested in AI", "attended the webinar", "roadshow attendees"
  const isInterest = reader.word(at - 1) === "in" && reader.word(at - 2) === "interested";
  const isEvent = ATTENDING.test(reader.words.slice(Math.max(at - 3, 0), at).join(" ")) || /^(?:attend|participa)/.test(reader.word(at + 1));
  const begun = found ? undefined : vocabulary.optionsBegunAt(reader.words, at, isInterest || isEvent);
  // "Web Summit 2024", where there is only one of 2025
  const [end, labels] = [at + (found ?? begun ?? { length: 0 }).length, [found?.meaning ?? begun?.meaning ?? []].flat()];
  const isOfYear = labels.some(({ label }) => /\b20\d\d$/.test(label)) && !YEAR.test(reader.word(end - 1));
  if (isOfYear && YEAR.test(reader.word(end))) return reader.refuse(at, end + 1);
  if (begun) {
    const place = { at, end: at + begun.length };
    addOptions(reader, begun.meaning, reader.takesNegation(at), place);
    return place.end;
  }
  if (!found) return undefined;
  const { field, label } = found.meaning;
  const last = reader.word(at + found.length - 1);
  const isPlural = last !== lastWord(label) && last.endsWith("s");
  const negation = reader.negationBefore(at);
  if (negation !== undefined && isInAccount(reader, at, at + found.length, context)) return undefined;
  // In "churned customers" and "marketing qualified leads", the first option says which of the others are meant.
  const isAlone = isPlural || reader.isClauseEnd(at + found.length);
  const isNoun = isAlone && at > 0 && !reader.endsClause(at - 1) && !reader.tokens[at]?.isBehindSign && reader.optionEnds.get(field.agentKey) === at;
  if (isNoun) return at + found.length;
  if (negation === undefined && !isPlural && mayBeName(reader, at, found, context)) return undefined;
  // What "customers (churned)" are is not clear.
  const isSaid = reader.filters.some((filter) => filter.field === field.agentKey && filter.values?.includes(label));
  if (reader.tokens[at]?.isBehindBracket && isListed(reader, field.agentKey, at) && !isSaid) return reader.refuse(at - 1, at + found.length);
  if (negation !== undefined) reader.use(negation, negation + 1);
  else if (!dropGeneral(reader, field, at)) return reader.refuse(reader.listStarts.get(field.agentKey) ?? at, at + found.length);
  // "Customers including churned"
  if (/^incl(?:uding)?$/.test(reader.word(at - 1)) && reader.optionEnds.get(field.agentKey) === at - 1) reader.use(at - 1, at);
  addOptions(reader, [found.meaning], negation !== undefined, { at, end: at + found.length });
  const behind = at + found.length + nameBehind(reader, at, found, vocabulary);
  return isOfCompanies(reader, at, behind) ? behind + 1 : behind;
};

/** "At customer accounts": the noun says only that an account is meant. */
const isOfCompanies = (reader: Reader, at: number, end: number) =>
  /^(?:accounts|companies|firms|businesses|organi[sz]ations)$/.test(reader.word(end)) && /^(?:at|from|in|for|of|with)$/.test(reader.word(at - 1));

/**
 * In "leads and customers that churned", the nouns before the clause say only that contacts are meant: nobody is at two
 * stages. What "opportunities that churned" are is not clear. Returns false then.
 */
function dropGeneral(reader: Reader, { agentKey: field, definition, type }: Field, at: number): boolean {
  const [start, end] = [reader.listStarts.get(field), reader.optionEnds.get(field)];
  const isClause = start !== undefined && end !== undefined && RELATIVES.has(reader.word(end)) && reader.after(end + 1, AUXILIARIES) === at;
  if (!isClause || reader.exclusionEnds.get(field) === end || type.list.isMany(definition)) return true;
  if (!reader.words.slice(start, end).every((word) => ANYONE.has(word) || CONJUNCTIONS.has(word))) return false;
  while (reader.filters.at(-1)?.field === field) reader.filters.pop();
  return true;
}

const ATTENDING = /(?:attend(?:ed|ing|s)?|(?:came|went|go|come) to)(?: the| our| a)?$/;

const RELATIVES = wordSet("who that which");
const AUXILIARIES = wordSet("a an are be been had has have is was were");

const YEAR = /^20\d\d$/;

/** Whether an option is a part of an account's name, as it is written: "Northwind Logistics". */
const isInAccount = (reader: Reader, at: number, end: number, { isAccount, isTogether }: Context): boolean =>
  [reader.text(at - 1, end), reader.text(at, end + 1), reader.text(at - 1, end + 1)].some((name) => isAccount(name) && isTogether(name)) &&
  reader.isCapital(at);

/** "Software" may be part of a title, but not in "Software or Fintech", "interested in security" or "software industry". */
function mayBeName(reader: Reader, at: number, found: Found<OptionMeaning>, { vocabulary, isProper, isPlace, titleOf }: Context): boolean {
  const { field, label } = found.meaning;
  const end = at + found.length;
  const isEnd = reader.isClauseEnd(end) || reader.isPossessive(end - 1);
  const isLast = isEnd || GLUE.has(reader.word(end)) || NEGATIONS.has(reader.word(end));
  // "Head of legal and compliance", "client services manager"
  if (
    ["and", "or", "of"].includes(reader.word(at - 1)) &&
    [at - 2, at - 3, at - 4].some((place) => RANKS.has(reader.word(place)) && !reader.isUsed(place))
  )
    return true;
  const isWhole = tokensOf(label).some(({ folded }) => folded === reader.word(end - 1));
  if (!isWhole && !isLast && !vocabulary.optionAt(reader.words, end) && !ANYONE.has(reader.word(end))) return true;
  if (found.length > 1 || !isProper(reader.word(at)) || isOfCompanies(reader, at, end) || isInExcludedList(reader, field.agentKey, at)) return false;
  if (reader.word(at - 1) === "in" && reader.word(at - 2) === "interested") return false;
  // "People in insurance", "retail customers": nobody is in an account or a name, and these are written with a capital.
  const isOther = titleOf(reader.text(at, end)) !== undefined || isPlace(reader.text(at, end));
  const isNoun = ANYONE.has(reader.word(end)) || vocabulary.optionAt(reader.words, end) !== undefined;
  // "Someone in legal" may work in a department of that name.
  const isIn =
    reader.word(at - 1) === "in" && at > 1 && ((ANYONE.has(reader.word(at - 2)) && reader.word(at - 2) !== "someone") || reader.isUsed(at - 2));
  if (!isOther && (isLast ? isIn : isNoun && reader.isSmall(at))) return false;
  // "Who is a customer", "lowest scoring customer"
  if (
    isLast &&
    (["a", "an", "any", "one", "single", "only", "the", "which", "every", "each", "all"].includes(reader.word(at - 1)) ||
      (reader.sort !== undefined && reader.isUsed(at - 1)))
  )
    return false;
  if (nameBehind(reader, at, found, vocabulary) > 0) return false;
  if (isListed(reader, field.agentKey, at)) return false;
  const place = reader.after(end + 1, LISTED);
  const next = vocabulary.optionAt(reader.words, place);
  if (next?.meaning.field !== field) return true;
  // "Software or Fintech", "both software and fintech", "the software and fintech industries"
  if (reader.word(at - 1) === "both" && reader.word(end) === "and") return false;
  return !(reader.word(end) === "or" || (reader.word(end) === "and" && nameBehind(reader, place, next, vocabulary) > 0));
}

/** Whether an option of the field stands before: "Banking, Insurance or Mining". */
const isListed = (reader: Reader, field: string, at: number): boolean => isBehind(reader, reader.optionEnds.get(field), at);

/** Whether only a comma or a conjunction, and an article or a preposition, stands between an end and a word: "EMEA or in APAC". */
function isBehind(reader: Reader, end: number | undefined, at: number): boolean {
  if (end === undefined || end < 1) return false;
  const next = CONJUNCTIONS.has(reader.word(end)) ? end + 1 : end;
  const isApart = next > end || reader.endsClause(end - 1);
  return isApart && next <= at && reader.words.slice(next, at).every((word) => LISTED.has(word));
}

const LISTED: ReadonlySet<string> = new Set([...ARTICLES, "in", "from"]);

/** How many words behind an option are the name of its field: "the software industry". */
export function nameBehind(reader: Reader, at: number, { meaning, length }: Found<OptionMeaning>, vocabulary: Vocabulary): number {
  const behind = reader.endsClause(at + length - 1) ? undefined : vocabulary.attributeAt(reader.words, at + length);
  return behind && behind.meaning === meaning.field ? behind.length : 0;
}

const lastWord = (label: string) => tokensOf(label).at(-1)?.folded;

/** Whether a negation covers the option at a word, because it covers the one before: "not customers, leads or churned". */
const isInExcludedList = (reader: Reader, field: string, at: number): boolean =>
  isBehind(reader, reader.exclusionEnds.get(field), at) && !isContrast(reader, reader.exclusionEnds.get(field) ?? at);

/** "Not the leads, the customers" */
const isContrast = (reader: Reader, end: number): boolean =>
  reader.word(end) === "the" && !reader.words.slice(end).some((word) => CONJUNCTIONS.has(word));

/**
 * @param options of one select, any of which is meant
 * @param place of the options: where they begin and end
 */
export function addOptions(
  reader: Reader,
  options: readonly OptionMeaning[],
  isExcluded: boolean,
  place: { readonly at: number; readonly end: number },
): void {
  const [first] = options;
  if (!first) return;
  const { agentKey: field, definition, type } = first.field;
  const values = options.map(({ label }) => label);
  const isNot = isExcluded || isInExcludedList(reader, field, place.at);
  if (!isNot && !isListed(reader, field, place.at)) reader.listStarts.set(field, place.at);
  if (!isNot && type.list.isMany(definition) && isAllOf(reader, field, place.at)) demandEach(reader, field);
  reader.filters.push({ field, ...(isNot ? { operator: "not_equal" } : {}), values });
  if (isNot) reader.exclusionEnds.set(field, place.end);
  reader.optionEnds.set(field, place.end);
}

/** Whether "and" alone joins the options before a word with the one at it: who attended "A, B and C" has three options of one select. */
function isAllOf(reader: Reader, field: string, at: number): boolean {
  const [start, end = at] = [reader.listStarts.get(field), reader.optionEnds.get(field)];
  return isListed(reader, field, at) && reader.word(end) === "and" && !reader.words.slice(start, at).includes("or");
}

/** Makes the alternatives of a select conditions that must all hold. */
function demandEach(reader: Reader, field: string): void {
  reader.filters.forEach((filter, place) => {
    if (filter.field === field && filter.operator === undefined && filter.values !== undefined) reader.filters[place] = eachOf(filter);
  });
}

const eachOf = ({ field, values = [] }: FilterInput): FilterInput =>
  values.length === 1 ? { field, value: values[0] } : { any: values.map((value) => ({ field, value })) };
