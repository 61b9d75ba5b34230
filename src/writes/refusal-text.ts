import type { Locale } from "../fields/index.ts";
import { isRecord, withoutNulls } from "../fields/json.ts";
import { isLikely, type Verdict } from "../identity/compare.ts";
import { sameText, sharesText } from "../identity/words.ts";
import { changeLines, type ShowOptions, shownDifference, shownLinks } from "../render/change.ts";
import { objectionTexts } from "../render/objections.ts";
import { cellText } from "../render/table.ts";
import { cut } from "../render/value.ts";
import type { Coverage } from "../replica/coverage.ts";
import { type Change, difference, isEmpty, joined, nameAfter, touched } from "../schema/change.ts";
import { type Attribute, type ContactSchema, holdsMany } from "../schema/contact-schema.ts";
import { editsOfValues } from "../schema/edits-of-values.ts";
import type { CreateInput } from "../schema/encode.ts";
import { lossesOf } from "../schema/losses.ts";
import { type ContactRecord, contactName } from "../schema/record.ts";
import { resolveAttribute } from "../schema/resolve-attribute.ts";
import { callText, valueEntries } from "../text/call-text.ts";
import { firstOf } from "../text/first-of.ts";
import { oneLine } from "../text/plain-text.ts";
import { countedPart } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { nameAndId } from "../text/words.ts";
import type { Action } from "./action.ts";
import type { WriteRecord } from "./journal/write-record.ts";
import { refusedText } from "./sentences.ts";
import type { Duplicate, Refusal } from "./write.ts";

const LONGEST_NAME = 120;

/** "Dana Scully (con_…)" */
export const subject = (contact: ContactRecord, locale: Locale): string =>
  nameAndId(cut(oneLine(contactName(contact, locale)), LONGEST_NAME), contact.id);

/** What distinguishes people of one name, as far as the workspace has it (e-mail, phone, title, account), and what they object to. */
function whoIsWho(contact: ContactRecord, show: ShowOptions): string {
  const fields = contact.fields.map(({ field }) => field);
  const columns: (Attribute | undefined)[] = [
    ...(["email", "phone"] as const).map((one) => fields.find(({ type }) => type.identifies === one)),
    fields.find(({ agentKey }) => agentKey === "title"),
    contact.relationships.find(({ relationship }) => relationship.definition.objectType === "account")?.relationship,
  ];
  const texts = columns.flatMap((column) => (column ? [cellText(contact, column, show)] : [])).filter((text) => text !== "-");
  return [subject(contact, show.locale), ...texts, ...objectionTexts(contact, show.locale)].join(", ");
}

/** What a contact would get and lose if it had the values of a create, too. Lists and links are extended. */
function differences(change: Change, contact: ContactRecord) {
  const { names, values, additions } = lossesOf(difference(editsOfValues(change), contact).change);
  return { overwritten: joined(names, values), additions };
}

/** The call that adds what the contact lacks, in the words of the create; undefined if it lacks nothing. */
function additionCall(input: CreateInput, contact: ContactRecord, additions: Change, schema: ContactSchema): string | undefined {
  const lacking = new Set(touched(additions).map(({ agentKey }) => agentKey));
  const entries = [input.fields, input.relationships].flatMap((part) => {
    const given = withoutNulls(part);
    return Object.entries(isRecord(given) ? given : {}).flatMap(([written, value]) => {
      const attribute = resolveAttribute<Attribute>(written, [...schema.fields, ...schema.relationships], "field or relationship", schema);
      return lacking.has(attribute.agentKey) ? [{ isMany: holdsMany(attribute), values: valueEntries(attribute.agentKey, value) }] : [];
    });
  });
  const list = (isMany: boolean) => {
    const some = entries.filter((one) => one.isMany === isMany).flatMap(({ values }) => values);
    return some.length > 0 ? some : undefined;
  };
  return entries.length === 0 ? undefined : callText("update_contact", { id: contact.id, fields: list(false), add: list(true) });
}

