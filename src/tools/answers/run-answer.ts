import { getOrInsert } from "../../maps.ts";
import { changeLines, labels } from "../../render/change.ts";
import { cut } from "../../render/value.ts";
import { isEmpty, linksOf, NO_CHANGE, touched } from "../../schema/change.ts";
import { changeFrom } from "../../schema/stored-change.ts";
import { firstOf } from "../../text/first-of.ts";
import { oneLine } from "../../text/plain-text.ts";
import { counted } from "../../text/plural.ts";
import type { WriteRecord } from "../../writes/journal/write-record.ts";
import { namedText, rowsText, settling } from "../../writes/plans/choice-text.ts";
import { isOnlyIfNamed, isUnsettled, type RowEnd } from "../../writes/plans/plan.ts";
import { ambiguousNumbers, onlyIfNamedNumbers, type PlanChoice } from "../../writes/plans/plan-choice.ts";
import type { PlanRun, Rest } from "../../writes/plans/run-result.ts";
import type { ToolAnswer, ToolContext } from "../tool.ts";
import { ACTION_WORDS } from "./action-words.ts";
import { lossLines, numbersOf } from "./loss-lines.ts";
import { insteadLines, mergeLabel, otherwiseLines } from "./merge-lines.ts";
import { naming } from "./naming.ts";
import { applyCall, limitRaised, onceAgreed } from "./plan-line.ts";
import { nowNamed, rowLabel } from "./row-lines.ts";
import { beforeText, type EndedRow, endedRows, MOST_WRITTEN_NAMED, newlyWritten, undoneText, writtenRowLines, writtenRows } from "./run-rows.ts";
import { clearedLines, recordLines } from "./write-answer.ts";

/** With more contacts than this, their links are left out. Their IDs are shown. */
const MOST_LINKS = 3;
const MOST_REASONS = 100;
/** How many rows are named for one reason. */
const MOST_NAMED = 200;
/** For how many rows the answer shows the values that somebody else has changed; for the others it names the fields. */
const MOST_DIFFERENCES = 50;
const LONGEST_REASON = 300;
/** Room, in characters, for what settled rows have overwritten. */
const LOSS_ROOM = { names: 3000, values: 3000 };

type Conflict = Extract<RowEnd, { state: "conflict" }>;

/** The answer to a call that ran a plan. @param choice what it chose: the call that continues it chooses the same */
export async function runAnswer(run: PlanRun, context: ToolContext, choice: PlanChoice = {}): Promise<ToolAnswer> {
  const single = onlyWrite(run, context);
  if (single) {
    const [first = "", ...lines] = await recordLines(single, context);
    const merged = await mergedLines(run, context);
    return { isError: run.stoppedBy !== undefined, lines: [beforeText(run, context) + first, ...stoppedLines(run), ...lines, ...merged] };
  }
  const { conflictText, unnamed } = await conflictTexts(run, context);
  const losses = await settledLosses(run, context);
  const merged = await mergedLines(run, context);
  const written = await writtenRowLines(newlyWritten(run), context);
  const texts: RunTexts = {
    continues: `${applyCall(run.plan, choice)} continues`,
    before: beforeText(run, context),
    undone: undoneText(run, context),
    reasons: reasonLines(run, conflictText, context),
    losses: [...losses, ...merged, ...runCleared(run, context)],
    written: written.lines,
    unnamed: [...new Set([...unnamed, ...written.unnamed])],
  };
  return { isError: hasFailed(run), lines: runLines(run, texts, context) };
}

/** Whether the run was stopped, or rows have failed and none is written. */
const hasFailed = (run: PlanRun): boolean =>
  run.stoppedBy !== undefined || (writtenRows(run).length === 0 && endedRows(run).some(({ end }) => end.state === "failed"));

/** The write of a plan with one row. Its answer is that of a single write. */
function onlyWrite({ plan, ends }: PlanRun, { writes }: ToolContext): WriteRecord | undefined {
  const end = plan.rows.length === 1 ? ends.get(0) : undefined;
  return end?.state === "written" ? writes.journal.find(end.write) : undefined;
}

const stoppedLines = ({ stoppedBy }: PlanRun) => (stoppedBy === undefined ? [] : [`Stopped: ${cut(oneLine(stoppedBy), LONGEST_REASON)}`]);

const isOfMerges = ({ rows }: Pick<PlanRun["plan"], "rows">) => rows.some(({ action }) => action === "merge");

interface RunTexts {
  /** How the open rows are written, as a clause. */
  readonly continues: string;
  readonly before: string;
  readonly undone: string;
  /** Who was written. */
  readonly written: readonly string[];
  readonly reasons: readonly string[];
  /** What settled rows have overwritten, and how merges differ from the plan. */
  readonly losses: readonly string[];
  readonly unnamed: readonly string[];
}

