import { changeLines, type ShowOptions } from "../../render/change.ts";
import { cut } from "../../render/value.ts";
import { type Change, isEmpty, NO_CHANGE } from "../../schema/change.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { changeFrom } from "../../schema/stored-change.ts";
import { oneLine } from "../../text/plain-text.ts";
import type { Action } from "../../writes/action.ts";
import type { PlanRow } from "../../writes/plans/plan.ts";
import { ACTION_WORDS, sinceGot } from "./action-words.ts";
import type { NameContext } from "./naming.ts";

/** The most characters of a line about one row. */
export const LONGEST_LINE = 400;

/** A row of a batch, as answers name it. */
interface NamedRow {
  /** The row of an import, from 1. */
  readonly number?: number | undefined;
  /** What people call the contact. */
  readonly name: string;
  /** ID of the contact; absent if one is created. */
  readonly contact?: string | undefined;
  /** What the row of an import shares with the contact. */
  readonly by?: string | undefined;
}

/** A row of a batch with what it changes. */
export interface ShownRow extends NamedRow {
  readonly action: Action;
  readonly change: Change;
  /** What else the contact holds. */
  readonly beside?: Change | undefined;
  /** What others have changed of the values that the row assumes. */
  readonly changed?: Change | undefined;
}

/** A row under the present name of its contact, which may have changed since the plan. */
export const nowNamed = <Row extends NamedRow>(row: Row, { names }: Pick<NameContext, "names">): Row => ({
  ...row,
  name: (row.contact === undefined ? undefined : names.nameOf("contact", row.contact)) ?? row.name,
});

/** A row of a plan with its values as the schema knows them. */
export const shownRow = (row: PlanRow, schema: ContactSchema, context: Pick<NameContext, "names">) => ({
  ...nowNamed(row, context),
  change: changeFrom(row.change, schema).change,
  beside: row.holds ? changeFrom(row.holds, schema, false).change : NO_CHANGE,
  changed: row.changed ? changeFrom(row.changed, schema).change : NO_CHANGE,
});

/** "row 3 Dana (con_…, by Email)"; "con_…" without a name that may be shown */
export function rowLabel({ number, name, contact, by }: NamedRow): string {
  const about = [contact === name ? undefined : contact, by && `by ${by}`].filter((text) => text !== undefined).join(", ");
  return `${number === undefined ? "" : `row ${number} `}${oneLine(name)}${about === "" ? "" : ` (${about})`}`.trim();
}

/** The first character of a line about a row. */
export const SIGNS = { create: "+", update: "~", merge: "~", delete: "-" } as const satisfies Record<Action, string>;

/** "+ row 3 Dana: Title: CEO; Email: a@b.co", "~ row 4 Robin (con_…, by Email): Owner: (none) -> Dana", "- Dana (con_…)" */
export const plannedLine = (row: ShownRow, show: ShowOptions): string => cut(plannedText(row, show), LONGEST_LINE);

/** As {@link plannedLine}, of any length. */
export function plannedText(row: ShownRow, show: ShowOptions): string {
  const { action, change, beside, changed = NO_CHANGE } = row;
  const fate = isEmpty(changed) ? "to the trash" : `stays, because it has changed since (then -> now): ${changeLines(changed, show).join("; ")}`;
  const what = action === "delete" ? [fate, ...sinceGot(beside, show, "has")] : ACTION_WORDS[action].lines(change, show);
  return `${SIGNS[action]} ${rowLabel(row)}: ${what.join("; ")}`;
}

/** The lines that fit, and the rest of the items. @param room characters */
export function fitting<T>(items: readonly T[], line: (item: T) => string, room: number): { readonly lines: string[]; readonly rest: readonly T[] } {
  const lines: string[] = [];
  let left = room;
  for (const [index, item] of items.entries()) {
    const text = line(item);
    left -= text.length + 1;
    if (left < 0) return { lines, rest: items.slice(index) };
    lines.push(text);
  }
  return { lines, rest: [] };
}
