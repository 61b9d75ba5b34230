import { isCountry } from "../../fields/country.ts";
import { type Attribute, mainField } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";
import { whenAt } from "./date-rule.ts";
import { type Names, nameEnd, namesAt } from "./names.ts";
import { addOptions } from "./option-rule.ts";
import { containing } from "./owner-rules.ts";
import { ANYONE, ARTICLES, ATTRIBUTE_NOUNS, GLUE, LOOSE, NEGATIONS } from "./phrases.ts";
import type { Reader } from "./reader.ts";
import type { Context, Rule } from "./rule.ts";
import { havingTitles, titleField } from "./title-rules.ts";

/** Between a negation and the name that it excludes. */
const BEFORE_EXCLUDED: ReadonlySet<string> = new Set(
  "who are is the those ones everyone anyone people contacts working works work live do does did be currently based living located".split(" "),
);

/** "not at Acme", "not in Berlin or Paris", "outside of Germany", "not owned by Priya", "except those at Acme" */
export const exclusionRule: Rule = (reader, at, context) => {
  const first = reader.word(at);
  if (!NEGATIONS.has(first) || ["no", "missing", "without"].includes(first)) return undefined;
  const before = reader.after(at + 1, BEFORE_EXCLUDED);
  const preposition = first === "outside" ? "in" : reader.word(before);
  const isOwned = preposition === "owned";
  const start = reader.afterArticle(first === "outside" ? at + 1 : isOwned ? before + 2 : before + 1);
  if (!isOwned && !PLACED.has(preposition)) return undefined;
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
    reader.unmapped.push(reader.text(at, found.end));
    return found.end;
  }
  if (found.names.length === 1 && /^me$/i.test(name)) reader.filters.push({ field: attribute.agentKey, operator: "not_equal", value: name });
  else reader.filters.push(named(attribute, true, found.names, context));
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
  reader.unmapped.push(reader.text(at, end));
  return end;
};

/** "named Anna or Maria": a search demands all words, and a filter for "Anna" would let "Hannah" pass. */
export const calledRule: Rule = (reader, at, context) => {
  if (!["named", "called"].includes(reader.word(at))) return undefined;
  const found = namesAt(reader, at + 1, context);
  if (!found || found.names.length < 2) return undefined;
  reader.unmapped.push(reader.text(at, found.end));
  return found.end;
};

const wordCount = (name: string) => name.split(" ").length;

/** "except leads", "other than customers", "everyone but Acme"; "besides Maja" fits no filter. */
export const exceptRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const first = reader.word(at);
  const isBut = first === "but" && vocabulary.optionAt(reader.words, reader.afterArticle(at + 1)) !== undefined;
  if (at === 0 || !(isBut || ["except", "excluding"].includes(first))) return undefined;
  const start = reader.after(at + 1, new Set([...ARTICLES, "for"]));
  const option = vocabulary.optionAt(reader.words, start);
  if (option) {
    addOptions(reader, [option.meaning], true, { at: start, end: start + option.length });
    return start + option.length;
  }
  // Another rule reads "except those in Berlin" and "except the newsletter subscribers".
  const word = reader.word(start);
  if (ANYONE.has(word) || PLACED.has(word) || word === "owned" || vocabulary.attributeAt(reader.words, start)) return undefined;
  const end = nameEnd(reader, start, context);
  if (end === start) return undefined;
  reader.unmapped.push(reader.text(at, end));
  return end;
};

/** Whether contacts have a name in a place, or it is a country. */
const isPlaceName = (name: string, { isPlace }: Context) => isPlace(name) || isCountry(name);

const PLACED: ReadonlySet<string> = new Set(["in", "at", "from"]);

/** The prepositions that may stand before further names of the same kind: "in Paris or from Lyon", but not "or at Acme". */
const alike = (preposition: string): ReadonlySet<string> =>
  preposition === "in" ? new Set(["in", "from"]) : preposition === "at" ? new Set(["at", "from"]) : preposition === "from" ? PLACED : new Set(["by"]);

