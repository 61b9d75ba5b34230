import { type Attribute, holdsMany } from "../../../schema/contact-schema.ts";
import { HAS_AT_LEAST, NEGATION } from "../../../schema/filter-operators.ts";
import type { Reader } from "../reader.ts";
import { isNumeric } from "../words/attribute-kinds.ts";
import { ARTICLES, ATTACHED, ATTRIBUTE_NOUNS, HAVING, NEGATIONS } from "../words/phrases.ts";
import type { Context, Rule } from "./rule.ts";

/**
 * "more than one account", "two or more of our events": how many values a contact has. "Two
 * accounts" may be two or more.
 */
export const severalRule: Rule = (reader, at, context) => {
  const counted = countedValues(reader, at);
  const found = counted && valuesAt(reader, at, counted.end, context);
  if (!counted || !found) return undefined;
  const { attribute, end } = found;
  // "Reps with more than two accounts", "two or more of the events Web Summit and SaaStr"
  const isOfContacts = !(HAVING.has(reader.word(at - 1)) && context.vocabulary.attributeEndsAt(reader.words, at - 1));
  const isOfSome = context.vocabulary.optionOf(attribute, reader.words, reader.afterGlue(end)) !== undefined || reader.word(end) === "except";
  if (!holdsMany(attribute) || !counted.filters || !isOfContacts || isOfSome)
    return reader.refuse(at, end, counted.filters ? "" : 'Say "at least" or "exactly" before the number.');
  // "Linked to more than one account"
  if (reader.word(at - 1) === "to" && ATTACHED.has(reader.word(at - 2))) reader.use(at - 2, at);
  // In "neither a phone nor more than one e-mail", the first word denies the phone.
  const isNot = !NEGATIONS.has(reader.word(at)) && reader.takesNegation(at);
  const filters = counted.filters.map(({ isLess, least }) => ({
    field: attribute.agentKey,
    operator: `${isLess !== isNot ? NEGATION : ""}${HAS_AT_LEAST}`,
    value: least,
  }));
  reader.filters.push(...(isNot && filters.length > 1 ? [{ any: filters }] : filters));
  return end;
};

/** Which filters "more than one", "exactly two" or "several" mean, as numbers of values; none if it is not clear. */
function countedValues(reader: Reader, at: number) {
  const word = reader.word(at);
  if (/^(?:several|multiple)$/.test(word)) return { filters: [{ isLess: false, least: 2 }], end: at + 1 };
  const isOnly = /^(?:only|just)$/.test(word);
  const only = isOnly ? reader.amountAt(at + 1) : undefined;
  const compared = only ? { operator: "equal", ...only } : reader.comparisonAt(at);
  // "With 2 phones"
  const plain = /^(?:two|three)$/.test(word) || HAVING.has(reader.word(at - 1)) ? reader.amountAt(at) : undefined;
  if (!compared) return plain && { filters: undefined, end: plain.end };
  const { operator, amount, end } = compared;
  if (operator === "not_equal") return { filters: undefined, end };
  const more = { isLess: false, least: operator === "greaterThan" ? amount + 1 : amount };
  const less = { isLess: true, least: operator === "lessThan" ? amount : amount + 1 };
  const filters = operator === "equal" ? [more, less] : operator.startsWith("greater") ? [more] : [less];
  return { filters: filters.filter(({ least }) => least > 0), end };
}

/** The values that are counted behind the number: "of our events". */
function valuesAt(
  reader: Reader,
  _at: number,
  end: number,
  { vocabulary }: Context,
): { readonly attribute: Attribute; readonly end: number } | undefined {
  const found = vocabulary.attributeAt(reader.words, reader.after(end, OF_OUR), (attribute) => !isNumeric(attribute));
  if (found) return { attribute: found.meaning, end: reader.after(reader.after(end, OF_OUR) + found.length, ATTRIBUTE_NOUNS) };
  return undefined;
}

const OF_OUR: ReadonlySet<string> = new Set([...ARTICLES, ..."of the my different distinct separate".split(" ")]);
