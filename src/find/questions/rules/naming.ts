import type { Attribute } from "../../../schema/contact-schema.ts";
import type { FilterInput } from "../../../schema/filters.ts";
import { wordSet } from "../../../text/word-set.ts";
import { containing } from "../filters.ts";
import { accountOf } from "../words/attribute-kinds.ts";
import { inPlaces, isKnownPlace, isPlaceName, placeField } from "../words/places.ts";
import type { Context } from "./rule.ts";
import { havingTitles, titleField, withRanks } from "./title-rules.ts";

/** Filters for names of accounts, places or titles, of which one, or none, has to fit. */
export function filtersOfNames(attribute: Attribute, isNot: boolean, names: readonly string[], context: Context): FilterInput[] {
  const place = placeField(context);
  if (place !== undefined && attribute === place) return inPlaces(place, isNot, names);
  return [
    attribute === titleField(context)
      ? havingTitles(attribute.agentKey, isNot, withRanks(names, context))
      : containing(attribute.agentKey, isNot, names),
  ];
}

/** The place or account that a name alone stands for. */
export const attributeOfName = (name: string, context: Context): Attribute | undefined =>
  isKnownPlace(name, context) ? placeField(context) : context.isAccount(name) ? accountOf(context) : undefined;

/** What names without a preposition are names of: titles, accounts or places. */
export function attributeOfNames(names: readonly string[], context: Context): Attribute | undefined {
  const { isAccount, titleOf } = context;
  if (names.every((name) => titleOf(name) !== undefined)) return titleField(context);
  if (names.every(isAccount)) return accountOf(context);
  return names.every((name) => isPlaceName(name, context)) ? placeField(context) : undefined;
}

export const PLACED = wordSet("in at from");

/** The prepositions that may stand before further names of the same kind: "in Paris or from Lyon", but not "or at Acme". */
export const alike = (preposition: string): ReadonlySet<string> =>
  preposition === "in" ? wordSet("in from") : preposition === "at" ? wordSet("at from") : preposition === "from" ? PLACED : wordSet("by");

/** The attribute that names after a preposition belong to. */
export function attributeBehind(preposition: string, names: readonly string[], context: Context): Attribute | undefined {
  const { titleOf } = context;
  const isEvery = (is: (name: string) => boolean) => names.every(is);
  const isPlace = (name: string) => isPlaceName(name, context);
  const isTitle = (name: string) => titleOf(name) !== undefined && !isPlace(name);
  if (preposition === "in" && isEvery(isTitle)) return titleField(context);
  // "Nobody from sales"
  if (preposition === "from" && isEvery((name) => isTitle(name) && !context.isAccount(name))) return titleField(context);
  // If no contact has a place in the address, such as "the EU", it is not known who lives outside of it.
  if (preposition === "in" && !isEvery(isPlace)) return undefined;
  const arePlaces = preposition === "in" || (preposition === "from" && isEvery(isPlace));
  return arePlaces ? placeField(context) : accountOf(context);
}
