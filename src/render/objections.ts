import type { Locale } from "../fields/index.ts";
import { getOrInsert } from "../maps.ts";
import type { Change, FieldChange } from "../schema/change.ts";
import { isApproach, isForObjections, liftedBy, objectionsOf } from "../schema/objections.ts";
import { type ContactRecord, contactName } from "../schema/record.ts";
import { firstOf } from "../text/first-of.ts";
import { oneLine } from "../text/plain-text.ts";
import { counted, grouped } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { asLabel } from "../text/words.ts";
import { cut } from "./value.ts";

/** The most characters of a name. */
const LONGEST_NAME = 60;

/** The name of a person in a list of names: quoted if it could end its place in the list. */
function asName(written: string): string {
  const name = cut(oneLine(written), LONGEST_NAME);
  return name.includes(",") ? quote(name) : asLabel(name);
}

/** How many people are named for each objection. */
const MOST_NAMED = 10;

/** "Do not contact", "Newsletter opt-in: no" */
function restriction({ field, before }: Pick<FieldChange, "field" | "before">, locale: Locale): string {
  const isPlain = before === true && isForObjections(field);
  return quote(isPlain ? field.label : `${field.label}: ${field.type.show(before, field.definition, locale)}`);
}

/** What a contact objects to: `is "Do not contact"`. A double of the contact would not say so. */
export const objectionTexts = (contact: ContactRecord, locale: Locale): string[] =>
  objectionsOf(contact).map(({ field, raw }) => `is ${restriction({ field, before: raw }, locale)}`);

/** The names of the items, by each text that is said of them. */
function byText<T>(items: readonly T[], textsOf: (item: T) => readonly string[], nameOf: (item: T) => string): [text: string, names: string[]][] {
  const names = new Map<string, string[]>();
  for (const item of items) for (const text of textsOf(item)) getOrInsert(names, text, () => []).push(asName(nameOf(item)));
  return [...names];
}

const named = (names: readonly string[]) => firstOf(names, MOST_NAMED);

/** A contact, and what a change takes away of its objections. */
interface Approached {
  readonly contact: ContactRecord;
  readonly lifted: readonly FieldChange[];
}

const objecting = (rows: readonly Approached[], whole: string, locale: Locale): string[] =>
  byText(
    rows,
    ({ contact, lifted }) =>
      objectionsOf(contact)
        .filter(({ field }) => !lifted.some((one) => one.field.apiKey === field.apiKey))
        .map(({ field, raw }) => restriction({ field, before: raw }, locale)),
    ({ contact }) => contactName(contact, locale),
  ).map(([text, names]) =>
    rows.length === 1
      ? `${named(names)} is ${text}.`
      : `${grouped(names.length)} of ${whole} ${names.length === 1 ? "is" : "are"} ${text}: ${named(names)}.`,
  );

/**
 * Who of the listed contacts objects to contact: `2 of these are "Do not contact": Dana, Robin.`
 *
 * @param whole what the contacts are called, where "these" may be others
 */
export const objectingLines = (contacts: readonly ContactRecord[], locale: Locale, whole = "these"): string[] =>
  objecting(
    contacts.map((contact) => ({ contact, lifted: [] })),
    whole,
    locale,
  );

/** Who of the contacts objects, of those that a change would approach as if they did not. */
export const approachLines = (
  rows: readonly { readonly contact: ContactRecord | undefined; readonly change: Pick<Change, "fields"> }[],
  locale: Locale,
): string[] =>
  objecting(
    rows.flatMap(({ contact, change }) => (contact && isApproach(change, locale.now()) ? [{ contact, lifted: liftedBy(change) }] : [])),
    "these",
    locale,
  );

/** A row that changes fields. */
interface ChangingRow {
  readonly name: string;
  readonly change: Pick<Change, "fields">;
}

const restrictionLines = (rows: readonly ChangingRow[], locale: Locale, line: (text: string, count: number) => string): string[] =>
  byText(
    rows,
    ({ change }) => change.fields.map((one) => restriction(one, locale)),
    ({ name }) => name,
  ).map(([text, names]) => `${line(text, names.length)}: ${named(names)}.`);

/** Which objections rows would lift, and whose: `Lifts "Do not contact" of 32 contacts: Dana, Robin and 30 more.` */
export const liftedLines = (rows: readonly ChangingRow[], locale: Locale): string[] =>
  restrictionLines(
    rows.map(({ name, change }) => ({ name, change: { fields: liftedBy(change) } })),
    locale,
    (text, count) => `Lifts ${text} of ${counted(count, "contact")}`,
  );

/** Which objections outlast merges of contacts that differ in them. */
export const keptLines = (rows: readonly ChangingRow[], locale: Locale): string[] =>
  restrictionLines(rows, locale, (text, count) => `${text} stays in ${counted(count, "merge")} ("take" can choose otherwise)`);
