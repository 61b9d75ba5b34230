import { type CallOptions, Deadline } from "../api/index.ts";
import { cut } from "../render/value.ts";
import { answerText, type SafeText } from "../text/answer.ts";
import { WriteRefused } from "./refusal.ts";

/** A call that writes. */
export interface WriteCall extends CallOptions {
  /** Puts a question to the user and resolves to whether they agree; rejects where no answer comes within so many ms. Absent where the client cannot ask. */
  readonly ask?: ((question: SafeText, withinMs: number) => Promise<boolean>) | undefined;
  /** By when a call is over that asks the user: its deadline counts its own work alone. */
  readonly until?: Deadline | undefined;
}

/**
 * An answer that comes sooner, in ms, is a program's: to see that a question is there and press a key takes a person 400 ms at least, without having
 * read a word. Some clients say that they can ask and decline, cancel or accept every question themselves, which takes them a few milliseconds.
 */
const FASTEST_ANSWER_MS = 500;

/** How long, in ms, a question waits for an answer. Clients end a call after 60 s, and the write comes after the answer. */
const LONGEST_QUESTION_MS = 30_000;

/** What is left, in ms, for the write. */
const WRITING_MS = 10_000;

/** Nobody is asked who has less time for an answer, in ms. */
const SHORTEST_QUESTION_MS = 10_000;

const LONGEST_REASON = 100;

/** Whether a write may be made at once. */
export type Agreement =
  /** `call`: with the time that is left for the write. */
  | { readonly kind: "agreed"; readonly asked: boolean; readonly call: WriteCall }
  /** Nobody can be asked: it has to become a plan. `notice`: a sentence, where that was found out just now. */
  | { readonly kind: "unasked"; readonly notice: string | undefined };

/** Sees to it that no write is made without the user's word where that is asked for. */
export class Consent {
  readonly #isRequired: boolean;
  readonly #now: () => number;
  /** Whether the client puts questions to somebody, as far as is known. */
  #reachesUser = true;

  /**
   * @param isRequired whether every write needs the user's word (`LIGHTFIELD_CONFIRM_WRITES`)
   * @param now a clock in ms that is never set
   */
  constructor(isRequired: boolean, now: () => number = () => performance.now()) {
    this.#isRequired = isRequired;
    this.#now = now;
  }

  /** Whether a write has to become a plan, since nobody can be asked. */
  mustPlan(call: WriteCall): boolean {
    return this.#isRequired && !this.asks(call);
  }

  /** Whether the user is asked before a write. */
  asks({ ask }: WriteCall): boolean {
    return this.#isRequired && this.#reachesUser && ask !== undefined;
  }

  /**
   * Asks where that is needed.
   *
   * @throws WriteRefused where the user says no, or there is no time to ask
   */
  async obtained(call: WriteCall, question: () => readonly string[] | Promise<readonly string[]>): Promise<Agreement> {
    const { ask, until, deadline, signal } = call;
    if (!this.#isRequired) return { kind: "agreed", asked: false, call };
    if (!ask || !this.#reachesUser) return { kind: "unasked", notice: undefined };
    const text = answerText(await question());
    const withinMs = Math.min(LONGEST_QUESTION_MS, (until?.remainingMs ?? Number.POSITIVE_INFINITY) - WRITING_MS);
    if (withinMs < SHORTEST_QUESTION_MS)
      throw new WriteRefused("Not written: the time for the call was up before the user could be asked. The same call again asks them.");
    const begun = this.#now();
    const answer = await ask(text, withinMs).catch((error: unknown) => (error instanceof Error ? error : new Error("no answer")));
    signal?.throwIfAborted();
    if (answer instanceof Error) return this.#unreached(cut(answer.message, LONGEST_REASON));
    const tookMs = Math.round(this.#now() - begun);
    if (tookMs < FASTEST_ANSWER_MS) return this.#unreached(`it was answered after ${tookMs} ms, sooner than anybody can read`);
    if (!answer) throw new WriteRefused("Not written: the user did not agree.");
    return {
      kind: "agreed",
      asked: true,
      call: { ...call, ...(deadline ? { deadline: until?.within(deadline.totalMs) ?? Deadline.after(deadline.totalMs) } : {}) },
    };
  }

  /** Several questions may have been under way: the first that comes to nothing tells of it. */
  #unreached(why: string): Agreement {
    const notice = this.#reachesUser
      ? `The user could not be asked (${why}). This session asks no more: each write becomes a plan, for apply_plan once the user agrees.`
      : undefined;
    this.#reachesUser = false;
    return { kind: "unasked", notice };
  }
}
