import type { CallOptions } from "../api/index.ts";
import type { KeyedLock } from "../async/keyed-lock.ts";
import { identityAfter } from "../identity/identity.ts";
import { identifiers } from "../identity/value-keys.ts";
import type { Cache } from "../storage/index.ts";
import type { CreateClaims } from "./duplicates/create-claims.ts";
import { LockedError } from "./refusal.ts";
import type { Draft } from "./write.ts";

interface WriteLocksOptions {
  /** One write at a time for each contact. */
  readonly contacts: KeyedLock;
  /** One create at a time for each person. */
  readonly people: KeyedLock;
  readonly cache: Pick<Cache, "lock">;
  readonly claims: CreateClaims;
}

/** Whether the locks of a write still hold: other processes may have taken this one for dead. Never rejects. */
export type IsLocked = () => Promise<boolean>;

/** Lets writes of a contact, and creates of a person, run one after the other in all processes of the cache. */
export class WriteLocks {
  readonly #options: WriteLocksOptions;

  constructor(options: WriteLocksOptions) {
    this.#options = options;
  }

  /** @throws LockedError if the call's time is over first; the signal's reason; as {@link CreateClaims.learn} */
  run<T>(draft: Draft, work: (isLocked: IsLocked) => Promise<T>, call: CallOptions): Promise<T> {
    const { contacts, people, claims } = this.#options;
    if (draft.action !== "create") {
      const ids = draft.action === "merge" ? [draft.contact, draft.duplicate] : [draft.contact];
      return this.#alone(
        contacts,
        ids.map((id) => `contact ${id}`),
        work,
        call,
      );
    }
    const keys = identifiers(identityAfter(draft.change));
    const create = async (isLocked: IsLocked) => {
      // What other processes have created is known before the work begins.
      await claims.learn(keys, call);
      return work(isLocked);
    };
    return this.#alone(people, keys, create, call);
  }

  #alone<T>(queue: KeyedLock, keys: readonly string[], work: (isLocked: IsLocked) => Promise<T>, call: CallOptions): Promise<T> {
    return queue.run(keys, () => whileLocked(keys, work, { ...this.#options, call }), call);
  }
}

interface LockTerms extends Pick<WriteLocksOptions, "cache"> {
  readonly call: CallOptions;
  /** What is said if the call's time is over before the work can begin. */
  readonly refusal?: string;
}

/** Does the work while no other process holds one of the names. @throws LockedError; the signal's reason */
export async function whileLocked<T>(
  names: readonly string[],
  work: (isLocked: IsLocked) => Promise<T>,
  { cache, call, refusal }: LockTerms,
): Promise<T> {
  const lock = await cache.lock(names, call);
  if (!lock) throw new LockedError(refusal);
  try {
    return await work(lock.isHeld);
  } finally {
    await lock.release();
  }
}
