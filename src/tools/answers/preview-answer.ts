import { mapInSlices } from "../../async/time-slices.ts";
import { liftedLines } from "../../render/objections.ts";
import { linksOf } from "../../schema/change.ts";
import { counted, grouped } from "../../text/plural.ts";
import type { PlanChoice } from "../../writes/plans/plan-choice.ts";
import type { PlanPreview } from "../../writes/plans/plan-runner.ts";
import type { ToolAnswer, ToolContext } from "../tool.ts";
import { mergeLines } from "./merge-lines.ts";
import { naming } from "./naming.ts";
import { planLine } from "./plan-line.ts";
import { fitting, plannedText, shownRow } from "./row-lines.ts";

/** Room for the rows, in characters. */
const ROOM = 20_000;

/** The rows that a call would write, each with its whole change. */
export async function previewAnswer({ kept, rows, ended }: PlanPreview, choice: PlanChoice, context: ToolContext): Promise<ToolAnswer> {
  const before = ended === 0 ? "" : ` Earlier calls have already dealt with ${counted(ended, "row")}.`;
  const title = `Would write ${counted(rows.length, "row")}${rows.length > 0 ? ", unless the contacts have changed since" : ""}.${before}`;
  if (rows.length === 0) return { lines: [`${title} Nothing was written (dry run).`] };
  const last = planLine(kept, context, { part: { choice, rows } });
  if (rows.some(({ action }) => action === "merge")) return { lines: [title, ...(await mergeLines(rows, ROOM, context)), last] };
  const schema = await context.live.get(context.call);
  const changes = await mapInSlices(rows, (row) => shownRow(row, schema, context));
  // Only the rows that have room need the names of their linked records.
  const { lines: drafts } = fitting(changes, (row) => plannedText(row, { locale: context.locale, nameOf: () => undefined }), ROOM);
  const shown = changes.slice(0, drafts.length);
  const { show, unnamed } = await naming(
    shown.flatMap(({ change, beside, changed }) => [change, beside, changed].flatMap(linksOf)),
    context,
  );
  const { lines } = fitting(shown, (row) => plannedText(row, show), ROOM);
  const more = changes.length - lines.length;
  return {
    lines: [title, ...liftedLines(changes, context.locale), ...lines, ...(more > 0 ? [`… and ${grouped(more)} more`] : []), ...unnamed, last],
  };
}