/** What names after a preposition are names of. */
function attributeOf(preposition: string, names: readonly string[], context: Context): Attribute | undefined {
  const { schema, titleOf } = context;
  const isEvery = (is: (name: string) => boolean) => names.every(is);
  const isPlace = (name: string) => isPlaceName(name, context);
  if (preposition === "in" && isEvery((name) => titleOf(name) !== undefined && !isPlace(name))) return titleField(context);
  // Of a place that nobody lives in, such as "the EU", it is not known who lives outside of it.
  if (preposition === "in" && !isEvery(isPlace)) return undefined;
  const arePlaces = preposition === "in" || (preposition === "from" && isEvery(isPlace));
  return arePlaces ? placeField(context) : accountOf(schema);
}

const placeField = ({ schema }: Context) => schema.fields.find(({ type }) => type.search.as === "place");
const accountOf = ({ relationships }: Context["schema"]) => relationships.find(({ definition }) => definition.objectType === "account");
const ownerOf = ({ schema }: Context) => schema.relationships.find(({ agentKey }) => /owner/.test(agentKey));

/**
 * "in Paris or London", "at Acme, Initech or Globex", "from Acme and from Globex", "Spain or Poland", "CFOs and COOs",
 * "at Acme or in Berlin": any of several places, accounts or titles. One alone is searched.
 */
export const alternativesRule: Rule = (reader, at, context) => {
  const first = PLACED.has(reader.word(at)) ? namedAfter(reader, at, context) : namedAlone(reader, at, context);
  if (!first) return undefined;
  const next = reader.word(first.end) === "or" && PLACED.has(reader.word(first.end + 1)) ? namedAfter(reader, first.end + 1, context) : undefined;
  if (first.names.length === 1 && !next && !isOnlyCountry(reader, at, first, context)) return undefined;
  const filters = [first, ...(next ? [next] : [])].map(({ attribute, names }) => named(attribute, false, names, context));
  reader.filters.push(...(next ? [{ any: filters }] : filters));
  return (next ?? first).end;
};

/** "at some Foods company", "from the Wren account": all accounts with such a name. */
export const accountRule: Rule = (reader, at, context) => {
  const account = accountOf(context.schema);
  if (!account || !["at", "from", "of"].includes(reader.word(at))) return undefined;
  const start = reader.afterArticle(at + 1);
  const end = [1, 2, 3].map((length) => start + length).find((place) => /^(?:compan(?:y|ies)|accounts?|firms?)$/.test(reader.word(place)));
  const name = end === undefined ? "" : reader.text(start, end);
  if (end === undefined || !context.isAccount(name) || reader.tokens.slice(start, end).some(({ endsClause }) => endsClause)) return undefined;
  reader.filters.push(containing(account.agentKey, false, [name]));
  return end + 1;
};

/** Whether one country follows contacts in general: "leads in India", but not "Jonas in India". */
function isOnlyCountry(reader: Reader, at: number, { attribute, names: [name = ""] }: Named, context: Context): boolean {
  const before = reader.word(at - 1);
  const isOfContacts = reader.isUsed(at - 1) || [ANYONE, LOOSE, GLUE].some((words) => words.has(before));
  return PLACED.has(reader.word(at)) && attribute === placeField(context) && isCountry(name) && isOfContacts;
}

interface Named extends Names {
  readonly attribute: Attribute;
}

/** A filter for names of accounts, places or titles, of which one, or none, has to fit. Places and titles have them as whole words. */
function named(attribute: Attribute, isNot: boolean, names: readonly string[], context: Context): FilterInput {
  const { agentKey } = attribute;
  if (attribute === titleField(context))
    return havingTitles(
      agentKey,
      isNot,
      names.map((name) => context.titleOf(name) ?? name),
    );
  const filter = containing(agentKey, isNot, names);
  return attribute === placeField(context) ? { ...filter, operator: isNot ? "not_hasWords" : "hasWords" } : filter;
}

