import { mapInSlices } from "../../async/time-slices.ts";
import { showNumber } from "../../fields/number.ts";
import { allOf, InvalidInput, unlessRejected } from "../../fields/rejection.ts";
import { findContacts } from "../../find/find-contacts.ts";
import type { FoundContacts } from "../../find/found-contacts.ts";
import type { WorkspaceParts } from "../../find/workspace-parts.ts";
import { allNotes } from "../../names/taken-names.ts";
import { isWhole } from "../../replica/coverage.ts";
import { type Change, currentValues, isEmpty, touched, without } from "../../schema/change.ts";
import type { Edits } from "../../schema/collected-edits.ts";
import type { Attribute, ContactSchema } from "../../schema/contact-schema.ts";
import { encodeUpdate, type UpdateInput } from "../../schema/encode.ts";
import { filteredAttributes, filterNotes } from "../../schema/filter-notes.ts";
import { UnheldValues } from "../../schema/filter-values.ts";
import { type FilterInput, filterPredicate } from "../../schema/filters.ts";
import type { FilterTargets, TargetId } from "../../schema/link-target.ts";
import { contactName } from "../../schema/record.ts";
import { counted } from "../../text/plural.ts";
import { asData } from "../../text/words.ts";
import type { WriteCall } from "../consent.ts";
import { addedValues } from "../duplicates/added-values.ts";
import { WriteRefused } from "../refusal.ts";
import { unknownOthers } from "../refusal-text.ts";
import { checkShifts } from "../repeated-shift.ts";
import { planText, refusedText, rowText } from "../sentences.ts";
import type { SessionWrites } from "../session-writes.ts";
import { changeOrProblem, type DraftRow, type PlanDraft, unseen } from "./draft.ts";
import { GivenValues } from "./given-values.ts";
import { MOST_UPDATES } from "./plan.ts";
import { FEW, presentContacts } from "./present-contacts.ts";

/** How long, in ms, to wait for contacts that may hold what others would get. */
const WAIT_MS = 5_000;

/** Numbers the rows that can be written, so that a call can choose some of them. */
function withNumbers(rows: readonly DraftRow[]): readonly DraftRow[] {
  let number = 0;
  return rows.filter(({ kind }) => kind === "update").length > 1
    ? rows.map((row) => (row.kind === "update" ? { ...row, number: ++number } : row))
    : rows;
}

function checkCount(contacts: number): void {
  if (contacts > MOST_UPDATES)
    throw new InvalidInput([`${counted(contacts, "contact")} are too many for one plan. Accepted: up to ${showNumber(MOST_UPDATES)}.`]);
}

/** @throws InvalidInput if several contacts would get a value that only one can have */
function checkNotUnique({ fields }: Edits): void {
  const [field] = [...fields].find(([{ definition }, edit]) => definition.config.unique && unlessRejected(() => edit(null)) !== null) ?? [];
  if (field)
    throw new InvalidInput([
      `fields.${field.agentKey}: ${asData(field.definition.label)} must be unique for each contact. Accepted: update_contact for one of them.`,
    ]);
}

/** The contacts to update: by ID, or all that pass filters. */
interface Selection {
  readonly ids?: readonly string[] | undefined;
  readonly filters?: readonly FilterInput[] | undefined;
}

function checkSelection({ ids = [], filters = [] }: Selection): void {
  if (ids.length > 0 === filters.length > 0)
    throw new InvalidInput([`${ids.length > 0 ? "Both filters and ids" : "Neither filters nor ids"} were given. Accepted: one of them.`]);
  checkCount(new Set(ids).size);
}

/** The settable attributes that filters test, or parts of them. Another value may mean: not to be updated. */
function settableAmong(tested: readonly Attribute[], { fields, relationships }: ContactSchema): Attribute[] {
  const isTested = (one: Attribute) => tested.some(({ kind, apiKey }) => kind === one.kind && apiKey === one.apiKey);
  return [...fields.filter(({ writable }) => writable), ...relationships].filter(isTested);
}

/** Beside an addition, what others add stays. They may have added what the filters exclude, so it counts as their change. */
const withoutAdditions = ({ fields, links }: Change, to: readonly Attribute[]): Change => ({
  fields: fields.map((one) => (to.includes(one.field) ? { ...one, isAddition: undefined } : one)),
  links,
});

/** What is planned for all contacts of a selection. */
interface BulkDraft extends PlanDraft {
  /** Those who pass the filters; undefined if contacts were chosen by ID. */
  readonly found: FoundContacts | undefined;
}

/**
 * Drafts the same change of many contacts.
 *
 * @throws InvalidInput; WriteRefused if it is not known which contacts pass the filters; the errors of `api/`
 */
