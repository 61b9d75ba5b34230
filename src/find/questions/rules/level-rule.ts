import { CHIEFS } from "../../../search/store/titles.ts";
import { anyOf } from "../filters.ts";
import type { Reader } from "../reader.ts";
import { wordMap } from "../words/word-tables.ts";
import type { Rule } from "./rule.ts";
import { titleField } from "./title-rules.ts";

/** Titles by how senior they are, the lowest first. A "chief officer" is any, but no chief of staff. */
const LEVELS: readonly (readonly string[])[] = [
  ["manager"],
  ["director", "head"],
  ["VP", "vice president", "SVP", "EVP"],
  ["chief officer", ...CHIEFS],
];

/** Above a level, but on none. */
const ABOVE: readonly string[] = ["founder", "president"];

const LEVEL_OF = wordMap([0, "manager"], [1, "director head"], [2, "vp svp evp"], [3, "c executive exec"]);

/** "VP-level", "C-suite", "execs", "directors or above": titles of a level, and perhaps of those above it. */
export const levelRule: Rule = (reader, at, context) => {
  const field = titleField(context);
  const level = LEVEL_OF.get(reader.word(at).replace(/s$/, ""));
  if (!field || level === undefined || reader.tokens[at]?.endsClause) return undefined;
  const behind = levelEnd(reader, at);
  const above = aboveEnd(reader, behind ?? at + 1);
  if (behind === undefined && above === undefined && !/^exec(?:utive)?s$/.test(reader.word(at))) return undefined;
  // "Account executives"
  if (behind === undefined && context.titleOf(reader.text(at - 1, at)) !== undefined) return undefined;
  const titles = above === undefined ? LEVELS.slice(level, level + 1).flat() : [...LEVELS.slice(level).flat(), ...ABOVE];
  reader.filters.push(anyOf(field.agentKey, "hasWords", reader.takesNegation(at), titles));
  return above ?? behind ?? at + 1;
};

/** Where "level" or "suite" ends. */
function levelEnd(reader: Reader, at: number): number | undefined {
  const suite = reader.word(at) === "c" && reader.word(at + 1) === "suite" ? at + 2 : at + 1;
  return /^levels?$/.test(reader.word(suite)) ? suite + 1 : suite > at + 1 ? suite : undefined;
}

/** Where "or above" ends. */
const aboveEnd = (reader: Reader, at: number): number | undefined =>
  /^(?:or|and)$/.test(reader.word(at)) && /^(?:above|higher|up|upwards|over)$/.test(reader.word(at + 1)) ? at + 2 : undefined;