/** The names after a preposition. */
function namedAfter(reader: Reader, at: number, context: Context): Named | undefined {
  const preposition = reader.word(at);
  const start = reader.after(at + 1, new Set([...ARTICLES, "either"]));
  const isPlaced = (name: string) => preposition !== "at" && isPlaceName(name, context);
  if (context.vocabulary.optionAt(reader.words, start) && !isPlaced(reader.text(start, start + 1))) return undefined;
  // Nobody lives in two places.
  const endsAtAnd = (name: string) => preposition === "in" && isPlaceName(name, context);
  const found = namesAt(reader, start, context, { prepositions: alike(preposition), endsAtAnd });
  const mayBePlaces = preposition === "in" && found?.names.some(isPlaced) && found.names.every((name) => isPlaced(name) || /^\p{Lu}/u.test(name));
  const attribute = found && (mayBePlaces ? placeField(context) : attributeOf(preposition, found.names, context));
  if (found && !attribute && found.names.length > 1) reader.unmapped.push(reader.text(at, found.end));
  return attribute && { ...found, attribute };
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

/** "created in January by Maya", "reports to Siân", "referred by Agnieszka": a relationship with a name. "Owned by" is searched. */
export const relationRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const named =
    vocabulary.attributeAt(reader.words, at, isLink) ??
    vocabulary.attributeAt([...reader.words.slice(0, at), reader.word(at).replace(/(?:ing)?$/, "s"), ...reader.words.slice(at + 1)], at, isLink);
  const verb = /^(?:created|added)$/.test(reader.word(at))
    ? vocabulary.schema.relationships.find(({ label }) => /^created by$/i.test(label))
    : undefined;
  const relation = named?.meaning ?? verb;
  if (!relation) return undefined;
  const by = named ? at + named.length : reader.words.indexOf("by", at);
  const start = reader.word(by) === "to" || reader.word(by) === "by" ? by + 1 : by;
  if (by < 0 || reader.isUsed(start)) return undefined;
  // "Referred by Larissa" are those in her "Referred". No filter asks for them from the other side.
  if (named && reader.word(by) === "by" && !/\bby$/i.test(relation.label) && isMany(relation)) {
    const end = nameEnd(reader, start, context);
    reader.unmapped.push(reader.text(at, end));
    return end;
  }
  const negation = reader.negationBefore(at);
  if (/^(?:any|some|no)(?:body|one)$/.test(reader.word(start))) {
    if (negation !== undefined) reader.use(negation, at);
    const isNobody = reader.word(start).startsWith("no");
    reader.filters.push({ field: relation.agentKey, operator: (negation !== undefined) !== isNobody ? "not_isSet" : "isSet" });
    return start + 1;
  }
  const isName = /^\p{Lu}/u.test(reader.tokens[start]?.text ?? "") && (start > by || (named?.length ?? 0) > 1);
  const end = nameEnd(reader, start, context);
  if (!isName || end === start || vocabulary.optionAt(reader.words, start)) return undefined;
  if (negation !== undefined) reader.use(negation, at);
  reader.filters.push({ field: relation.agentKey, operator: negation === undefined ? "contains" : "not_contains", value: reader.text(start, end) });
  reader.use(by, end);
  // "Created by Priya this year"
  const created = named && /^created by$/i.test(relation.label) ? vocabulary.momentOf("created") : undefined;
  const when = created && negation === undefined ? whenAt(reader, end, context.now) : undefined;
  if (created && when) {
    reader.filters.push({ field: created.agentKey, operator: when.operator, value: when.value });
    return when.end;
  }
  // A date may stand between: "created in January by Maya".
  return named ? end : undefined;
};

const isMany = (relation: Attribute) => relation.kind === "relationship" && /many/i.test(relation.definition.cardinality);

