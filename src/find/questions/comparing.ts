import type { FilterInput } from "../../schema/filters.ts";
import { wordSet } from "../../text/word-set.ts";
import { valuesOf } from "./filters.ts";
import type { Reader } from "./reader.ts";
import type { Context } from "./rules/rule.ts";

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
  const groupings = phraseField === undefined ? filters.flatMap((filter) => groupingOf(filter, context)) : [phraseField];
  const [grouping] = groupings;
  if (grouping === undefined || groupings.length > 1) reader.refuse(place, isSecondCount(reader, place) ? reader.words.length : place + 1);
  else if (!reader.groupBy.includes(grouping)) reader.groupBy.push(grouping);
  for (const at of places) reader.use(at, at + 1);
}

/** "Do we have more customers in EMEA or APAC" */
const isMore = (reader: Reader, at: number): boolean => reader.word(at) === "more" && !reader.isUsed(at) && reader.words.indexOf("or", at) > 0;

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
  const type = schema.fields.find(({ agentKey }) => agentKey === field)?.type;
  // "address.country"
  if (type?.search.as === "option" || field.includes(".") || schema.relationships.some(({ agentKey }) => agentKey === field)) return [field];
  return type?.search.as === "place" ? [`${field}.city`] : [];
}
