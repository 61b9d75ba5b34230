import { showMoment } from "../fields/datetime.ts";
import type { Locale } from "../fields/index.ts";
import type { NameOf } from "../schema/change.ts";
import type { Attribute } from "../schema/contact-schema.ts";
import type { ContactRecord, FieldValue } from "../schema/record.ts";
import { fieldValueOf, isTimestamp } from "../schema/timestamps.ts";
import { type Line, MOST_CHARACTERS } from "../text/answer.ts";
import { beginningOf } from "../text/beginning.ts";
import { counted } from "../text/plural.ts";
import { asWord } from "../text/words.ts";
import { namesWithIds } from "./links.ts";
import { cut, valueLine, valueLines } from "./value.ts";

const LONGEST_LINE = 500;
const LONGEST_BLOCK = 600;
/** A text of this length fits into an answer about it alone, with its label and the contact's link. */
const FITTING_BLOCK = MOST_CHARACTERS - 600;

interface ContactTextOptions {
  readonly locale: Locale;
  readonly nameOf: NameOf;
  /** Attributes to show in full; undefined: all that are set, with long text cut. */
  readonly only?: readonly Attribute[] | undefined;
}

/** One contact: lines `Label: value`, blocks for text of many lines, what is empty, when it was created, its link. */
export function contactLines(contact: ContactRecord, { locale, nameOf, only }: ContactTextOptions): Line[] {
  const wanted = (attribute: Attribute) => only?.some((one) => one.kind === attribute.kind && one.apiKey === attribute.apiKey) ?? true;
  const stamps = (only ?? []).flatMap((one) => (one.kind === "field" && isTimestamp(one) ? (fieldValueOf(contact, one) ?? []) : []));
  const fields = [...contact.fields.filter(({ field }) => wanted(field)), ...stamps];
  const links = contact.relationships.filter(({ relationship }) => wanted(relationship));
  const [set, unset] = parted(fields, ({ field, raw }) => field.type.isSet(raw));
  const [linked, unlinked] = parted(links, ({ ids }) => ids.length > 0);
  const [blocks, lines] = parted(set, (value) => value.field.type.multiline || (only !== undefined && valueLines(value, locale).includes("\n")));

  const line = (value: FieldValue) => `${value.field.label}: ${only ? valueLine(value, locale) : cut(valueLine(value, locale), LONGEST_LINE)}`;
  const empty = [...unset.map(({ field }) => field), ...unlinked.map(({ relationship }) => relationship)];

  return [
    `Contact ${asWord(contact.id)}`,
    ...lines.map(line),
    ...linked.map((one) => `${one.relationship.label}: ${namesWithIds(one, nameOf)}`),
    ...blocks.flatMap((value) => block(value, locale, only !== undefined)),
    ...(empty.length > 0 ? [only ? `Empty: ${empty.map(({ label }) => label).join(", ")}` : `Empty: ${counted(empty.length, "more field")}`] : []),
    ...(only ? [] : [times(contact, locale)]),
    ...(contact.link ? [contact.link] : []),
  ];
}

/** The items that pass a test, and the others. */
function parted<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const passed: T[] = [];
  const others: T[] = [];
  for (const item of items) (test(item) ? passed : others).push(item);
  return [passed, others];
}

function block(value: FieldValue, locale: Locale, whole: boolean): Line[] {
  const text = valueLines(value, locale);
  const { label, agentKey } = value.field;
  if (whole || text.length <= LONGEST_BLOCK) return [`${label}:`, { fenced: text }];
  return [
    `${label} (the first ${LONGEST_BLOCK} of ${counted(text.length, "character")}; fields: ["${agentKey}"] shows ${text.length > FITTING_BLOCK ? "more" : "all"}):`,
    { fenced: beginningOf(text, LONGEST_BLOCK) },
  ];
}

function times({ createdAt, updatedAt, externalId }: ContactRecord, { timeZone }: Locale): string {
  const show = (iso: string) => (Number.isNaN(Date.parse(iso)) ? asWord(iso) : showMoment(iso, timeZone));
  return [
    `Created ${show(createdAt)}`,
    ...(updatedAt ? [`updated ${show(updatedAt)}`] : []),
    ...(externalId ? [`external ID ${asWord(externalId)}`] : []),
  ].join(", ");
}
