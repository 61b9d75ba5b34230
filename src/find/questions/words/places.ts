import { countryName, isCountry } from "../../../fields/country.ts";
import { countryOfAdjective } from "../../../fields/nationalities.ts";
import { isAlsoCity, isState } from "../../../fields/states.ts";
import { partOf } from "../../../schema/attribute-part.ts";
import type { Field } from "../../../schema/contact-schema.ts";
import type { FilterInput } from "../../../schema/filters.ts";
import { isBesideRank } from "../../../search/index.ts";
import { wordSet } from "../../../text/word-set.ts";
import { anyOf } from "../filters.ts";
import type { Reader } from "../reader.ts";
import type { Context, Rule } from "../rules/rule.ts";
import { COMPANY, OF_ACCOUNTS, optionsHint, REGIONS } from "./attribute-kinds.ts";
import { ANYONE, DOINGS } from "./phrases.ts";

export const placeField = ({ schema }: Pick<Context, "schema">): Field | undefined => schema.fields.find(({ type }) => type.search.as === "place");

/** Whether contacts have a name in a place, or it is a country or a state. */
export const isPlaceName = (name: string, { isPlace }: Context): boolean =>
  isPlace(name) || isPartOfAddress(name) || cityAndState(name) !== undefined;

/** "Portland OR", "Austin Texas" */
function cityAndState(name: string): { readonly city: string; readonly state: string } | undefined {
  const words = name.split(" ");
  const from = isPartOfAddress(name) || !/^\p{Lu}/u.test(name) ? -1 : words.findIndex((_, at) => at > 0 && isState(words.slice(at).join(" ")));
  return from < 0 ? undefined : { city: words.slice(0, from).join(" "), state: words.slice(from).join(" ") };
}

/** Whether a name is one of a country or a state, so that a part of an address says who is there. A "man" is no island. */
const isPartOfAddress = (name: string): boolean => (isCountry(name) || isState(name)) && isCode(name) && !DOINGS.has(name);

/** Whether a name of two letters is written like the code of a country: "IN", but not "in" or "HR". */
const isCode = (name: string): boolean => name.length > 2 || /^(?:u[ks]|(?!AI|BI|HR|PM|PR|QA)[A-Z]{2})$/.test(name);

/** Whether a name is one of a single place. */
export const isKnownPlace = (name: string, context: Context): boolean =>
  isPartOfAddress(name) ||
  cityAndState(name) !== undefined ||
  (isPlaceName(name, context) && context.isTogether(name) && !PARTS.has(name.toLowerCase()));

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
    const place = words.slice(from, to).join(" ");
    // "South America", where no contact is
    if (PARTS.has(place.toLowerCase())) return [name];
    places.push(place);
  }
  return places;
}

/** Before the name of a place, or another name. */
const BEFORE_PLACE = wordSet("in at from by");

/** "German customers", "UK leads", "US-based CFOs", "South African addresses", "Polish head of sales": contacts in a country. */
export const nationalityRule: Rule = (reader, at, context) => {
  const field = placeField(context);
  const part = partEnd(reader, at, context);
  if (part !== undefined) return reader.refuse(at, part);
  const first = countryAt(reader, at, context);
  // "At German companies"
  if (first && COMPANY.test(reader.word(first.end))) return reader.refuse(at, first.end + 1, OF_ACCOUNTS);
  if (!field || !first || BEFORE_PLACE.has(reader.word(at - 1))) return undefined;
  const countries = [first.name];
  let { end } = first;
  for (let next = nextAt(reader, end); next !== undefined; next = nextAt(reader, end)) {
    const other = countryAt(reader, next, context);
    const otherPart = partEnd(reader, next, context);
    if (otherPart !== undefined) return reader.refuse(at, otherPart);
    if (other === undefined) break;
    countries.push(other.name);
    end = other.end;
  }
  // "The UK and Ireland territory"
  const option = context.vocabulary.optionAt(reader.words, at);
  if (reader.endsClause(end - 1) || (option && option.length > 1 && at + option.length >= end)) return undefined;
  const attribute = context.vocabulary.attributeAt(reader.words, end);
  // "With a UK number" is about no address.
  const isAddress = attribute?.meaning === field || /^addresses$/.test(reader.word(end));
  if (attribute && !isAddress && !context.isProper(reader.word(at))) {
    return reader.refuse(at, end + attribute.length);
  }
  const isBased = reader.word(end) === "based";
  const behind = isBased ? end + 1 : end;
  // "Germans", "Brazilians"
  const isOfContacts =
    first.isNoun ||
    isBased ||
    isAddress ||
    [ANYONE, MEN].some((words) => words.has(reader.word(behind))) ||
    context.vocabulary.optionAt(reader.words, behind) !== undefined ||
    isBeforeTitle(reader, at, behind, context);
  if (!isOfContacts) return undefined;
  const isNot = reader.takesNegation(at);
  reader.filters.push(...inPlaces(field, isNot, countries));
  return isAddress || MEN.has(reader.word(behind)) ? behind + 1 : behind;
};

