import { wordSet } from "../../../text/word-set.ts";
import type { Reader } from "../reader.ts";
import { whenAt } from "../words/dates.ts";
import { EACH, groupBy, memberEnd } from "../words/groupings.ts";
import { withoutGenitive } from "../words/names.ts";
import type { Vocabulary } from "../words/vocabulary.ts";
import { containing } from "./owner-rules.ts";
import { nameBefore } from "./relation-rule.ts";
import type { Context, Rule } from "./rule.ts";

const creatorOf = ({ schema }: Vocabulary) => schema.relationships.find(({ label }) => /^created by$/i.test(label));

const CREATING = wordSet("create created add added import imported");
const BEFORE_CREATOR = wordSet("did has have that which who");

/** "how many leads did Kenji create", "contacts that Kenji added this year", "contacts created per team member" */
export const creatorRule: Rule = (reader, at, context) => {
  const creator = CREATING.has(reader.word(at)) ? creatorOf(context.vocabulary) : undefined;
  if (!creator) return undefined;
  const by = ["by", "per"].includes(reader.word(at + 1)) ? at + 2 : at + 1;
  const each = EACH.has(reader.word(by)) ? by + 1 : by;
  const member = by > at + 1 ? memberEnd(reader, each) : undefined;
  if (member !== undefined && (each > by || reader.isClauseEnd(member))) {
    groupBy(reader, { grouping: creator.agentKey, end: member });
    return member;
  }
  const from = nameBefore(reader, at, context);
  const name = withoutGenitive(reader.text(from, at));
  if (from === at || !BEFORE_CREATOR.has(reader.word(from - 1)) || !context.isOwner(name)) return undefined;
  reader.use(from, at);
  reader.filters.push(containing(creator.agentKey, false, [name]));
  return createdEnd(reader, at + 1, context);
};

/** Where a date ends behind "created by Priya": "this year". */
export function createdEnd(reader: Reader, at: number, { vocabulary, now }: Context): number {
  const created = vocabulary.momentOf("created");
  const when = created && whenAt(reader, at, now);
  if (!when) return at;
  reader.filters.push({ field: created.agentKey, operator: when.operator, value: when.value });
  return when.end;
}
