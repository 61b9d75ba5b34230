/** Sentences for the model about refused writes, and about rows that a plan leaves out. They need only values. */
import { callText } from "../text/call-text.ts";
import { firstOf } from "../text/first-of.ts";
import { counted, grouped } from "../text/plural.ts";
import { quote } from "../text/quote.ts";

const MOST_COLUMNS = 5;
const LONGEST_ID = 80;

const TO_WRITE = "Only the user can change that, in the client's MCP settings.";
const LIMIT_REMEDY = "The user can raise the limit in the client's MCP settings, or restart the client for a new session.";

/** How many writes a session may make, and undo. */
export interface WriteLimit {
  readonly most: number;
  /** The name of the setting, as it was given. */
  readonly setting: string;
}

/** What the limit of a session counts. */
export type LimitKind = "writes" | "undos";

/** Why a row of a plan is left out, skipped or not written. */
export const rowText = {
  severalContacts: (count: number) => `may mean ${counted(count, "contact")}`,
  /** @param shares "shares only the phone number" */
  mayMean: (contact: string, shares: string) => `${shares} with ${contact}`,
  isNameOf: (stored: string, other: string) => `would give ${stored} the name of ${other}`,
  isNotNameIn: (stored: string, address: string) => `would rename ${stored}, but ${address} contains the stored name`,
  /** @param given the ID in the row */
  noContact: (given: string | undefined) => (given === undefined ? "the contact does not exist" : `there is no contact ${given}`),
  matchedBefore: (id: string) =>
    `the row matched ${id}, but somebody else has changed that contact since, and they no longer match; import the row again in a few minutes`,
  sameContactAs: (row: number) => `means the same contact as row ${row}`,
  /** @param shares absent if it is certain */
  samePersonAs: (row: number, shares: string | undefined, isCreated: boolean) => {
    const same = shares === undefined ? `creates the same person as row ${row}` : `may be the same person as row ${row} (${shares})`;
    return isCreated ? `${same}. To add the values of this row, apply row ${row} first, then this row with "as"` : same;
  },
  isOfRow: (row: number) => `the contact of row ${row}`,
  passedOver: (contact: string, by: string) => `has the same ${by} as ${contact}, but match_on names other keys`,
  identifiesNobody: (unused: readonly string[]) => {
    const [keys, columns] = unused.length === 1 ? ["a key", "this column"] : ["keys", "these columns"];
    const named = firstOf(unused.map(quote), MOST_COLUMNS);
    return `has no name, e-mail or other value that identifies a person in the used columns; map ${named} to ${keys} with the columns argument, or to "" to ignore ${columns}`;
  },
  saysNotWho: "has no name, e-mail address, phone number or other value that identifies a person",
  isCompany: "has the name of a company, not of a person",
  besideName: (texts: readonly string[]) => `${texts.map(quote).join(" and ")} beside the name is not written`,
  unsureCapitals: (column: string, word: string, rest: string) =>
    `${word} may be the last name or the first. columns says which: {"column": ${quote(`${column}=${word} ${rest}`)}, "field": ${quote(`${word}, ${rest}`)}} or ${quote(`${rest}, ${word}`)}`,
  unsureName: (text: string) => `${quote(text)} may be the first name, or no part of the name`,
  unnamed: "has no name, and only a phone number or an address that several people may share",
  severalPeople: (name: string) => `${quote(name)} may name several people`,
  sameAsAbove: (mark: string) => `${quote(mark)} in place of the name means the row above`,
  /** @param problems sentences such as `"dana@" is not an e-mail address.` */
  keyLeftOut: (problems: readonly string[]) => `a value that identifies the person cannot be read: ${problems.join(" ")}`,
  onlyLeftOut: (problems: readonly string[]) => `no value is left that identifies a person: ${problems.join(" ")}`,
  onlyNameLeft: (problems: readonly string[]) => `only a name is left to identify the person: ${problems.join(" ")}`,
  restsOnUnwritten: "planned for the result of another row of this contact, which was not written",
  passesNoLonger: "somebody else has changed it, and it no longer passes the filters",
  changedSinceShown: (changes: readonly string[]) =>
    `somebody else has changed it since it was shown here: ${changes.join("; ")}. Repeat the call to make your change anyway`,
  /** @param by "e-mail" */
  hasSame: (by: string) => `has the same ${by}`,
  getsSame: (by: string) => `gets the same ${by}`,
  isHeld: (contact: string, by: string) => `${contact} ${rowText.hasSame(by)}`,
  /** @param row of the plan, if its rows have numbers */
  isGiven: (contact: string, by: string, row: number | undefined): string =>
    `${contact} ${rowText.getsSame(by)} in ${row === undefined ? "this plan" : `row ${row}`}`,
  nowHasSame: (id: string, by: string) => `${id} has the same ${by} by now`,
  mayBeMade: "it is not known whether an earlier attempt at this row created another contact",
  openCreate: "it is not known yet whether the same person was just created",
  gone: "the contact is gone",
  fieldGone: "one of the fields was deleted from the workspace, or can no longer be written",
  unknown: (name: string, problem: string) => `It is not known whether ${name} was written: ${problem}`,
  existedBefore: (id: string) => `the API answered with ${id}, a contact that existed before`,
  goneSince: "it was created, and later deleted or merged into another contact",
  notStored: (labels: readonly string[], partOf: string | undefined) =>
    `${partOf === undefined ? "Not stored" : `Written in part (${partOf}). Not stored as sent`}: ${labels.join(", ")}`,
  checkKey: (problem: string) => `${problem} Check the API key.`,
  missingScope: (problem: string, scope: string) => `${problem} The key needs the scope ${scope}.`,
  accepted: (reason: string, choices: string) => `${reason} Accepted: ${choices}.`,
};

