import { type Attribute, mainField } from "../../../schema/contact-schema.ts";
import type { FilterInput } from "../../../schema/filters.ts";
import { isBesideRank } from "../../../search/index.ts";
import { wordSet } from "../../../text/word-set.ts";
import { anyOf, containing } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { accountOf, COMPANY, OF_ACCOUNTS, ownerOf } from "../words/attribute-kinds.ts";
import { type Names, nameEnd, namesAt, withoutGenitive } from "../words/names.ts";
import { AGES, ANYONE, ARTICLES, ATTRIBUTE_NOUNS, GLUE, LOOSE, SUPERLATIVES } from "../words/phrases.ts";
import { isPlaceName, placeField, placesIn } from "../words/places.ts";
import { alike, attributeBehind, attributeOfName, filtersOfNames, PLACED } from "./naming.ts";
import { nameBehind } from "./option-rule.ts";
import type { Context, Rule } from "./rule.ts";
import { DOMAIN } from "./text-rules.ts";
import { titleField } from "./title-rules.ts";

/** "named Anna or Maria": any of several names. One alone is searched. */
export const calledRule: Rule = (reader, at, context) => {
  const name = mainField(context.schema.fields, "FULL_NAME");
  if (!name || !["named", "called"].includes(reader.word(at))) return undefined;
  const found = namesAt(reader, at + 1, context);
  if (!found || found.names.length < 2) return undefined;
  reader.filters.push(anyOf(name.agentKey, "hasWords", reader.takesNegation(at), found.names));
  return found.end;
};

/** "who has the highest score, Maja Jensen or Duncan Jones", "which of Maya and Kenji has the biggest pipeline": contacts or owners to choose from. */
export const choiceRule: Rule = (reader, at, context) => {
  const isBehind = /^(?:of|between)$/.test(reader.word(at - 1));
  const isFirstAsked = (isBehind || reader.isClauseEnd(at)) && asksForFirst(reader);
  // "E-mails of Maja Jensen and Duncan Jones"
  const isShown = /^(?:of|for)$/.test(reader.word(at - 1)) && context.vocabulary.attributeEndsAt(reader.words, at - 1);
  // "Maja Jensen or Duncan Jones"
  const isBeginning = reader.words.slice(0, at).every((word) => GLUE.has(word));
  if (!(isFirstAsked || isShown || isBeginning)) return undefined;
  const isEvery = (is: (name: string) => boolean) => (name: string) => withoutGenitive(name).split(" ").every(is);
  const isPerson = isEvery(context.isPerson);
  const found = namesAt(reader, at, context, { isName: isPerson, endsAtAnd: isPerson });
  const names = found?.names.map(withoutGenitive) ?? [];
  if (!found || names.length < 2) return undefined;
  const owner = ownerOf(context);
  const isOfOwners = owner !== undefined && names.every(context.isOwner);
  const name = mainField(context.schema.fields, "FULL_NAME");
  if (reader.word(at - 1) === "between") reader.use(at - 1, at);
  if (isOfOwners && reader.groupBy.includes(owner.agentKey)) reader.filters.push(containing(owner.agentKey, false, names));
  else if (isOfOwners || !name || !(isFirstAsked || names.every((one) => one.includes(" ")))) return undefined;
  else {
    reader.filters.push({ field: name.agentKey, operator: "hasWords", values: names });
    if (isShown) reader.columns.push(name.agentKey);
  }
  return found.end;
};

const asksForFirst = ({ words }: Reader) =>
  words.some((word) => SUPERLATIVES.has(word) || AGES.has(word) || /^(?:most|fewest|first|last)$/.test(word));

/**
 * "in Paris or London", "at Acme, Initech or Globex", "from Acme and from Globex", "Spain or Poland", "CFOs and COOs",
 * "at Acme or in Berlin": any of several places, accounts or titles. One alone is searched.
 */
export const alternativesRule: Rule = (reader, at, context) => {
  const isOutside = reader.word(at) === "outside";
  const first = isOutside || PLACED.has(reader.word(at)) ? namedAfter(reader, at, context) : namedAlone(reader, at, context);
  // "Outside sales" is a title.
  if (!first || (isOutside && first.attribute === titleField(context))) return undefined;
  const negation = reader.word(reader.negationBefore(at) ?? -1);
  const isNot = isOutside || EXCLUDING.has(negation);
  if (first.names.length === 1 && !isNot && !isOnlyPart(reader, at, first, context)) return undefined;
  if (isNot) reader.takesNegation(at);
  const { attribute, names, isEach, end } = first;
  for (const some of isEach ? names.map((name) => [name]) : [names]) reader.filters.push(...filtersOfNames(attribute, isNot, some, context));
  return end;
};

