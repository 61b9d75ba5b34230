import { type Attribute, mainField } from "../../../schema/contact-schema.ts";
import type { FilterInput } from "../../../schema/filters.ts";
import { wordSet } from "../../../text/word-set.ts";
import { anyOf, containing } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { accountOf, ownerOf } from "../words/attribute-kinds.ts";
import { type Names, nameEnd, namesAt, withoutGenitive } from "../words/names.ts";
import { ANYONE, ARTICLES, ATTRIBUTE_NOUNS, GENERALLY, GLUE, LOOSE, NEGATIONS } from "../words/phrases.ts";
import { inPlaces, isKnownPlace, isPlaceName, placeField, placesIn } from "../words/places.ts";
import { addOptions, nameBehind } from "./option-rule.ts";
import { SAID_BEFORE } from "./owner-rules.ts";
import type { Context, Rule } from "./rule.ts";
import { havingTitles, titleField, withRanks } from "./title-rules.ts";

/** Between a negation and the name that it excludes. */
const BEFORE_EXCLUDED = wordSet(
  "who are is the those ones everyone anyone people contacts working works work live do does did be currently based living located",
);

/** "not at Acme", "not in Berlin or Paris", "outside of Germany", "not owned by Priya", "except those at Acme" */
export const exclusionRule: Rule = (reader, at, context) => {
  const first = reader.word(at);
  if (!NEGATIONS.has(first) || ["no", "missing", "without"].includes(first)) return undefined;
  const before = reader.after(at + 1, BEFORE_EXCLUDED);
  const preposition = first === "outside" ? "in" : reader.word(before);
  const isOwned = preposition === "owned";
  if (isOwned && SAID_BEFORE.test(reader.text(before + 2, before + 4).toLowerCase())) return undefined;
  const noun = reader.afterArticle(first === "outside" ? at + 1 : isOwned ? before + 2 : before + 1);
  // "Not at account Acme"
  const start = COMPANY.test(reader.word(noun)) && context.isAccount(reader.text(noun + 1, noun + 2)) ? noun + 1 : noun;
  if (!isOwned && !PLACED.has(preposition)) return undefined;
  const attributeThere = context.vocabulary.attributeAt(reader.words, start);
  if (attributeThere !== undefined && attributeThere.length > 1) return undefined;
  const found = namesAt(reader, start, context, { prepositions: alike(preposition) });
  const [name = ""] = found?.names ?? [];
  const option = context.vocabulary.optionAt(reader.words, start);
  const isPlaced = preposition !== "at" && !isOwned && isPlaceName(name, context) && context.isProper(reader.word(start));
  const isNamed = found && (!option || isPlaced || (wordCount(name) > option.length && /^\p{Lu}/u.test(name) && context.isAccount(name)));
  if (!isNamed) return undefined;
  const attribute = isOwned ? ownerOf(context) : attributeOf(preposition, found.names, context);
  // "Outside sales" is a title.
  if (first === "outside" && attribute === titleField(context)) return undefined;
  if (!attribute) {
    if (!/^\p{Lu}/u.test(name)) return undefined;
    return reader.refuse(at, found.end);
  }
  if (found.names.length === 1 && /^me$/i.test(name)) reader.filters.push({ field: attribute.agentKey, operator: "not_equal", value: name });
  else reader.filters.push(...named(attribute, true, found.names, context));
  return found.end;
};

/** "in and outside of EMEA": everybody, so that it is unclear what is meant. */
export const bothWaysRule: Rule = (reader, at, context) => {
  const isBoth =
    ["in", "inside", "within"].includes(reader.word(at)) && ["and", "or"].includes(reader.word(at + 1)) && reader.word(at + 2) === "outside";
  if (!isBoth) return undefined;
  const start = reader.after(at + 3, new Set([...ARTICLES, "of"]));
  const option = context.vocabulary.optionAt(reader.words, start);
  const end = option ? start + option.length : nameEnd(reader, start, context);
  return reader.refuse(at, end);
};

/** "named Anna or Maria": any of several names. One alone is searched. */
export const calledRule: Rule = (reader, at, context) => {
  const name = mainField(context.schema.fields, "FULL_NAME");
  if (!name || !["named", "called"].includes(reader.word(at))) return undefined;
  const found = namesAt(reader, at + 1, context);
  if (!found || found.names.length < 2) return undefined;
  reader.filters.push(anyOf(name.agentKey, "hasWords", reader.takesNegation(at), found.names));
  return found.end;
};

const wordCount = (name: string) => name.split(" ").length;

/** "except leads", "other than customers", "everyone but Acme"; "besides Maja" fits no filter. */
export const exceptRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const first = reader.word(at);
  // "Not at Acme but churned"
  const isContrast = reader.filters.at(-1)?.operator?.startsWith("not_") === true;
  const isBut =
    first === "but" &&
    !isContrast &&
    (GENERALLY.has(reader.word(at - 1)) || vocabulary.optionAt(reader.words, reader.afterArticle(at + 1)) !== undefined);
  if (at === 0 || !(isBut || ["except", "excluding"].includes(first))) return undefined;
  const start = reader.after(at + 1, new Set([...ARTICLES, "for"]));
  const option = vocabulary.optionAt(reader.words, start);
  if (option) {
    addOptions(reader, [option.meaning], true, { at: start, end: start + option.length });
    reader.exception = { filter: reader.filters.length - 1, end: start + option.length };
    return start + option.length;
  }
  // Another rule reads "except those in Berlin" and "except the newsletter subscribers".
  const word = reader.word(start);
  if (ANYONE.has(word) || PLACED.has(word) || word === "owned" || vocabulary.attributeAt(reader.words, start)) return undefined;
  const found = namesAt(reader, start, context);
  if (!found) return undefined;
  const attribute = attributeOfNames(found.names, context) ?? (reader.tokens[found.end - 1]?.isPossessive ? ownerOf(context) : undefined);
  const names = found.names.map(withoutGenitive);
  if (attribute) {
    reader.filters.push(...named(attribute, true, names, context));
    reader.exception = { filter: reader.filters.length - 1, end: found.end };
  } else reader.refuse(at, found.end);
  return found.end;
};

