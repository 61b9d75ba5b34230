import { linkedRecords } from "../names/record-reference.ts";
import { changeLines, labels, type ShowOptions, valueLines } from "../render/change.ts";
import { cut } from "../render/value.ts";
import { type Change, isEmpty, linksOf, touched } from "../schema/change.ts";
import { changeFrom } from "../schema/stored-change.ts";
import { oneLine } from "../text/plain-text.ts";
import { counted } from "../text/plural.ts";
import type { WriteRecord } from "../writes/journal/write-record.ts";
import type { NewPlanRow, Plan, PlanRow, RowEnd } from "../writes/plans/plan.ts";
import type { PlanRun, Rest } from "../writes/plans/run-result.ts";
import { limitRaised } from "./plan-line.ts";
import type { ToolAnswer, ToolContext } from "./tool.ts";
import { recordAnswer, TRASH_WARNING } from "./write-answer.ts";

const MOST_LINKS = 3;
const MOST_REASONS = 100;
/** How many rows the question to the user shows. */
const MOST_SHOWN = 5;
/** How many rows are named for one reason. */
const MOST_NAMED = 200;
/** For how many rows the answer shows the values that somebody else has changed; for the others it names the fields. */
const MOST_DIFFERENCES = 50;
const LONGEST_REASON = 300;
const LONGEST_LINE = 400;

type Conflict = Extract<RowEnd, { state: "conflict" }>;

const NO_CHANGE: Change = { fields: [], links: [] };

/** What the user is asked before a plan is run: its first changes, and how many there are. */
export async function planQuestion({ tool, rows }: Plan, { live, names, locale, call }: ToolContext): Promise<string[]> {
  const schema = await live.get(call);
  const first = rows.slice(0, MOST_SHOWN).map((row) => ({ ...row, change: changeFrom(row.change, schema).change }));
  await names.ensure(linkedRecords(first.flatMap(({ change }) => linksOf(change))), call);
  const show = { locale, nameOf: names.nameOf, brief: true };
  const more = rows.length - first.length;
  const trashed = rows.filter(({ deletes }) => deletes).length;
  return [
    `${tool === "undo_write" ? "Undo" : "Apply a plan of"} ${counted(rows.length, "write")}?`,
    ...(trashed > 0 ? [`${counted(trashed, "contact goes", "contacts go")} to the trash. ${TRASH_WARNING}`] : []),
    ...first.map((row) => plannedLine(row, show)),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ];
}

/** "row 3 Dana (con_…, by Email)"; "con_…" without a name that may be shown */
function rowLabel({ number, name, contact, by }: Pick<PlanRow, "number" | "name" | "contact"> & { readonly by?: string | undefined }): string {
  const about = [contact === name ? undefined : contact, by && `by ${by}`].filter((text) => text !== undefined).join(", ");
  return `${number === undefined ? "" : `row ${number} `}${oneLine(name)}${about === "" ? "" : ` (${about})`}`;
}

/** "+ row 3 Dana: Title: CEO; Email: a@b.co", "~ row 4 Robin (con_…, by Email): Owner: (none) -> Dana", "- Dana (con_…)" */
export function plannedLine(
  {
    number,
    name,
    contact,
    by,
    deletes,
    change,
  }: Pick<NewPlanRow, "number" | "name" | "contact" | "deletes" | "change"> & { readonly by?: string | undefined },
  show: ShowOptions,
): string {
  const who = rowLabel({ number, name, contact, by });
  if (deletes) return `- ${who}: to the trash`;
  const changes = contact === undefined ? valueLines(change, show) : changeLines(change, show);
  return cut(`${contact === undefined ? "+" : "~"} ${who}: ${changes.join("; ")}`, LONGEST_LINE);
}

/** The answer to a call that ran a plan, or went on with one. */
export async function runAnswer(run: PlanRun, context: ToolContext): Promise<ToolAnswer> {
  const single = onlyWrite(run, context);
  if (single) {
    const [first = "", ...lines] = await recordAnswer(single, context);
    return { isError: run.stoppedBy !== undefined, lines: [beforeText(run, context) + first, ...stoppedLines(run), ...lines] };
  }
  const { conflictText, unnamed } = await conflictTexts(run, context);
  return {
    isError: run.stoppedBy !== undefined,
    lines: runLines(run, beforeText(run, context), reasonLines(run, conflictText), unnamed, context.writes.journal.maxWrites),
  };
}

/** The write of a plan of one row, which is answered as a write that is made at once. */
function onlyWrite({ plan, ends }: PlanRun, { writes }: ToolContext): WriteRecord | undefined {
  const end = plan.rows.length === 1 ? ends.get(0) : undefined;
  return end?.state === "written" ? writes.journal.find(end.write) : undefined;
}

/** Says that an earlier call has applied the plan, and whether that was undone since. */
function beforeText({ plan, ends, endedNow }: PlanRun, { writes }: ToolContext): string {
  if (endedNow > 0 || ends.size < plan.rows.length) return "";
  const isUndone = writes.journal.undone();
  const written = [...ends.values()].filter((end) => end.state === "written");
  const undone = written.length > 0 && written.every((end) => isUndone(end.write));
  return `This plan was applied already${undone ? ", and has been undone since" : ""}: `;
}

