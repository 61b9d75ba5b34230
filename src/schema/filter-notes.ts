import { dateTaken, preferIn } from "../fields/datetime.ts";
import type { Locale } from "../fields/index.ts";
import { isUnequal } from "../fields/operators.ts";
import { renamedNote } from "../fields/options.ts";
import { quote } from "../text/quote.ts";
import { attributeOrPart } from "./attribute-part.ts";
import type { Attribute, ContactSchema } from "./contact-schema.ts";
import { IS_SET, parseOperator } from "./filter-operators.ts";
import { type FilterInput, groupOf } from "./filters.ts";
import { isTimestamp } from "./timestamps.ts";

/** "*@acme.com", "Acme*", "%acme%"; but not "100%" or "% of quota". */
const WILDCARD = /^[*%](?=\S)|(?<=\S)\*$|(?<=[^\s\d])%$/;

/**
 * How filters were read, as sentences: signs that are no wildcards, the dates for words, and whether contacts without a
 * value pass. The filters must be valid.
 */
export function filterNotes(filters: readonly FilterInput[], schema: ContactSchema, locale: Locale): string[] {
  const all = flat(filters);
  const notes = all.flatMap(({ field = "", operator, value, values = [] }) => {
    const attribute = attributeOrPart(field, schema);
    const dated = attribute.kind === "field" && attribute.type.isMoment ? attribute.definition : undefined;
    const taken = (dated ? [value, ...values] : []).flatMap((date) => {
      const period = dated && dateTaken(date, locale, preferIn(dated));
      return period === undefined || isWritten(period, date) ? [] : [`${quote(date)} = ${period}.`];
    });
    const wildcard = [value, ...values].find((one) => WILDCARD.test(String(one)));
    if (wildcard !== undefined) taken.push(`${quote(wildcard)} is compared as written, because filters have no wildcards.`);
    if (attribute.kind === "field" && attribute.type.search.as === "option")
      taken.push(...[value, ...values].flatMap((option) => renamedNote(option, attribute.definition) ?? []));
    const read = parseOperator(operator, attribute, "local");
    const isExact = all.some((other) => other.field === field && parseOperator(other.operator, attribute, "local").operator === IS_SET);
    if (!read.negated || read.operator === IS_SET || isExact || (attribute.kind === "field" && isTimestamp(attribute))) return taken;
    return [...taken, `not_${read.operator} also includes contacts without ${attribute.agentKey}.`];
  });
  return [...new Set(notes)];
}

/** Whether a text names the dates of a period itself: "from 2026-12-01 to 2026-12-31". */
function isWritten(period: string, date: unknown): boolean {
  const [taken, given] = [period, date].map((text) =>
    String(text)
      .match(/\d{4}-\d\d-\d\d(?: \d\d:\d\d)?/g)
      ?.join(),
  );
  return taken === given;
}

/** The attributes that filters read. The filters must be valid. */
export const filteredAttributes = (filters: readonly FilterInput[], schema: ContactSchema): Attribute[] =>
  flat(filters).map(({ field = "" }) => attributeOrPart(field, schema));

/** The attributes that filters compare with a number, or place in time: what they are differs from contact to contact. */
export const comparedAttributes = (filters: readonly FilterInput[], schema: ContactSchema): Attribute[] =>
  flat(filters).flatMap(({ field = "", operator }) => {
    const attribute = attributeOrPart(field, schema);
    const read = parseOperator(operator, attribute, "local").operator;
    const isDated = attribute.kind === "field" && attribute.type.isMoment && read === "equal";
    return isDated || isUnequal(read) ? [attribute] : [];
  });

/** The filters of attributes in a tree. */
const flat = (filters: readonly FilterInput[]): FilterInput[] =>
  filters.flatMap((filter) => {
    const group = groupOf(filter);
    return group ? flat(group.filters) : [filter];
  });
