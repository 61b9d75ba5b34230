import type { WireContact } from "../../api/index.ts";

/** Where the sync puts contacts. */
export interface ContactSink {
  /**
   * `seenAt` (ms): a write of ours later than that must not be overwritten by this state. For a retrieve, the moment at which it was asked for; for a
   * list, which lags, `LIST_LAG_MS` before that.
   */
  put(contact: WireContact, seenAt: number): void;
  /** IDs that it has, the latest added last. */
  ids(): Iterable<string>;
  remove(id: string): void;
}
