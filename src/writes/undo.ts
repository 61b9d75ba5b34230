import type { CallOptions } from "../api/index.ts";
import { showMinute } from "../fields/datetime.ts";
import { type Change, isEmpty, isSame, NO_CHANGE, sameIds } from "../schema/change.ts";
import { callText } from "../text/call-text.ts";
import { counted } from "../text/plural.ts";
import { nameAndId } from "../text/words.ts";
import { conditionalDraft } from "./conditional-draft.ts";
import type { WriteCall } from "./consent.ts";
import { earlierWrites } from "./earlier-writes.ts";
import { repeats } from "./journal/history.ts";
import type { Journal } from "./journal/journal.ts";
import type { LoggedRecord } from "./journal/logged-record.ts";
import { mayHaveWritten, type WriteRecord } from "./journal/write-record.ts";
import { checkNothingMerged, mayHaveMergedInto } from "./merges/merged-into.ts";
import type { KeptPlan } from "./plans/plan-store.ts";
import { MisfitError, WriteRefused } from "./refusal.ts";
import { CannotDeleteError } from "./sending/trash.ts";
import { undoText } from "./sentences.ts";
import type { SessionWrites } from "./session-writes.ts";
import { undoing, undoRows } from "./undo-rows.ts";
import type { Attempt, Ready } from "./write.ts";
import { proposeWrite } from "./write-pipeline.ts";

export type Undone =
  /** `before`: the write before it, which the next undo without an ID undoes. `after`: the last later write of the contact. */
  | {
      readonly kind: "attempted";
      readonly record: WriteRecord;
      readonly attempt: Attempt;
      readonly before: WriteRecord | undefined;
      readonly after: WriteRecord | undefined;
    }
  /** The undo would delete a contact, which the user has to confirm first. */
  | { readonly kind: "unconfirmed"; readonly record: WriteRecord; readonly ready: Ready; readonly before: WriteRecord | undefined }
  /** A plan. `mustBeApplied`: the user must agree first. `notice`: why they were not asked, if just found out. */
  | { readonly kind: "planned"; readonly plan: KeptPlan; readonly mustBeApplied: boolean; readonly notice?: string | undefined };

interface UndoInput {
  readonly id?: string | undefined;
  /** A contact may be deleted, if an answer of its undo has shown the values that it has got since its create. */
  readonly confirmed?: boolean | undefined;
}

const TOOL = "undo_write";

/**
 * Undoes a write or a batch by ID, by default the last one that was not undone. No contact is deleted unless
 * the call or the user confirms that.
 *
 * @throws WriteRefused if there is nothing to undo, or it cannot be undone from here
 */
export async function undoWrites(
  { id, confirmed }: UndoInput,
  writes: SessionWrites,
  call: WriteCall,
  question: (record: WriteRecord, ready: Ready) => Promise<readonly string[]>,
): Promise<Undone> {
  const { consent, plans, keys, journal, shownByUndos } = writes;
  const records = await found(id, writes, call);
  const [record, ...others] = records;
  if (!record) throw new WriteRefused(undoText.nothing(await earlierText(writes, call)));
  const asks = consent.asks(call);
  const mustAsk = records.some(({ action }) => action === "create") && !asks;
  if (others.length > 0 || consent.mustPlan(call)) {
    const rows = await undoRows(records, writes.workspace, call);
    const plan = await plans.make(TOOL, rows, call);
    return { kind: "planned", plan, mustBeApplied: consent.mustPlan(call) || mustAsk || rows.every((row) => row.onlyIfNamed) };
  }
  const { contact } = record;
  if (contact === undefined) throw unknownContact(record);
  // A write that could not be undone stays the last one, and the next undo would meet it again.
  const before = id === undefined ? await writeBefore([record], writes, call) : undefined;
  // After the undo of a create, the same call without an ID may be a repetition, which means that create.
  const last = journal.records.at(-1);
  const mayRepeat = id === undefined && last?.action === "delete" && last.undoes !== record.id;
  const dryRun = mustAsk && (!confirmed || mayRepeat);
  const origin = { tool: TOOL, undoes: record.id };
  const draft = conditionalDraft({ ...undoing(record), contact });
  const mustShow = ({ holds }: Ready) => mustAsk && holds !== undefined && !areShown(holds, shownByUndos.get(record.id));
  try {
    if (dryRun) await journal.check(origin);
    const terms = { origin, keys, dryRun, mustShow, question: (ready: Ready) => question(record, ready) };
    const proposal = await proposeWrite(draft, terms, writes, call);
    if (proposal.kind === "shown") {
      const { ready } = proposal;
      // The answer shows these values.
      if (ready.holds) shownByUndos.set(record.id, ready.holds);
      return { kind: "unconfirmed", record, ready, before };
    }
    if (proposal.kind === "planned") return { ...proposal, mustBeApplied: true };
    return { kind: "attempted", record, attempt: proposal, before, after: laterThan(record, journal) };
  } catch (error) {
    if (before && error instanceof CannotDeleteError) throw new WriteRefused(`${error.message} ${undoText.before(before)}`);
    if (!(error instanceof MisfitError)) throw error;
    const after = laterThan(record, journal);
    throw after ? new WriteRefused([...error.lines, undoText.after(after)]) : error;
  }
}

