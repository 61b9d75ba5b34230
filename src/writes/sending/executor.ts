import {
  ApiError,
  CallError,
  type CallOptions,
  type ContactId,
  INACTIVE,
  isAt,
  isNotFound,
  type WireContact,
  type WriteOutcome,
} from "../../api/index.ts";
import { within } from "../../async/waiting.ts";
import type { WorkspaceParts } from "../../find/workspace-parts.ts";
import { compare, isLikely } from "../../identity/compare.ts";
import { identityAfter } from "../../identity/identity.ts";
import { LIST_LAG_MS } from "../../replica/sync/index.ts";
import { addedLinks, type Change, isAsBefore, touched } from "../../schema/change.ts";
import { type Proof, persisted, prove } from "../../schema/proof.ts";
import { type ContactRecord, contactName, decodeContact } from "../../schema/record.ts";
import { type NewWrite, newRecord, type Outcome, type WriteRecord } from "../journal/write-record.ts";
import { LockedError } from "../refusal.ts";
import { refusedText } from "../sentences.ts";
import type { SessionWrites } from "../session-writes.ts";
import type { Ready, ReadyCreate, WriteOrigin } from "../write.ts";
import type { IsLocked } from "../write-locks.ts";
import { findCreated, madeBy, type Origins, onApiClock, wasThereBefore } from "./created-finder.ts";
import { awaitDisk } from "./disk-patience.ts";
import type { ClaimedKey } from "./idempotency.ts";
import type { Seen } from "./merge-outcome.ts";
import { createRequests, updateRequests } from "./requests.ts";
import { isCertain, lookAfter, noted, type WriteResult } from "./write-result.ts";

/** How long, in ms, a create that was sent waits for the disk. */
const LATE_MS = 1000;

/** A write that is sent. */
interface DecidedWrite extends Pick<Ready, "contact" | "change" | "name">, Pick<ReadyCreate, "lookalikes"> {
  readonly claimedKey: ClaimedKey;
  readonly origin: WriteOrigin;
}

/** The result of the requests. */
interface Sent {
  /** Known from the start, or from the answer to a create. */
  readonly id: ContactId | undefined;
  /** As in the last answer; absent if the answer to a later request was lost. */
  readonly contact: WireContact | undefined;
  readonly failure: CallError | undefined;
  /** "accepted" also if only the first of several requests was. */
  readonly outcome: WriteOutcome;
  /** A create was answered with a contact that existed before. */
  readonly wasThere?: boolean;
  /** The contact that shows the outcome is that of the answer. */
  readonly isAnswered?: boolean;
}

/**
 * Sends a create or an update, and finds out what the contact shows then. No other code sends them.
 *
 * @throws CallError if certainly nothing was written; WriteRefused and AuditLogError before anything is sent
 */
export async function sendWrite(write: DecidedWrite, isLocked: IsLocked, writes: SessionWrites, call: CallOptions): Promise<WriteResult> {
  if (write.contact) return carriedOut(write, isLocked, writes, call);
  try {
    return await carriedOut(write, isLocked, writes, call);
  } finally {
    await within(LATE_MS, writes.claims.tell(), undefined);
  }
}

async function carriedOut(write: DecidedWrite, isLocked: IsLocked, writes: SessionWrites, call: CallOptions): Promise<WriteResult> {
  const { journal, claims } = writes;
  const lookalikes = write.claimedKey.sentBefore ? undefined : write.lookalikes;
  let record: WriteRecord;
  try {
    record = await journal.begin(newWrite(write));
  } catch (error) {
    write.claimedKey.conclude(write.claimedKey.sentBefore ? "unknown" : "not-sent");
    throw error;
  }
  if (lookalikes) writes.lookalikes.set(write.claimedKey.key, lookalikes);
  // If this process is killed, the others know what it may have created.
  const told = write.contact ? undefined : Promise.all([write.claimedKey.keep?.(lookalikes), claims.tell()]);
  // A process that takes the locks from now on knows of this create.
  if (told && !(await awaitDisk(told, isLocked, call))) throw await givenUp(write, record, writes);
  const sent = await send(write, writes, call);
  if (sent.failure && isCertain(sent.outcome)) {
    write.claimedKey.conclude(sent.outcome);
    writes.lookalikes.delete(write.claimedKey.key);
    await journal.drop(record, sent.outcome);
    throw sent.failure;
  }
  // If an earlier call made the write, the answer shows the contact as it was then.
  const answered = write.claimedKey.sentBefore ? undefined : decoded(sent.contact, writes);
  const seen = answered ?? (await look(write, sent, writes, lookAfter(call)));
  return concluded(write, record, seen, { ...sent, isAnswered: answered !== undefined }, writes);
}

