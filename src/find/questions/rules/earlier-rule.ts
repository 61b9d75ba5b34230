import type { Rule } from "./rule.ts";

/** "How many of those have a phone", "show me more": contacts of an earlier answer. */
export const earlierRule: Rule = (reader, at, { isPerson }) => {
  const end = reader.filters.length === 0 ? reader.matchAt(at, at === 0 ? MORE : OF_THEM) : undefined;
  return end && !isPerson(reader.text(at, end)) ? reader.refuse(at, end, EARLIER) : undefined;
};

const MORE = /^(?:(?:show )?(?:me |us )?(?:some )?more|(?:the )?next (?:page|ones?|\d+))$/;
const OF_THEM = /^(?:of|among) (?:those|these|them|the above)(?= (?:have|has|had|are|is|were|was|do|did|can|live|work|came|lack|attended|we|i)\b|$)/;
const EARLIER = "A query does not know earlier ones: repeat their conditions, or page with offset.";
