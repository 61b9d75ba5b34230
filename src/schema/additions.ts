import { rawValues } from "../fields/raw-values.ts";
import { type Change, type FieldChange, rawOf } from "./change.ts";
import type { Field } from "./contact-schema.ts";
import { extended } from "./edits-of-values.ts";
import type { ContactRecord } from "./record.ts";

const linesOf = (raw: unknown) => String(raw).split("\n");

/** The items of a list or the lines of a text, as they are compared. None of an empty value: to fill it may mean to set it. */
function itemsOf({ type, definition }: Field, raw: unknown): readonly string[] {
  if (!type.isSet(raw)) return [];
  return type.list.isMany(definition) ? type.canonical(raw, definition) : linesOf(raw).map((line) => line.trim());
}

/** Whether lines hold other lines side by side. */
const holds = (lines: readonly string[], others: readonly string[]) => `\n${lines.join("\n")}\n`.includes(`\n${others.join("\n")}\n`);

function onto(change: FieldChange, now: unknown): FieldChange {
  const { field, before, after } = change;
  if (!change.isAddition) return change;
  const [old = [], next = [], held = []] = [before, after, now].map((raw) => itemsOf(field, raw));
  const goesOn = (items: readonly string[]) => items.length > old.length && old.every((item, at) => item === items[at]);
  if (old.length === 0 || !goesOn(next) || !goesOn(held)) return change;
  if (field.type.list.isMany(field.definition)) return { ...change, before: now, after: extended(field, rawValues(now), rawValues(after)) };
  // Single lines may occur twice, such as the rows of a table.
  const isThere = holds(held.slice(old.length), next.slice(old.length));
  return { ...change, before: now, after: isThere ? now : [now, ...linesOf(after).slice(old.length)].join("\n") };
}

/**
 * A change that was decided on earlier, for the contact as it is now. If the change was given as an addition to a text or
 * a list, and somebody else has only added to it too, both additions stay.
 */
export const ontoPresent = (change: Change, contact: ContactRecord): Change => ({
  ...change,
  fields: change.fields.map((one) => onto(one, rawOf(contact, one.field))),
});
