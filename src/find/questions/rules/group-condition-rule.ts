import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { numbersHint, OF_ACCOUNTS } from "../words/attribute-kinds.ts";
import { EMPTY } from "../words/empty-words.ts";
import { EACH, type FoundGrouping, groupBy, sharedGroupingAt } from "../words/groupings.ts";
import { numberAt, usualMeasure } from "../words/numbers.ts";
import { ANYONE, ARTICLES, GENERALLY, MEASURES } from "../words/phrases.ts";
import { smallNumberOf } from "../words/tokens.ts";
import { type Compared, comparedAfter, comparedAt, isInOtherCurrency } from "./comparison-rule.ts";
import type { Context, Rule } from "./rule.ts";

/** "industries with more than 10 contacts", "owners whose average score is over 50": groups by their numbers. */
export const groupConditionRule: Rule = (reader, at, context) => {
  const isFirst = reader.words.slice(0, at).every((word, place) => reader.isUsed(place) || EMPTY.has(word));
  const named = isFirst && !EACH.has(reader.word(at - 1)) ? sharedGroupingAt(reader, at, context) : undefined;
  const isAsked = named && (/s$/.test(reader.word(named.end - 1)) || /^(?:which|what)$/.test(reader.word(at - 1)));
  if (!isAsked) return undefined;
  const start = reader.after(named.end, HAVING);
  // "Industries with no customers", "accounts without an owner", "owners with both leads and customers"
  const behind = reader.afterArticle(start + 1);
  const { vocabulary } = context;
  const isOfSome = ANYONE.has(reader.word(behind)) || vocabulary.optionAt(reader.words, behind) || vocabulary.attributeAt(reader.words, behind);
  if (isOfSome && /^(?:no|without|lacking|missing|both|neither)$/.test(reader.word(start)))
    return reader.refuse(at, behind + 1, "Groups without contacts cannot be found.", OF_ACCOUNTS);
  if (start === named.end) return undefined;
  return counted(reader, named, start, context) ?? measured(reader, named, start, context);
};

const HAVING = wordSet("with that which who have has having where whose we there are is do our the the own owns holding know");
const ONLY = wordSet("only just exactly");

/** "more than 10 contacts", "only one customer" */
function counted(reader: Reader, named: FoundGrouping, start: number, { vocabulary }: Context): number | undefined {
  const number = ONLY.has(reader.word(start)) ? smallNumberOf(reader.tokens[start + 1]) : undefined;
  const compared = number === undefined ? comparedAt(reader, start) : { filters: [{ operator: "equal", value: number }], end: start + 2 };
  if (!compared) return undefined;
  const isGeneral = GENERALLY.has(reader.word(compared.end));
  // Another rule reads what contacts are counted: "more than 5 customers in EMEA".
  if (!isGeneral && !vocabulary.optionAt(reader.words, compared.end)) return undefined;
  limitGroups(reader, named, "count", compared);
  return isGeneral ? compared.end + 1 : compared.end;
}

/** "a total deal size over 1 million", "average score is above 50", "pipeline over 500k" */
function measured(reader: Reader, named: FoundGrouping, start: number, { vocabulary }: Context): number | undefined {
  const from = reader.afterArticle(start);
  const kind = MEASURES.get(reader.word(from));
  const number = numberAt(reader, reader.after(kind ? from + 1 : from, OF), vocabulary);
  const compared = number && (kind || number.isTotal) ? comparedAfter(reader, number.to) : undefined;
  if (!number || !compared) return undefined;
  if (isInOtherCurrency(reader, number.to, compared.end, number.field)) return reader.refuse(named.end, compared.end, numbersHint(vocabulary.schema));
  limitGroups(reader, named, kind ? `${kind} ${number.field.agentKey}` : usualMeasure(number.field), compared);
  return compared.end;
}

const OF = new Set([...ARTICLES, "of"]);

function limitGroups(reader: Reader, named: FoundGrouping, field: string, { filters }: Compared): void {
  groupBy(reader, named);
  reader.groupFilters.push(...filters.map((filter) => ({ field, ...filter })));
  // "How many industries have more than 10 contacts" counts groups.
  reader.counts = false;
}