/** The writes to undo, last one first. */
async function found(id: string | undefined, writes: SessionWrites, call: CallOptions): Promise<WriteRecord[]> {
  const { journal } = writes;
  const own = journal.records;
  if (id === undefined) {
    const last = lastWrites(journal);
    const final = last.find(needsManualUndo);
    const creates = last.filter(({ action }) => action === "create");
    // Another session may have merged somebody into a new contact.
    if (creates.length > 0) {
      const logged = await writesOfOthers(writes, call);
      checkNothingMerged(creates, [...logged.map(({ record }) => record), ...own]);
    }
    if (!final) return last;
    // Silently undoing the write before it would undo what nobody has asked for.
    const before = await writeBefore(last, writes, call);
    throw new WriteRefused([manualUndoText(final), ...(before ? [undoText.before(before)] : [])].join(" "));
  }
  const isNamed = (write: WriteRecord) => write.id === id || write.batch === id;
  const one = journal.find(id);
  // Another session may have written a part of a batch, may know the contact of a create, or may have merged contacts
  // into one that the undo deletes.
  const isKnown = one?.contact !== undefined && one.action !== "create";
  const about = isKnown ? [] : await writesOfOthers(writes, call, id);
  // A write with another ID may stand for one whose outcome is not known.
  const isOpen = one?.outcome === "unknown" || about.some(({ record }) => isNamed(record) && record.outcome === "unknown");
  const logged = isOpen && !isKnown ? await writesOfOthers(writes, call) : about;
  const earlier = logged.filter(({ record }) => isNamed(record));
  const partial = earlier.find(({ whole }) => !whole);
  if (partial) throw new WriteRefused(undoText.partial(partial.record.id));
  const all = one ? [one] : [...earlier.map(({ record }) => record), ...own.filter(isNamed)];
  if (all.length === 0) throw new WriteRefused(undoText.noSuchWrite(id, journal.isLogged));
  const loggedRecords = logged.map(({ record }) => record);
  const isUndone = journal.undone(loggedRecords);
  const known = [...loggedRecords, ...own];
  const repeatOf = repeats(known);
  const open =
    all.length === 1
      ? all.map((record) => journal.madeAs(record, loggedRecords))
      : all.filter((record) => hasChanged(record) && !needsManualUndo(record) && !isUndone(record.id) && repeatOf(record.id) === undefined);
  // Writes that only a person can undo, in the app, do not stop the undo of the others.
  if (open.length === 0) for (const record of all.filter(needsManualUndo)) check(record, isUndone, known);
  if (open.length === 0) throw new WriteRefused(all.some(hasChanged) ? undoText.allUndone(id) : undoText.nothingOf(id));
  for (const record of open) check(record, isUndone, known);
  checkNothingMerged(
    open.filter(({ action }) => action === "create"),
    known,
  );
  return open.reverse();
}

/** The write before these that can be undone, and that no other session has undone. */
async function writeBefore(these: readonly WriteRecord[], writes: SessionWrites, call: CallOptions): Promise<WriteRecord | undefined> {
  const { journal } = writes;
  if (lastWrites(journal, these).length === 0) return undefined;
  const others = await writesOfOthers(writes, call);
  return lastWrites(journal, these, journal.undone(others.map(({ record }) => record)))[0];
}

/** The last write that was not undone, or its batch; without `except`. */
function lastWrites(journal: Journal, except: readonly WriteRecord[] = [], isUndone = journal.undone([])): WriteRecord[] {
  const passed = new Set(except.map(({ id }) => id));
  const may = (record: WriteRecord) => !passed.has(record.id) && !isUndone(record.id) && !(passed.size > 0 && needsManualUndo(record));
  return lastOf(journal.records, may, journal);
}

