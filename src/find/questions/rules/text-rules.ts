import { type Attribute, type Field, mainField } from "../../../schema/contact-schema.ts";
import type { FilterInput } from "../../../schema/filters.ts";
import { foldLetters } from "../../../text/fold.ts";
import { wordSet } from "../../../text/word-set.ts";
import { containing, withOneValue } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { nameEnd } from "../words/names.ts";
import { ARTICLES, ATTRIBUTE_NOUNS, GLUE, NEGATIONS } from "../words/phrases.ts";
import { wordMap } from "../words/word-tables.ts";
import type { Context, Rule } from "./rule.ts";

const TEXT_OPERATORS = wordMap(
  ["contains", "mentioning mentions mention containing contains contain including includes say says saying about regarding"],
  ["startsWith", "starting starts start beginning begins begin"],
);

const BEFORE_VERB = wordSet("that which address does do not doesnt dont");
const ENDING = wordSet("ending ends end");

/** The verb of "title that starts with", and whether it is denied. */
export function textVerbAt(reader: Reader, from: number): { readonly at: number; readonly isNot: boolean } | undefined {
  const at = reader.after(from, BEFORE_VERB);
  const isVerb = TEXT_OPERATORS.has(reader.word(at)) || (ENDING.has(reader.word(at)) && ["in", "with"].includes(reader.word(at + 1)));
  return isVerb ? { at, isNot: reader.words.slice(from, at).some((word) => NEGATIONS.has(word)) } : undefined;
}

/** "notes mentioning conference", "title starts with head", "e-mail ending in .de", which no filter answers */
export const textRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const found = vocabulary.attributeAt(reader.words, at, isText);
  if (!found) return undefined;
  const said = textVerbAt(reader, at + found.length);
  if (!said) return undefined;
  const verb = said.at;
  const operator = TEXT_OPERATORS.get(reader.word(verb));
  // The search finds the last digits of a phone number.
  if (!operator && found.meaning.kind === "field" && found.meaning.type.search.as === "phone") return undefined;
  // Another rule reads domains.
  if (!operator && DOMAIN.test(reader.word(verb + 2))) return undefined;
  const quoted = reader.after(verb + 1, BEFORE_TEXT);
  // "Starting with A"
  const start = quoted >= reader.words.length ? reader.words.length - 1 : quoted;
  const end = nameEnd(reader, start, context);
  if (end === start || start <= verb) return undefined;
  if (!operator) return reader.refuse(at, end);
  // "A phone number that does not start with +48" is one.
  if (said.isNot) reader.filters.push(...inTexts(found.meaning, { operator: "isSet" }, context));
  const isSaid = { operator: said.isNot ? `not_${operator}` : operator, value: reader.text(start, end) };
  reader.filters.push(...inTexts(found.meaning, isSaid, context));
  // "but not software" is about the same text.
  if (!["but", "and"].includes(reader.word(end)) || reader.word(end + 1) !== "not") return end;
  const last = nameEnd(reader, end + 2, context);
  reader.filters.push(...inTexts(found.meaning, { operator: `not_${operator}`, value: reader.text(end + 2, last) }, context));
  return last;
};

const BEFORE_TEXT: ReadonlySet<string> = new Set([...ARTICLES, ..."with in word text letter that they he she it are is were was".split(" ")]);

/** Filters for a text in an attribute, or in any of those with the same label. */
function inTexts(attribute: Attribute, filter: Pick<FilterInput, "operator" | "value" | "values">, { schema }: Context): FilterInput[] {
  const isAlike = (field: Field) =>
    field.type === (attribute.kind === "field" ? attribute.type : undefined) &&
    foldLetters(field.definition.label) === foldLetters(attribute.definition.label);
  const alike = schema.fields.filter(isAlike).map((field) => ({ field: field.agentKey, ...filter }));
  if (alike.length < 2) return [{ field: attribute.agentKey, ...filter }];
  return filter.operator?.startsWith("not_") ? alike : [{ any: alike }];
}

