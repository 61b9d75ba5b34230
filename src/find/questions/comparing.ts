import type { FilterInput } from "../../schema/filters.ts";
import { allAttributes } from "../../schema/timestamps.ts";
import { wordSet } from "../../text/word-set.ts";
import { valuesOf } from "./filters.ts";
import type { Reader } from "./reader.ts";
import type { Context } from "./rules/rule.ts";
import { isMoment } from "./words/attribute-kinds.ts";
import { UNITS } from "./words/phrases.ts";

const COMPARING = wordSet("compare comparing comparison");

/**
 * "Leads vs customers", "compare Germany and France": counts each of the values.
 *
 * @param phraseField the attribute that tells apart the phrases of "leads in EMEA vs customers in APAC"
 */
export function compareValues(reader: Reader, filters: readonly FilterInput[], phraseField: string | undefined, context: Context): void {
  // "Vs" is an "or" that asks for groups.
  const places = reader.tokens.flatMap(({ text, folded }, at) =>
    (COMPARING.has(folded) && !context.isInNames(folded)) ||
    (folded === "or" && text.toLowerCase() !== folded) ||
    isMore(reader, at) ||
    isSecondCount(reader, at)
      ? [at]
      : [],
  );
  const [place] = places;
  if (place === undefined) return;
  if (reader.word(place + 1) === "between") reader.use(place + 1, place + 2);
  const groupings = phraseField === undefined ? filters.flatMap((filter) => groupingOf(filter, context)) : [phraseField];
  const [grouping] = groupings;
  // "How does the average deal compare across regions"
  const isGrouped = grouping === undefined && reader.groupBy.length > 0;
  if (!isGrouped && (grouping === undefined || groupings.length > 1))
    reader.refuse(place, isSecondCount(reader, place) ? reader.words.length : place + 1);
  else if (grouping !== undefined && !reader.groupBy.includes(grouping)) reader.groupBy.push(grouping);
  for (const at of places) reader.use(at, at + 1);
}

const COUNTED = /^(?:more|fewer)$/;
const MEASURED = /^(?:bigger|larger|higher|greater|smaller|lower)$/;

/** "Do we have more customers in EMEA or APAC", "are there more leads than opportunities", "is the average deal bigger in EMEA than in APAC" */
function isMore(reader: Reader, at: number): boolean {
  const isRank = (word: string) => (reader.measures.length > 0 ? MEASURED : COUNTED).test(word);
  if (reader.isUsed(at)) return false;
  if (isRank(reader.word(at))) return reader.words.some((word, place) => place > at && (word === "or" || word === "than"));
  return reader.word(at) === "than" && reader.words.some((word, place) => place < at && isRank(word) && !reader.isUsed(place));
}

/** "how many leads and how many customers" */
const isSecondCount = ({ words }: Reader, at: number): boolean =>
  words[at] === "how" && words[at + 1] === "many" && words.slice(0, at).some((word, place) => word === "how" && words[place + 1] === "many");

/**
 * The grouping that tells the values of a filter apart; none if there is only one value, or if groups do not show them.
 */
function groupingOf(filter: FilterInput, { schema }: Context): string[] {
  const { field, operator = "equal" } = filter;
  const values = valuesOf(filter).map(String);
  if (field === undefined || values.length < 2 || !["equal", "contains", "hasWords"].includes(operator)) return [];
  if (allAttributes(schema).some((attribute) => attribute.agentKey === field && isMoment(attribute))) return [`${field} ${unitOf(values[0] ?? "")}`];
  const type = schema.fields.find(({ agentKey }) => agentKey === field)?.type;
  // "address.country"
  if (type?.search.as === "option" || field.includes(".") || schema.relationships.some(({ agentKey }) => agentKey === field)) return [field];
  return type?.search.as === "place" ? [`${field}.city`] : [];
}

/** The unit of time that a period is one of: "this month", "Q3 2026", "2025". */
function unitOf(period: string): string {
  const unit = period
    .toLowerCase()
    .split(" ")
    .flatMap((word) => UNITS.get(word) ?? [])[0];
  if (unit !== undefined) return unit;
  if (/^(?:19|20)\d\d$/.test(period)) return "year";
  if (/^q\d/i.test(period)) return "quarter";
  return /day$|\d{4}-\d{2}-\d{2}/i.test(period) ? "day" : "month";
}
