import type { CallOptions } from "../api/index.ts";
import type { Change } from "../schema/change.ts";
import type { Cache } from "../storage/index.ts";
import { identifiers, identityAfter } from "./duplicates/identity.ts";
import type { SharedCreates } from "./duplicates/shared-creates.ts";
import { type KeyedLock, LockedError } from "./keyed-lock.ts";

/** Lets creates of one person run one after the other: in this process, and in all that share its cache. */
export class CreateLock {
  readonly #locks: KeyedLock;
  readonly #cache: Pick<Cache, "lock">;
  readonly #shared: SharedCreates;

  constructor(locks: KeyedLock, cache: Pick<Cache, "lock">, shared: SharedCreates) {
    this.#locks = locks;
    this.#cache = cache;
    this.#shared = shared;
  }

  /**
   * Once the work begins, it is known what others have created who may be the same person.
   *
   * @param change that makes the contact
   * @throws as {@link KeyedLock.run} and {@link SharedCreates.learn}
   */
  async run<T>(change: Change, work: () => Promise<T>, call: CallOptions): Promise<T> {
    const keys = identifiers(identityAfter(change));
    const alone = async () => {
      const release = await this.#cache.lock(keys, call);
      if (!release) throw new LockedError();
      try {
        await this.#shared.learn(keys, call);
        return await work();
      } finally {
        await release();
      }
    };
    return this.#locks.run(keys, alone, call);
  }
}
