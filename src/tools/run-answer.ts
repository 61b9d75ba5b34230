import { oneLine } from "../fields/plain-text.ts";
import { linkedRecords } from "../lookup/names/targets.ts";
import { changeLines, type ShowOptions, valueLines } from "../render/change.ts";
import { cut } from "../render/value.ts";
import { type Change, linksOf } from "../schema/change.ts";
import { changeFrom } from "../schema/stored-change.ts";
import type { Plan, PlanRow, RowEnd } from "../writes/plans/plan.ts";
import type { PlanRun } from "../writes/plans/plan-run.ts";
import type { ToolAnswer, ToolContext } from "./tool.ts";

const MOST_LINKS = 3;
const MOST_REASONS = 100;
/** Rows of which a user sees what becomes of them. */
const MOST_SHOWN = 5;
/** Of rows that were left out for one reason. */
const MOST_NAMED = 200;
const LONGEST_REASON = 300;
const LONGEST_LINE = 400;

/** What the user is asked before a plan is run: its first changes, and how many there are. */
export async function planQuestion({ tool, rows }: Plan, { live, names, locale, call }: ToolContext): Promise<string> {
  const workspace = await live.get(call);
  const first = rows.slice(0, MOST_SHOWN).map((row) => ({ ...row, change: changeFrom(row.change, workspace).change }));
  await names.ensure(linkedRecords(first.flatMap(({ change }) => linksOf(change))), call);
  const show = { locale, nameOf: names.nameOf, brief: true };
  const more = rows.length - first.length;
  return [
    `${tool === "undo_write" ? "Undo" : "Make"} ${rows.length === 1 ? "1 write" : `${rows.length} writes`}?`,
    ...first.map((row) => plannedLine(row, show)),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ].join("\n");
}

/** "row 3 Dana (con_…, by Email)"; "con_…" where it has no name that may be shown */
function rowLabel({ number, name, contact, by }: Pick<PlanRow, "number" | "name" | "contact"> & { readonly by?: string | undefined }): string {
  const about = [contact === name ? undefined : contact, by && `by ${by}`].filter((text) => text !== undefined).join(", ");
  return `${number === undefined ? "" : `row ${number} `}${oneLine(name)}${about === "" ? "" : ` (${about})`}`;
}

/** "+ row 3 Dana: Title: CEO; Email: a@b.co", "~ row 4 Robin (con_…, by Email): Owner: (none) -> Dana", "- Dana (con_…)" */
export function plannedLine(
  { number, name, contact, by, deletes, change }: Omit<PlanRow, "change" | "key"> & { readonly change: Change; readonly by?: string | undefined },
  show: ShowOptions,
): string {
  const who = rowLabel({ number, name, contact, by });
  if (deletes) return `- ${who}: to the trash`;
  const changes = contact === undefined ? valueLines(change, show) : changeLines(change, show);
  return cut(`${contact === undefined ? "+" : "~"} ${who}: ${changes.join("; ")}`, LONGEST_LINE);
}

/** The answer to a call that ran a plan, or went on with one. */
export const runAnswer = (run: PlanRun): ToolAnswer => ({ isError: run.stoppedBy !== undefined, text: runText(run) });

function runText({ plan, ends, endedNow, stoppedBy }: PlanRun): string {
  const all = [...ends.values()];
  const count = (state: RowEnd["state"]) => all.filter((end) => end.state === state).length;
  const open = plan.rows.length - ends.size;
  const counts = (["written", "unchanged", "skipped", "failed"] as const)
    .map((state) => `${count(state)} ${state}`)
    .filter((text) => !text.startsWith("0 "));
  const reasons = reasonLines(plan, ends);
  const links = [...ends].flatMap(([index, end]) =>
    end.state === "written" && end.link && !plan.rows[index]?.deletes ? [`${oneLine(plan.rows[index]?.name ?? "")} ${oneLine(end.link)}`] : [],
  );
  const trashed = [...ends].filter(([index, { state }]) => state === "written" && plan.rows[index]?.deletes).length;
  const isUndo = plan.tool === "undo_write";
  const back = trashed > 0 ? ` ${trashed} in the trash, to be restored in the Lightfield app.` : "";
  const hint =
    count("written") > trashed
      ? ` undo_write {"write_id": "${plan.batch}"} ${isUndo ? (trashed > 0 ? "makes the others again" : "makes them again") : "takes all back"}.`
      : "";
  const before = endedNow === 0 && open === 0 ? "This plan was applied already: " : "";
  return [
    `${before}${isUndo ? "Undone: " : ""}${counts.join(", ") || "nothing done"} of ${plan.rows.length}.${back}${hint}`,
    ...(stoppedBy === undefined ? [] : [`Stopped: ${cut(oneLine(stoppedBy), LONGEST_REASON)}`]),
    ...reasons.slice(0, MOST_REASONS),
    ...(reasons.length > MOST_REASONS ? [`… and ${reasons.length - MOST_REASONS} other reasons`] : []),
    ...links.slice(0, MOST_LINKS),
    ...(open > 0 ? [`${open} are still to be done: apply_plan {"plan_id": ${JSON.stringify(plan.id)}} goes on.`] : []),
  ].join("\n");
}

/** Every row that was not written, those of one reason together. */
function reasonLines(plan: Plan, ends: PlanRun["ends"]): string[] {
  const rows = new Map<string, string[]>();
  for (const [index, end] of ends) {
    const row = plan.rows[index];
    if (!row || (end.state !== "skipped" && end.state !== "failed")) continue;
    const who = rowLabel(row);
    const why = cut(`${end.state}, ${oneLine(end.reason)}`, LONGEST_REASON);
    rows.set(why, [...(rows.get(why) ?? []), who]);
  }
  return [...rows].map(
    ([why, who]) => `! ${who.slice(0, MOST_NAMED).join("; ")}${who.length > MOST_NAMED ? `; and ${who.length - MOST_NAMED} more` : ""}: ${why}`,
  );
}