/** Why a create was refused: the contacts that exist, and the calls that are possible then. */
export function duplicateLines(
  { duplicates: same, change, mayBeMade = false }: Extract<Refusal, { kind: "duplicate" }>,
  input: CreateInput,
  schema: ContactSchema,
  options: ShowOptions,
): string[] {
  const [first] = same;
  if (!first) return [];
  const isCertain = first.verdict.kind === "same";
  const exclusive = same.flatMap(({ verdict }) => verdict.exclusive ?? [])[0];
  const these = same.length === 1 ? "this contact" : "one of these contacts";
  const found = isCertain ? `${same.length === 1 ? "this contact" : "the person"} exists already.` : `${these} may be the same person.`;
  const name = nameAfter(change, options.locale) ?? "the contact";
  return [
    mayBeMade ? `It is not known whether ${name} was created by the earlier call: ${found}` : `Not created: ${found}`,
    ...same.map(({ contact, verdict }) => {
      const why = verdict.kind === "same" ? `same ${sameText(verdict)}` : sharesText(verdict);
      return `Contact ${whoIsWho(contact, options)} (${why})`;
    }),
    // A contact with another name is probably another person, and must not get these values.
    ...(isLikely(first.verdict) || exclusive !== undefined ? differenceLines(same, { input, change, schema, options }) : []),
    ...(exclusive === undefined
      ? [
          `${isCertain && !mayBeMade ? "To create another contact anyway" : `If it is ${same.length === 1 ? "another person" : "none of them"}`}, repeat the call with "allow_duplicate": true.`,
          ...(mayBeMade ? [refusedText.repeatsSafely] : []),
        ]
      : [`The ${exclusive} must be unique, so another contact cannot have the same one.`]),
  ];
}

interface GivenValues {
  readonly input: CreateInput;
  readonly change: Change;
  readonly schema: ContactSchema;
  readonly options: ShowOptions;
}

/** How the given values differ from those of the first contact. The user decides about overwritten ones. */
function differenceLines([first, ...others]: readonly Duplicate[], { input, change, schema, options }: GivenValues): string[] {
  if (!first) return [];
  const { overwritten, additions } = differences(change, first.contact);
  const who = others.length === 0 ? "It" : "The first contact";
  const addition = additionCall(input, first.contact, additions, schema);
  if (addition === undefined && isEmpty(overwritten)) return [`${who} already has all the given values.`];
  const isCertain = first.verdict.kind === "same";
  const toAdd = isCertain
    ? "To add the missing values"
    : `If it is ${others.length === 0 ? "the same person" : "the first contact"}, add the missing values`;
  return [
    ...(addition === undefined ? [] : [`${toAdd}: ${addition}`]),
    ...(isEmpty(overwritten)
      ? []
      : [
          `${who} has other values (stored -> given): ${withStop(changeLines(givenOf(overwritten, change), options).join("; "))} Ask the user which values are right before you change them with update_contact.`,
        ]),
  ];
}

/** The changes with the values as they were given, without the stored parts that complete them. */
const givenOf = (overwritten: Change, { fields }: Change): Change => ({
  ...overwritten,
  fields: overwritten.fields.map((one) => ({ ...one, after: fields.find(({ field }) => field === one.field)?.after ?? one.after })),
});

const withStop = (text: string) => (text.endsWith(".") ? text : `${text}.`);

/** Why a create was refused while the outcome of another create of the same person is open. */
export const openCreateText = ({ id, name }: Pick<WriteRecord, "id" | "name">): string =>
  `Not created: perhaps the write ${id} has just created this person (${name}). You can safely repeat the call of that write with exactly the same arguments, because it uses the same idempotency key. To call with other arguments, wait a minute. If the contact was created, it can be found then.`;

