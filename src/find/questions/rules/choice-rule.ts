import { mainField } from "../../../schema/contact-schema.ts";
import { containing } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { ownerOf } from "../words/attribute-kinds.ts";
import { namesAt, withoutGenitive } from "../words/names.ts";
import { AGES, GLUE, SUPERLATIVES } from "../words/phrases.ts";
import type { Rule } from "./rule.ts";

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
