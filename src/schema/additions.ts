import { rawValues } from "../fields/raw-values.ts";
import { type Change, type FieldChange, rawOf } from "./change.ts";
import type { Field } from "./contact-schema.ts";
import { extended } from "./edits-of-values.ts";
import type { ContactRecord } from "./record.ts";

const linesOf = (raw: unknown) => String(raw).split("\n");

/** The items of a list or the lines of a text, as they are compared. None of an empty value: to fill it may mean to set it. */
function itemsOf({ type, definition }: Field, raw: unknown): readonly string[] {
  if (!type.isSet(raw)) return [];
  if (type.list.isMany(definition)) return type.canonical(raw, definition);
  return type.list.hasLines ? linesOf(raw).map((line) => line.trim()) : [];
}

function onto(change: FieldChange, now: unknown): FieldChange {
  const { field, before, after } = change;
  const [old = [], next = [], held = []] = [before, after, now].map((raw) => itemsOf(field, raw));
  const goesOn = (items: readonly string[]) => items.length > old.length && old.every((item, at) => item === items[at]);
  if (old.length === 0 || !goesOn(next) || !goesOn(held)) return change;
  if (field.type.list.isMany(field.definition)) return { ...change, before: now, after: extended(field, rawValues(now), rawValues(after)) };
  const come = linesOf(after).filter((line, at) => at >= old.length && !held.includes(line.trim()));
  return { ...change, before: now, after: [now, ...come].join("\n") };
}

/**
 * A change that was decided on earlier, for the contact as it is now. If the change and somebody else have only added to
 * a text or a list, both additions stay.
 */
export const ontoPresent = (change: Change, contact: ContactRecord): Change => ({
  ...change,
  fields: change.fields.map((one) => onto(one, rawOf(contact, one.field))),
});
