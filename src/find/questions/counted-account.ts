import { nameEnd } from "./names.ts";
import { containing } from "./owner-rules.ts";
import type { Reader } from "./reader.ts";
import type { Context } from "./rule.ts";

const BEFORE_ACCOUNT = /^(?:at|for|from|in|of|with|does|do|has|have)$/;

const accountOf = ({ schema }: Context) => schema.relationships.find(({ definition }) => definition.objectType === "account");

/** Whether contacts of an account are left out: "at Acme but not Acme Robotics". */
export function excludesAccount({ filters }: Reader, context: Context): boolean {
  const account = accountOf(context)?.agentKey;
  return filters.some(({ field, operator }) => field === account && operator === "not_contains");
}

/**
 * "how many people work at Polaris", "how many contacts does Polaris have": a count is of the contacts of the account,
 * not of all that have its name in an e-mail address or a text.
 */
export function takeAccount(reader: Reader, context: Context): void {
  const account = accountOf(context);
  if (!account) return;
  for (const at of reader.words.keys()) {
    const start = reader.afterArticle(at + 1);
    if (!BEFORE_ACCOUNT.test(reader.word(at)) || reader.isUsed(at) || reader.isUsed(start) || start >= reader.words.length) continue;
    const end = nameEnd(reader, start, context);
    const name = reader.text(start, end).replace(/['’]s?$/i, "");
    const isFree = reader.words.slice(start, end).every((_, index) => !reader.isUsed(start + index));
    if (!isFree || !context.isAccount(name) || context.isPlace(name) || context.isOwner(name)) continue;
    reader.filters.push(containing(account.agentKey, false, [name]));
    reader.placeFilters(reader.filters.length - 1, at);
    reader.use(at, end);
    return;
  }
}
