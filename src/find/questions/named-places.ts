import type { FilterInput } from "../../schema/filters.ts";
import { isBesideRank } from "../../search/index.ts";
import type { Reader } from "./reader.ts";
import { attributeOfName, filtersOfNames } from "./rules/naming.ts";
import type { Context } from "./rules/rule.ts";
import { nameEnd, withoutGenitive } from "./words/names.ts";
import { ANYONE, GLUE } from "./words/phrases.ts";

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
  const isBeginning = at === 0 || reader.isUsed(at - 1) || reader.tokens[at - 1]?.endsClause === true || ANYONE.has(reader.word(at - 1));
  if (!isBehind && !isBeginning) return undefined;
  const to = nameEnd(reader, start, context);
  const used = reader.words.findIndex((_, place) => place >= start && place < to && reader.isUsed(place));
  const end = used < 0 || isBehind ? to : used;
  const name = withoutGenitive(reader.text(start, end));
  const isFree = reader.words.slice(start, end).every((_, index) => !reader.isUsed(start + index));
  // "Director of security" is a title.
  const isOfRank =
    /^(?:of|for)$/.test(reader.word(at)) && isBesideRank((place) => reader.word(place), start) && context.functionOf(name) !== undefined;
  // "April by score" may be a person, and "data customers" may be in a title.
  const isOther =
    !/^\p{L}/u.test(name) ||
    (!isBehind && (context.titleOf(name) !== undefined || name.split(" ").some((word) => context.isPerson(word) || ANYONE.has(word.toLowerCase()))));
  if (!isFree || isOther || isOfRank || context.isOwner(name) || !context.isTogether(name)) return undefined;
  const attribute = attributeOfName(name, context);
  return attribute && { filters: filtersOfNames(attribute, false, [name], context), end };
}
