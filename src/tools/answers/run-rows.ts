import { showNumber } from "../../fields/number.ts";
import { changeLines } from "../../render/change.ts";
import { cut } from "../../render/value.ts";
import { linksOf } from "../../schema/change.ts";
import { changeFrom } from "../../schema/stored-change.ts";
import { firstOf } from "../../text/first-of.ts";
import { counted } from "../../text/plural.ts";
import type { PlanRow, RowEnd, WrittenRow } from "../../writes/plans/plan.ts";
import type { PlanRun } from "../../writes/plans/run-result.ts";
import type { ToolContext } from "../tool.ts";
import { ACTION_WORDS } from "./action-words.ts";
import { mergeLabel } from "./merge-lines.ts";
import { type NameContext, naming } from "./naming.ts";
import { LONGEST_LINE, nowNamed, rowLabel } from "./row-lines.ts";

/** How many rows that have been undone since are named. */
const MOST_UNDONE = 20;

/** A row, and how it ended. */
export interface EndedRow {
  readonly index: number;
  readonly row: PlanRow;
  readonly end: RowEnd;
}

/** The rows of the call that have ended, in it or in an earlier one. */
export const endedRows = ({ plan, rows, ends }: PlanRun): EndedRow[] =>
  rows.flatMap((index) => {
    const [row, end] = [plan.rows[index], ends.get(index)];
    return row && end ? [{ index, row, end }] : [];
  });

/** Those that are written. */
export const writtenRows = (run: PlanRun): (WrittenRow & Pick<EndedRow, "index">)[] =>
  endedRows(run).flatMap(({ index, row, end }) => (end.state === "written" ? [{ index, row, end }] : []));

/** Those that this call has written; if earlier calls have written all of them, those. */
export function newlyWritten(run: PlanRun) {
  const written = writtenRows(run);
  const now = written.filter(({ index }) => !run.endedBefore.has(index));
  return run.rows.every((row) => run.endedBefore.has(row)) ? written : now;
}

/** Says that an earlier call has applied the rows, and whether that was undone since. */
export function beforeText(run: PlanRun, context: Pick<ToolContext, "writes" | "names">): string {
  const { plan, rows, endedBefore } = run;
  if (rows.some((row) => !endedBefore.has(row))) return "";
  const isUndone = context.writes.journal.undone();
  const written = writtenRows(run);
  const undone = written.filter(({ end }) => isUndone(end.write));
  const [what, were, have] = rows.length === plan.rows.length ? ["This plan", "was", "has"] : ["The rows of this call", "were", "have"];
  const since =
    undone.length === 0
      ? ""
      : undone.length === written.length
        ? `, and ${have} been undone since`
        : `, and ${undone.length} of ${counted(written.length, "write")} ${hasBeen(undone.length)} undone since (${whose(undone, context)})`;
  return `${what} ${were} applied already${since}. `;
}

/** What earlier calls have written of the rows, and what of it has been undone: a sentence; "" if there is nothing to say. */
export function undoneText(run: PlanRun, context: Pick<ToolContext, "writes" | "names">): string {
  const isUndone = context.writes.journal.undone();
  const undone = writtenRows(run).filter(({ index, end }) => run.endedBefore.has(index) && isUndone(end.write));
  return undone.length === 0 ? "" : ` ${whose(undone, context)} ${hasBeen(undone.length)} written before this call, and undone since.`;
}

const hasBeen = (count: number) => (count === 1 ? "has been" : "have been");

const whose = (written: readonly WrittenRow[], context: Pick<ToolContext, "names">) =>
  firstOf(
    written.map(({ row, end }) => rowLabel(nowNamed({ ...row, contact: end.contact }, context))),
    MOST_UNDONE,
    "; ",
  );

/** How many written rows are named. */
export const MOST_WRITTEN_NAMED = 12;

/** Who was written: "Created: Ann Lee (con_…)", "Updated: Bo Ek (con_…): Title: CFO -> CEO", and how many more. */
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
