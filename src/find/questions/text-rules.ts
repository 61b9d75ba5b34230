import { type Attribute, mainField } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";
import { nameEnd } from "./names.ts";
import { containing } from "./owner-rules.ts";
import { ARTICLES, ATTRIBUTE_NOUNS, GLUE } from "./phrases.ts";
import type { Rule } from "./rule.ts";

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
