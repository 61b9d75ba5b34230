import type { Locale } from "../fields/index.ts";
import type { FieldValue } from "../schema/record.ts";
import type { Relationship } from "../schema/workspace.ts";
import { type NameOf, namesWithIds } from "./links.ts";
import { cut, valueLine } from "./value.ts";

/** A field that was written, as `writes/` proves it. */
export interface WrittenField extends FieldValue {
  readonly sent: unknown;
  readonly stored: boolean;
}

/** Links that were written. */
export interface WrittenLinks {
  readonly relationship: Relationship;
  readonly ids: readonly string[];
  readonly change: "add" | "remove" | "replace";
  readonly sent: readonly string[];
  readonly stored: boolean;
}

const LONGEST = 160;
const MOST_LISTED = 25;

const shown = (value: FieldValue, locale: Locale) => cut(valueLine(value, locale), LONGEST) || "(empty)";

function fieldLine(value: WrittenField, locale: Locale): string {
  const now = shown(value, locale);
  if (value.stored) return `${value.field.label}: ${value.sent === null ? "cleared" : now}`;
  return `${value.field.label}: NOT stored. Sent ${shown({ ...value, raw: value.sent }, locale)}; the contact has ${now}`;
}

const PAST = { add: "added", remove: "removed", replace: "set to" } as const;

function linksLine({ relationship, ids, change, sent, stored }: WrittenLinks, nameOf: NameOf): string {
  const list = (all: readonly string[]) => {
    const more = all.length > MOST_LISTED ? [`${all.length - MOST_LISTED} more`] : [];
    return [namesWithIds({ relationship, ids: all.slice(0, MOST_LISTED) }, nameOf), ...more].filter((text) => text !== "").join(", ") || "(none)";
  };
  const done = `${PAST[change]} ${list(sent)}`;
  if (!stored) return `${relationship.label}: NOT stored. Asked: ${done}; the contact has ${list(ids)}`;
  const others = ids.some((id) => !sent.includes(id));
  return `${relationship.label}: ${done}${others ? `; now ${list(ids)}` : ""}`;
}

/** What was written, a line an attribute, as the contact holds it now. */
export const writtenLines = (fields: readonly WrittenField[], links: readonly WrittenLinks[], locale: Locale, nameOf: NameOf): string[] => [
  ...fields.map((field) => fieldLine(field, locale)),
  ...links.map((one) => linksLine(one, nameOf)),
];
