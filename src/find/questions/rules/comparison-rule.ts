import type { Attribute, Field } from "../../../schema/contact-schema.ts";
import type { FilterInput } from "../../../schema/filters.ts";
import { dealOf } from "../../../schema/usual-names.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { COMPANY, isNumeric, numbersHint, OF_ACCOUNTS } from "../words/attribute-kinds.ts";
import { COMPARISONS, CURRENCIES, CURRENCY_CODES, GLUE, NEGATIONS, OPPOSITES, PREPOSITIONS, UNITS } from "../words/phrases.ts";
import { smallNumberOf } from "../words/tokens.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import type { Rule } from "./rule.ts";

/** "deal size over 50k", "with a budget of at least 10,000", "deals between 10k and 20k", "ICP doesn't exceed 80" */
export const comparisonRule: Rule = (reader, at, { vocabulary }) => {
  const found = vocabulary.attributeAt(reader.words, at, isNumeric);
  const add = (place: number, attribute: Attribute, compared: Compared, end = compared.end): number => {
    if (isInOtherCurrency(reader, place, end, attribute)) return reader.refuse(at, end, numbersHint(vocabulary.schema));
    addComparison(reader, place, attribute.agentKey, compared);
    return end;
  };
  if (found) {
    const behind = at + found.length;
    const exact = equalTo(reader, behind);
    const isEnd = exact && (reader.isClauseEnd(exact.end) || GLUE.has(reader.word(exact.end)));
    const isLast = isEnd && !/^(?:19|20)\d\d$/.test(reader.word(behind));
    const compared = comparedAfter(reader, behind) ?? (reader.word(at) === "rated" || isLast ? exact : undefined);
    return compared ? add(at, found.meaning, compared) : unclearAfter(reader, at, behind, vocabulary);
  }
  const compared = comparedAt(reader, at);
  if (!compared || isTime(reader, compared.end)) return undefined;
  // "Opportunities worth over 40k"
  const worth = WORTH.has(reader.word(at - 1)) ? at - 1 : WORTH.has(reader.word(at - 2)) && reader.word(at - 1) === "at" ? at - 2 : undefined;
  const start = reader.after(compared.end, new Set([...GLUE, ...CURRENCIES]));
  // "Over 50k by score"
  const isBehindBy = reader.words.slice(compared.end, start).includes("by");
  const after = isBehindBy ? undefined : vocabulary.attributeAt(reader.words, start, isNumeric);
  // Companies have other sizes.
  const isSize =
    /^(?:bigger|larger|smaller)$/.test(reader.word(at)) &&
    !after &&
    !reader.words.some((word) => COMPANY.test(word)) &&
    compared.filters.every(({ value }) => Number(value) >= LEAST_SIZE);
  const deal = worth === undefined && !isSize ? undefined : dealOf(vocabulary.schema);
  if (deal) {
    reader.use(worth ?? at, at);
    return add(worth ?? at, deal, compared);
  }
  // "More than one deal": how many deals somebody has is not known.
  const isCount =
    compared.filters.every(({ value }) => Number(value) < LEAST_AMOUNT) && start === compared.end && reader.word(start).startsWith("deal");
  if (after && !isCount) return add(at, after.meaning, compared, start + after.length);
  // "Customers over 50 thousand euros": of the only number in euros
  const own = numberIn(currencyIn(reader, at, compared.end), vocabulary);
  return own && !after
    ? add(at, own, compared)
    : reader.refuse(at, compared.end, numbersHint(vocabulary.schema), isOfAccounts(reader, at, compared.end) ? OF_ACCOUNTS : "");
};

/** Whether a comparison is about a number that companies have: "over 500 employees", "revenue over 1m". */
const isOfAccounts = (reader: Reader, at: number, end: number) =>
  [at - 1, at - 2, end].some((place) => /^(?:employees?|staff|revenues?|turnover)$/i.test(reader.text(place, place + 1)));

/** Whether an amount is said in another currency than the numbers of an attribute: "deal size over 50k USD". */
export function isInOtherCurrency(reader: Reader, from: number, to: number, attribute: Attribute): boolean {
  const said = currencyIn(reader, from, to);
  const own = attribute.kind === "field" ? attribute.definition.config.currency : undefined;
  return said !== undefined && own !== undefined && said !== own;
}

/** The currency of an amount: "€50k", "50 thousand euros". */
function currencyIn(reader: Reader, from: number, to: number): string | undefined {
  const codes = reader.tokens.slice(from, to).map(({ text, folded }) => CURRENCY_CODES.get(folded) ?? CURRENCY_CODES.get(text.charAt(0)));
  return codes.find((code) => code !== undefined);
}

/** The only number of the workspace that is in a currency. */
function numberIn(currency: string | undefined, { schema }: Vocabulary): Field | undefined {
  const fields = schema.fields.filter(({ definition }) => currency !== undefined && definition.config.currency === currency);
  return fields.length === 1 ? fields[0] : undefined;
}

/** Where a comparison ends that cannot be read: "deal size over whatever it was", "deal size over annual budget". */
function unclearAfter(reader: Reader, at: number, from: number, vocabulary: Vocabulary): number | undefined {
  const end = reader.phraseAt(from, COMPARISONS)?.end;
  if (end === undefined || PREPOSITIONS.has(reader.word(end)) || end >= reader.words.length) return undefined;
  const other = vocabulary.attributeAt(reader.words, end);
  return reader.refuse(at, end + (other?.length ?? 1), other ? "Two fields cannot be compared." : "");
}

