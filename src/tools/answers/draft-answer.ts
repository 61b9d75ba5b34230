import { showNumber } from "../../fields/number.ts";
import { groupBy } from "../../maps.ts";
import { approachLines, liftedLines } from "../../render/objections.ts";
import { cut } from "../../render/value.ts";
import { linksOf, touched } from "../../schema/change.ts";
import { firstOf } from "../../text/first-of.ts";
import type { DraftRow, PlanDraft } from "../../writes/plans/draft.ts";
import type { NewPlanRow } from "../../writes/plans/plan.ts";
import { rowRanges } from "../../writes/plans/row-ranges.ts";
import type { ToolAnswer, ToolContext } from "../tool.ts";
import { type Ambiguous, ambiguousLines } from "./ambiguous-lines.ts";
import { lossLines, numbersOf } from "./loss-lines.ts";
import { naming } from "./naming.ts";
import { limitLines, planLine } from "./plan-line.ts";
import { fitting, LONGEST_LINE, plannedLine, plannedText, rowLabel, type ShownRow, SIGNS } from "./row-lines.ts";
import { writtenFieldsLine } from "./written-fields.ts";

/** How many rows that take nothing away are shown with their changes, and how many of the others are named. */
const MOST_DIFFS = 5;
const MOST_NAMES = 20;
const MOST_REASONS = 25;
/** Room for all problems of a row, in characters. */
const LONGEST_REASON = 1500;
/** So many rows with the same reason are one line. */
const LEAST_ALIKE = 3;

/** Room for these parts of the answer, in characters, so that the whole stays below the limit of an answer. */
const LOSS_ROOM = { names: 7000, values: 5000 };
const AMBIGUOUS_ROOM = 6000;
const REASONS_ROOM = 4000;

type Invalid = Extract<DraftRow, { kind: "invalid" | "undecided" }>;
type Planned = Extract<DraftRow, { kind: "create" | "update" }>;

const COUNTS = [
  ["create", "to create"],
  ["update", "to update"],
  ["unchanged", "unchanged"],
  ["existing", "left out (existing)"],
  ["missing", "left out (not in the workspace)"],
  ["ambiguous", "ambiguous"],
  ["undecided", "undecided"],
  ["invalid", "invalid"],
] as const;

const isPlanned = (row: DraftRow): row is Planned => row.kind === "create" || row.kind === "update";
const isAmbiguous = (row: DraftRow): row is Ambiguous => row.kind === "ambiguous";

const isInvalid = (row: DraftRow): row is Invalid => row.kind === "invalid" || row.kind === "undecided";

const shownRow = (row: Planned): ShownRow => ({ ...row, action: row.kind, contact: row.kind === "update" ? row.contact.id : undefined });

/**
 * A planned batch. It leads with what could hurt: names that would change, values that would be overwritten, ambiguous
 * rows. Then come the counts, the first of the other changes, the rows that are left out and why, and how to apply the
 * plan. For an incomplete batch, it says first what must be settled, and makes no plan.
 */
export async function draftAnswer(draft: PlanDraft, tool: string, header: readonly string[], context: ToolContext): Promise<ToolAnswer> {
  const incomplete = draft.incomplete ?? [];
  const counts = COUNTS.map(([kind, text]) => [draft.rows.filter((row) => row.kind === kind).length, text] as const).filter(([count]) => count > 0);
  const planned = draft.rows.filter(isPlanned).map(shownRow);
  const losses = await lossLines(planned, { room: LOSS_ROOM, state: "planned" }, context);
  const ambiguous = await ambiguousLines(draft.rows.filter(isAmbiguous), AMBIGUOUS_ROOM, context);
  for (const { shows } of ambiguous.shown) if (shows) context.writes.lastSeen.note(shows.contact, touched(shows.change));
  const first = losses.harmless.slice(0, MOST_DIFFS);
  const links = first.flatMap(({ change }) => linksOf(change));
  const { show, unnamed } = await naming(links, context, { brief: true });
  const isWhole = losses.isWhole && losses.harmless.length === first.length && first.every((row) => plannedText(row, show).length <= LONGEST_LINE);
  const kept = incomplete.length === 0 ? await keptPlan(draft.rows, tool, context) : undefined;
  const isLeftOut = draft.rows.some((row) => isAmbiguous(row) || isInvalid(row)) && !draft.rows.some(({ kind }) => kind === "unchanged");
  return {
    isError: incomplete.length > 0 || (!kept && isLeftOut),
    lines: [
      ...incomplete,
      ...(kept ? limitLines(kept, context) : []),
      ...(draft.warnings ?? []),
      ...liftedLines(planned, context.locale),
      ...approachLines(
        draft.rows.filter((row) => row.kind === "update"),
        context.locale,
      ),
      ...losses.lines,
      ...ambiguous.lines,
      ...header,
      `${incomplete.length > 0 ? "So far" : "Plan"}: ${counts.map(([count, text]) => `${showNumber(count)} ${text}`).join(", ") || "no contacts"}.`,
      ...(isWhole ? [] : [`${await writtenFieldsLine(planned, context)}${kept ? inFullText(planned) : ""}`]),
      ...first.map((row) => plannedLine(row, show)),
      ...othersLine(losses.harmless.slice(first.length)),
      ...leftOutLine("Existing", "existing", draft.rows),
      ...leftOutLine("Not in the workspace", "missing", draft.rows),
      ...invalidLines(draft.rows),
      ...(await context.operations.mergedText(
        draft.rows.flatMap((row) => (isInvalid(row) && row.gone) || []),
        context.writes,
        context.call,
      )),
      ...draft.notes,
      ...new Set([...losses.unnamed, ...ambiguous.unnamed, ...unnamed]),
      ...(incomplete.length > 0
        ? ["Nothing can be applied yet."]
        : [kept ? planLine(kept, context, { isRisky: losses.lines.length > 0 }) : "There is nothing to write."]),
    ],
  };
}

