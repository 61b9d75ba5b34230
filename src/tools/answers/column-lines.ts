import type { Columns } from "../../imports/columns/column-matcher.ts";
import { type MatchedColumn, nameOf } from "../../imports/columns/matched-column.ts";
import { getOrInsert } from "../../maps.ts";
import { firstOf } from "../../text/first-of.ts";
import { counted } from "../../text/plural.ts";
import { asLabel } from "../../text/words.ts";

/** Columns that are not used, or not written, are named up to this number. */
const MOST_NAMED = 40;

/** Says how each column of an import is used. */
export function columnLines({ program, matched, id, unmatched, notWritable, leftOut, empty }: Columns): string[] {
  const used = [...(id === undefined ? [] : ["id"]), ...byKey(matched)];
  const unused = unmatched.filter(({ isPlaceless }) => !isPlaceless).map(named);
  const unwritten = [...unmatched.filter(({ isPlaceless }) => isPlaceless), ...notWritable].map(named);
  const texts = [
    `Columns${program === undefined ? "" : ` as ${program} exports them`}: ${used.join(", ")}.`,
    ...(unused.length > 0
      ? [`Not used: ${firstOf(unused, MOST_NAMED)}. Map ${unused.length === 1 ? "it to a key" : "them to keys"} with the columns argument.`]
      : []),
    ...(unwritten.length > 0 ? [`Not written: ${firstOf(unwritten, MOST_NAMED)}.`] : []),
    ...(leftOut.length > 0 ? [`Left out: ${leftOut.map(asLabel).join(", ")}.`] : []),
    ...(empty.length > 0 ? [`${counted(empty.length, "column")} without values.`] : []),
  ];
  return [texts.join(" ")];
}

function named({ column, suggestion, reason }: Columns["unmatched"][number]): string {
  const meant = suggestion === undefined ? "" : ` (did you mean ${suggestion}?)`;
  return `${asLabel(column)}${meant}${reason === undefined ? "" : ` (${reason})`}`;
}

/** "email (E-mail 1 - Value, E-mail 2 - Value)": keys with their columns, unless there is one that is named like the key. */
function byKey(matched: readonly MatchedColumn[]): string[] {
  const columns = new Map<string, MatchedColumn[]>();
  for (const one of matched) getOrInsert(columns, nameOf(one), () => []).push(one);
  return [...columns].map(([key, own]) =>
    own.length === 1 && own[0]?.isNamed ? key : `${key} (${own.map(({ column }) => asLabel(column)).join(", ")})`,
  );
}
