import { showNumber } from "../../fields/number.ts";
import { changeLines } from "../../render/change.ts";
import { cut } from "../../render/value.ts";
import { linksOf } from "../../schema/change.ts";
import { changeFrom } from "../../schema/stored-change.ts";
import type { WrittenRow } from "../../writes/plans/plan.ts";
import type { ToolContext } from "../tool.ts";
import { ACTION_WORDS } from "./action-words.ts";
import { mergeLabel } from "./merge-lines.ts";
import { type NameContext, naming } from "./naming.ts";
import { LONGEST_LINE, nowNamed, rowLabel } from "./row-lines.ts";

/** How many written rows are named. */
export const MOST_WRITTEN_NAMED = 12;

/**
 * Who was written: "Created: Ann Lee (con_…)", then for each change of others "Updated: Bo Ek (con_…): Title: CFO ->
 * CEO", and how many more.
 */
export async function writtenRowLines(
  written: readonly WrittenRow[],
  context: NameContext & Pick<ToolContext, "live">,
): Promise<{ readonly lines: readonly string[]; readonly unnamed: readonly string[] }> {
  const schema = context.live.current;
  const shown = written.slice(0, MOST_WRITTEN_NAMED);
  const rows = shown.map(({ row, end }) => ({
    label: row.action === "merge" ? mergeLabel(row) : rowLabel(nowNamed({ ...row, contact: end.contact }, context)),
    kind: ACTION_WORDS[row.action].heading,
    change: schema && (row.action === "update" || row.action === "merge") ? changeFrom(row.change, schema).change : undefined,
  }));
  const links = rows.flatMap(({ change }) => (change ? linksOf(change) : []));
  const { show, unnamed } = await naming(links, context, { brief: true });
  const groups = new Map<string, { readonly kind: string; readonly labels: string[]; readonly change: string }>();
  for (const { label, kind, change } of rows) {
    const text = change ? changeLines(change, show).join("; ") : "";
    const group = groups.get(`${kind} ${text}`);
    if (group) group.labels.push(label);
    else groups.set(`${kind} ${text}`, { kind, labels: [label], change: text });
  }
  const inOrder = [...groups.values()].sort((one, other) => (one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : 0));
  const more = written.length - shown.length;
  return {
    lines: [
      ...inOrder.map(({ kind, labels, change }) => `${kind}: ${labels.join(", ")}${change === "" ? "" : `: ${cut(change, LONGEST_LINE)}`}`),
      ...(more > 0 ? [`… and ${showNumber(more)} more`] : []),
    ],
    unnamed,
  };
}
