import { isRecord, withoutNulls } from "../fields/json.ts";
import { isLikely, type Verdict } from "../identity/compare.ts";
import { sameText, sharesText } from "../identity/words.ts";
import { changeLines, type ShowOptions } from "../render/change.ts";
import { cellText } from "../render/table.ts";
import { cut } from "../render/value.ts";
import type { Coverage } from "../replica/coverage.ts";
import { type Change, idsOf, rawOf } from "../schema/change.ts";
import { type Attribute, type ContactSchema, holdsMany, resolveAttribute } from "../schema/contact-schema.ts";
import type { CreateInput } from "../schema/encode.ts";
import { type ContactRecord, contactName } from "../schema/record.ts";
import { oneLine } from "../text/plain-text.ts";
import { quote } from "../text/quote.ts";
import { asWord } from "../text/words.ts";
import type { Duplicate } from "./duplicates/duplicate.ts";
import type { WriteRecord } from "./journal/write-record.ts";
import type { Refusal } from "./write.ts";

const LONGEST_NAME = 120;

/** "Dana Scully (con_…)" */
export const subject = (contact: ContactRecord, { locale }: ShowOptions): string =>
  `${cut(oneLine(contactName(contact, locale)), LONGEST_NAME)} (${asWord(contact.id)})`;

/** What distinguishes people of one name, as far as the workspace has it: e-mail, phone, title, account. */
export function whoIsWho(contact: ContactRecord, { locale, nameOf }: ShowOptions): string {
  const fields = contact.fields.map(({ field }) => field);
  const columns: (Attribute | undefined)[] = [
    ...(["email", "phone"] as const).map((one) => fields.find(({ type }) => type.identifies === one)),
    fields.find(({ agentKey }) => agentKey === "title"),
    contact.relationships.find(({ relationship }) => relationship.definition.objectType === "account")?.relationship,
  ];
  const texts = columns.flatMap((column) => (column ? [cellText(contact, column, locale, nameOf)] : [])).filter((text) => text !== "-");
  return [subject(contact, { locale, nameOf }), ...texts].join(", ");
}

/** The values of a create that the contact lacks, as arguments of update_contact. Lists and links are extended. */
function asUpdate(input: CreateInput, contact: ContactRecord, change: Change, schema: ContactSchema): string | undefined {
  const all: Attribute[] = [...schema.fields, ...schema.relationships];
  const differs = (attribute: Attribute) => {
    if (attribute.kind === "field") {
      const wanted = change.fields.find(({ field }) => field.apiKey === attribute.apiKey);
      const has = attribute.type.canonical(rawOf(contact, attribute), attribute.definition);
      return wanted !== undefined && attribute.type.canonical(wanted.after, attribute.definition).some((value) => !has.includes(value));
    }
    const wanted = change.links.find(({ relationship }) => relationship.apiKey === attribute.apiKey)?.after ?? [];
    return wanted.some((id) => !idsOf(contact, attribute).includes(id));
  };
  const part = (input: CreateInput["fields"]) => {
    const given = withoutNulls(input);
    return Object.fromEntries(
      Object.entries(isRecord(given) ? given : {}).flatMap(([written, value]) => {
        const attribute = resolveAttribute(written, all, "field or relationship", schema);
        // A contact that shares a number may be somebody else, and must not be renamed.
        if (attribute.kind === "field" && attribute.type.identifies === "name" && attribute.type.isSet(rawOf(contact, attribute))) return [];
        return differs(attribute) ? [[attribute.agentKey, holdsMany(attribute) ? { add: value } : value]] : [];
      }),
    );
  };
  const [fields, relationships] = [part(input.fields), part(input.relationships)];
  if (Object.keys(fields).length + Object.keys(relationships).length === 0) return undefined;
  return JSON.stringify({
    id: contact.id,
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
    ...(Object.keys(relationships).length > 0 ? { relationships } : {}),
  });
}

/** Why a create was refused: the contacts that exist, and the calls that go on from here. */
export function duplicateLines(
  { duplicates: same, change }: Extract<Refusal, { kind: "duplicate" }>,
  input: CreateInput,
  schema: ContactSchema,
  options: ShowOptions,
): string[] {
  const [first] = same;
  if (!first) return [];
  const isCertain = first.verdict.kind === "same";
  const exclusive = same.flatMap(({ verdict }) => verdict.exclusive ?? [])[0];
  const these = same.length === 1 ? "this contact" : "one of these contacts";
  return [
    isCertain
      ? `Not created: ${same.length === 1 ? "this contact exists" : "these contacts exist"} already.`
      : `Not created: ${these} may be the same person.`,
    ...same.map(({ contact, verdict }) => {
      const why = verdict.kind === "same" ? `same ${sameText(verdict)}` : sharesText(verdict);
      return `Contact ${whoIsWho(contact, options)} (${why})`;
    }),
    // Who has another name is probably somebody else, whose contact must not get these values.
    ...(isLikely(first.verdict) || exclusive !== undefined ? [updateLine(same, asUpdate(input, first.contact, change, schema))] : []),
    exclusive === undefined
      ? `${isCertain ? "To create another anyway" : "If it is another person"}: the same call with "allow_duplicate": true`
      : `Another contact cannot have the same ${exclusive}: it must be unique.`,
  ];
}

