import { type Attribute, mainField } from "../../../schema/contact-schema.ts";
import { OF } from "../../../schema/filter-operators.ts";
import { wordSet } from "../../../text/word-set.ts";
import { isListedException } from "../exceptions.ts";
import type { Reader } from "../reader.ts";
import { ownerOf } from "../words/attribute-kinds.ts";
import { isOne, namesAt, withoutGenitive } from "../words/names.ts";
import { ANYONE, ARTICLES, GENERALLY, HAVING } from "../words/phrases.ts";
import { attributeOfNames, filtersOfNames, PLACED } from "./naming.ts";
import { addOptions } from "./option-rule.ts";
import type { Context, Rule } from "./rule.ts";
import { titleField } from "./title-rules.ts";

/** "in and outside of EMEA": everybody, so that it is unclear what is meant. */
export const bothWaysRule: Rule = (reader, at) => {
  const end = reader.matchAt(at, /^(?:in|inside|within) (?:and|or) outside(?!\S)/);
  return end && reader.refuse(at, end);
};

/**
 * "except leads", "everyone but Acme", "owned by Alex, not Alexandra", "in Spain but not Madrid", "not Priya's", "besides
 * Maja Jensen", "not the Acme one": options or names that are left out; "besides Maja" may leave out several.
 */
export const exceptRule: Rule = (reader, at, context) => {
  const { vocabulary } = context;
  const first = reader.word(at);
  // "Not at Acme but churned"
  const isContrast = reader.filters.at(-1)?.operator?.startsWith("not_") === true;
  const isBut =
    first === "but" &&
    !isContrast &&
    (GENERALLY.has(reader.word(at - 1)) ||
      context.isWholeName(reader.text(at + 1, at + 3)) ||
      vocabulary.optionAt(reader.words, reader.afterArticle(at + 1)) !== undefined);
  const isExcept = isBut || first === "except";
  const isListed = isListedException(reader, at);
  if (at === 0 || !(isExcept || isListed || ["not", "arent", "isnt"].includes(first))) return undefined;
  const start = reader.after(isListed && reader.tokens[at - 1]?.endsClause ? at : at + 1, BEFORE_EXCEPTED);
  const option = vocabulary.optionAt(reader.words, start);
  if (option && isExcept) {
    addOptions(reader, [option.meaning], true, { at: start, end: start + option.length });
    return start + option.length;
  }
  // "Who works with Kenji, apart from him": he is not among them.
  if (isExcept && /^(?:him|her)(?:self)?$/.test(reader.word(start)) && reader.filters.at(-1)?.operator === OF) return start + 1;
  // Another rule reads "not customers", "except those in Berlin" and "except the newsletter subscribers".
  const word = reader.word(start);
  const isOther =
    ANYONE.has(word) || PLACED.has(word) || /^(?:owned|unassigned|unowned)$/.test(word) || vocabulary.attributeAt(reader.words, start) !== undefined;
  const found = option || isOther ? undefined : namesAt(reader, start, context, { prepositions: wordSet("by"), endsAtAnd: context.isWholeName });
  if (!found) return undefined;
  const names = found.names.map(withoutGenitive);
  const isPossessive = reader.isPossessive(found.end - 1);
  // A search reads "not Maja Jensen", and other rules "not at Acme" and "not engineers".
  const isOfOthers = (name: string) => context.titleOf(name) !== undefined || name.split(" ").every(context.isPerson);
  const isNamed = isExcept || isListed || (first === "not" && start <= reader.afterArticle(at + 1) && !names.some(isOfOthers));
  // Whether Freya Hall or everyone is at Acme in "everyone except Freya Hall at Acme" is not clear.
  const isOfPeople = isExcept && !PLACED.has(reader.word(found.end)) && names.every((name) => context.isWholeName(name) && !context.isOwner(name));
  const own = attributeBefore(reader, names, isPossessive, context) ?? (isNamed ? attributeOfNames(names, context) : undefined);
  const attribute = own ?? (isOfPeople ? mainField(context.schema.fields, "FULL_NAME") : undefined);
  // "Who besides Freya Hall has a phone"
  if (attribute && !own && HAVING.has(reader.word(found.end))) reader.exception = { filter: {}, end: found.end };
  if (!attribute) return isExcept || (isListed && /^\p{Lu}/u.test(names[0] ?? "")) ? reader.refuse(at, found.end) : undefined;
  reader.filters.push(...filtersOfNames(attribute, true, names, context));
  return isOne(reader, found.end) ? found.end + 1 : found.end;
};

/** The attribute of the names that stand before: "owned by Alex, not Alexandra", "VPs but not VP Sales". */
function attributeBefore({ filters }: Reader, names: readonly string[], isPossessive: boolean, context: Context): Attribute | undefined {
  const [owner, title] = [ownerOf(context), titleField(context)];
  const isOf = (attribute: Attribute | undefined, kind: string) =>
    filters.some(({ field, operator }) => field === attribute?.agentKey && operator === kind);
  if ((isPossessive || isOf(owner, "contains")) && names.every(context.isOwner)) return owner;
  return isOf(title, "hasWords") && names.every((name) => context.titleOf(name) !== undefined) ? title : undefined;
}

const BEFORE_EXCEPTED: ReadonlySet<string> = new Set([...ARTICLES, "for", "by", "to"]);
