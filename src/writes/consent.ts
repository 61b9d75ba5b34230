import { type CallOptions, Deadline } from "../api/index.ts";
import { answerText, type SafeText } from "../text/answer.ts";
import { WriteRefused } from "./refused.ts";

/** A call that writes. */
export interface WriteCall extends CallOptions {
  /** Puts a question to the user and resolves to whether they agree; absent where the client cannot. */
  readonly ask?: ((question: SafeText) => Promise<boolean>) | undefined;
}

/** Sees to it that no write is made without the user's word where that is asked for. */
export class Consent {
  readonly #isRequired: boolean;

  /** @param isRequired whether every write needs the user's word (`LIGHTFIELD_CONFIRM_WRITES`) */
  constructor(isRequired: boolean) {
    this.#isRequired = isRequired;
  }

  /** Whether a write has to become a plan, since nobody can be asked. */
  mustPlan({ ask }: WriteCall): boolean {
    return this.#isRequired && !ask;
  }

  /** Whether the user is asked before a write. */
  asks({ ask }: WriteCall): boolean {
    return this.#isRequired && ask !== undefined;
  }

  /** Asks where that is needed. Returns the call with its time, which does not run while somebody thinks. */
  async obtained(
    call: WriteCall,
    question: () => readonly string[] | Promise<readonly string[]>,
  ): Promise<{ readonly asked: boolean; readonly call: WriteCall }> {
    if (!this.#isRequired || !call.ask) return { asked: false, call };
    const text = answerText(await question());
    if (!(await this.#answer(call.ask(text), call))) throw new WriteRefused("Not written: the user did not agree.");
    return { asked: true, call: { ...call, ...(call.deadline ? { deadline: Deadline.after(call.deadline.totalMs) } : {}) } };
  }

  async #answer(asked: Promise<boolean>, { signal }: WriteCall): Promise<boolean> {
    try {
      return await asked;
    } catch (error) {
      throw new WriteRefused(
        `Not written: the user could not be asked (${error instanceof Error ? error.message : "no answer"}), and LIGHTFIELD_CONFIRM_WRITES is always.`,
      );
    } finally {
      signal?.throwIfAborted();
    }
  }
}