export async function draftUpdate(
  selection: Selection,
  input: UpdateInput,
  writes: SessionWrites,
  call: WriteCall,
  onProgress: (read: number, of: number | undefined) => void,
): Promise<BulkDraft> {
  const { workspace, lastSeen, journal } = writes;
  const { live, locale, names } = workspace;
  const schema = await live.get(call);
  const encode = (targetId: TargetId) => encodeUpdate(input, { schema, locale, targetId });
  const linkedTo = await workspace.targets.lookUp(encode, call);
  const { filters = [] } = selection;
  const encodeFilters = (targets: FilterTargets) => filterPredicate(filters, schema, locale, targets);
  const named = await workspace.targets.lookUpFilters(encodeFilters, call);
  const [edits, passes] = allOf(
    () => encode(linkedTo.targetId),
    () => encodeFilters(named.targets),
    () => checkSelection(selection),
  );
  const linked = [...edits.links].map(([relationship, edit]) => ({ relationship, ids: edit([]) }));
  await names.checkLinkable(linked, call);
  const { ids, found } = await selectedBy(selection, workspace, call, onProgress);
  if (ids.length > 1) checkNotUnique(edits);
  // They are read by lists, while they are also read one by one. This only saves time: if it fails, the single reads fail too.
  if (ids.length > FEW && ids.some((id) => !workspace.replica.get(id)))
    workspace.replication.awaitContacts(call, Number.POSITIVE_INFINITY).catch(() => undefined);
  const chosenBy = settableAmong(filteredAttributes(filters, schema), schema);
  const present = await presentContacts(ids, { workspace, schema, call, onProgress: (read) => onProgress(read, ids.length) });
  const drafted = await mapInSlices(ids, (id): DraftRow => {
    const shown = present.get(id);
    if (!shown) return { kind: "invalid", name: id, reason: rowText.noContact(undefined), gone: id };
    const { contact, read } = shown;
    const name = contactName(contact, locale);
    if (read && passes?.(read) === false) return { kind: "invalid", name, contact, reason: rowText.passesNoLonger };
    const change = changeOrProblem(edits, contact, names.nameOf, () => checkShifts(edits, contact, journal, locale));
    if (typeof change === "string") return { kind: "invalid", name, contact, reason: change };
    const since = unseen(lastSeen, { contact, change }, { locale, nameOf: names.nameOf });
    if (since) return { kind: "ambiguous", name, ...since, candidates: [] };
    if (isEmpty(change)) return { kind: "unchanged", name, contact };
    const holds = currentValues(contact, without(chosenBy, touched(change)));
    return { kind: "update", name, contact, change: withoutAdditions(change, chosenBy), holds };
  });
  const given = new GivenValues(writes, locale);
  for (const row of drafted) given.note(row);
  // Contacts that are not known by then are found when the plan is applied.
  const isGiving = drafted.some((row) => row.kind === "update" && addedValues(row.change, row.contact));
  if (isGiving) await workspace.replication.awaitContacts(call, WAIT_MS);
  const rows = await mapInSlices(drafted, (row): DraftRow => {
    const doubt = row.kind === "update" ? given.doubt(row) : undefined;
    return doubt ? { ...row, kind: "invalid", reason: `${doubt.reason}. ${refusedText.ifStillRight}` } : row;
  });
  const read = [...present.values()].flatMap((one) => one.read ?? []);
  const unheld = new UnheldValues(filters, schema, locale, named.targets);
  if (read.length === ids.length) for (const contact of read) unheld.see(contact);
  // The order in which the index learned of contacts means nothing.
  return {
    rows: withNumbers(selection.ids ? rows : rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))),
    notes: [...new Set([...edits.notes, ...allNotes(linkedTo), ...named.notes, ...filterNotes(filters, schema, locale), ...unheld.notes()])],
    found,
  };
}

async function selectedBy(
  { ids, filters = [] }: Selection,
  workspace: WorkspaceParts,
  call: WriteCall,
  onProgress: (read: number, of: number | undefined) => void,
): Promise<{ readonly ids: readonly string[]; readonly found: BulkDraft["found"] }> {
  const unique = [...new Set(ids)];
  if (unique.length > 0) return { ids: unique, found: undefined };
  const found = await findContacts({ filters, limit: MOST_UPDATES }, workspace, call, ({ known, total }) => onProgress(known, total));
  if (!isWhole(found.coverage)) throw new WriteRefused(planText.filtersUnsearched(unknownOthers(found.coverage)));
  checkCount(found.matched);
  return { ids: found.contacts.map(({ contact }) => contact.id), found };
}