/** Forgets a create that is not sent. */
async function givenUp({ claimedKey }: DecidedWrite, record: WriteRecord, writes: SessionWrites): Promise<LockedError> {
  claimedKey.conclude(claimedKey.sentBefore ? "unknown" : "not-sent");
  if (!claimedKey.sentBefore) writes.lookalikes.delete(claimedKey.key);
  await writes.journal.drop(record, "not-sent");
  return new LockedError(refusedText.lockGone);
}

/**
 * Settles a create whose outcome was not known, if one of these contacts is the one that it made.
 *
 * @returns undefined if none is: the outcome is still not known
 */
export async function settleCreate(write: DecidedWrite, among: readonly ContactRecord[], writes: SessionWrites): Promise<WriteResult | undefined> {
  const { change, claimedKey } = write;
  const contact = madeBy(change, among, originsOf(write, writes));
  if (!contact) {
    claimedKey.conclude("unknown");
    return undefined;
  }
  const record = newRecord(newWrite(write), writes.journal.now());
  return concluded(write, record, contact, { id: contact.id, contact: undefined, failure: undefined, outcome: "accepted" }, writes);
}

async function concluded(write: DecidedWrite, begun: WriteRecord, seen: Seen, sent: Sent, writes: SessionWrites): Promise<WriteResult> {
  const { lastSeen, journal, workspace } = writes;
  const { change, claimedKey } = write;
  const contact = seen === "gone" ? undefined : seen;
  const proof = contact && prove(change, contact, sent.isAnswered);
  const outcome = seen === "gone" ? "not-written" : outcomeOf(write, sent, contact, proof);
  // An unknown outcome stays tied to its key, and so does a request that may still reach the API.
  const isOpen = outcome === "unknown" || (outcome === "not-written" && sent.outcome === "unknown");
  const isKeyOnDisk = isOpen && (await within(LATE_MS, Promise.resolve(claimedKey.keep?.(undefined)), undefined)) === true;
  if (!isOpen) writes.lookalikes.delete(claimedKey.key);
  if (outcome === "existing" || (outcome === "not-written" && sent.outcome !== "accepted")) journal.giveBack(begun);
  const isShown = contact && (outcome === "written" || outcome === "partly");
  if (isShown) lastSeen.note(contact, touched(change));
  const record: WriteRecord = {
    ...begun,
    contact: contact?.id ?? sent.id,
    name: contact ? contactName(contact, workspace.locale) : write.name,
    link: contact?.link ?? write.contact?.link,
    change: proof && outcome !== "unknown" ? persisted(proof) : change,
    outcome,
  };
  const result = await noted(record, { contact, proof, failure: sent.failure, sentBefore: claimedKey.sentBefore, isKeyOnDisk }, journal);
  // After the log: a process that is killed in between leaves the key or the log entry.
  claimedKey.conclude(isOpen ? "unknown" : "accepted");
  return result;
}