function runLines(run: PlanRun, { continues, before, undone, reasons, losses, written: who, unnamed }: RunTexts, context: ToolContext): string[] {
  const { plan, rows, rest } = run;
  const ended = endedRows(run);
  const isUndo = plan.tool === "undo_write";
  const written = writtenRows(run);
  const now = newlyWritten(run);
  const trashed = written.filter(({ row }) => row.action === "delete").length;
  const links = now.flatMap(({ row, end: { link } }) => (link && row.action !== "delete" ? [link] : []));
  const open = rows.length - ended.length;
  const back =
    trashed > 0
      ? ` ${counted(trashed, "contact is", "contacts are")} in the trash. ${trashed === 1 ? "It" : "They"} can be restored in the Lightfield app.`
      : "";
  const isMerge = isOfMerges(plan);
  const hasCreated = written.some(({ row }) => row.action === "create");
  const isForgotten = rest === "forgotten";
  const hint = isForgotten
    ? ""
    : isMerge && written.length > 0
      ? ` list_writes {"write_id": "${plan.batch}"} shows both contacts of each merge as they were.`
      : written.length > trashed
        ? ` undo_write {"write_id": "${plan.batch}"} ${isUndo ? (trashed > 0 ? "redoes the others" : "redoes them") : hasCreated ? "plans the undo of all" : "undoes all"}.`
        : "";
  return [
    `${before}${written.length} of ${rows.length} ${isUndo ? "undone" : "written"}${now.length < written.length ? `, ${now.length} of them now` : ""}${isUndo ? "" : kindsText(now)}.${before === "" ? undone : ""}${otherEndsText(ended)}${isUndo ? back : ""}${hint}`,
    ...stoppedLines(run),
    ...who,
    ...losses,
    ...reasons.slice(0, MOST_REASONS),
    ...(reasons.length > MOST_REASONS ? [`… and ${reasons.length - MOST_REASONS} other reasons`] : []),
    ...(!isUndo && ended.some(({ end }) => end.state === "conflict")
      ? [`To change the skipped rows anyway, plan them again with ${plan.tool}.`]
      : []),
    ...unnamed,
    ...(links.length <= MOST_LINKS ? links : []),
    ...(open > 0 && !run.lacksMerge ? [`${open} left to do${toContinue(rest, continues, context.writes.journal.limit.most)}`] : []),
    ...(isForgotten ? [] : notAskedLines(run, context)),
  ];
}

/** " 1 unchanged, 2 skipped." */
function otherEndsText(ended: readonly EndedRow[]): string {
  const states = ended.map(({ end }) => (end.state === "conflict" ? "skipped" : end.state));
  const text = countsOf(states, ["unchanged", "skipped", "failed"]);
  return text === "" ? "" : ` ${text}.`;
}

/** ": 3 created, 2 updated" */
function kindsText(written: readonly EndedRow[]): string {
  const text = countsOf(
    written.map(({ row }) => ACTION_WORDS[row.action].counted),
    Object.values(ACTION_WORDS).map(({ counted: word }) => word),
  );
  return text === "" ? "" : `: ${text}`;
}

const countsOf = (words: readonly string[], order: readonly string[]): string =>
  order
    .map((word) => [words.filter((one) => one === word).length, word] as const)
    .flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : []))
    .join(", ");

/** What the call has left in the plan, and how it is applied. */
function notAskedLines(run: PlanRun, context: ToolContext): string[] {
  const { plan, rows, ends } = run;
  const asked = new Set(rows);
  const others = numbersOf(plan.rows.filter((row, index) => !asked.has(index) && !ends.has(index) && !isUnsettled(row) && !isOnlyIfNamed(row)));
  const onlyIfNamed = onlyIfNamedNumbers({ rows: plan.rows.filter((_, index) => !asked.has(index) && !ends.has(index)) });
  const ambiguous = ambiguousNumbers(plan);
  const first = ambiguous.slice(0, 1);
  const call = applyCall(plan);
  // The call has left the others out, so a call for an ambiguous row must not write them.
  const alone = others.length > 0 ? applyCall(plan, { only: first }) : call;
  return [
    ...(others.length > 0
      ? [
          `Not applied, and still in the plan: ${rowsText(others)}. ${onceAgreed(context, isOfMerges(plan))}, ${call} applies ${others.length === 1 ? "it" : "them"}.`,
        ]
      : []),
    ...(onlyIfNamed.length > 0 ? [`${namedText(onlyIfNamed)} Once the user agrees, call ${call} with this "only".`] : []),
    ...(ambiguous.length > 0
      ? [
          `Ambiguous, and not applied: ${rowsText(ambiguous)}. To apply ${rowsText(first)}, call ${alone} with ${settling(ambiguous, createdBy(run, first[0]))}.`,
        ]
      : []),
  ];
}

