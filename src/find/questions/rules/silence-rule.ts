import { wordSet } from "../../../text/word-set.ts";
import { limitBefore } from "../limits.ts";
import { whenAt } from "../words/dates.ts";
import { longestEnd } from "./date-rule.ts";
import type { Rule } from "./rule.ts";

const SILENT = wordSet("silent quiet cold dark neglected ignored forgotten ghosted inactive dormant unresponsive uncontacted stale");
/** Nobody has changed the contact. */
const UNTOUCHED = wordSet("untouched unchanged unmodified");
const BECOMING = wordSet("gone went going go been become fallen");
const LONGEST = wordSet("most longest");

/** "gone quiet for 6 months", "silent since January", "neglected the longest": nobody has been in touch since then. */
export const silenceRule: Rule = (reader, at, { vocabulary, now }) => {
  const isMost = LONGEST.has(reader.word(at));
  const silent = isMost || BECOMING.has(reader.word(at)) ? at + 1 : at;
  const isUntouched = UNTOUCHED.has(reader.word(silent));
  const moment = vocabulary.momentOf(isUntouched ? "updated" : "contacted");
  if (!(isUntouched || SILENT.has(reader.word(silent))) || !moment || reader.negationBefore(at) !== undefined) return undefined;
  const field = moment.agentKey;
  const longest = isMost ? silent + 1 : longestEnd(reader, silent + 1);
  if (longest !== undefined) {
    reader.sort = field;
    limitBefore(reader, at);
    return longest;
  }
  const since = whenAt(reader, silent + 1, now);
  // "Went quiet in March" says nothing about the months after.
  if (since?.operator !== "greaterThanOrEqual") return undefined;
  const before = { field, operator: "lessThan", value: since.value };
  reader.filters.push(isUntouched ? before : { any: [before, { field, operator: "not_isSet" }] });
  return since.end;
};
