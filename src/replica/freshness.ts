import type { WireContact } from "../api/index.ts";
import type { Outline } from "./contacts/row-part.ts";
import { LIST_LAG_MS } from "./sync/index.ts";

/** How long, in ms, retrieves are remembered: a page of a list may have been asked for a while before it came. */
const KEPT_MS = 3 * LIST_LAG_MS;

/** How long, in ms, a list's state of a contact that we wrote must not have an earlier time of update than the known one. */
const LONGEST_LAG_MS = 10 * LIST_LAG_MS;

/** How fresh the known state of each contact is. Lists lag: they must not replace what a write has just shown. */
export class Freshness {
  readonly #now: () => number;
  /** When we wrote a contact or learned that it is gone, in ms. */
  readonly #writtenAt = new Map<string, number>();
  readonly #created = new Set<string>();
  /** When a contact was last retrieved, the latest last. */
  readonly #retrievedAt = new Map<string, number>();

  /** @param now clock in ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Whether a contact that the API showed is as new as the known state of it. A later update by somebody else is newer
   * than our own write, even if a list shows it that may lag behind.
   *
   * @param seenAt the moment, in ms, from which on our own writes are newer
   * @param known the known state; undefined if none is known
   */
  isCurrent({ id, createdAt, updatedAt }: WireContact, seenAt: number, known: () => Outline | undefined): boolean {
    const isLatest = this.isLatest(id, seenAt);
    if (isLatest && !this.#mayLag(id, seenAt)) return true;
    const state = known();
    if (isLatest) return state?.updatedAt === undefined || Date.parse(updatedAt ?? createdAt) >= Date.parse(state.updatedAt);
    if (updatedAt === undefined || state === undefined) return false;
    // Without a time in the answer, it is not known when the API made our update.
    const isOwnUpdate = this.isWritten(id) && !this.isNew(id);
    const changedAt = state.updatedAt ?? (isOwnUpdate ? undefined : state.createdAt);
    return changedAt !== undefined && Date.parse(updatedAt) > Date.parse(changedAt);
  }

  /** Whether a list may lag behind our own write so much longer than expected that it shows the contact as it was before. */
  #mayLag(id: string, seenAt: number): boolean {
    const now = this.#now();
    return seenAt <= now - LIST_LAG_MS && (this.#writtenAt.get(id) ?? Number.NEGATIVE_INFINITY) > now - LONGEST_LAG_MS;
  }

  /** Whether every state of a contact that was seen at a moment is current, whenever it was updated. */
  isLatest(id: string, seenAt: number): boolean {
    // What lies in the future was before the clock was set back.
    const now = this.#now();
    return [this.#writtenAt, this.#retrievedAt].every((times) => {
      const at = times.get(id) ?? seenAt;
      return at <= seenAt || at > now;
    });
  }

  /** Remembers when a contact was seen, if that is too recent to come from a list. */
  saw(id: string, seenAt: number): void {
    const now = this.#now();
    if (seenAt <= now - LIST_LAG_MS) return;
    this.#retrievedAt.delete(id);
    this.#retrievedAt.set(id, seenAt);
    for (const [other, at] of this.#retrievedAt) {
      if (at > now - KEPT_MS) break;
      this.#retrievedAt.delete(other);
    }
  }

  wrote(id: string, isNew: boolean): void {
    this.#writtenAt.set(id, this.#now());
    if (isNew) this.#created.add(id);
  }

  removed(id: string): void {
    this.#writtenAt.set(id, this.#now());
    this.#created.delete(id);
  }

  /** Whether a contact that is known from our own writes did not exist before. */
  isNew(id: string): boolean {
    return this.#created.has(id);
  }

  isWritten(id: string): boolean {
    return this.#writtenAt.has(id);
  }

  /** All contacts that were written or found to be gone. */
  writtenIds(): Iterable<string> {
    return this.#writtenAt.keys();
  }

  /** Those of {@link writtenIds} that the API's lists may not show yet, the latest first. */
  recentlyWritten(): string[] {
    const since = this.#now() - LIST_LAG_MS;
    return [...this.#writtenAt]
      .filter(([, at]) => at > since)
      .sort(([, a], [, b]) => b - a)
      .map(([id]) => id);
  }

  clear(): void {
    for (const known of [this.#writtenAt, this.#created, this.#retrievedAt]) known.clear();
  }
}
