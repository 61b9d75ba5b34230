import type { Reader } from "./reader.ts";
import { containing } from "./rules/owner-rules.ts";
import type { Context } from "./rules/rule.ts";
import { nameEnd } from "./words/names.ts";
import { ANYONE } from "./words/phrases.ts";

const BEFORE_ACCOUNT = /^(?:at|for|from|in|of|with|does|do|has|have)$/;

const accountOf = ({ schema }: Context) => schema.relationships.find(({ definition }) => definition.objectType === "account");

/** Whether contacts of an account are left out: "at Acme but not Acme Robotics". */
export function excludesAccount({ filters }: Reader, context: Context): boolean {
  const account = accountOf(context)?.agentKey;
  return filters.some(({ field, operator }) => field === account && operator === "not_contains");
}

/**
 * "how many people work at Polaris", "how many contacts does Polaris have", "Polaris by score": a count or an order is of
 * the contacts of the account, not of all that have its name in an e-mail address or a text.
 */
export function takeAccount(reader: Reader, context: Context): void {
  const account = accountOf(context);
  const at = account && [...reader.words.keys()].find((place) => accountAt(reader, place, context) !== undefined);
  const found = at === undefined ? undefined : accountAt(reader, at, context);
  if (!account || at === undefined || !found) return;
  reader.filters.push(containing(account.agentKey, false, [found.name]));
  reader.placeFilters(reader.filters.length - 1, at);
  reader.use(at, found.end);
}

/** The name of an account that begins at a word, or behind a preposition. */
function accountAt(reader: Reader, at: number, context: Context): { readonly name: string; readonly end: number } | undefined {
  const isBehind = BEFORE_ACCOUNT.test(reader.word(at));
  const start = isBehind ? reader.afterArticle(at + 1) : at;
  if (reader.isUsed(at) || reader.isUsed(start) || start >= reader.words.length) return undefined;
  const isBeginning = at === 0 || reader.isUsed(at - 1) || reader.tokens[at - 1]?.endsClause === true || ANYONE.has(reader.word(at - 1));
  if (!isBehind && !isBeginning) return undefined;
  const to = nameEnd(reader, start, context);
  const used = reader.words.findIndex((_, place) => place >= start && place < to && reader.isUsed(place));
  const end = used < 0 || isBehind ? to : used;
  const name = reader.text(start, end).replace(/['’]s?$/i, "");
  const isFree = reader.words.slice(start, end).every((_, index) => !reader.isUsed(start + index));
  const isOther = context.isPlace(name) || context.isOwner(name);
  if (!isFree || isOther || !context.isAccount(name)) return undefined;
  // "April by score" may be a person.
  if (!isBehind && name.split(" ").some((word) => context.isPerson(word))) return undefined;
  return { name, end };
}
