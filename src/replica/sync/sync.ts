import { type Api, Share } from "../../api/index.ts";
import { orAborted } from "../../async/waiting.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { ContactSink } from "./contact-sink.ts";
import { type Due, Jobs } from "./jobs.ts";
import { EMPTY_STATE, type SyncState } from "./state.ts";

const WHEN_NOBODY_WAITS = 1 / 3;

export interface SyncOptions {
  readonly api: Pick<Api, "list" | "retrieve">;
  readonly sink: ContactSink;
  /** The workspace as known, for filters. */
  readonly schema: () => ContactSchema | undefined;
  /** Clock in ms. */
  readonly now?: (() => number) | undefined;
  /** As an earlier session left it; only with the contacts that the sink had then. */
  readonly state?: SyncState | undefined;
  /** The IDs that the sink has, to become the sync's own: where they are too many to be gone through in one go. */
  readonly known?: Set<string> | undefined;
  /** Gets the state to store whenever it has changed in a way that is worth it. */
  onState?(state: SyncState): void;
  /** Gets a line now and then, without an ID or a contact's data. */
  log(line: string): void;
}

export interface SyncProgress {
  readonly known: number;
  readonly total: number | undefined;
  /** The first sweep has come to its end. Stays true while a later sweep runs. */
  readonly complete: boolean;
  /** A phrase: who is missing although the sync is complete. */
  readonly notCovered?: string | undefined;
}

/**
 * Keeps a sink in step with the workspace's contacts. Does nothing until `run` is called.
 *
 * @example
 * const sync = new Sync({ api, sink: store, workspace: () => live.current, log: console.error });
 * await withTimeLimit(20_000, new Error("no time left"), undefined, (signal) => sync.run({ urgent: true, signal }));
 * sync.progress; // { known: 4_812, total: 10_000, complete: false }
 */
export class Sync {
  readonly #share = new Share(WHEN_NOBODY_WAITS);
  readonly #listeners = new Set<() => void>();
  readonly #jobs: Jobs;
  #waiting = 0;
  #working: Promise<void> | undefined;
  #failure: Error | undefined;
  readonly #log: (line: string) => void;

  constructor({ api, sink, schema, now = Date.now, state = EMPTY_STATE, known, onState, log }: SyncOptions) {
    this.#log = log;
    this.#jobs = new Jobs({
      api,
      sink,
      schema,
      now,
      state,
      known,
      log,
      share: this.#share,
      onState: (changed) => onState?.(changed),
      onTrouble: (trouble) => {
        this.#failure = trouble;
      },
      onPage: () => {
        // One that comes after a job has ended early was asked for before.
        if (this.#working) this.#failure = undefined;
        for (const listener of this.#listeners) listener();
      },
    });
  }

  get progress(): SyncProgress {
    return this.#jobs.progress;
  }

  /** What `run` would begin with now, or is at; undefined where the contacts are as fresh as they get. */
  get due(): Due | undefined {
    return this.#jobs.due;
  }

  /** While something is due, the moment, in ms, from which on changes may not be known, if there is one. */
  get asOf(): number | undefined {
    return this.#jobs.asOf;
  }

  /** Why the last job ended before its end, or goes on trying in vain, if so: as a rule a `CallError`. Holds until a page can be read again. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Calls the listener after every page. Returns how to end that. */
  onProgress(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /**
   * Begins what is needed, or joins it: the first sweep or its rest, another when the last is a day old, or a look at what has changed when the last
   * is a minute old. Resolves when that is done or has failed (see `failure`), or when the signal is aborted, which ends the waiting and not the work.
   *
   * @param options.urgent somebody waits: the whole rate limit is used until he leaves; else a third
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

  /** Ends what is under way; a later `run` goes on from there. */
  stop(): void {
    this.#jobs.stop();
  }

  #wait(more: number): void {
    this.#waiting += more;
    this.#share.part = this.#waiting > 0 ? 1 : WHEN_NOBODY_WAITS;
  }

  async #work(): Promise<void> {
    try {
      await this.#jobs.run();
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error instanceof Error ? error : new Error(String(error));
      this.#log(`sync: ended early by ${this.#failure.name}`);
    }
  }
}