/** The contact of the row that creates the same person as an ambiguous row, if it is created by now. */
function createdBy({ plan, ends }: PlanRun, number: number | undefined): string | undefined {
  const sameAs = plan.rows.find((row) => row.number === number)?.sameAs;
  const end = sameAs === undefined ? undefined : ends.get(plan.rows.findIndex((row) => row.number === sameAs));
  return end?.state === "written" ? end.contact : undefined;
}

/** How to continue with the open rows. */
function toContinue(rest: Rest, continues: string, maxWrites: number): string {
  switch (rest) {
    case "next-call":
      return `: ${continues}.`;
    case "next-session":
      return `: once the user ${limitRaised(maxWrites, " for a new session")}, ${continues}. The plan is valid for 30 minutes.`;
    case "too-old":
      return ": the plan is older than 30 minutes, so make a new plan.";
    case "forgotten":
      return ": the plan was deleted when the API refused the key. Make a new plan. It leaves out the writes that are already made.";
    case "new-plan":
      return `. This plan ends with this session. Make a new plan after the user ${limitRaised(maxWrites)}. It leaves out the writes that are already made.`;
  }
}

/** What settled rows have overwritten, except those that are named: the plan could not show all of it. */
async function settledLosses(run: PlanRun, context: ToolContext): Promise<readonly string[]> {
  const schema = context.live.current;
  const settled = newlyWritten(run)
    .slice(MOST_WRITTEN_NAMED)
    .flatMap(({ row }) => (schema && row.settled ? [{ ...row, change: changeFrom(row.change, schema).change, changed: undefined }] : []));
  const { lines } = await lossLines(settled, { room: LOSS_ROOM, state: "done" }, context);
  return lines;
}

/** As {@link clearedLines}, of what this call has written. An undo restores values. */
function runCleared(run: PlanRun, { live }: ToolContext): string[] {
  const schema = run.plan.tool === "undo_write" ? undefined : live.current;
  const updates = newlyWritten(run).filter(({ row }) => row.action === "update");
  return schema ? clearedLines(updates.map(({ row }) => changeFrom(row.change, schema).change)) : [];
}

/** How merges differ from the plan, and what can be done if the API cannot merge. */
async function mergedLines(run: PlanRun, context: ToolContext): Promise<string[]> {
  const { plan, rows, ends, lacksMerge } = run;
  const schema = context.live.current;
  if (!schema || !isOfMerges(plan)) return [];
  const open = rows.flatMap((index) => (ends.has(index) ? [] : (plan.rows[index] ?? [])));
  return [...(await otherwiseLines(writtenRows(run), schema, context)), ...(lacksMerge ? insteadLines(open, schema) : [])];
}

/** The values that a row was planned for and those that were there instead, for the first rows. */
async function conflictTexts(run: PlanRun, context: ToolContext) {
  const schema = context.live.current;
  const changeOf = ({ conflicts }: Conflict) => (schema ? changeFrom(conflicts, schema, false).change : NO_CHANGE);
  const shown = new Set(
    endedRows(run)
      .flatMap(({ end }) => (end.state === "conflict" ? [end] : []))
      .slice(0, MOST_DIFFERENCES),
  );
  const links = [...shown].flatMap((end) => linksOf(changeOf(end)));
  const { show, unnamed } = await naming(links, context, { brief: true });
  const conflictText = (end: Conflict) => {
    const change = changeOf(end);
    if (isEmpty(change)) return "a deleted or hidden field has changed since the plan was made";
    return shown.has(end)
      ? `changed since the plan was made (then -> now): ${changeLines(change, show).join("; ")}`
      : `${labels(touched(change))} changed since the plan was made`;
  };
  return { conflictText, unnamed };
}

/** The rows that were not written, grouped by reason. */
function reasonLines(run: PlanRun, conflictText: (end: Conflict) => string, context: ToolContext): string[] {
  const reasonOf = (end: RowEnd) => {
    if (end.state === "conflict") return `skipped, ${conflictText(end)}`;
    return end.state === "skipped" || end.state === "failed" ? `${end.state}, ${oneLine(end.reason)}` : undefined;
  };
  const rows = new Map<string, string[]>();
  for (const { row, end } of endedRows(run)) {
    const reason = reasonOf(end);
    if (reason === undefined) continue;
    getOrInsert(rows, cut(reason, LONGEST_REASON), () => []).push(row.action === "merge" ? mergeLabel(row) : rowLabel(nowNamed(row, context)));
  }
  return [...rows].map(([why, who]) => `! ${firstOf(who, MOST_NAMED, "; ", "; and ")}: ${why}`);
}
