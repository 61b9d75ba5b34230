import type { CallOptions } from "../../api/index.ts";
import type { KeyedLock } from "../../async/keyed-lock.ts";
import type { Change } from "../../schema/change.ts";
import type { Cache } from "../../storage/index.ts";
import { LockedError } from "../locked-error.ts";
import type { CreateClaims } from "./create-claims.ts";
import { identifiers, identityAfter } from "./identity.ts";

/** Lets creates of one person run one after the other: in this process, and in all that share its cache. */
export class CreateLock {
  readonly #locks: KeyedLock;
  readonly #cache: Pick<Cache, "lock">;
  readonly #shared: CreateClaims;

  constructor(locks: KeyedLock, cache: Pick<Cache, "lock">, shared: CreateClaims) {
    this.#locks = locks;
    this.#cache = cache;
    this.#shared = shared;
  }

  /**
   * Once the work begins, it is known what others have created who may be the same person.
   *
   * @param change that makes the contact
   * @throws as {@link KeyedLock.run} and {@link CreateClaims.learn}
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