/** Where words end that are about a part of a country or of the world, and no name: "South American", "New Mexican". */
function partEnd(reader: Reader, at: number, context: Context): number | undefined {
  const country = PARTS.has(reader.word(at)) && !reader.endsClause(at) ? countryAt(reader, at + 1, context) : undefined;
  // "New German leads" may be about a time.
  const isTime = reader.word(at) === "new" && !isState(`New ${country?.name}`);
  if (!country || isTime || countryAt(reader, at, context)) return undefined;
  const name = reader.text(at, country.end);
  const isOption = (context.vocabulary.optionAt(reader.words, at)?.length ?? 0) > 1;
  return isOption || isKnownPlace(name, context) || context.functionOf(name) !== undefined || context.isAccount(name) ? undefined : country.end;
}

/** "In Europe": a part of the world that is neither an option nor in the texts of contacts. */
export const worldRule: Rule = (reader, at, { schema, isProper }) => {
  const { text = "", folded = "" } = reader.tokens[at] ?? {};
  const isMiddle = folded === "middle" && reader.word(at + 1) === "east";
  if (!isMiddle && (isProper(folded) || !(WORLD.has(folded) || text === "EU"))) return undefined;
  return reader.refuse(at, at + (isMiddle ? 2 : 1), optionsHint(schema, REGIONS));
};

const WORLD = wordSet(
  "europe european europeans asia asian asians africa african africans america americas oceania scandinavia scandinavian benelux iberia iberian",
);

const PARTS = wordSet(
  "north south east west northern southern eastern western northeastern northwestern southeastern southwestern central latin new",
);

const MEN = wordSet("guy guys woman man lady one");

/** Whether a title begins behind the word for a country, and the word is in no title itself: "VP US sales". */
function isBeforeTitle(reader: Reader, at: number, behind: number, { titleOf, functionOf }: Context): boolean {
  const isInTitle = functionOf(reader.text(at, behind)) !== undefined || isBesideRank((place) => (place < at ? reader.word(place) : ""), at);
  return !isInTitle && titleOf(reader.text(behind, behind + 1)) !== undefined;
}

/** "Leads AND customers" are not about Andorra. */
const CODES_AS_WORDS = wordSet("and are can per");

/** The country that an adjective, or the name before contacts, is about. */
function countryAt(
  reader: Reader,
  at: number,
  { isPerson, titleOf }: Context,
): { readonly name: string; readonly end: number; readonly isNoun?: boolean } | undefined {
  const { text = "", folded = "", endsClause } = reader.tokens[at] ?? {};
  if (CODES_AS_WORDS.has(folded)) return undefined;
  for (const end of endsClause ? [at + 1] : [at + 2, at + 1]) {
    const said = reader.words.slice(at, end).join(" ");
    const [own, singular] = [said, said.replace(/s$/, "")].map(countryOfAdjective);
    // "Claire Danes"
    const name = countryName(own ?? (isPerson(said) ? undefined : singular));
    if (name !== undefined) return { name, end, isNoun: own === undefined };
  }
  return isCountry(text) && isCode(text) && !isPerson(text) && titleOf(text) === undefined ? { name: text, end: at + 1 } : undefined;
}

/** Where the next adjective of "French, Spanish or Italian" stands. */
const nextAt = (reader: Reader, end: number): number | undefined =>
  ["or", "and"].includes(reader.word(end)) ? end + 1 : reader.endsClause(end - 1) ? end : undefined;

/**
 * Filters of which any, or none, has to fit a place of these names. Countries and states are parts of addresses: New
 * Mexico is not in Mexico. Other names are words of an address. "New York" may be a state or a city.
 */
export function inPlaces(field: Field, isNot: boolean, names: readonly string[]): FilterInput[] {
  const filter = (isSaid: (name: string) => boolean, part?: string): FilterInput[] => {
    const [said, { agentKey } = field] = [names.filter(isSaid), part === undefined ? field : partOf(field, part)];
    return said.length > 0 ? [anyOf(agentKey, part === undefined ? "hasWords" : "equal", isNot, said)] : [];
  };
  const [inCity, inState] = ["city", "state"].map((part) => partOf(field, part));
  const inBoth = names.flatMap((name): FilterInput[] => {
    const found = inCity && inState ? cityAndState(name) : undefined;
    if (!found || !inCity || !inState) return [];
    const both = [anyOf(inCity.agentKey, "equal", isNot, [found.city]), anyOf(inState.agentKey, "equal", isNot, [found.state])];
    return [isNot ? { any: both } : { all: both }];
  });
  const filters = [
    ...inBoth,
    ...filter(isCountry, "country"),
    ...filter(isState, "state"),
    ...filter(isAlsoCity, "city"),
    ...filter((name) => !isPartOfAddress(name) && (inBoth.length === 0 || !cityAndState(name))),
  ];
  if (isNot || filters.length > 1) return isNot ? filters : [{ any: filters }];
  return [...(filters[0]?.all ?? filters)];
}
