import { filterInSlices, mapInSlices } from "../../async/time-slices.ts";
import { liftedLines } from "../../render/objections.ts";
import { cut } from "../../render/value.ts";
import { linksOf, NO_CHANGE } from "../../schema/change.ts";
import { counted } from "../../text/plural.ts";
import { isOnlyIfNamed, type Plan, type PlanRow } from "../../writes/plans/plan.ts";
import type { ToolContext } from "../tool.ts";
import { TRASH_WARNING } from "./action-words.ts";
import { asked, LONGEST_ASKED } from "./asked.ts";
import { lossLines } from "./loss-lines.ts";
import { mergeLines } from "./merge-lines.ts";
import { naming } from "./naming.ts";
import { fitting, LONGEST_LINE, plannedText, type ShownRow, shownRow } from "./row-lines.ts";
import { writtenFieldsLine } from "./written-fields.ts";

/** Of how many rows the linked records are named. */
const MOST_ROWS = 200;

/** The most characters of a row that writes something. */
const LONGEST_ROW = 8000;

/** Room, in characters, for what rows would take away, and for the others: people read it in a dialog. */
const ROOM = { names: 5000, values: 10_000, others: 20_000 };

/** What the user is asked before rows of a plan are written: what they would overwrite, then the first of the others. */
export async function planQuestion({ tool }: Plan, rows: readonly PlanRow[], context: ToolContext): Promise<string[]> {
  const schema = await context.live.get(context.call);
  const all = (await mapInSlices(rows, (row) => shownRow(row, schema, context))).sort(
    (one, other) => Number(isOnlyIfNamed(other)) - Number(isOnlyIfNamed(one)),
  );
  const isUndo = tool === "undo_write";
  const isMerge = rows.some(({ action }) => action === "merge");
  if (isMerge) {
    const merges = (room: number, most: number) => mergeLines(rows, room, context, undefined, most);
    const lines = await merges(ROOM.others, LONGEST_ASKED);
    return asked(
      [`Make ${counted(rows.length, "merge")}? ${rows.length === 1 ? "It" : "They"} cannot be undone.`, ...lines],
      lines.join() === (await merges(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY)).join(),
    );
  }
  // An undo always overwrites values.
  const { lines, harmless, isWhole } = isUndo
    ? { lines: [], harmless: all, isWhole: true }
    : await lossLines(all, { room: ROOM, state: "planned", most: LONGEST_ASKED }, context);
  const first = harmless.slice(0, MOST_ROWS);
  const links = first.flatMap(({ change, beside, changed }) => [change, beside ?? NO_CHANGE, changed ?? NO_CHANGE].flatMap(linksOf));
  const { show } = await naming(links, context, { brief: true, most: LONGEST_ASKED });
  // Of a contact that goes to the trash, nothing is written.
  const lineOf = (row: ShownRow) => cut(plannedText(row, show), row.action === "delete" ? LONGEST_LINE : LONGEST_ROW);
  const { lines: planned } = fitting(first, lineOf, ROOM.others);
  const more = harmless.length - planned.length;
  const endless = { ...show, most: Number.POSITIVE_INFINITY };
  const isCut = (row: ShownRow) => lineOf(row) !== plannedText(row, endless);
  const isShown = isWhole && more === 0 && (await filterInSlices(all, isCut)).length === 0;
  const changing = all.filter(({ action }) => action !== "delete");
  const trashed = rows.filter(({ action, changed }) => action === "delete" && !changed).length;
  return asked(
    [
      `${isUndo ? "Undo" : "Apply a plan of"} ${counted(rows.length, "write")}?`,
      ...(trashed > 0 ? [`${counted(trashed, "contact goes", "contacts go")} to the trash. ${TRASH_WARNING}`] : []),
      ...liftedLines(all, context.locale),
      ...lines,
      ...(isShown || changing.length === 0 ? [] : [await writtenFieldsLine(changing, context, LONGEST_ASKED)]),
      ...planned,
      ...(more > 0 ? [`… and ${more} more`] : []),
    ],
    isShown,
  );
}