/** "with Smith in their name", "mentioning a budget in the notes": a text that has these words. */
export const withinRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  if (!["with", "has", "have", "having", "mentioning", "containing"].includes(reader.word(at))) return undefined;
  const start = reader.after(at + 1, new Set([...ARTICLES, "word", "words", "text"]));
  const place = reader.words.findIndex(
    (word, index) =>
      index > start && index <= start + MOST_WITHIN && word === "in" && vocabulary.attributeAt(reader.words, reader.after(index + 1, THEIR), isText),
  );
  const found = place < 0 ? undefined : vocabulary.attributeAt(reader.words, reader.after(place + 1, THEIR), isText);
  if (!found || reader.tokens.slice(start, place - 1).some(({ endsClause }) => endsClause)) return undefined;
  const isNot = reader.takesNegation(at);
  const operator = isNot ? "not_hasWords" : "hasWords";
  const values = reader.text(start, place).split(" or ");
  reader.filters.push(...inTexts(found.meaning, { operator, values }, context).map(withOneValue));
  return reader.after(place + 1, THEIR) + found.length;
};

const MOST_WITHIN = 6;
const THEIR = wordSet("their his her the");

/** "with an @acme.example address", "gmail.com e-mails": a part of the e-mail address. */
export const domainRule: Rule = (reader, at, { vocabulary, schema }) => {
  const host = MAIL_HOSTS.test(reader.word(at)) ? `${reader.word(at)}.` : undefined;
  const [, domain = host] = DOMAIN.exec(reader.word(at)) ?? [];
  const email = mainField(schema.fields, "EMAIL");
  const behind = vocabulary.attributeAt(reader.words, at + 1);
  const isBehind = /^(?:address|addresses|domain)$/.test(reader.word(at + 1)) || (behind !== undefined && behind.meaning === email);
  const isNamedDomain = reader.word(at - 1) === "domain";
  // "E-mails at @acme.example", "email ends with acme.example"
  const named = [5, 4, 3, 2].map((step) => at - step).find((place) => vocabulary.attributeAt(reader.words, place)?.meaning === email);
  const isNamed =
    named !== undefined && reader.words.slice(named + 1, at).every((word) => [GLUE, BEFORE_DOMAIN, NEGATIONS].some((words) => words.has(word)));
  if (!domain || !email || !(reader.word(at).startsWith("@") || isBehind || isNamedDomain || isNamed)) return undefined;
  reader.filters.push(containing(email.agentKey, reader.takesNegation(at), [`@${domain}`]));
  if (isNamedDomain) reader.use(at - 1, at);
  if (isNamed) reader.use(named, at);
  return isBehind ? reader.after(at + 1 + Math.max(behind?.length ?? 1, 1), ATTRIBUTE_NOUNS) : at + 1;
};

/** "with a +44 number", "numbers in +44": how a phone number begins. */
export const callingCodeRule: Rule = (reader, at, { vocabulary, schema }) => {
  const phone = mainField(schema.fields, "TELEPHONE");
  const code = reader.word(at) === "in" ? at + 1 : at;
  const behind = vocabulary.attributeAt(reader.words, code + 1);
  if (!phone || !/^\+\d{1,4}$/.test(reader.word(code)) || !(behind?.meaning === phone || reader.isClauseEnd(code + 1))) return undefined;
  reader.filters.push({ field: phone.agentKey, operator: reader.takesNegation(at) ? "not_startsWith" : "startsWith", value: reader.word(code) });
  return code + 1 + (behind?.length ?? 0);
};

export const DOMAIN = /^@?([\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,})$/u;

/** Whose addresses are named without the end of their domain: "a Gmail address". */
const MAIL_HOSTS = /^(?:gmail|googlemail|outlook|hotmail|yahoo|icloud|gmx|protonmail|aol)$/;

const BEFORE_DOMAIN = wordSet("mail mails address addresses ending ends end domain");

/** Whether an attribute has texts. */
export const isText = (attribute: Attribute) => attribute.kind === "field" && attribute.type.filter.localOperators.includes("startsWith");
