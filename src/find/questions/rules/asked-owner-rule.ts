import type { Reader } from "../reader.ts";
import { accountOf, ownerOf } from "../words/attribute-kinds.ts";
import { groupBy } from "../words/groupings.ts";
import { nameEnd } from "../words/names.ts";
import { ANYONE, ARTICLES, OWNING } from "../words/phrases.ts";
import { attributeOfName, filtersOfNames } from "./naming.ts";
import type { Context, Rule } from "./rule.ts";

const ASKED = /(?:\bwho|^(?:which|what)(?: of)?(?: our)? (?:us|reps?|owners?|colleagues?|members?|people|person|salesperson))(?: of (?:ours|us))?$/;

/** Whether "who", "which of us", or "which rep" stands before a verb. Takes these words, which say nothing else. */
export function isAskedFor(reader: Reader, verb: number): boolean {
  const is = reader.word(verb - 1) === "is" ? verb - 1 : verb;
  const asked = reader.matchBefore(is, ASKED);
  if (asked !== undefined) reader.use(asked, is);
  return asked !== undefined;
}

/** "who owns Acme", "which of us looks after the customers in Spain": contacts by owner, because each may have another. */
export const askedOwnerRule: Rule = (reader, at, context) => {
  const owner = ownerOf(context);
  const start = reader.after(at + 1, BEFORE_OWNED);
  if (!owner || !OWNING.has(reader.word(at)) || start >= reader.words.length) return undefined;
  const end = ownedEnd(reader, start, context);
  if (end === undefined || !isAskedFor(reader, at)) return undefined;
  groupBy(reader, { grouping: owner.agentKey, end });
  return end;
};

const BEFORE_OWNED: ReadonlySet<string> = new Set([...ARTICLES, "all", "account", "of"]);

/** Where the name of an account or a place ends; or where contacts begin that other rules read. */
function ownedEnd(reader: Reader, start: number, context: Context): number | undefined {
  const { vocabulary, isPerson } = context;
  if (ANYONE.has(reader.word(start)) || vocabulary.optionAt(reader.words, start)) return start;
  const end = nameEnd(reader, start, context);
  const name = reader.text(start, end).replace(/ (?:account|company)$/, "");
  const mayBeAccount = /^\p{Lu}/u.test(name) && !name.split(" ").some(isPerson);
  const attribute = attributeOfName(name, context) ?? (mayBeAccount ? accountOf(context) : undefined);
  if (!attribute) return undefined;
  reader.filters.push(...filtersOfNames(attribute, false, [name], context));
  return /^(?:account|company)$/.test(reader.word(end)) ? end + 1 : end;
}