/** Why a plan could not be made or run. */
export const planText = {
  notAllRead: (read: number, total: number) =>
    `Not planned yet: ${grouped(read)} of ${counted(total, "contact")} have been read. The rate limit allows no more in one call. Repeat the call to continue.`,
  filtersUnsearched: (why: string) => `Not planned: ${why}. With ids instead of filters, the update can be planned at once.`,
  contactsUnsearched: (why: string) => `Not planned: it is not known which contacts exist, because ${why}.`,
  noSuchPlan: (id: string) =>
    `There is no plan ${JSON.stringify(id.slice(0, LONGEST_ID))}. Take the ID from the answer that showed the plan, or make a new plan.`,
  tooOld: (minutes: number) =>
    `The plan is older than ${counted(minutes, "minute")}, and contacts may have changed by now. This call has written nothing. Make a new plan.`,
  running: "Another call is applying this plan right now. Call apply_plan again when that call has ended.",
  userNotAsked: "The user has to agree first, but the client cannot ask questions.",
};

/** A note on a create. */
export const CREATES_NOBODY = "These values do not identify a person. Ask the user for a name, an e-mail address or a phone number, and add it.";

/** Why a write was refused before anything was sent. */
export const refusedText = {
  otherName: (id: string, name: string, given: string) =>
    `Not written: ${id} is ${quote(name)}, not ${quote(given)}. Accepted: the ID of the contact that is meant.`,
  userDeclined: "Not written: the user did not agree. Ask what to change before you repeat the call.",
  userSilent: "Not written: the user closed the question, or did not answer in time. Repeat the call to ask again.",
  noTimeToAsk: "Not written: the call ran out of time before the user could be asked. Repeat the call to ask them.",
  /** After why a contact should not get a value of another one. */
  ifStillRight: 'If the change is still right, call update_contact with "allow_duplicate": true',
  /** After how to repeat a create whose outcome is not known. */
  repeatsSafely:
    "That call has the same idempotency key as the earlier one, so the two together create at most one contact. If the earlier call created it, find_contacts shows it in a minute.",
  locked: "Not written: another write to this contact has not ended yet. Perhaps it is waiting for the user's answer. Try again when it has ended.",
  lockGone:
    "Not written: the lock of this write is gone, because the cache was deleted or the computer slept. Another server may have created or changed the contact. Try again.",
  misfits: (problems: readonly string[]) => `Not written: ${problems.join(" ")}`,
  atLimit: (problem: string, { most }: WriteLimit, kind: LimitKind) =>
    `Not ${kind === "writes" ? "written" : "undone"}: ${problem} ${most === 0 ? TO_WRITE : LIMIT_REMEDY}`,
  cannotDelete: (name: string, not: "deleted" | "undone", link: string | undefined) =>
    `Not ${not}: this key or deployment cannot delete contacts (that needs the scope contacts:delete). ${name} can be deleted in the Lightfield app${link ? ` (${link})` : ""}.`,
  unsearched: (why: string) =>
    `Not created: it is not known whether the contact exists. The API cannot search for every given value, and ${why}. To create the contact anyway, repeat the call with "allow_duplicate": true.`,
};