const stoppedLines = ({ stoppedBy }: PlanRun) => (stoppedBy === undefined ? [] : [`Stopped: ${cut(oneLine(stoppedBy), LONGEST_REASON)}`]);

function runLines(run: PlanRun, before: string, reasons: readonly string[], unnamed: readonly string[], maxWrites: number): string[] {
  const { plan, ends, rest } = run;
  const all = [...ends.values()].map(({ state }) => (state === "conflict" ? "skipped" : state));
  const count = (state: (typeof all)[number]) => all.filter((one) => one === state).length;
  const open = plan.rows.length - ends.size;
  const counts = (["written", "unchanged", "skipped", "failed"] as const)
    .map((state) => `${count(state)} ${state}`)
    .filter((text) => !text.startsWith("0 "));
  const links = [...ends].flatMap(([index, end]) =>
    end.state === "written" && end.link && !plan.rows[index]?.deletes ? [`Contact ${plan.rows[index]?.name ?? ""} ${end.link}`] : [],
  );
  const trashed = [...ends].filter(([index, { state }]) => state === "written" && plan.rows[index]?.deletes).length;
  const isUndo = plan.tool === "undo_write";
  const back = trashed > 0 ? ` ${trashed} in the trash, where the Lightfield app can restore them.` : "";
  const hint =
    count("written") > trashed
      ? ` undo_write {"write_id": "${plan.batch}"} ${isUndo ? (trashed > 0 ? "makes the others again" : "makes them again") : "undoes all"}.`
      : "";
  return [
    `${before}${isUndo ? "Undone: " : ""}${counts.join(", ") || "nothing done"} of ${plan.rows.length}.${back}${hint}`,
    ...stoppedLines(run),
    ...reasons.slice(0, MOST_REASONS),
    ...(reasons.length > MOST_REASONS ? [`… and ${reasons.length - MOST_REASONS} other reasons`] : []),
    ...unnamed,
    ...links.slice(0, MOST_LINKS),
    ...(links.length > MOST_LINKS ? [`… and ${links.length - MOST_LINKS} more contacts`] : []),
    ...(open > 0 ? [`${open} left to do${toContinue(rest, plan, maxWrites)}`] : []),
  ];
}

/** How to continue with the open rows. */
function toContinue(rest: Rest, { id }: Plan, maxWrites: number): string {
  const continues = `apply_plan {"plan_id": ${JSON.stringify(id)}} continues`;
  switch (rest) {
    case "next-call":
      return `: ${continues}.`;
    case "next-session":
      return `: once ${limitRaised(maxWrites, " for a new session")}, ${continues}, within 30 minutes.`;
    case "new-plan":
      return `. This plan is lost with this session; make a new plan after ${limitRaised(maxWrites)}. It leaves out what is already written.`;
  }
}

/** The values that a row was planned for and those that were there instead, for the first rows. */
async function conflictTexts({ ends }: PlanRun, { live, names, locale, call }: ToolContext) {
  const schema = live.current;
  const changeOf = ({ conflicts }: Conflict) => (schema ? changeFrom(conflicts, schema).change : NO_CHANGE);
  const shown = new Set([...ends.values()].filter((end) => end.state === "conflict").slice(0, MOST_DIFFERENCES));
  const unnamed = await names.ensure(linkedRecords([...shown].flatMap((end) => linksOf(changeOf(end)))), call);
  const show = { locale, nameOf: names.nameOf, brief: true };
  const conflictText = (end: Conflict) => {
    const change = changeOf(end);
    if (isEmpty(change)) return "fields that are gone or hidden changed since the plan was made";
    return shown.has(end)
      ? `changed since the plan was made (planned for -> is now): ${changeLines(change, show).join("; ")}`
      : `${labels(touched(change))} changed since the plan was made`;
  };
  return { conflictText, unnamed };
}

/** The rows that were not written, grouped by reason. */
function reasonLines({ plan, ends }: PlanRun, conflictText: (end: Conflict) => string): string[] {
  const reasonOf = (end: RowEnd) => {
    if (end.state === "conflict") return `skipped, ${conflictText(end)}`;
    return end.state === "skipped" || end.state === "failed" ? `${end.state}, ${oneLine(end.reason)}` : undefined;
  };
  const rows = new Map<string, string[]>();
  for (const [index, end] of ends) {
    const [row, reason] = [plan.rows[index], reasonOf(end)];
    if (!row || reason === undefined) continue;
    const why = cut(reason, LONGEST_REASON);
    rows.set(why, [...(rows.get(why) ?? []), rowLabel(row)]);
  }
  return [...rows].map(
    ([why, who]) => `! ${who.slice(0, MOST_NAMED).join("; ")}${who.length > MOST_NAMED ? `; and ${who.length - MOST_NAMED} more` : ""}: ${why}`,
  );
}
