import { wordSet } from "../../../text/word-set.ts";
import type { Rule } from "./rule.ts";

const SHARES = /^(?:share|shares|percentage|percentages|percent|pct|proportion|fraction|portion|ratio)$/;

/** "what share of", "the percentage of", "% of", "as a percentage", "in percent" */
export const shareRule: Rule = (reader, at) => {
  const isOf = reader.word(at + 1) === "of";
  const isPart = reader.word(at) === "part" && /^(?:what|which)$/.test(reader.word(at - 1)) && isOf;
  if (!(isPart || SHARES.test(reader.word(at))) || /^\d/.test(reader.word(at - 1))) return undefined;
  // "Share the list of customers"
  if (reader.word(at) === "share" && !isOf && at === 0) return undefined;
  reader.share = at;
  return reader.after(isOf ? at + 2 : at + 1, wordSet("the our all"));
};