/** Why no more can be written or undone, a sentence. */
export function limitText({ most, setting }: WriteLimit, kind: LimitKind): string {
  if (most === 0) return `this server is not allowed to write (${setting} is 0).`;
  return `this session has reached its limit of ${counted(most, kind === "writes" ? "write" : "undo")} (${setting}).`;
}

/** Why the user could not be asked. */
export const askText = {
  tooFast: (ms: number) => `the answer came after ${ms} ms, faster than a person can read`,
  unreached: (why: string) => `The user could not be asked (${why}). This session does not ask again. Each write becomes a plan.`,
};

/** A write, or one of a batch. */
interface Undoable {
  readonly id: string;
  readonly batch?: string | undefined;
}

/** Why a write cannot be undone. */
export const undoText = {
  nothing: (earlier: string) => `Not undone: this session has no write to undo. ${earlier}`,
  noSuchWrite: (id: string, isLogged: boolean) => `Not undone: there is no write ${quote(id)}. ${undoText.listShows(isLogged)}`,
  partial: (id: string) =>
    `Not undone: the write ${id} changed fields that are deleted or hidden, or the log does not have their values. Change the contact in the Lightfield app.`,
  allUndone: (id: string) => `Not undone: all writes of ${quote(id)} are undone already.`,
  nothingOf: (id: string) => `Not undone: nothing of ${quote(id)} can be undone.`,
  inTrash: (name: string, isCertain: boolean, link: string | undefined) =>
    `Not undone: the contact ${name} ${isCertain ? "is" : "may be"} in the trash. It can be restored in the Lightfield app${link ? ` (${link})` : ""}.`,
  merged: (id: string, kept: string, merged: string, link: string | undefined) =>
    `Not undone: a merge cannot be undone by a call. In the Lightfield app, a person can restore ${merged} from the trash${link ? ` (${link})` : ""}, and then correct the values of ${kept}. ${callText("list_writes", { write_id: id })} shows both contacts as they were.`,
  /** @param link of the contact that stays */
  mergedInto: ({ id, kept, merged, isCertain, link }: { id: string; kept: string; merged: string; isCertain: boolean; link: string | undefined }) =>
    `Not undone: ${merged} ${isCertain ? "was" : "may have been"} merged into ${kept}, so the undo would delete the values of both. In the Lightfield app, restore ${merged} from the trash first, then delete ${kept} by hand${link ? ` (${link})` : ""}. ${callText("list_writes", { write_id: id })} shows both contacts as they were.`,
  /** @param by the write that undid it, if it is known and can be undone */
  undone: (id: string, by: string | undefined) =>
    `Not undone: the write ${id} is undone already.${by === undefined ? "" : ` To redo it: ${callText("undo_write", { write_id: by })}`}`,
  existing: (id: string, contact: string) =>
    `Not undone: the write ${id} created no contact. The API answered with ${contact}, which existed before and stays unchanged.`,
  unknownContact: (id: string, name: string) => `Not undone: it is not known whether the write ${id} was made. Look for the contact (${name}) first.`,
  mayStillBeMade: (id: string) =>
    `Not undone: it is not known yet whether the write ${id} will still be made. Repeat the undo in a few minutes: ${callText("undo_write", { write_id: id })}`,
  changedNothing: (id: string) => `Not undone: the write ${id} changed nothing.`,
  before: ({ id, batch = id }: Undoable) => `To undo the write before it: ${callText("undo_write", { write_id: batch })}`,
  after: ({ id }: Undoable) => `To undo the later write first: ${callText("undo_write", { write_id: id })}`,
  listShows: (isLogged: boolean) =>
    isLogged ? 'list_writes shows today\'s writes of this session and of the audit log; "since" goes back further.' : undoText.unlogged,
  /** Without an audit log, a list is not all that was written, and its last write may not be the last one. */
  unlogged: "Without LIGHTFIELD_AUDIT_LOG, other sessions' writes are not known, except unfinished plans.",
  lastOfEarlier: (what: string, undo: string, isLogged: boolean) =>
    isLogged
      ? `Last written in an earlier session: ${what}. To undo: ${undo}`
      : `${undoText.unlogged} The last of these, which may not be the last write: ${what}. To undo: ${undo}`,
};

/** For a write that the log has as sent, if its outcome could not be added to the log. */
export const unloggedText = (write: string, why: string): string => `The audit log still says that the outcome of ${write} is unknown: ${why}`;