const isLink = (attribute: Attribute) => attribute.kind === "relationship" && !/owner|account/i.test(attribute.agentKey);

const TEXT_OPERATORS: ReadonlyMap<string, FilterInput["operator"]> = new Map([
  ...["mentioning", "mentions", "mention", "containing", "contains", "contain", "including", "includes", "say", "says", "saying"].map(
    (verb) => [verb, "contains"] as const,
  ),
  ...["starting", "starts", "start", "beginning", "begins", "begin"].map((verb) => [verb, "startsWith"] as const),
]);

/** "notes mentioning conference", "title starts with head", "e-mail ending in .de", which no filter answers */
export const textRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const found = vocabulary.attributeAt(reader.words, at, isText);
  if (!found) return undefined;
  const verb = reader.after(at + found.length, new Set(["that", "which", "address"]));
  const operator = TEXT_OPERATORS.get(reader.word(verb));
  const isEnding = ["ending", "ends", "end"].includes(reader.word(verb)) && ["in", "with"].includes(reader.word(verb + 1));
  if (!operator && !isEnding) return undefined;
  // The search finds the last digits of a phone number.
  if (!operator && found.meaning.kind === "field" && found.meaning.type.search.as === "phone") return undefined;
  // Only a domain has an "@".
  if (!operator && reader.word(verb + 2).startsWith("@")) return undefined;
  const start = reader.after(verb + 1, new Set([...ARTICLES, "with", "in", "word", "text", "letter"]));
  const end = nameEnd(reader, start, context);
  if (end === start) return undefined;
  if (["with", "whose", "where", "in"].includes(reader.word(at - 1))) reader.use(at - 1, at);
  if (!operator) {
    reader.unmapped.push(reader.text(at, end));
    return end;
  }
  reader.filters.push({ field: found.meaning.agentKey, operator, value: reader.text(start, end) });
  // "but not software" is about the same text.
  if (!["but", "and"].includes(reader.word(end)) || reader.word(end + 1) !== "not") return end;
  const last = nameEnd(reader, end + 2, context);
  reader.filters.push({ field: found.meaning.agentKey, operator: `not_${operator}`, value: reader.text(end + 2, last) });
  return last;
};

/** "with an @acme.example address", "gmail.com e-mails": a part of the e-mail address. */
export const domainRule: Rule = (reader, at, { vocabulary, schema }) => {
  const [, domain] = /^@?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})$/u.exec(reader.word(at)) ?? [];
  const email = mainField(schema.fields, "EMAIL");
  const behind = vocabulary.attributeAt(reader.words, at + 1);
  const isBehind = /^(?:address|addresses|domain)$/.test(reader.word(at + 1)) || (behind !== undefined && behind.meaning === email);
  if (!domain || !email || !(reader.word(at).startsWith("@") || isBehind)) return undefined;
  // "E-mails at @acme.example"
  const named = [5, 4, 3, 2].map((step) => at - step).find((place) => vocabulary.attributeAt(reader.words, place)?.meaning === email);
  const isNamed = named !== undefined && reader.words.slice(named + 1, at).every((word) => GLUE.has(word) || BEFORE_DOMAIN.has(word));
  if (isNamed) reader.use(named, at);
  const isNot = reader.negationBefore(at) !== undefined;
  if (isNot) reader.use(reader.negationBefore(at) ?? at, at);
  reader.filters.push(containing(email.agentKey, isNot, [`@${domain}`]));
  return isBehind ? reader.after(at + 1 + Math.max(behind?.length ?? 1, 1), ATTRIBUTE_NOUNS) : at + 1;
};

const BEFORE_DOMAIN: ReadonlySet<string> = new Set(["mail", "mails", "address", "addresses", "ending", "ends", "end", "domain"]);

const isText = (attribute: Attribute) => attribute.kind === "field" && attribute.type.filter.localOperators.includes("startsWith");
