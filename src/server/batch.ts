import type { RequestId } from "@modelcontextprotocol/sdk/types.js";

/** The only revision of the protocol with batches: the one before had none, and the next removed them. */
export const BATCH_REVISION = "2025-03-26";

/** Messages that came as one list. Their answers go back as one list, too. */
export class Batch {
  readonly #open = new Set<RequestId>();
  readonly #answers: unknown[] = [];
  #isRead = false;

  /** Adds a request, whose ID no other open request has. */
  add(id: RequestId): void {
    this.#open.add(id);
  }

  /** Adds the answer to a request, or an error about an item that is not a request. */
  answer(answer: unknown, id?: RequestId): void {
    this.#answers.push(answer);
    if (id !== undefined) this.#open.delete(id);
  }

  /** A cancelled request gets no answer. */
  drop(id: RequestId): void {
    this.#open.delete(id);
  }

  /** Says that no more messages come. Some may have been answered already. */
  allRead(): void {
    this.#isRead = true;
  }

  /** All answers, as soon as every request has one; undefined before that, and if the batch needs no answer. */
  take(): readonly unknown[] | undefined {
    return this.#isRead && this.#open.size === 0 && this.#answers.length > 0 ? this.#answers.splice(0) : undefined;
  }
}