/** @param update the arguments of the call that changes the first; undefined if it has all values */
function updateLine([first, ...others]: readonly Duplicate[], update: string | undefined): string {
  const isNamed = first?.verdict.evidence.name.grade === "same" || first?.verdict.evidence.name.grade === "unknown";
  if (update === undefined)
    return `${others.length === 0 ? "It" : "The first"} already has all the given values${isNamed ? "" : ", apart from the name"}.`;
  const isCertain = first?.verdict.kind === "same";
  const which = others.length === 0 ? "it" : "the first";
  return `${isCertain ? `To change ${which}` : `If it is ${others.length === 0 ? "the same person" : "the first"}`}: update_contact ${update}`;
}

/** Why a create was refused while the outcome of another create of the same person is open. */
export const openCreateText = ({ id, name }: Pick<WriteRecord, "id" | "name">): string =>
  `Not created: it is not known yet whether the write ${id} created ${name}, who may be the same person. A call with exactly the arguments of that write is safe: it has the same idempotency key. With other arguments, wait a minute: if the contact was created, it will then be found.`;

/** Other contacts of the same name, which may be mistaken for the new one. */
export const namesakesText = (namesakes: readonly ContactRecord[], options: ShowOptions): string[] =>
  namesakes.length === 0
    ? []
    : [
        `${namesakes.length === 1 ? "Namesake" : "Namesakes"}: ${namesakes
          .slice(0, 3)
          .map((contact) => whoIsWho(contact, options))
          .join("; ")}${namesakes.length > 3 ? `; ${namesakes.length - 3} more` : ""}`,
      ];

/** "same e-mail", "same e-mail and name: perhaps the same person" */
const heldText = (verdict: Verdict): string =>
  verdict.evidence.name.grade === "same" ? `same ${sameText(verdict)} and name: perhaps the same person` : `same ${sameText(verdict)}`;

/** Other contacts that hold what was added to one, and that usually belongs to one person. */
export const sharersText = (sharers: readonly Duplicate[], options: ShowOptions): string[] =>
  sharers.length === 0
    ? []
    : [
        `Held by others too: ${sharers
          .slice(0, 3)
          .map(({ contact, verdict }) => `${subject(contact, options)}, ${heldText(verdict)}`)
          .join("; ")}${sharers.length > 3 ? `; ${sharers.length - 3} more` : ""}`,
      ];

/** Why not all contacts are known. */
export const unknownOthers = ({ notCovered, known, total }: Pick<Coverage, "notCovered" | "known" | "total">): string =>
  notCovered
    ? `not all contacts can be searched (${notCovered})`
    : `contacts are still being read (${known} of ${total ?? "an unknown number"}); call again in a moment`;

/** Why an update was refused because of its `expect`. */
export function unexpectedLines(contact: ContactRecord, unmet: Change, options: ShowOptions): string[] {
  const turned: Change = {
    fields: unmet.fields.map((one) => ({ ...one, before: one.after, after: one.before })),
    links: unmet.links.map((one) => ({ ...one, before: one.after, after: one.before })),
  };
  return [`Not written: ${subject(contact, options)} is not as expected (expected -> now):`, ...changeLines(turned, options)];
}

/** Why an update was refused because it would overwrite a change of somebody else. */
export function changedSinceLines(contact: ContactRecord, changed: Change, options: ShowOptions): string[] {
  return [
    `Not written: ${subject(contact, options)} was changed by somebody else since it was shown here (shown -> now):`,
    ...changeLines(changed, options),
    "Repeat the call to overwrite this change.",
  ];
}

/** Why a write was not undone because of a later change. */
export function notAsWrittenLines(write: string, contact: ContactRecord, changed: Change, options: ShowOptions): string[] {
  return [
    `Not undone: after ${quote(write)}, ${subject(contact, options)} was changed again (written -> now):`,
    ...changeLines(changed, options),
    "update_contact can set the values that you want.",
  ];
}
