import { showNumber } from "../fields/number.ts";
import { linkedRecords } from "../names/record-reference.ts";
import { cut } from "../render/value.ts";
import { linksOf } from "../schema/change.ts";
import { oneLine } from "../text/plain-text.ts";
import type { Draft, DraftRow } from "../writes/plans/draft.ts";
import { planLine } from "./plan-line.ts";
import { plannedLine } from "./run-answer.ts";
import type { ToolAnswer, ToolContext } from "./tool.ts";

/** How many rows are shown with their changes, and how many of the others are named. */
const MOST_DIFFS = 5;
const MOST_NAMES = 20;
const MOST_REASONS = 25;
const LONGEST_LINE = 400;

type Planned = Extract<DraftRow, { kind: "create" | "update" }>;

const contactOf = (row: Planned) => (row.kind === "update" ? row.contact.id : undefined);

const COUNTS = [
  ["create", "to create"],
  ["update", "to update"],
  ["unchanged", "unchanged"],
  ["ambiguous", "ambiguous"],
  ["invalid", "invalid"],
] as const;

const isPlanned = (row: DraftRow): row is Planned => row.kind === "create" || row.kind === "update";

const at = ({ number, name }: DraftRow) => `${number === undefined ? "" : `row ${number} `}${oneLine(name)}`.trim();

/** A planned batch: how many rows of each kind, the first changes, the rows that are left out and why, and how to apply it. */
export async function draftAnswer(draft: Draft, tool: string, header: readonly string[], context: ToolContext): Promise<ToolAnswer> {
  const { names, locale, call, writes } = context;
  const planned = draft.rows.filter(isPlanned);
  const counts = COUNTS.map(([kind, text]) => [draft.rows.filter((row) => row.kind === kind).length, text] as const).filter(([count]) => count > 0);
  const first = planned.slice(0, MOST_DIFFS);
  const unnamed = await names.ensure(linkedRecords(first.flatMap(({ change }) => linksOf(change))), call);
  const show = { locale, nameOf: names.nameOf, brief: true };
  const leftOut = draft.rows.flatMap((row) => (row.kind === "ambiguous" || row.kind === "invalid" ? [`! ${at(row)}: ${row.reason}`] : []));
  const kept =
    planned.length > 0
      ? await writes.plans.make(
          tool,
          planned.map((row) => ({ number: row.number, contact: contactOf(row), name: row.name, change: row.change })),
        )
      : undefined;
  return {
    isError: !kept && leftOut.length > 0,
    lines: [
      ...header,
      `Plan: ${counts.map(([count, text]) => `${showNumber(count)} ${text}`).join(", ") || "nothing to do"}.`,
      ...first.map((row) => plannedLine({ ...row, contact: contactOf(row) }, show)),
      ...othersLine(planned.slice(first.length)),
      ...leftOut.slice(0, MOST_REASONS).map((text) => cut(text, LONGEST_LINE)),
      ...(leftOut.length > MOST_REASONS ? [`… ${leftOut.length - MOST_REASONS} more are left out`] : []),
      ...draft.notes,
      ...unnamed,
      kept ? planLine(kept, context) : "Nothing is to be written.",
    ],
  };
}

/** "also + row 6 Ann Lee, ~ Bo Ek and 12 more" */
function othersLine(rows: readonly Planned[]): string[] {
  if (rows.length === 0) return [];
  const names = rows.slice(0, MOST_NAMES).map((row) => `${row.kind === "create" ? "+" : "~"} ${at(row)}`);
  const more = rows.length - names.length;
  return [`also ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`];
}
