/** The steps of every write: guard, the user's consent if needed, sending and proof, and the journal's record. */
import type { CallOptions } from "../api/index.ts";
import { identityAfter } from "../identity/identity.ts";
import { identifiers } from "../identity/value-keys.ts";
import { conditionalDraft } from "./conditional-draft.ts";
import type { WriteCall } from "./consent.ts";
import { checkDraft, type GuardTerms } from "./guard.ts";
import type { KeptPlan } from "./plans/plan-store.ts";
import { LockedError } from "./refusal.ts";
import { sendWrite } from "./sending/executor.ts";
import { sendMerge } from "./sending/merger.ts";
import { moveToTrash } from "./sending/trash.ts";
import { refusedText } from "./sentences.ts";
import type { SessionWrites } from "./session-writes.ts";
import type { Attempt, Draft, Ready } from "./write.ts";
import { type IsLocked, whileLocked } from "./write-locks.ts";

/** The result for a write that nobody has agreed to yet. */
export type Proposal =
  | Attempt
  /** Nothing is sent: it is a dry run, or the write must be shown first. */
  | { readonly kind: "shown"; readonly ready: Ready }
  /** Nobody could be asked, so the write is a plan now. `notice`: a sentence that says why, if just found out. */
  | { readonly kind: "planned"; readonly ready: Ready; readonly plan: KeptPlan; readonly notice: string | undefined };

export interface AskTerms extends GuardTerms {
  /** Whether the write is only shown, because it takes away values that nobody has seen. Absent: never. */
  mustShow?(ready: Ready): boolean;
  /** What the user is asked if they must agree. */
  question(ready: Ready): Promise<readonly string[]>;
}

/** Makes a write to which the user has agreed. @throws as {@link checkDraft} and {@link sendWrite} */
export function applyWrite(draft: Draft, terms: GuardTerms, writes: SessionWrites, call: CallOptions): Promise<Attempt> {
  const work = async (isLocked: IsLocked) => {
    const guarded = await checkDraft(draft, terms, writes, call);
    return guarded.kind === "ready" ? send(guarded, terms, isLocked, writes, call) : guarded;
  };
  return alone(draft, work, writes, call);
}

/** Makes a write once the user agrees, if they must. @throws as `applyWrite`, and WriteRefused if not */
export function proposeWrite(draft: Draft, terms: AskTerms, writes: SessionWrites, call: WriteCall): Promise<Proposal> {
  const work = async (isLocked: IsLocked): Promise<Proposal> => {
    const guarded = await checkDraft(draft, terms, writes, call);
    if (guarded.kind !== "ready") return guarded;
    return terms.dryRun || terms.mustShow?.(guarded)
      ? { kind: "shown", ready: guarded }
      : sendIfAgreed(draft, guarded, terms, isLocked, writes, call);
  };
  // A dry run changes nothing, and waits for nobody.
  return terms.dryRun ? work(async () => false) : alone(draft, work, writes, call);
}

async function sendIfAgreed(
  draft: Draft,
  ready: Ready,
  terms: AskTerms,
  isLocked: IsLocked,
  writes: SessionWrites,
  call: WriteCall,
): Promise<Proposal> {
  const { consent, plans } = writes;
  const { origin } = terms;
  const agreed = await consent.obtained(call, origin, () => terms.question(ready));
  if (agreed.kind === "unasked") {
    const { action, contact, name, change, holds } = ready;
    const allowDuplicate = draft.action !== "merge" && draft.allowDuplicate;
    const row = { action, contact: contact?.id, allowDuplicate, name, change, holds, undoes: origin.undoes };
    return { kind: "planned", ready, plan: await plans.make(origin.tool, [row], call), notice: agreed.notice };
  }
  if (!agreed.asked) return send(ready, terms, isLocked, writes, agreed.call);
  // The contact may have changed while the user was deciding.
  const isChange = draft.action === "update" || draft.action === "delete";
  const decided = await checkDraft(isChange ? conditionalDraft({ ...ready, ...draft }) : draft, terms, writes, agreed.call);
  return decided.kind === "ready" ? send({ ...decided, findings: ready.findings }, terms, isLocked, writes, agreed.call) : decided;
}

async function send(ready: Ready, { origin, keys }: GuardTerms, isLocked: IsLocked, writes: SessionWrites, call: CallOptions): Promise<Attempt> {
  const { contact, change, findings } = ready;
  // Others may have changed the contact while this process stood still.
  if (!(await isLocked())) throw new LockedError(refusedText.lockGone);
  if (ready.action === "delete") {
    const result = await moveToTrash({ contact: ready.contact, change, origin }, writes, call);
    return { kind: "sent", result, otherValues: ready.holds, findings };
  }
  const terms = { origin, claimedKey: keys.claim(contact?.id, change, ready.action === "create" && ready.allowDuplicate) };
  const result =
    ready.action === "merge"
      ? await sendMerge({ survivor: ready.contact, duplicate: ready.duplicate, change, ...terms }, writes, call)
      : await sendWrite({ ...ready, ...terms }, isLocked, writes, call);
  return { kind: "sent", result, findings };
}

/**
 * Does the work while no other write of the contact, or create of the person, runs in any process that shares the
 * cache.
 *
 * @throws LockedError if the call's time is over first; the signal's reason; as {@link CreateClaims.learn}
 */
function alone<T>(draft: Draft, work: (isLocked: IsLocked) => Promise<T>, writes: SessionWrites, call: CallOptions): Promise<T> {
  const { contacts, people, claims, cache } = writes;
  if (draft.action !== "create") {
    const ids = draft.action === "merge" ? [draft.contact, draft.duplicate] : [draft.contact];
    const keys = ids.map((id) => `contact ${id}`);
    return contacts.run(keys, () => whileLocked(keys, work, { cache, call }), call);
  }
  const keys = identifiers(identityAfter(draft.change));
  const create = async (isLocked: IsLocked) => {
    // What other processes have created is known before the work begins.
    await claims.learn(keys, call);
    return work(isLocked);
  };
  return people.run(keys, () => whileLocked(keys, create, { cache, call }), call);
}