/** Other contacts of the same name, which may be mistaken for the new one, and those who may be the same person. */
export function namesakesText(namesakes: readonly Duplicate[], options: ShowOptions): string[] {
  const [same, similar] = [true, false].map((isSame) => namesakes.filter(({ verdict }) => (verdict.evidence.name.grade === "same") === isSame));
  return [
    ...fewOf(same, "Counts as another person with the same name", "Count as other people with the same name", options),
    ...fewOf(similar, "Perhaps the same person", "Perhaps the same person", options),
  ];
}

const fewOf = (found: readonly Duplicate[] = [], one: string, several: string, options: ShowOptions): string[] =>
  found.length === 0 ? [] : [`${found.length === 1 ? one : several}: ${fewText(found.map(({ contact }) => whoIsWho(contact, options)))}`];

const fewText = (contacts: readonly string[]): string => firstOf(contacts, 3, "; ", "; ");

/** "same e-mail", "same e-mail and name: perhaps the same person" */
const sharedText = (verdict: Verdict): string =>
  verdict.evidence.name.grade === "same" ? `same ${sameText(verdict)} and name: perhaps the same person` : `same ${sameText(verdict)}`;

/** Why an update was refused that gives a contact the address or the profile of another one. */
export const heldText = (holders: readonly Duplicate[], locale: Locale): string =>
  `Not written: another contact already has this value: ${fewText(holders.map((one) => `${subject(one.contact, locale)}, ${sharedText(one.verdict)}`))}. ${refusedText.ifStillRight}.`;

/** Other contacts that hold what was added to one, and that usually belongs to one person. */
export const sharersText = (sharers: readonly Duplicate[], options: ShowOptions): string[] =>
  sharers.length === 0
    ? []
    : [
        `Other contacts share a value: ${fewText(sharers.map(({ contact, verdict }) => `${subject(contact, options.locale)}, ${sharedText(verdict)}`))}`,
      ];

/** Why not all contacts are known. */
export const unknownOthers = ({ notCovered, known, total, asOf }: Pick<Coverage, "notCovered" | "known" | "total" | "asOf">): string =>
  notCovered
    ? `not all contacts can be searched (${notCovered})`
    : `${asOf ? "what has changed is" : "contacts are"} still being read (${countedPart(known, total, "contact")} so far); call again in a moment`;

/** Why an update was refused because of its `expect`. */
export function unexpectedLines(contact: ContactRecord, unmet: Change, options: ShowOptions): string[] {
  const lines = [
    ...unmet.fields.map((one) => {
      const { before, after, note } = shownDifference({ ...one, before: one.after, after: one.before }, options);
      return `${one.field.label}: ${before} -> ${after}${note}`;
    }),
    ...unmet.links.map(({ relationship, before, after }) => {
      const [now, expected] = [before, after].map((ids) => shownLinks(relationship, ids, options));
      return `${relationship.label}: ${expected} -> ${now}`;
    }),
  ];
  return [`Not written: ${subject(contact, options.locale)} is not as expected (expected -> now):`, ...lines, NOT_AS_EXPECTED];
}

const NOT_AS_EXPECTED = "If the change is still right, repeat the call with the current values in expect.";

/** Why an update was refused because it would overwrite a change of somebody else. */
export function changedSinceLines(contact: ContactRecord, changed: Change, options: ShowOptions): string[] {
  return [
    `Not written: somebody else has changed ${subject(contact, options.locale)} since it was shown here (shown -> now):`,
    ...changeLines(changed, options),
    "Repeat the call to make your change anyway.",
  ];
}

/** Why a write was not undone because of a later change. */
export function notAsWrittenLines(
  { id, action }: { readonly id: string; readonly action: Action },
  contact: ContactRecord,
  changed: Change,
  options: ShowOptions,
): string[] {
  return [
    `Not undone: ${subject(contact, options.locale)} was changed again after the write ${quote(id)} (written -> now):`,
    ...changeLines(changed, options),
    ...(action === "create" ? [] : ["update_contact can set the values that you want."]),
  ];
}
