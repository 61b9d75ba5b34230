import { ApiError } from "./errors.ts";

const MAX_KEY_LENGTH = 255;
const KEPT_MS = 24 * 3_600_000;

/** The first answer of a key, and when it was given. */
interface Entry {
  readonly since: number;
  /** Absent while the first request is still running. */
  answer?: string;
}

/** Remembers the answers of writes for 24 hours, so that a repeated key repeats the answer instead of the write. */
export class IdempotencyStore {
  readonly #now: () => number;
  /** By operation and key, the oldest first. */
  readonly #entries = new Map<string, Entry>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Runs the write, or repeats the key's first answer, whatever the request holds now. Each operation has its own
   * keys. Throws 400 for a key that is too long, and 409 while its first request runs. If a write throws, its key is
   * free again. Answers are JSON texts.
   */
  async run(operation: string, key: string | undefined, write: () => Promise<string>): Promise<string> {
    if (key === undefined) return write();
    if (key.length > MAX_KEY_LENGTH) {
      throw new ApiError(400, `The key is longer than ${MAX_KEY_LENGTH} characters.`, { code: "idempotency_key_too_long", param: "Idempotency-Key" });
    }
    this.#forgetOld();
    const slot = `${operation} ${key}`;
    const known = this.#entries.get(slot);
    if (known?.answer !== undefined) return known.answer;
    if (known !== undefined) {
      throw new ApiError(409, "The first request with this key is still running.", { type: "idempotency_conflict", param: "Idempotency-Key" });
    }
    const entry: Entry = { since: this.#now() };
    this.#entries.set(slot, entry);
    try {
      entry.answer = await write();
      return entry.answer;
    } catch (error) {
      this.#entries.delete(slot);
      throw error;
    }
  }

  #forgetOld(): void {
    for (const [slot, { since }] of this.#entries) {
      if (since + KEPT_MS > this.#now()) return;
      this.#entries.delete(slot);
    }
  }
}
