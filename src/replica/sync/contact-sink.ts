import type { WireContact } from "../../api/index.ts";

/** Takes the contacts that the sync reads. */
export interface ContactSink {
  /**
   * @param seenAt the moment, in ms, from which on our own writes are newer than this state: when a retrieve was sent,
   *   or `LIST_LAG_MS` before a list was asked for
   */
  put(contact: WireContact, seenAt: number): void;
  /** The IDs of its contacts, in the order in which they were added. */
  ids(): Iterable<string>;
  has(id: string): boolean;
  remove(id: string): void;
}