/** The requests one after the other, up to the first that fails. */
async function send({ contact, change, claimedKey }: DecidedWrite, { journal, workspace }: SessionWrites, call: CallOptions): Promise<Sent> {
  const { api } = workspace;
  const { create, updates } = contact ? { create: undefined, updates: updateRequests(change) } : createRequests(change);
  let [id, latest, at]: [ContactId | undefined, WireContact | undefined, number] = [contact?.id, undefined, 0];
  const options = () => ({
    deadline: call.deadline,
    share: call.share,
    // A write that has begun is finished.
    signal: at === 0 ? call.signal : undefined,
    idempotencyKey: at === 0 ? claimedKey.key : `${claimedKey.key}-${at}`,
    sentBefore: claimedKey.sentBefore,
  });
  try {
    if (create) {
      latest = await api.create(create, options());
      id = latest.id;
      at += 1;
      // A create does not change a contact that existed before.
      if (wasThereBefore(latest, claimedKey.since, { own: journal.now(), api: api.serverNow() }))
        return { id, contact: latest, failure: undefined, outcome: "accepted", wasThere: true };
    }
    for (const body of updates) {
      if (id === undefined) break;
      latest = await api.update(id, body, options());
      at += 1;
    }
    return { id, contact: latest, failure: undefined, outcome: "accepted" };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    // A refused link may come from a name whose record is gone: the next call looks the name up again.
    if (error instanceof ApiError && error.param?.startsWith("relationships.")) refusedLink(error, change, workspace);
    const outcome = error.writeOutcome ?? "unknown";
    return { id, contact: isCertain(outcome) ? latest : undefined, failure: error, outcome: latest && isCertain(outcome) ? "accepted" : outcome };
  }
}

function refusedLink({ code, param, reason }: ApiError, change: Change, { names }: WorkspaceParts): void {
  names.expire();
  if (code !== INACTIVE) return;
  const links = addedLinks(change).find(({ relationship }) => isAt(param, `relationships.${relationship.apiKey}`));
  const { ids = [], relationship } = links ?? {};
  const refused = ids.length === 1 ? ids : ids.filter((id) => reason.includes(id));
  for (const id of refused) if (relationship) names.refused({ objectType: relationship.definition.objectType, id });
}

function originsOf({ change, claimedKey }: DecidedWrite, { journal, workspace, lookalikes }: SessionWrites): Origins {
  const before = lookalikes.get(claimedKey.key) ?? claimedKey.lookalikes;
  const isOther = (id: string) => before?.has(id) || journal.records.some(({ contact }) => contact === id);
  const wanted = identityAfter(change);
  const isContested = journal
    .openCreates(claimedKey.since - LIST_LAG_MS)
    .some((record) => !record.idempotencyKeys.includes(claimedKey.key) && isLikely(compare(wanted, identityAfter(record.change))));
  const since = onApiClock(claimedKey.since, { own: journal.now(), api: workspace.api.serverNow() });
  return { since, isOther, isContested };
}

/** The contact after a write whose answer was lost, or belongs to an earlier call. */
async function look(write: DecidedWrite, { id, outcome }: Sent, writes: SessionWrites, call: CallOptions): Promise<Seen> {
  const { api, replica } = writes.workspace;
  let found: ContactRecord | undefined;
  try {
    found = id === undefined ? await findCreated(write.change, originsOf(write, writes), writes, call) : undefined;
    const wanted = id ?? found?.id;
    if (wanted === undefined) return undefined;
    const contact = await api.retrieve(wanted, call);
    replica.wrote(contact, found !== undefined);
    return decoded(contact, writes);
  } catch (error) {
    if (!write.contact && outcome === "accepted" && isNotFound(error)) return "gone";
    if (error instanceof CallError) return found;
    throw error;
  }
}

function decoded(contact: WireContact | undefined, { workspace }: SessionWrites): ContactRecord | undefined {
  const schema = workspace.live.current;
  return contact && schema && decodeContact(contact, schema);
}

const newWrite = ({ contact, change, name, claimedKey, origin }: DecidedWrite): NewWrite => ({
  ...origin,
  action: contact ? "update" : "create",
  contact: contact?.id,
  name,
  link: contact?.link,
  change,
  idempotencyKeys: [claimedKey.key],
});

function outcomeOf(write: DecidedWrite, sent: Sent, contact: ContactRecord | undefined, proof: Proof | undefined): Outcome {
  if (sent.wasThere) return "existing";
  if (!contact || !proof) return "unknown";
  if (proof.stored === "all") return "written";
  // A contact that was created without any of the values still exists.
  if (proof.stored === "some" || !write.contact) return "partly";
  // Somebody else has changed it, before or after the write.
  if (sent.outcome === "accepted") return "not-written";
  // A request that is still under way may be carried out after the contact was read.
  return isAsBefore(write.change, contact) && !sent.failure?.isUnderWay ? "not-written" : "unknown";
}
