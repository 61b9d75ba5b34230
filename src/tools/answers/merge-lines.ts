import type { ContactId } from "../../api/index.ts";
import { shownOptions } from "../../fields/options.ts";
import { changeLines, labels, madeLines, valueLines } from "../../render/change.ts";
import { keptLines, liftedLines } from "../../render/objections.ts";
import { added, type Change, type FieldChange, inverse, isEmpty, joined, linksOf, NO_CHANGE, touched } from "../../schema/change.ts";
import { type ContactSchema, type Field, holdsMany } from "../../schema/contact-schema.ts";
import { lossesOf } from "../../schema/losses.ts";
import { lostValues, type Restriction, restrictionsIn } from "../../schema/merge.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { changeFrom } from "../../schema/stored-change.ts";
import { callText } from "../../text/call-text.ts";
import { oneLine } from "../../text/plain-text.ts";
import { counted } from "../../text/plural.ts";
import type { PlanRow, WrittenRow } from "../../writes/plans/plan.ts";
import type { ToolContext } from "../tool.ts";
import { type NameContext, naming } from "./naming.ts";
import { fitting, rowLabel } from "./row-lines.ts";

/** How much, in characters, is shown of what one merge only adds. The other attributes are named. */
const LONGEST_GAIN = 400;

/** For how many merges the answer says what can be done instead. */
const MOST_INSTEAD = 5;

/** "Dana Scully (con_b) into Dana Scully (con_a)" */
export const mergeLabel = ({ number, name, contact, merges }: Pick<PlanRow, "number" | "name" | "contact" | "merges">): string =>
  `${number === undefined ? "" : `row ${number} `}${rowLabel({ name: merges?.name ?? "", contact: merges?.id })} into ${rowLabel({ name, contact })}`;

/**
 * The merges of rows: a line each, with what changes and what is lost, and how many lines had no room.
 *
 * @param evidence why the two are one person, by the ID of the one that goes
 * @param most characters of a value, where the user is asked
 */
export async function mergeLines(
  rows: readonly PlanRow[],
  room: number,
  context: NameContext & Pick<ToolContext, "live">,
  evidence: ReadonlyMap<string, string> = new Map(),
  most?: number,
): Promise<string[]> {
  const schema = await context.live.get(context.call);
  const merges = rows.flatMap((row) => {
    const shown = mergeOfRow(row, schema);
    return shown ? [{ row, ...shown }] : [];
  });
  const links = merges.flatMap(({ change, lost }) => [...linksOf(change), ...linksOf(lost)]);
  const { show } = await naming(links, context, { brief: true, most });
  const line = ({ row, change, lost }: (typeof merges)[number]) => {
    const { names: renamed, values, additions } = lossesOf(change);
    const overwritten = changeLines(joined(renamed, values), show).join("; ");
    const gone = valueLines(inverse(lost), show).join("; ");
    const { lines: made, rest: others } = fitting(madeLines(additions, show), (one) => one, most ?? LONGEST_GAIN);
    const gained = [...made, ...(others.length > 0 ? [`also ${labels(touched(additions).slice(made.length))}`] : [])].join("; ");
    // What is lost comes first, and is never cut.
    const parts = [overwritten, gone && `Lost: ${gone}`, gained && `Added: ${gained}`].filter((part) => part !== "");
    const why = evidence.get(row.merges?.id ?? "");
    return `${mergeLabel(row)}${why ? `: ${why}` : ""}. ${parts.join(". ") || "Adds nothing"}`;
  };
  const { lines, rest } = fitting(merges, line, room);
  const lifted = merges.flatMap(({ row, lifted: fields }) =>
    fields.map((one) => ({ name: (one.isDuplicates && row.merges?.name) || row.name, change: { fields: [one] } })),
  );
  const kept = merges.map((one) => ({ name: one.row.name, change: { fields: one.kept } }));
  const said = [...liftedLines(lifted, context.locale), ...keptLines(kept, context.locale)];
  return rest.length === 0
    ? [...said, ...lines]
    : [...said, ...lines, `… and ${counted(rest.length, "more merge")}. To see them, plan them separately`];
}