/** As {@link lastWrites}, among these writes, if they `may` be undone. */
function lastOf(records: readonly WriteRecord[], may: (record: WriteRecord) => boolean, journal: Journal): WriteRecord[] {
  const all = [...new Set([...records, ...journal.records])];
  const isUndone = journal.undone(records.filter(({ id }) => !journal.find(id)));
  const repeatOf = repeats(all);
  const trashed = new Set(all.filter(({ action, outcome }) => action === "delete" && outcome === "written").map(({ contact }) => contact));
  // A contact that was merged into another is in the trash, and the other has its values.
  const merges = all.filter(({ action, outcome }) => action === "merge" && outcome !== "not-written");
  const merged = new Set(merges.map(({ merge }) => merge?.duplicate));
  const holdsOther = (record: WriteRecord) => record.action === "create" && merges.some((merge) => mayHaveMergedInto(record.contact, merge));
  const open = records.filter(
    (record) =>
      may(record) &&
      !holdsOther(record) &&
      !merged.has(record.contact) &&
      hasChanged(record) &&
      record.undoes === undefined &&
      (needsManualUndo(record) || !trashed.has(record.contact)) &&
      !isUndone(record.id) &&
      repeatOf(record.id) === undefined,
  );
  const last = open.at(-1);
  if (!last) return [];
  return last.batch === undefined ? [last] : open.filter(({ batch }) => batch === last.batch).reverse();
}

/** The last write of this session that changed the same contact after a write, and can be undone. */
function laterThan({ id, contact }: WriteRecord, journal: Journal): WriteRecord | undefined {
  const { records } = journal;
  const later = records.slice(records.findIndex((record) => record.id === id) + 1);
  return lastOf(later, (record) => record.contact === contact && !needsManualUndo(record), journal).at(0);
}

/** The last write of an earlier session that can be undone, and the call that does so. */
async function earlierText(writes: SessionWrites, call: CallOptions): Promise<string> {
  const { workspace, journal } = writes;
  const logged = await writesOfOthers(writes, call);
  const named = ({ batch, id }: WriteRecord) => batch ?? id;
  const partial = new Set(logged.filter(({ whole }) => !whole).map(({ record }) => named(record)));
  const records = logged.map(({ record }) => record);
  const [last, ...others] = lastOf(records, (record) => !partial.has(named(record)) && !needsManualUndo(record), journal);
  if (!last) return undoText.listShows(journal.isLogged);
  const what = others.length > 0 ? `${counted(others.length + 1, "write")} of ${last.tool}` : `${last.tool}, ${nameAndId(last.name, last.contact)}`;
  const time = showMinute(last.at, workspace.locale.timeZone);
  return undoText.lastOfEarlier(`${what}, ${time}`, callText(TOOL, { write_id: named(last) }), journal.isLogged);
}

/** Writes of other sessions. */
async function writesOfOthers(writes: SessionWrites, call: CallOptions, about?: string): Promise<LoggedRecord[]> {
  const earlier = await earlierWrites(0, writes, call, about);
  return earlier.writes.filter(({ record }) => !writes.journal.find(record.id));
}

/**
 * Whether these values were shown. A long one counts too: the answer has named it, shown its beginning and said how long
 * it is, which is enough to decide, and the contact can be restored.
 */
const areShown = ({ fields, links }: Change, shown = NO_CHANGE): boolean =>
  fields.every(({ field, after }) => shown.fields.some((one) => one.field.apiKey === field.apiKey && isSame(field, one.after, after))) &&
  links.every(({ relationship, after }) => shown.links.some((one) => one.relationship.apiKey === relationship.apiKey && sameIds(one.after, after)));

/** Whether a write may have changed a contact in a way that can be undone. */
const hasChanged = (record: WriteRecord): boolean =>
  mayHaveWritten(record) && record.contact !== undefined && (record.action !== "update" || !isEmpty(record.change));

/** Whether a write, once made, can only be undone by hand in the app. */
const needsManualUndo = ({ action, outcome }: WriteRecord): boolean => (action === "merge" || action === "delete") && outcome !== "not-written";

/** What to do by hand instead of undoing a merge or a delete. */
const manualUndoText = ({ id, name, contact, link, merge, outcome }: WriteRecord): string =>
  merge
    ? undoText.merged(id, nameAndId(name, contact), nameAndId(merge.name, merge.duplicate), merge.link)
    : undoText.inTrash(name, outcome !== "unknown", link);

/** @param known writes, among them the one that has undone it @throws WriteRefused if the write cannot be undone */
function check(record: WriteRecord, isUndone: (id: string) => boolean, known: readonly WriteRecord[]): void {
  const { id, name, action, outcome, contact } = record;
  if (needsManualUndo(record)) throw new WriteRefused(manualUndoText(record));
  if (isUndone(id)) {
    const by = known.find((one) => one.undoes === id && one.outcome === "written" && !isUndone(one.id));
    throw new WriteRefused(by?.action === "delete" ? manualUndoText(by) : undoText.undone(id, by?.id));
  }
  if (outcome === "existing") throw new WriteRefused(undoText.existing(id, nameAndId(name, contact)));
  // For an update, the contact shows whether there is anything to undo.
  if (contact === undefined) throw unknownContact(record);
  if (outcome === "not-written" || (isEmpty(record.change) && action === "update")) throw new WriteRefused(undoText.changedNothing(id));
}

const unknownContact = ({ id, name }: WriteRecord) => new WriteRefused(undoText.unknownContact(id, name));
