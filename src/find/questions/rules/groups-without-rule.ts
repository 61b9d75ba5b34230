import { EACH, sharedGroupingAt } from "../words/groupings.ts";
import { ARTICLES, NEGATIONS } from "../words/phrases.ts";
import type { Rule } from "./rule.ts";

/** "industries with no customers": values that no contact has are in no list of contacts. */
export const groupsWithoutRule: Rule = (reader, at, context) => {
  if (reader.afterGlue(0) !== at || EACH.has(reader.word(at - 1))) return undefined;
  const named = sharedGroupingAt(reader, at, context);
  if (!named || !/s$/.test(reader.word(named.end - 1))) return undefined;
  const negation = reader.after(named.end, HAVING);
  if (!NEGATIONS.has(reader.word(negation))) return undefined;
  const option = reader.after(negation + 1, new Set([...ARTICLES, ...HAVING]));
  const found = context.vocabulary.optionAt(reader.words, option);
  if (!found) return undefined;
  reader.unmapped.push(reader.text(at, option + found.length));
  return option + found.length;
};

const HAVING: ReadonlySet<string> = new Set(["with", "that", "which", "have", "has", "having", "where", "we", "there", "are", "do"]);