/** They leave out names behind them. "No contacts in Berlin" and "contacts we can't reach in Berlin" are others. */
const EXCLUDING = wordSet("not isnt arent wasnt werent dont doesnt didnt except neither nor non never nobody");

/** "at some Foods company", "from the Wren account", "at account Acme": all accounts with such a name. */
export const accountRule: Rule = (reader, at, context) => {
  const account = accountOf(context);
  if (!account || !["at", "from", "of", "with"].includes(reader.word(at))) return undefined;
  const start = reader.afterArticle(at + 1);
  // "At accounts of customers"
  if (COMPANY.test(reader.word(start)) && reader.word(start + 1) === "of" && context.vocabulary.optionAt(reader.words, start + 2))
    return reader.refuse(at, start + 3, OF_ACCOUNTS);
  const behind = COMPANY.test(reader.word(start)) ? namesAt(reader, start + 1, context, { isName: context.isAccount }) : undefined;
  if (behind) {
    reader.filters.push(containing(account.agentKey, reader.takesNegation(at), behind.names));
    return behind.end;
  }
  const end = [1, 2, 3].map((length) => start + length).find((place) => COMPANY.test(reader.word(place)));
  const name = end === undefined ? "" : reader.text(start, end);
  if (end === undefined || !context.isAccount(name) || reader.tokens.slice(start, end).some(({ endsClause }) => endsClause)) return undefined;
  reader.filters.push(containing(account.agentKey, false, [name]));
  return end + 1;
};

/** Whether one place or account that is known follows contacts in general: "leads in India", but not "Jonas in India". */
function isOnlyPart(reader: Reader, at: number, { attribute, names: [name = ""] }: Named, context: Context): boolean {
  const before = reader.word(at - 1);
  const isOfContacts = reader.isUsed(at - 1) || [ANYONE, LOOSE, GLUE, ATTRIBUTE_NOUNS].some((words) => words.has(before));
  const isKnown = attributeOfName(name, context) === attribute && (attribute !== accountOf(context) || context.isTogether(name));
  // The search does not know "the UK".
  return PLACED.has(reader.word(at)) && isKnown && (isOfContacts || (attribute === placeField(context) && !context.isPlace(name)));
}

interface Named extends Names {
  readonly attribute: Attribute;
  /** Whether contacts must have each of the names: "at both Acme and Globex". */
  readonly isEach?: boolean;
}

/** The names after a preposition. */
function namedAfter(reader: Reader, at: number, context: Context): Named | undefined {
  const preposition = reader.word(at) === "outside" ? "in" : reader.word(at);
  const start = reader.after(at + 1, new Set([...ARTICLES, "either", "both", "of"]));
  const isPlaced = (name: string) => preposition !== "at" && isPlaceName(name, context);
  // "When did she last hear from us"
  if (preposition === "from" && reader.tokens[start]?.text === "us") return undefined;
  // Another rule reads "e-mail not at acme.example".
  if (DOMAIN.test(reader.word(start))) return undefined;
  const option = context.vocabulary.optionAt(reader.words, start);
  // "In Japan", but not "in the Japan territory" or "in US West"
  const isOption =
    option && (option.length > 1 || !isPlaced(reader.text(start, start + 1)) || nameBehind(reader, start, option, context.vocabulary) > 0);
  if (isOption || reader.word(at - 1) === "interested") return undefined;
  // Nobody lives in two places.
  const endsAtAnd = (name: string) => isPlaced(name) || (preposition !== "in" && context.isAccount(name));
  const endsAtComma = (name: string, next: string) => isPlaced(name) && isPlaced(next) && placesIn(`${name} ${next}`, context).length > 1;
  const found = namesAt(reader, start, context, { prepositions: alike(preposition), endsAtAnd, endsAtComma });
  const names = found?.names.flatMap((name) => (isPlaced(name) ? placesIn(name, context) : [name])) ?? [];
  const mayBePlaces = preposition === "in" && names.some(isPlaced) && names.every((name) => isPlaced(name) || /^\p{Lu}/u.test(name));
  const attribute = found && (mayBePlaces ? placeField(context) : attributeBehind(preposition, names, context));
  // "At banks or insurers"
  const isNamed = attribute !== accountOf(context) || names.some((name) => /^[\p{Lu}\d]/u.test(name) || context.isAccount(name));
  if (found && !(attribute && isNamed) && names.length > 1) {
    reader.use(at, reader.refuse(at, found.end));
    return undefined;
  }
  const isEach = reader.word(start - 1) === "both" && attribute !== placeField(context);
  return attribute && found && { names, end: found.end, attribute, isEach };
}