/** Contacts that are "bigger than 40k" have such deals. */
const LEAST_SIZE = 1000;

/** Deals of less are a number of deals. */
const LEAST_AMOUNT = 20;

/** @param at where it begins: a negation before it makes it the opposite, which contacts without a value fit too */
function addComparison(reader: Reader, at: number, field: string, { filters }: Compared): void {
  if (!reader.takesNegation(at)) {
    reader.filters.push(...filters.map((filter) => ({ field, ...filter })));
    return;
  }
  const opposites = filters.map(({ operator = "", ...given }) => ({ field, operator: OPPOSITES.get(operator) ?? `not_${operator}`, ...given }));
  reader.filters.push({ any: [...opposites, { field, operator: "not_isSet" }] });
}

/** A comparison after the name of a number: "deal size of at least 10k". */
export function comparedAfter(reader: Reader, from: number): Compared | undefined {
  for (let at = reader.after(from, NOUNS); at < reader.words.length; at++) {
    const compared = between(reader, at, true) ?? compare(reader, at) ?? equal(reader, at);
    if (compared) return withNext(reader, compared);
    if (!BEFORE_COMPARISON.has(reader.word(at)) || reader.endsClause(at)) return undefined;
  }
  return undefined;
}

/** "more than 30k and less than 40k", but not "more than 30k and more than one account" */
function withNext(reader: Reader, first: Compared): Compared {
  const next = ["and", "but"].includes(reader.word(first.end)) ? compare(reader, first.end + 1) : undefined;
  const isEnd = next && (reader.isClauseEnd(next.end) || [GLUE, NEGATIONS, EACH].some((words) => words.has(reader.word(next.end))));
  return next && isEnd ? { filters: [...first.filters, ...next.filters], end: next.end } : first;
}

const EACH = wordSet("per each every");

/** "score of 80", "deal size is 50k"; "deals of 2025" are those of a year. */
function equal(reader: Reader, at: number): Compared | undefined {
  const isSaid = ["of", "is", "are"].includes(reader.word(at)) && !comparedAt(reader, at + 1) && !/^(?:19|20)\d\d$/.test(reader.word(at + 1));
  return isSaid ? equalTo(reader, at + 1) : undefined;
}

/** "rated 5", "4 or 5" */
function equalTo(reader: Reader, at: number): Compared | undefined {
  const found = reader.amountAt(at);
  if (!found || isTime(reader, found.end)) return undefined;
  const other = reader.word(found.end) === "or" ? equalTo(reader, found.end + 1) : undefined;
  const values = [found.amount, ...(other?.filters.flatMap(({ value, values: more = [value] }) => more) ?? [])];
  return { filters: [{ operator: "equal", ...(values.length > 1 ? { values } : { value: found.amount }) }], end: other?.end ?? found.end };
}

const WORTH = wordSet("worth valued sized");

/** Behind the name of a number: "ICP score", "budget amount". */
const NOUNS = wordSet("score scores size value worth amount");
const BEFORE_COMPARISON: ReadonlySet<string> = new Set([...GLUE, ...wordSet("worth ranging valued somewhere anywhere sits lies comes")]);

export interface Compared {
  readonly filters: readonly Pick<FilterInput, "operator" | "value" | "values">[];
  readonly end: number;
}

/** "over 50k", "between 10k and 20k" */
export const comparedAt = (reader: Reader, at: number): Compared | undefined => between(reader, at) ?? compare(reader, at);

function compare(reader: Reader, at: number): Compared | undefined {
  const found = reader.comparisonAt(at);
  return found && { filters: [{ operator: found.operator, value: found.amount }], end: found.end };
}

/**
 * "between 10k and 20k", "from 10k to 20k", "20 to 30 thousand", "six figures"
 *
 * @param isOfNumber whether the name of a number stands before, so that "20-30" are not digits of a phone number
 */
function between(reader: Reader, at: number, isOfNumber = false): Compared | undefined {
  const digits = /^figures?$/.test(reader.word(at + 1)) ? smallNumberOf(reader.tokens[at]) : undefined;
  if (digits !== undefined && digits > 1) {
    const filters = [
      { operator: "greaterThanOrEqual", value: 10 ** (digits - 1) },
      { operator: "lessThan", value: 10 ** digits },
    ];
    return { filters, end: at + 2 };
  }
  const isBetween = reader.word(at) === "between";
  const low = reader.amountAt(isBetween || reader.word(at) === "from" ? at + 1 : at);
  const isTo = low && (isBetween ? ["and", "to"] : ["to", "until"]).includes(reader.word(low.end));
  const isRange = isTo || (isOfNumber && low && reader.tokens[low.end]?.isBehindSign);
  const high = low && isRange ? reader.amountAt(isTo ? low.end + 1 : low.end) : undefined;
  if (!low || !high || isTime(reader, high.end)) return undefined;
  // In "20 to 30 thousand" and "20-30k", both are thousands.
  const factor = low.factor === 1 && low.amount < high.amount / high.factor ? high.factor : 1;
  return {
    filters: [
      { operator: "greaterThanOrEqual", value: Math.min(low.amount * factor, high.amount) },
      { operator: "lessThanOrEqual", value: Math.max(low.amount * factor, high.amount) },
    ],
    end: high.end,
  };
}

const isTime = (reader: Reader, at: number) => UNITS.has(reader.word(at));
