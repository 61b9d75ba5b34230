import { wordSet } from "../../../text/word-set.ts";
import { containing } from "../filters.ts";
import { creatorOf } from "../words/attribute-kinds.ts";
import { EACH, groupBy, memberEnd } from "../words/groupings.ts";
import { withoutGenitive } from "../words/names.ts";
import { ANYONE } from "../words/phrases.ts";
import { createdEnd, nameBefore } from "./relation-rule.ts";
import type { Rule } from "./rule.ts";

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
  const isBegun = BEFORE_CREATOR.has(reader.word(from - 1)) || ANYONE.has(reader.word(from - 1)) || reader.isUsed(from - 1);
  if (from === at || !isBegun || !context.isOwner(name)) return undefined;
  reader.use(from, at);
  reader.filters.push(containing(creator.agentKey, false, [name]));
  return createdEnd(reader, at + 1, context);
};
