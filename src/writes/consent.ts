import { type CallOptions, Deadline } from "../api/index.ts";
import { cut } from "../render/value.ts";
import { answerText, type SafeText } from "../text/answer.ts";
import type { Journal } from "./journal/journal.ts";
import type { WriteRecord } from "./journal/write-record.ts";
import { WriteRefused } from "./refusal.ts";
import { askText, refusedText } from "./sentences.ts";

/** A call that writes. */
export interface WriteCall extends CallOptions {
  /**
   * Puts a question to the user and resolves to whether they agree, or to undefined if they do not answer within so
   * many ms. Rejects if the client cannot put it. Absent if the client says that it cannot ask.
   */
  readonly ask?: ((question: SafeText, withinMs: number) => Promise<boolean | undefined>) | undefined;
  /** Throws the refusal if the API has refused the key since the call began: what it has read must not be kept. */
  readonly throwIfRefused?: (() => void) | undefined;
  /** When a call that asks the user must end. Its deadline counts its own work alone. */
  readonly until?: Deadline | undefined;
}

/**
 * An answer within fewer ms comes from a program: a person takes at least 400 ms to notice a question and press
 * a key, without reading a word. Some clients say that they can ask, and answer every question themselves
 * within a few milliseconds.
 */
const FASTEST_ANSWER_MS = 500;

/** How long, in ms, a question waits for an answer. Clients end a call after 60 s, and the write follows the answer. */
const LONGEST_QUESTION_MS = 30_000;

/** How much time, in ms, is kept for the write. */
const WRITING_MS = 10_000;

/** With less time than this, in ms, the user is not asked. */
const SHORTEST_QUESTION_MS = 10_000;

const LONGEST_REASON = 100;

/** Whether a write may be made at once. */
type Agreement =
  /** `call`: with the time that is left for the write. */
  | { readonly kind: "agreed"; readonly asked: boolean; readonly call: WriteCall }
  /** Nobody can be asked, so the write becomes a plan. `notice`: a sentence that says so, if just found out. */
  | { readonly kind: "unasked"; readonly notice: string | undefined };

/** Asks the user before each write, if the settings say so. */
export class Consent {
  readonly #isRequired: boolean;
  readonly #journal: Pick<Journal, "check">;
  /** Whether the client puts questions to a person, as far as is known. */
  #reachesUser = true;

  /** @param isRequired whether the user must agree to every write (`LIGHTFIELD_CONFIRM_WRITES`) */
  constructor(isRequired: boolean, journal: Pick<Journal, "check">) {
    this.#isRequired = isRequired;
    this.#journal = journal;
  }

  /** Whether a write has to become a plan, because nobody can be asked. */
  mustPlan(call: WriteCall): boolean {
    return this.#isRequired && !this.asks(call);
  }

  /** Whether the user is asked before a write. */
  asks({ ask }: WriteCall): boolean {
    return this.#isRequired && this.#reachesUser && ask !== undefined;
  }

  /**
   * Asks the user, if the settings require it and something would be written.
   *
   * @throws WriteRefused if the user declines or does not answer, or there is no time to ask; as {@link Journal.check}
   */
  async obtained(
    call: WriteCall,
    kind: Pick<WriteRecord, "undoes">,
    question: () => readonly string[] | Promise<readonly string[]>,
  ): Promise<Agreement> {
    const { ask, until, deadline, signal } = call;
    if (!this.#isRequired) return { kind: "agreed", asked: false, call };
    if (!ask || !this.#reachesUser) return { kind: "unasked", notice: undefined };
    await this.#journal.check(kind);
    const text = answerText(await question());
    const withinMs = Math.min(LONGEST_QUESTION_MS, (until?.remainingMs ?? Number.POSITIVE_INFINITY) - WRITING_MS);
    if (withinMs < SHORTEST_QUESTION_MS) throw new WriteRefused(refusedText.noTimeToAsk);
    const begun = performance.now();
    const answer = await ask(text, withinMs).catch((error: unknown) => (error instanceof Error ? error : new Error("no answer")));
    signal?.throwIfAborted();
    if (answer instanceof Error) return this.#unreached(cut(answer.message, LONGEST_REASON));
    const tookMs = Math.round(performance.now() - begun);
    if (tookMs < FASTEST_ANSWER_MS) return this.#unreached(askText.tooFast(tookMs));
    if (answer === undefined) throw new WriteRefused(refusedText.userSilent);
    if (!answer) throw new WriteRefused(refusedText.userDeclined);
    return {
      kind: "agreed",
      asked: true,
      call: { ...call, ...(deadline ? { deadline: until?.within(deadline.totalMs) ?? Deadline.after(deadline.totalMs) } : {}) },
    };
  }

  /** Several questions may have been open: only the first that fails has a notice. */
  #unreached(why: string): Agreement {
    const notice = this.#reachesUser ? askText.unreached(why) : undefined;
    this.#reachesUser = false;
    return { kind: "unasked", notice };
  }
}
