import { showMoment } from "../../fields/datetime.ts";
import type { Locale } from "../../fields/index.ts";
import { differences } from "../../find/duplicates/differences.ts";
import type { DuplicateGroup } from "../../find/duplicates/duplicate-group.ts";
import { type LikePair, pairText } from "../../find/duplicates/evidence.ts";
import { cellText } from "../../render/table.ts";
import { cut } from "../../render/value.ts";
import type { NameOf } from "../../schema/change.ts";
import type { Attribute, ContactSchema, Field } from "../../schema/contact-schema.ts";
import { type ContactRecord, contactName } from "../../schema/record.ts";
import { callText } from "../../text/call-text.ts";
import { firstOf } from "../../text/first-of.ts";
import { oneLine } from "../../text/plain-text.ts";
import { asWord } from "../../text/words.ts";
import type { ToolContext } from "../tool.ts";

const LONGEST_NAME = 60;
const LONGEST_VALUE = 40;
const NOTHING = "-";
const MOST_CONTACTS = 6;
const MOST_EVIDENCE = 2;
const MOST_CONFLICTS = 3;
const MOST_LABELS = 5;
const MOST_MET = 5;

interface GroupOptions {
  readonly schema: ContactSchema;
  readonly locale: Locale;
  readonly nameOf: NameOf;
  /** Whether to name only what differs, without the values. */
  readonly isBrief: boolean;
}

/** One group: who is one person and why, who should stay, and what differs. */
export function groupLines(group: DuplicateGroup, number: number, options: GroupOptions): string[] {
  const { sureness, contacts, evidence, strengths, contradiction } = group;
  const apart = tellingApart(contacts.slice(0, MOST_CONTACTS), options);
  const named = contacts.map(
    (contact, at) => `${called(contact, options)} (${[asWord(contact.id), ...(apart[at] ?? []), ...(at === 0 ? strengths : [])].join(", ")})`,
  );
  const why = evidence.slice(0, MOST_EVIDENCE).join(" / ");
  const differ = differText(contacts, options);
  return [
    `${number} ${sureness}: ${firstOf(named, MOST_CONTACTS, " = ")}: ${why}`,
    ...(contradiction
      ? [
          `But ${called(contradiction.one, options)} (${asWord(contradiction.one.id)}) is probably not ${called(contradiction.other, options)} (${asWord(contradiction.other.id)}): ${pairText(contradiction)}`,
        ]
      : []),
    ...(differ === "" ? [] : [`Differences: ${differ}`]),
  ];
}

/** Why two contacts that somebody asked about are not duplicates. */
export function apartLine(pair: LikePair, options: GroupOptions): string {
  const contacts = [pair.one, pair.other];
  const apart = tellingApart(contacts, options);
  const named = contacts.map((contact, at) => `${called(contact, options)} (${[asWord(contact.id), ...(apart[at] ?? [])].join(", ")})`);
  return `${named.join(" and ")}: ${pairText(pair)}`;
}

const dayOf = (iso: string, { timeZone }: Locale) => showMoment(iso, timeZone).slice(0, "2026-12-31".length);

function called(contact: ContactRecord, { locale }: GroupOptions): string {
  const name = contactName(contact, locale);
  return name === contact.id ? "no name" : cut(oneLine(name), LONGEST_NAME);
}

/**
 * The e-mail, or else the phone, of each contact, and its title: without them, nobody can judge a merge. A value that
 * all have is shown only for the first.
 */
function tellingApart(contacts: readonly ContactRecord[], options: GroupOptions): readonly (readonly string[])[] {
  const { schema, isBrief } = options;
  const shown = (find: (field: Field) => boolean) => {
    const field = schema.fields.find(find);
    return contacts.map((contact) => (field ? cut(cellText(contact, field, options), LONGEST_VALUE) : NOTHING));
  };
  const [emails, phones] = [shown(({ type }) => type.identifies === "email"), shown(({ type }) => type.identifies === "phone")];
  const reached = emails.map((email, at) => (email === NOTHING ? (phones[at] ?? NOTHING) : email));
  // If values are shown too, a line below shows how the titles differ.
  const columns = isBrief ? [reached, shown(({ agentKey }) => agentKey === "title")] : [reached];
  return contacts.map((_, at) =>
    columns.flatMap((texts) => {
      const text = texts[at] ?? NOTHING;
      const isRepeated = at > 0 && texts.every((other) => other === text);
      return text === NOTHING || isRepeated ? [] : [text];
    }),
  );
}

