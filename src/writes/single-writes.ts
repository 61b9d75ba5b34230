import type { CallOptions } from "../api/index.ts";
import { withFreshDefinitions } from "../definitions/fresh-definitions.ts";
import { allOf } from "../fields/rejection.ts";
import type { WorkspaceParts } from "../find/workspace-parts.ts";
import { identityAfter, isNobody } from "../identity/identity.ts";
import { addedLinks, type Change, changeOf, currentValues, difference, inverse, isEmpty, nameAfter, touched } from "../schema/change.ts";
import type { Edits } from "../schema/collected-edits.ts";
import type { Attribute } from "../schema/contact-schema.ts";
import { changedContact } from "../schema/edits-of-values.ts";
import { type CreateInput, encodeCreate, encodeExpected, encodeReturned, encodeUpdate, type UpdateInput } from "../schema/encode.ts";
import type { TargetId } from "../schema/link-target.ts";
import { type ContactRecord, contactName } from "../schema/record.ts";
import type { WriteCall } from "./consent.ts";
import type { LastSeenValues } from "./last-seen.ts";
import { checkCalled } from "./present-contact.ts";
import { checkShifts } from "./repeated-shift.ts";
import { CREATES_NOBODY } from "./sentences.ts";
import type { SessionWrites } from "./session-writes.ts";
import type { ChangeDraft, CreateDraft, Guarded } from "./write.ts";
import { type AskTerms, type Proposal, proposeWrite } from "./write-pipeline.ts";

interface CreateRequest {
  readonly input: CreateInput;
  /** Only show what would be written. */
  readonly dryRun: boolean;
  /** Create the contact although the person exists. */
  readonly allowDuplicate: boolean;
}

interface UpdateRequest {
  /** Of the contact. */
  readonly id: string;
  /** The name that the call gives beside the ID. */
  readonly calledBy?: string | undefined;
  readonly input: UpdateInput;
  readonly dryRun: boolean;
  /** Write a value that belongs to one person although another contact holds it. */
  readonly allowDuplicate: boolean;
  /** What the contact must hold for the write to be made. */
  readonly expect?: Readonly<Record<string, unknown>> | undefined;
}

/** The outcome of a requested write. */
export interface SingleWrite {
  readonly proposal: Proposal;
  /** What was assumed on the way, a sentence each. */
  readonly notes: readonly string[];
}

/** What an update is drafted from. */
interface UpdateEdits {
  readonly edits: Edits;
  readonly expected: Edits;
  /** Adds again what the edits remove. */
  readonly returned: Edits;
  readonly dryRun: boolean;
}

type Question = AskTerms["question"];

/**
 * Creates a contact of what an agent gives.
 *
 * @throws InvalidInput before any request, WriteRefused, the errors of `api/`, DefinitionsChangedError
 */
export function requestCreate(request: CreateRequest, writes: SessionWrites, call: WriteCall, question: Question): Promise<SingleWrite> {
  const { input, dryRun, allowDuplicate } = request;
  const { workspace, keys } = writes;
  const { live, locale, names } = workspace;
  return withFreshDefinitions(live, call, async (schema) => {
    const { encoded: edits, notes } = await encodedBy((targetId) => encodeCreate(input, { schema, locale, targetId }), workspace, call);
    const { change } = changeOf(edits, undefined);
    await names.checkLinkable(addedLinks(change), call);
    const draft: CreateDraft = { action: "create", change, name: nameAfter(change, locale) ?? "a contact", allowDuplicate };
    const proposal = await proposeWrite(draft, { origin: { tool: "create_contact" }, keys, dryRun, question }, writes, call);
    const unidentified = isNobody(identityAfter(change)) ? [CREATES_NOBODY] : [];
    return { proposal, notes: [...edits.notes, ...notes, ...unidentified] };
  });
}

