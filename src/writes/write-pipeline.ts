import type { CallOptions } from "../api/index.ts";
import { conditionalDraft } from "./conditional-draft.ts";
import type { Consent, WriteCall } from "./consent.ts";
import type { Guard, GuardTerms } from "./guard.ts";
import type { KeptPlan, PlanStore } from "./plans/plan-store.ts";
import { LockedError } from "./refusal.ts";
import type { Executor } from "./sending/executor.ts";
import type { Merger } from "./sending/merger.ts";
import type { Trash } from "./sending/trash.ts";
import { refusedText } from "./sentences.ts";
import type { Attempt, Draft, Ready } from "./write.ts";
import type { IsLocked, WriteLocks } from "./write-locks.ts";

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

interface WritePipelineOptions {
  readonly guard: Guard;
  readonly executor: Executor;
  readonly trash: Trash;
  readonly merger: Merger;
  readonly locks: WriteLocks;
  readonly consent: Consent;
  readonly plans: PlanStore;
}

/** The steps of every write: guard, the user's consent if needed, sending and proof, and the journal's record. */
export class WritePipeline {
  readonly #options: WritePipelineOptions;

  constructor(options: WritePipelineOptions) {
    this.#options = options;
  }

  /** Makes a write to which the user has agreed. @throws as {@link Guard.check} and {@link Executor.carryOut} */
  apply(draft: Draft, terms: GuardTerms, call: CallOptions): Promise<Attempt> {
    const { locks, guard } = this.#options;
    const work = async (isLocked: IsLocked) => {
      const guarded = await guard.check(draft, terms, call);
      return guarded.kind === "ready" ? this.#send(guarded, terms, isLocked, call) : guarded;
    };
    return locks.run(draft, work, call);
  }

  /** Makes a write once the user agrees, if they must. @throws as `apply`, and WriteRefused if they do not agree */
  propose(draft: Draft, terms: AskTerms, call: WriteCall): Promise<Proposal> {
    const { locks, guard } = this.#options;
    const work = async (isLocked: IsLocked): Promise<Proposal> => {
      const guarded = await guard.check(draft, terms, call);
      if (guarded.kind !== "ready") return guarded;
      return terms.dryRun || terms.mustShow?.(guarded)
        ? { kind: "shown", ready: guarded }
        : this.#sendIfAgreed(draft, guarded, terms, isLocked, call);
    };
    // A dry run changes nothing, and waits for nobody.
    return terms.dryRun ? work(async () => false) : locks.run(draft, work, call);
  }

  async #sendIfAgreed(draft: Draft, ready: Ready, terms: AskTerms, isLocked: IsLocked, call: WriteCall): Promise<Proposal> {
    const { guard, consent, plans } = this.#options;
    const { origin } = terms;
    const agreed = await consent.obtained(call, origin, () => terms.question(ready));
    if (agreed.kind === "unasked") {
      const { action, contact, name, change, holds } = ready;
      const allowDuplicate = draft.action !== "merge" && draft.allowDuplicate;
      const row = { action, contact: contact?.id, allowDuplicate, name, change, holds, undoes: origin.undoes };
      return { kind: "planned", ready, plan: await plans.make(origin.tool, [row], call), notice: agreed.notice };
    }
    if (!agreed.asked) return this.#send(ready, terms, isLocked, agreed.call);
    // The contact may have changed while the user was deciding.
    const isChange = draft.action === "update" || draft.action === "delete";
    const decided = await guard.check(isChange ? conditionalDraft({ ...ready, ...draft }) : draft, terms, agreed.call);
    return decided.kind === "ready" ? this.#send({ ...decided, findings: ready.findings }, terms, isLocked, agreed.call) : decided;
  }

  async #send(ready: Ready, { origin, keys }: GuardTerms, isLocked: IsLocked, call: CallOptions): Promise<Attempt> {
    const { executor, trash, merger } = this.#options;
    const { contact, change, findings } = ready;
    // Others may have changed the contact while this process stood still.
    if (!(await isLocked())) throw new LockedError(refusedText.lockGone);
    if (ready.action === "delete") {
      const result = await trash.remove({ contact: ready.contact, change, origin }, call);
      return { kind: "sent", result, otherValues: ready.holds, findings };
    }
    const terms = { origin, claimedKey: keys.claim(contact?.id, change, ready.action === "create" && ready.allowDuplicate) };
    const result =
      ready.action === "merge"
        ? await merger.carryOut({ survivor: ready.contact, duplicate: ready.duplicate, change, ...terms }, call)
        : await executor.carryOut({ ...ready, ...terms }, isLocked, call);
    return { kind: "sent", result, findings };
  }
}