/** "changed 2026-01-03 | 2026-02-28; Title CFO | VP Finance; only the second has Phone, Region" */
function differText(contacts: readonly ContactRecord[], options: GroupOptions): string {
  const { schema, locale, isBrief } = options;
  const found = differences(contacts, schema);
  const conflicts = found.filter(({ isConflict }) => isConflict).map(({ attribute }) => attribute);
  const missing = found.filter(({ isConflict }) => !isConflict).map(({ attribute }) => attribute);
  const onlyOthers = missing.length === 0 ? [] : [`only the ${contacts.length > 2 ? "later ones have" : "second has"} ${labelsOf(missing)}`];
  if (isBrief) return [...(conflicts.length > 0 ? [labelsOf(conflicts)] : []), ...onlyOthers].join("; ");
  const beside = (what: string, text: (contact: ContactRecord) => string) => {
    const texts = contacts.slice(0, MOST_CONTACTS).map(text);
    return texts.every((one) => one === texts[0]) ? undefined : `${what} ${texts.join(" | ")}`;
  };
  const changed = beside("changed", ({ updatedAt, createdAt }) => dayOf(updatedAt ?? createdAt, locale));
  const shown = conflicts.slice(0, MOST_CONFLICTS);
  return [
    ...(shown.length > 0 && changed !== undefined ? [changed] : []),
    // Long values may differ only in the part that is cut off.
    ...shown.map((attribute) => beside(attribute.label, (contact) => cut(cellText(contact, attribute, options), LONGEST_VALUE)) ?? attribute.label),
    ...(conflicts.length > shown.length ? [`also different: ${labelsOf(conflicts.slice(shown.length))}`] : []),
    ...onlyOthers,
  ].join("; ");
}

/** "Title, Region, 3 more" */
const labelsOf = (attributes: readonly Attribute[]): string =>
  firstOf(
    attributes.map(({ label }) => label),
    MOST_LABELS,
    ", ",
    ", ",
  );

/** The arguments of merge_contacts for groups: IDs, the one to keep first. */
export function mergeArguments(groups: readonly Pick<DuplicateGroup, "contacts">[]): Record<string, unknown> {
  const ids = groups.map(({ contacts }) => contacts.map(({ id }) => id));
  const [[keep, ...merge] = [], ...others] = ids;
  return others.length === 0 ? { keep, merge } : { groups: ids };
}

/**
 * Duplicates that a write found, if a merge may be offered: for certain groups the call that merges them, for likely
 * groups the call that shows the differences, and nothing for possible groups.
 */
export function metLines(groups: readonly DuplicateGroup[], { locale, notOffered }: Pick<ToolContext, "locale" | "notOffered">): string[] {
  if (notOffered("merge_contacts") !== undefined) return [];
  const certain = groups.filter(({ sureness }) => sureness === "certain");
  const likely = groups.filter(({ sureness }) => sureness === "likely");
  const ids = likely.slice(0, MOST_MET).flatMap(({ contacts }) => contacts.slice(0, MOST_CONTACTS).map(({ id }) => id));
  return [
    ...(certain.length === 0
      ? []
      : [`Stored twice: ${metText(certain, locale)}. To merge: ${callText("merge_contacts", mergeArguments(certain.slice(0, MOST_MET)))}`]),
    ...(likely.length === 0
      ? []
      : [`Perhaps stored twice: ${metText(likely, locale)}. To see what differs: ${callText("find_duplicates", { ids })}`]),
  ];
}

function metText(met: readonly DuplicateGroup[], locale: Locale): string {
  const texts = met.map(({ sureness, contacts, evidence }) => {
    const names = contacts.slice(0, MOST_CONTACTS).map((contact) => cut(oneLine(contactName(contact, locale)), LONGEST_NAME));
    return `${names.join(" = ")} (${sureness}: ${evidence.slice(0, MOST_EVIDENCE).join(" / ")})`;
  });
  return firstOf(texts, MOST_MET, "; ", "; ");
}