/** Updates a contact. @throws as {@link requestCreate} */
export function requestUpdate(request: UpdateRequest, writes: SessionWrites, call: WriteCall, question: Question): Promise<SingleWrite> {
  const { id, calledBy, input, dryRun, allowDuplicate, expect = {} } = request;
  const { workspace, keys, lastSeen } = writes;
  const { live, locale } = workspace;
  return withFreshDefinitions(live, call, async (schema) => {
    const encode = (targetId: TargetId) => {
      const encoding = { schema, locale, targetId };
      const [edits, expected] = allOf(
        () => encodeUpdate(input, encoding),
        () => encodeExpected(expect, encoding),
      );
      return { edits, expected, returned: encodeReturned(input, encoding) };
    };
    const { encoded, notes } = await encodedBy(encode, workspace, call);
    const draft: ChangeDraft = {
      action: "update",
      contact: id,
      allowDuplicate,
      against: (contact, now) => {
        checkCalled(contact, calledBy, locale);
        return against(contact, { ...encoded, dryRun }, writes, now);
      },
    };
    const proposal = await proposeWrite(draft, { origin: { tool: "update_contact" }, keys, dryRun, question }, writes, call);
    if (proposal.kind === "gone") throw proposal.failure;
    // The answer shows what these attributes hold.
    if ((proposal.kind === "shown" || proposal.kind === "planned") && proposal.ready.contact)
      lastSeen.note(proposal.ready.contact, touched(proposal.ready.change));
    return { proposal, notes: [...encoded.edits.notes, ...encoded.expected.notes, ...notes] };
  });
}

/** Names are looked up first, because encoders are synchronous. */
async function encodedBy<T>(encode: (targetId: TargetId) => T, { targets }: WorkspaceParts, call: CallOptions) {
  const { targetId, brief: notes } = await targets.lookUp(encode, call);
  return { encoded: encode(targetId), notes };
}

/** The result of edits for the contact as it is now. */
async function against(contact: ContactRecord, given: UpdateEdits, writes: SessionWrites, call: CallOptions): Promise<Guarded> {
  const { edits, expected, returned, dryRun } = given;
  const { workspace, journal, lastSeen, keys } = writes;
  const { names, locale } = workspace;
  names.saw([contact]);
  const unmet = difference(expected, contact).change;
  const { change, unchanged } = changeOf(edits, contact, names.nameOf);
  checkShifts(edits, contact, journal, locale);
  // What would come if it were added was not there.
  const absent = difference(returned, contact).change;
  const inDoubt = isEmpty(change) ? journal.inDoubt(contact.id) : [];
  // The contact may differ from what is expected because of this very call, made before with an unknown outcome.
  const isOwnDoing = inDoubt.some(({ change: made }) => isOfCall(made, { edits, expected }, contact));
  if (!isEmpty(unmet) && !isOwnDoing) return { kind: "unexpected", contact, unmet };
  await names.checkLinkable(addedLinks(change), call);
  if (isEmpty(change)) {
    if (inDoubt.length > 0 && !dryRun) {
      // An update whose outcome was not known turns out to be written.
      keys.forget(contact.id);
      await journal.foundWritten(contact);
    }
    lastSeen.note(contact, unchanged);
    return { kind: "unchanged", contact, findings: { unchanged, absent } };
  }
  const conflicts = dryRun ? undefined : unseenBy(contact, change, expected, lastSeen);
  if (conflicts && !isEmpty(conflicts)) return { kind: "conflict", contact, conflicts };
  const changed = touched(change);
  const others = [...expected.fields.keys(), ...expected.links.keys()].filter((attribute) => !changed.includes(attribute));
  const findings = { unchanged, absent };
  return { kind: "ready", action: "update", contact, change, holds: currentValues(contact, others), name: contactName(contact, locale), findings };
}

/**
 * Values that the change would overwrite, and that somebody else has set since the contact was shown here. They count
 * as shown from now on, so a repeated call overwrites them. Values in the call's own `expect` count as known.
 */
function unseenBy(contact: ContactRecord, { fields, links }: Change, expected: Edits, lastSeen: LastSeenValues): Change {
  const conflicts = lastSeen.changedSince(contact.id, {
    fields: fields.filter(({ field }) => !expected.fields.has(field)),
    links: links.filter(({ relationship }) => !expected.links.has(relationship)),
  });
  lastSeen.note(contact, touched(conflicts));
  return conflicts;
}

/** Whether a change of the contact may come from such a call, made when the contact held what the call expects. */
function isOfCall(made: Change, { edits, expected }: Pick<UpdateEdits, "edits" | "expected">, contact: ContactRecord): boolean {
  const edited = new Set<Attribute>([...edits.fields.keys(), ...edits.links.keys()]);
  const before = changedContact(contact, inverse(made));
  return touched(made).every((attribute) => edited.has(attribute)) && isEmpty(difference(expected, before).change);
}
