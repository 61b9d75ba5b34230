import { countryName, isCountry } from "../../../fields/country.ts";
import { countryOfAdjective } from "../../../fields/nationalities.ts";
import { isAlsoCity, isState } from "../../../fields/states.ts";
import { partOf } from "../../../schema/attribute-part.ts";
import type { Field } from "../../../schema/contact-schema.ts";
import type { FilterInput } from "../../../schema/filters.ts";
import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import type { Context, Rule } from "../rules/rule.ts";
import { ANYONE } from "./phrases.ts";

export const placeField = ({ schema }: Pick<Context, "schema">): Field | undefined => schema.fields.find(({ type }) => type.search.as === "place");

/** Whether contacts have a name in a place, or it is a country or a state. */
export const isPlaceName = (name: string, { isPlace }: Context): boolean => isPlace(name) || isPartOfAddress(name);

/** Whether a name is one of a country or a state, so that a part of an address says who is there. */
const isPartOfAddress = (name: string): boolean => (isCountry(name) || isState(name)) && isCode(name);

/** Whether a name of two letters is written like a code: "IN", but not "in". */
const isCode = (name: string): boolean => name.length > 2 || /^(?:u[ks]|[A-Z]{2})$/.test(name);

/** Whether a name is one of a single place. */
export const isKnownPlace = (name: string, context: Context): boolean =>
  isPartOfAddress(name) || (isPlaceName(name, context) && context.isTogether(name));

/** In the longest name of a place: "South Georgia and the South Sandwich Islands". */
const MOST_WORDS = 7;

/** The places that words without a comma name: "Paris Lyon" are two, and "San Francisco" is one. */
export function placesIn(name: string, context: Context): string[] {
  const words = name.split(" ");
  if (!words.every((word) => isPlaceName(word, context))) return [name];
  const places: string[] = [];
  for (let from = 0, to = 0; from < words.length; from = to) {
    to = Math.min(words.length, from + MOST_WORDS);
    while (to > from + 1 && !isKnownPlace(words.slice(from, to).join(" "), context)) to -= 1;
    places.push(words.slice(from, to).join(" "));
  }
  return places;
}

/** Before the name of a place, or another name. */
const BEFORE_PLACE = wordSet("in at from by");

/** "German customers", "UK leads", "US-based CFOs", "Spanish addresses": contacts in a country. */
export const nationalityRule: Rule = (reader, at, context) => {
  const field = placeField(context);
  const country = countryAt(reader, at, context);
  if (!field || country === undefined || BEFORE_PLACE.has(reader.word(at - 1))) return undefined;
  const countries = [country];
  let last = at;
  for (let next = nextAt(reader, last); next !== undefined; next = nextAt(reader, last)) {
    const other = countryAt(reader, next, context);
    if (other === undefined) break;
    countries.push(other);
    last = next;
  }
  // "The UK and Ireland territory"
  const option = context.vocabulary.optionAt(reader.words, at);
  if (reader.tokens[last]?.endsClause || (option && option.length > 1 && at + option.length > last)) return undefined;
  const attribute = context.vocabulary.attributeAt(reader.words, last + 1);
  // "With a UK number" is about no address.
  const isAddress = attribute?.meaning === field || /^addresses$/.test(reader.word(last + 1));
  if (attribute && !isAddress && !context.isProper(reader.word(at))) {
    return reader.refuse(at, last + 1 + attribute.length);
  }
  const isBased = reader.word(last + 1) === "based";
  const behind = isBased ? last + 2 : last + 1;
  const isOfContacts = isBased || isAddress || ANYONE.has(reader.word(behind)) || context.vocabulary.optionAt(reader.words, behind) !== undefined;
  if (!isOfContacts) return undefined;
  const isNot = reader.takesNegation(at);
  reader.filters.push(...inPlaces(field, isNot, countries));
  return isAddress ? behind + 1 : behind;
};

/** "Leads AND customers" are not about Andorra. */
const CODES_AS_WORDS = wordSet("and are can per");

/** The country that an adjective, or the name before contacts, is about. */
function countryAt(reader: Reader, at: number, { isPerson, titleOf }: Context): string | undefined {
  const { text = "", folded = "" } = reader.tokens[at] ?? {};
  if (CODES_AS_WORDS.has(folded)) return undefined;
  const code = countryOfAdjective(folded);
  return code === undefined ? (isCountry(text) && !isPerson(text) && titleOf(text) === undefined ? text : undefined) : countryName(code);
}

/** Where the next adjective of "French, Spanish or Italian" stands. */
const nextAt = (reader: Reader, last: number): number | undefined =>
  ["or", "and"].includes(reader.word(last + 1)) ? last + 2 : reader.tokens[last]?.endsClause ? last + 1 : undefined;

/**
 * Filters of which any, or none, has to fit a place of these names. Countries and states are parts of addresses: New
 * Mexico is not in Mexico. Other names are words of an address. "New York" may be a state or a city.
 */
export function inPlaces(field: Field, isNot: boolean, names: readonly string[]): FilterInput[] {
  const filter = (isSaid: (name: string) => boolean, part?: string): FilterInput[] => {
    const [said, { agentKey } = field] = [names.filter(isSaid), part === undefined ? field : partOf(field, part)];
    const operator = part === undefined ? "hasWords" : "equal";
    const values = said.length === 1 ? { value: said[0] } : { values: said };
    return said.length > 0 ? [{ field: agentKey, operator: isNot ? `not_${operator}` : operator, ...values }] : [];
  };
  const filters = [
    ...filter(isCountry, "country"),
    ...filter(isState, "state"),
    ...filter(isAlsoCity, "city"),
    ...filter((name) => !isPartOfAddress(name)),
  ];
  return isNot || filters.length < 2 ? filters : [{ any: filters }];
}
