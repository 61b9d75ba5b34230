import { type Api, RateShare } from "../../api/index.ts";
import type { Listeners } from "../../async/listeners.ts";
import { orAborted } from "../../async/waiting.ts";
import type { LiveSchema } from "../../definitions/live-schema.ts";
import type { Coverage } from "../coverage.ts";
import { Checkpoint } from "./checkpoint.ts";
import type { ContactSink } from "./contact-sink.ts";
import { PageReader } from "./page-reader.ts";
import { Scheduler } from "./scheduler.ts";
import { EMPTY_STATE, type SyncState } from "./sync-state.ts";

const WHEN_NOBODY_WAITS = 1 / 3;

const BEING_READ_AGAIN = "an unknown number of contacts, which are being read again";

export interface SyncOptions {
  readonly api: Pick<Api, "list" | "retrieve">;
  readonly sink: ContactSink;
  /** The definitions, for filters. */
  readonly live: Pick<LiveSchema, "current">;
  /** Clock in ms. */
  readonly now?: (() => number) | undefined;
  /** The state that an earlier session left. Pass it only with the contacts that the sink had then. */
  readonly state?: SyncState | undefined;
  /** The IDs in the sink, which become the sync's own; by default they are listed in one go. */
  readonly known?: Set<string> | undefined;
  /** Gets a line now and then, without an ID or a contact's data. */
  log(line: string): void;
}

/** Keeps a sink up to date with the workspace's contacts. Does nothing until `run` is called. */
export class Sync {
  /** What is due, and how old the knowledge is. */
  readonly schedule: Scheduler;
  /** Tells the state whenever it is worth storing. */
  readonly saved: Listeners<SyncState>;
  readonly #share = new RateShare(WHEN_NOBODY_WAITS);
  readonly #checkpoint: Checkpoint;
  readonly #reader: PageReader;
  readonly #log: (line: string) => void;
  #waiting = 0;
  #working: Promise<void> | undefined;
  #failure: Error | undefined;

  constructor({ api, sink, live, now = Date.now, state = EMPTY_STATE, known = new Set(sink.ids()), log }: SyncOptions) {
    const share = this.#share;
    const checkpoint = new Checkpoint({ sink, live, now, state, known });
    const reader = new PageReader({ api, share, checkpoint, now, log });
    reader.troubles.add((trouble) => {
      this.#failure = trouble;
    });
    reader.pages.add(() => {
      // A page that comes after a job has ended early says nothing about the failure.
      if (this.#working) this.#failure = undefined;
    });
    this.#checkpoint = checkpoint;
    this.#reader = reader;
    this.schedule = new Scheduler({ api, sink, live, reader, checkpoint, share, now });
    this.#log = log;
    this.saved = checkpoint.saved;
  }

  get coverage(): Coverage {
    const { total, complete, isDoubtful, notCovered } = this.#checkpoint.state;
    const at = complete && this.schedule.due !== undefined ? this.schedule.asOf : undefined;
    return {
      known: this.#checkpoint.known.size,
      total,
      complete,
      notCovered: isDoubtful && complete ? BEING_READ_AGAIN : notCovered,
      brokenOff: complete ? undefined : this.failure,
      asOf: at === undefined ? undefined : { at, why: this.failure ?? "refreshing" },
    };
  }

  /** Why the last job failed, or cannot read a page just now; usually a `CallError`. Cleared by the next page. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /**
   * Begins what is due, or waits for it if it has begun: the first sweep or its rest, another sweep after some minutes
   * (with many contacts, after up to a day), or a look at what has changed after a minute. Resolves when that is done or
   * has failed (see `failure`), or when the signal is aborted. Then the work continues.
   *
   * @param options.urgent whether a call waits: the whole rate limit is used while it does; else a third
   */
  async run({ urgent, signal }: { readonly urgent: boolean; readonly signal?: AbortSignal | undefined }): Promise<void> {
    this.#wait(urgent ? 1 : 0);
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
    // Only the signal can reject this.
    await orAborted(this.#working, signal).catch(() => undefined);
    this.#wait(urgent ? -1 : 0);
  }

  /** Cancels what is under way; a later `run` continues from there. */
  stop(): void {
    this.#reader.stop();
  }

  #wait(more: number): void {
    this.#waiting += more;
    this.#share.part = this.#waiting > 0 ? 1 : WHEN_NOBODY_WAITS;
  }

  async #work(): Promise<void> {
    try {
      await this.schedule.run();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#log(`sync: ended early by ${this.#failure.name}`);
    }
  }
}
