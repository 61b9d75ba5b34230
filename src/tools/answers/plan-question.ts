import { mapInSlices } from "../../async/time-slices.ts";
import { liftedLines } from "../../render/objections.ts";
import { linksOf, NO_CHANGE } from "../../schema/change.ts";
import { counted } from "../../text/plural.ts";
import { isOnlyIfNamed, type Plan, type PlanRow } from "../../writes/plans/plan.ts";
import type { ToolContext } from "../tool.ts";
import { TRASH_WARNING } from "./action-words.ts";
import { lossLines } from "./loss-lines.ts";
import { mergeLines } from "./merge-lines.ts";
import { naming } from "./naming.ts";
import { LONGEST_LINE, plannedLine, plannedText, shownRow } from "./row-lines.ts";
import { writtenFieldsLine } from "./written-fields.ts";

/** How many rows that take nothing away are shown. */
const MOST_SHOWN = 5;

/** How many rows of an undo are shown, so that a part of them can be chosen. */
const MOST_UNDONE = 25;

/** How many rows are shown of contacts that go to the trash and have got values since. */
const MOST_DOUBTFUL = 50;

/** Room for what rows would take away, in characters: people read it in a dialog. */
const ROOM = { names: 5000, values: 5000 };

/** What the user is asked before rows of a plan are written: what they would overwrite, then the first of the others. */
export async function planQuestion({ tool }: Plan, rows: readonly PlanRow[], context: ToolContext): Promise<string[]> {
  const schema = await context.live.get(context.call);
  const all = (await mapInSlices(rows, (row) => shownRow(row, schema, context))).sort(
    (one, other) => Number(isOnlyIfNamed(other)) - Number(isOnlyIfNamed(one)),
  );
  const isUndo = tool === "undo_write";
  const isMerge = rows.some(({ action }) => action === "merge");
  if (isMerge)
    return [
      `Make ${counted(rows.length, "merge")}? ${rows.length === 1 ? "It" : "They"} cannot be undone.`,
      ...(await mergeLines(rows, ROOM.values, context)),
    ];
  // An undo always overwrites values.
  const { lines, harmless, isWhole } = isUndo
    ? { lines: [], harmless: all, isWhole: true }
    : await lossLines(all, { room: ROOM, state: "planned" }, context);
  const doubtful = all.filter(isOnlyIfNamed).length;
  const first = harmless.slice(0, Math.min(Math.max(isUndo ? MOST_UNDONE : MOST_SHOWN, doubtful), MOST_DOUBTFUL));
  const links = first.flatMap(({ change, beside, changed }) => [change, beside ?? NO_CHANGE, changed ?? NO_CHANGE].flatMap(linksOf));
  const { show } = await naming(links, context, { brief: true });
  const more = harmless.length - first.length;
  const isShown = isWhole && more === 0 && first.every((row) => plannedText(row, show).length <= LONGEST_LINE);
  const changing = all.filter(({ action }) => action !== "delete");
  const trashed = rows.filter(({ action, changed }) => action === "delete" && !changed).length;
  return [
    `${isUndo ? "Undo" : "Apply a plan of"} ${counted(rows.length, "write")}?`,
    ...(trashed > 0 ? [`${counted(trashed, "contact goes", "contacts go")} to the trash. ${TRASH_WARNING}`] : []),
    ...liftedLines(all, context.locale),
    ...lines,
    ...(isShown || changing.length === 0 ? [] : [await writtenFieldsLine(changing, context)]),
    ...first.map((row) => plannedLine(row, show)),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}