/** What names without a preposition are names of: titles, accounts or places. */
function attributeOfNames(names: readonly string[], context: Context): Attribute | undefined {
  const { isAccount, titleOf } = context;
  if (names.every((name) => titleOf(name) !== undefined)) return titleField(context);
  if (names.every(isAccount)) return accountOf(context);
  return names.every((name) => isPlaceName(name, context)) ? placeField(context) : undefined;
}

const PLACED = wordSet("in at from");

/** The prepositions that may stand before further names of the same kind: "in Paris or from Lyon", but not "or at Acme". */
const alike = (preposition: string): ReadonlySet<string> =>
  preposition === "in" ? wordSet("in from") : preposition === "at" ? wordSet("at from") : preposition === "from" ? PLACED : wordSet("by");

/** The attribute that names after a preposition belong to. */
function attributeOf(preposition: string, names: readonly string[], context: Context): Attribute | undefined {
  const { titleOf } = context;
  const isEvery = (is: (name: string) => boolean) => names.every(is);
  const isPlace = (name: string) => isPlaceName(name, context);
  if (preposition === "in" && isEvery((name) => titleOf(name) !== undefined && !isPlace(name))) return titleField(context);
  // If no contact has a place in the address, such as "the EU", it is not known who lives outside of it.
  if (preposition === "in" && !isEvery(isPlace)) return undefined;
  const arePlaces = preposition === "in" || (preposition === "from" && isEvery(isPlace));
  return arePlaces ? placeField(context) : accountOf(context);
}

/**
 * "in Paris or London", "at Acme, Initech or Globex", "from Acme and from Globex", "Spain or Poland", "CFOs and COOs",
 * "at Acme or in Berlin": any of several places, accounts or titles. One alone is searched.
 */
export const alternativesRule: Rule = (reader, at, context) => {
  const first = PLACED.has(reader.word(at)) ? namedAfter(reader, at, context) : namedAlone(reader, at, context);
  if (!first) return undefined;
  const next = reader.word(first.end) === "or" && PLACED.has(reader.word(first.end + 1)) ? namedAfter(reader, first.end + 1, context) : undefined;
  if (first.names.length === 1 && !next && !isOnlyPart(reader, at, first, context)) return undefined;
  const filters = [first, ...(next ? [next] : [])].flatMap(({ attribute, names, isEach }) =>
    (isEach ? names.map((name) => [name]) : [names]).flatMap((some) => named(attribute, false, some, context)),
  );
  reader.filters.push(...(next ? [{ any: filters.flatMap((filter) => filter.any ?? [filter]) }] : filters));
  return (next ?? first).end;
};

/** "at some Foods company", "from the Wren account", "at account Acme": all accounts with such a name. */
export const accountRule: Rule = (reader, at, context) => {
  const account = accountOf(context);
  if (!account || !["at", "from", "of", "with"].includes(reader.word(at))) return undefined;
  const start = reader.afterArticle(at + 1);
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

const COMPANY = /^(?:compan(?:y|ies)|accounts?|firms?)$/;

/** Whether one place or account that is known follows contacts in general: "leads in India", but not "Jonas in India". */
function isOnlyPart(reader: Reader, at: number, { attribute, names: [name = ""] }: Named, context: Context): boolean {
  const before = reader.word(at - 1);
  const isOfContacts = reader.isUsed(at - 1) || [ANYONE, LOOSE, GLUE, ATTRIBUTE_NOUNS].some((words) => words.has(before));
  const isKnown =
    attribute === placeField(context)
      ? isKnownPlace(name, context)
      : attribute === accountOf(context) && context.isAccount(name) && context.isTogether(name);
  // The search does not know "the UK".
  return PLACED.has(reader.word(at)) && isKnown && (isOfContacts || (attribute === placeField(context) && !context.isPlace(name)));
}

interface Named extends Names {
  readonly attribute: Attribute;
  /** Whether contacts must have each of the names: "at both Acme and Globex". */
  readonly isEach?: boolean;
}

/** Filters for names of accounts, places or titles, of which one, or none, has to fit. */
function named(attribute: Attribute, isNot: boolean, names: readonly string[], context: Context): FilterInput[] {
  const place = placeField(context);
  if (place !== undefined && attribute === place) return inPlaces(place, isNot, names);
  const titles = withRanks(names.map((name) => context.titleOf(name) ?? name));
  return [attribute === titleField(context) ? havingTitles(attribute.agentKey, isNot, titles) : containing(attribute.agentKey, isNot, names)];
}

/** The names after a preposition. */
function namedAfter(reader: Reader, at: number, context: Context): Named | undefined {
  const preposition = reader.word(at);
  const start = reader.after(at + 1, new Set([...ARTICLES, "either", "both"]));
  const isPlaced = (name: string) => preposition !== "at" && isPlaceName(name, context);
  // "When did she last hear from us"
  if (preposition === "from" && reader.tokens[start]?.text === "us") return undefined;
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
  const attribute = found && (mayBePlaces ? placeField(context) : attributeOf(preposition, names, context));
  if (found && !attribute && names.length > 1) reader.refuse(at, found.end);
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
    const attribute = preposition === "title" ? titleField(context) : found && attributeOf(preposition, found.names, context);
    if (found && attribute && found.names.length > 1) return { ...found, attribute };
  }
  return undefined;
}