/** What the API has done differently from the plan, and the calls that correct it. */
export async function otherwiseLines(merged: readonly WrittenRow[], schema: ContactSchema, context: NameContext): Promise<string[]> {
  const others = merged.flatMap(({ row, end }) => {
    const { change } = end.differs ? changeFrom(end.differs, schema) : { change: undefined };
    return change || end.note !== undefined ? [{ row, end, change: change ?? NO_CHANGE }] : [];
  });
  const links = others.flatMap(({ change }) => linksOf(change));
  const { show } = await naming(links, context, { brief: true });
  return others.map(({ row, end, change }) => {
    const update = isEmpty(change) ? undefined : updateCall(row.contact ?? "", inverse(change));
    const differs = isEmpty(change) ? "" : `the API merged them differently (planned -> now): ${changeLines(change, show).join("; ")}`;
    const what = [end.note ?? "", differs].filter((text) => text !== "").join("; ");
    return `! ${mergeLabel(row)}: ${what}${update === undefined ? "" : `. To restore the planned values: ${update}`}`;
  });
}

/** What can be done if the API cannot merge: the calls that copy the values of the others to the contacts that stay. */
export function insteadLines(rows: readonly PlanRow[], schema: ContactSchema): string[] {
  const lines = rows.slice(0, MOST_INSTEAD).map((row) => {
    const update = updateCall(row.contact ?? "", mergeOfRow(row, schema)?.change ?? NO_CHANGE, { allow_duplicate: true });
    const merges = `${row.merges ? rowLabel({ name: row.merges.name, contact: row.merges.id }) : ""}`;
    const link = row.merges?.link;
    const where = `merge or delete ${merges} in the Lightfield app${link === undefined ? "" : `: ${link}`}`;
    return update === undefined ? `Instead: ${where}. ${oneLine(row.name)} already has all values` : `Instead: ${update}. Then ${where}`;
  });
  return rows.length > lines.length ? [...lines, `… and ${rows.length - lines.length} more`] : lines;
}

/** The call that makes a change by hand; undefined: no change. @param more arguments, for values of the other */
function updateCall(id: string, { fields, links }: Change, more: { readonly allow_duplicate?: true } = {}): string | undefined {
  const linked = links
    .filter((one) => added(one).length > 0)
    .map((one) => ({ holdsMany: holdsMany(one.relationship), entry: { field: one.relationship.agentKey, value: added(one).join(", ") } }));
  const set = [
    ...fields.filter(({ after }) => after !== null).map(({ field, after }) => ({ field: field.agentKey, value: agentValue(field, after) })),
    ...linked.filter((one) => !one.holdsMany).map(({ entry }) => entry),
  ];
  const add = linked.filter((one) => one.holdsMany).map(({ entry }) => entry);
  const cleared = fields.filter(({ after }) => after === null).map(({ field }) => field.agentKey);
  if (set.length + cleared.length + add.length === 0) return undefined;
  return callText("update_contact", {
    id,
    ...(set.length > 0 ? { fields: set } : {}),
    ...(add.length > 0 ? { add } : {}),
    ...(cleared.length > 0 ? { clear_fields: cleared } : {}),
    ...more,
  });
}

/** A raw value as an agent writes it: as text, options by label. */
function agentValue({ definition }: Field, raw: unknown): string {
  const labels = new Map(shownOptions(definition).map(({ id, label }) => [id, label]));
  const one = (value: unknown) => (typeof value === "string" ? (labels.get(value) ?? value) : value);
  const value = Array.isArray(raw) ? raw.map(one) : one(raw);
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What a row of a plan merges, as far as it may be shown now. */
interface ShownMerge {
  readonly change: Change;
  /** The values of the duplicate that would be gone, as a change to nothing. */
  readonly lost: Change;
  /** Objections of either contact that would be gone. */
  readonly lifted: readonly Restriction[];
  /** Objections that stay although the contacts differ. */
  readonly kept: readonly FieldChange[];
}

/** @returns undefined for a row that merges nothing */
function mergeOfRow({ contact, change: planned, holds, merges }: Pick<PlanRow, "contact" | "change" | "holds" | "merges">, schema: ContactSchema) {
  if (contact === undefined || !merges) return undefined;
  const { change } = changeFrom(planned, schema);
  const held = holds ? changeFrom(holds, schema).change : NO_CHANGE;
  const survivor = recordOf(contact, { fields: [...change.fields, ...held.fields], links: [...change.links, ...held.links] });
  const duplicate = recordOf(merges.id, changeFrom(merges.holds, schema).change);
  const pair = { survivor, duplicate };
  const shown: ShownMerge = { change, lost: lostValues(change, pair), ...restrictionsIn(change, pair) };
  return shown;
}

/** A contact as it was before a change of all its attributes. */
const recordOf = (id: string, { fields, links }: Change): ContactRecord => ({
  id: id as ContactId,
  createdAt: "",
  fields: fields.map(({ field, before }) => ({ field, raw: before })),
  relationships: links.map(({ relationship, before }) => ({ relationship, ids: before })),
});