/** Keeps the rows that can be written, and the ambiguous ones that can be settled; undefined if there are none. */
async function keptPlan(rows: readonly DraftRow[], tool: string, { writes, call }: Pick<ToolContext, "writes" | "call">) {
  const kept = rows.flatMap((row): NewPlanRow[] => {
    const { number, name } = row;
    if (isPlanned(row))
      return [
        {
          action: row.kind,
          number,
          name,
          contact: shownRow(row).contact,
          change: row.change,
          ...(row.kind === "create" ? { others: row.others } : { holds: row.holds }),
        },
      ];
    if (!isAmbiguous(row) || row.create === undefined || number === undefined) return [];
    const { sameAs, create: change } = row;
    return [{ action: "create", number, name, change, sameAs, candidates: row.candidates.map((one) => ({ id: one.id, name: one.name })) }];
  });
  return kept.length > 0 ? writes.plans.make(tool, kept, call) : undefined;
}

/** How the rows are seen in full. */
const inFullText = (rows: readonly ShownRow[]) =>
  ` apply_plan with "dry_run": true${rows.length > 1 && numbersOf(rows).length === rows.length ? ' and "only"' : ""} shows rows in full.`;

/** "Also: + row 6 Ann Lee, ~ Bo Ek and 12 more" */
function othersLine(rows: readonly ShownRow[]): string[] {
  if (rows.length === 0) return [];
  const names = rows.map(({ action, number, name }) => `${SIGNS[action]} ${rowLabel({ number, name })}`);
  return [`Also: ${firstOf(names, MOST_NAMES)}`];
}

/** "Existing: row 2 Ann Lee (con_…), row 4 Bo Ek (con_…)": rows that the mode leaves out. */
function leftOutLine(title: string, kind: "existing" | "missing", rows: readonly DraftRow[]): string[] {
  const labels = rows.flatMap((row) =>
    row.kind === kind ? [rowLabel({ ...row, contact: row.kind === "existing" ? row.contact.id : undefined })] : [],
  );
  return labels.length > 0 ? [`${title}: ${firstOf(labels, MOST_NAMES)}.`] : [];
}

/** The rows that cannot be written, and why. Many with the same reason are one line, and what is accepted stands once. */
function invalidLines(rows: readonly DraftRow[]): string[] {
  const invalid = rows.filter(isInvalid);
  const groups = [...groupBy(invalid, ({ reason }) => reason).values()].flatMap((alike) =>
    alike.length < LEAST_ALIKE ? alike.map((row) => [row]) : [alike],
  );
  let before = "";
  const line = (alike: readonly Invalid[]) => {
    const [problem = "", accepted = ""] = alike[0]?.reason.split(/(?= Accepted: (?!.* Accepted: ))/s) ?? [];
    const isRepeated = accepted === before;
    before = accepted;
    return cut(`! ${alikeLabel(alike)}: ${problem}${isRepeated ? "" : accepted}`, LONGEST_REASON);
  };
  const { lines, rest } = fitting(groups.slice(0, MOST_REASONS), line, REASONS_ROOM);
  const others = [...rest, ...groups.slice(MOST_REASONS)].flat();
  if (others.length === 0) return lines;
  const numbers = numbersOf(others);
  return [
    ...lines,
    `… ${showNumber(others.length)} more ${others.length === 1 ? "is" : "are"} left out${numbers.length > 0 ? `: rows ${rowRanges(numbers)}` : ""}`,
  ];
}

/** "rows 3-27", or the names of rows without numbers. */
function alikeLabel(rows: readonly Invalid[]): string {
  const numbers = numbersOf(rows);
  return rows.length > 1 && numbers.length === rows.length
    ? `rows ${rowRanges(numbers)}`
    : firstOf(
        rows.map(({ number, name, contact }) => rowLabel({ number, name, contact: contact?.id })),
        MOST_NAMES,
      );
}