/** Places, accounts or titles without a preposition, as the contacts have them. */
function namedAlone(reader: Reader, at: number, context: Context): Named | undefined {
  const isOption = context.vocabulary.optionAt(reader.words, at) !== undefined && !context.isProper(reader.word(at));
  if (isOption || !reader.words.some((word, place) => place > at && (word === "or" || word === "and"))) return undefined;
  const { isAccount, isPerson, titleOf } = context;
  const isPlain = (is: (name: string) => boolean) => (name: string) => is(name) && !name.split(" ").every((word) => isPerson(word));
  const isPlace = isPlain((name) => isPlaceName(name, context));
  const isPlural = (name: string) => /s$/i.test(name);
  for (const [preposition, options] of [
    ["in", { isName: isPlace, endsAtAnd: isPlace }],
    ["at", { isName: isPlain(isAccount) }],
    ["title", { isName: (name: string) => titleOf(name) !== undefined, endsAtAnd: isPlural }],
  ] as const) {
    const found = namesAt(reader, at, context, options);
    const attribute = preposition === "title" ? titleField(context) : found && attributeBehind(preposition, found.names, context);
    if (found && attribute && found.names.length > 1) return { ...found, attribute };
  }
  return undefined;
}

const BEFORE_NAME = /^(?:at|for|from|in|of|with|does|do|has|have)$/;

/**
 * "how many contacts does Polaris have", "Polaris by score", "customers Berlin": beside conditions, a count or an order,
 * the name of an account or a place alone says where the contacts are, and not that they have it in a text.
 */
export function takeNamed(reader: Reader, context: Context): void {
  for (const at of reader.words.keys()) {
    const found = reader.isUsed(at) ? undefined : namedAt(reader, at, context);
    if (!found) continue;
    const known = reader.filters.length;
    reader.filters.push(...found.filters);
    reader.placeFilters(known, at);
    reader.use(at, found.end);
  }
}

/** What the name of an account or a place means that begins at a word, or behind a preposition. */
function namedAt(reader: Reader, at: number, context: Context): { readonly filters: readonly FilterInput[]; readonly end: number } | undefined {
  const isBehind = BEFORE_NAME.test(reader.word(at));
  const start = isBehind ? reader.afterArticle(at + 1) : at;
  if (reader.isUsed(start) || start >= reader.words.length || GLUE.has(reader.word(start))) return undefined;
  const isBeginning = at === 0 || reader.isUsed(at - 1) || reader.endsClause(at - 1) || ANYONE.has(reader.word(at - 1));
  if (!isBehind && !isBeginning) return undefined;
  const to = nameEnd(reader, start, context);
  const used = reader.words.findIndex((_, place) => place >= start && place < to && reader.isUsed(place));
  const end = used < 0 || isBehind ? to : used;
  const name = withoutGenitive(reader.text(start, end));
  const isFree = reader.words.slice(start, end).every((_, index) => !reader.isUsed(start + index));
  // "Director of security" is a title.
  const isOfRank =
    /^(?:of|for)$/.test(reader.word(at)) && isBesideRank((place) => reader.word(place), start) && context.functionOf(name) !== undefined;
  // "City not Tokyo"
  const isLabel = reader.isSmall(start) && context.vocabulary.attributeAt(reader.words, start) !== undefined;
  // "April by score" may be a person, and "data customers" may be in a title.
  const isOther =
    !/^\p{L}/u.test(name) ||
    (!isBehind &&
      (isLabel || context.titleOf(name) !== undefined || name.split(" ").some((word) => context.isPerson(word) || ANYONE.has(word.toLowerCase()))));
  if (!isFree || isOther || isOfRank || context.isOwner(name) || !context.isTogether(name)) return undefined;
  const attribute = attributeOfName(name, context);
  // Nobody is in an account.
  if (reader.word(at) === "in" && attribute === accountOf(context)) return undefined;
  return attribute && { filters: filtersOfNames(attribute, false, [name], context), end };
}
