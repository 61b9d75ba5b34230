import type { RequestId } from "@modelcontextprotocol/sdk/types.js";

/** The only revision of the protocol that has batches: the one before it had none, and the next took them out. */
export const BATCH_REVISION = "2025-03-26";

/** A list of messages that came as one, and whose answers go back as one. */
export class Batch {
  readonly #open = new Set<RequestId>();
  readonly #answers: unknown[] = [];
  #isRead = false;

  /** Takes a request; false where another of the batch has its ID. */
  add(id: RequestId): boolean {
    if (this.#open.has(id)) return false;
    this.#open.add(id);
    return true;
  }

  /** Takes the answer to a request, or an error about what is no request. */
  answer(answer: unknown, id?: RequestId): void {
    this.#answers.push(answer);
    if (id !== undefined) this.#open.delete(id);
  }

  /** A cancelled request gets no answer. */
  drop(id: RequestId): void {
    this.#open.delete(id);
  }

  /** No more messages come: some may have been answered already. */
  allRead(): void {
    this.#isRead = true;
  }

  /** All answers, once every request has its own, and only then; undefined also where nothing is to be answered. */
  take(): readonly unknown[] | undefined {
    return this.#isRead && this.#open.size === 0 && this.#answers.length > 0 ? this.#answers.splice(0) : undefined;
  }
}
