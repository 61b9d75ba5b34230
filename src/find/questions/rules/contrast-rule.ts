import { wordSet } from "../../../text/word-set.ts";
import { containing } from "../filters.ts";
import { namesAt, withoutGenitive } from "../words/names.ts";
import { ARTICLES } from "../words/phrases.ts";
import { inPlaces, isPlaceName, placeField } from "../words/places.ts";
import type { Rule } from "./rule.ts";
import { havingTitles, titleField } from "./title-rules.ts";

/** "owned by Alex, not Alexandra", "at Acme but not Acme Robotics", "in Spain but not Madrid", "not Priya's": names that are left out. */
export const contrastRule: Rule = (reader, at, context) => {
  if (at === 0 || !["not", "except", "arent", "isnt"].includes(reader.word(at))) return undefined;
  const start = reader.after(at + 1, BEFORE_NAME);
  const found = namesAt(reader, start, context, { prepositions: wordSet("by") });
  const names = found?.names.map(withoutGenitive) ?? [];
  if (!found || context.vocabulary.optionAt(reader.words, start)) return undefined;
  const { schema, isOwner, isAccount, isPerson, titleOf } = context;
  const [owner, account] = [/owner/, /account/].map((key) => schema.relationships.find(({ agentKey }) => key.test(agentKey)));
  const isPossessive = found !== undefined && reader.tokens[found.end - 1]?.isPossessive === true;
  const isOfOwners = reader.filters.some(({ field, operator }) => field === owner?.agentKey && operator === "contains");
  if (owner && (isOfOwners || isPossessive) && names.every(isOwner)) {
    reader.filters.push(containing(owner.agentKey, true, names));
    return found.end;
  }
  // "VPs but not VP Sales"
  const title = titleField(context);
  const titles = names.flatMap((name) => titleOf(name) ?? []);
  const isOfTitles = reader.filters.some(({ field, operator }) => field === title?.agentKey && operator === "hasWords");
  if (title && isOfTitles && titles.length === names.length) {
    reader.filters.push(havingTitles(title.agentKey, true, titles));
    return found.end;
  }
  // Another rule reads "except Acme", "not at Acme" and "not engineers".
  const isRead = reader.word(at) !== "not" || start > reader.afterArticle(at + 1);
  const isOther = (name: string) => titleOf(name) !== undefined || name.split(" ").every((word) => isPerson(word));
  if (isRead || names.some(isOther)) return undefined;
  const place = placeField(context);
  if (account && names.every(isAccount)) reader.filters.push(containing(account.agentKey, true, names));
  else if (place && names.every((name) => isPlaceName(name, context))) reader.filters.push(...inPlaces(place, true, names));
  else return undefined;
  return found.end;
};

const BEFORE_NAME: ReadonlySet<string> = new Set([...ARTICLES, "by", "for", "to"]);
