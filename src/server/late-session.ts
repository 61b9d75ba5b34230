import { setImmediate as nextTurn } from "node:timers/promises";
import { Listeners } from "../async/listeners.ts";
import type { CallContext, Session, SessionAnswer } from "./session.ts";
import type { KeyedToolList, StoredToolList } from "./stored-tool-list.ts";
import type { ListedTool } from "./tool-list.ts";

export interface LateSessionOptions {
  readonly stored: StoredToolList;
  /** Loads what answers calls, which is most of the program. */
  open(): Promise<Session>;
}

/**
 * The session as the protocol sees it. If the last session left its list of tools, the client gets that at once, and
 * the session is opened afterwards. It tells the client if the list has changed since.
 */
export class LateSession {
  readonly listChanged = new Listeners();
  readonly scopesKnown = new Listeners();
  readonly #options: LateSessionOptions;
  readonly #stored: Promise<KeyedToolList | undefined>;
  #opened: Promise<Session> | undefined;

  constructor(options: LateSessionOptions) {
    this.#options = options;
    this.#stored = options.stored.read();
  }

  /** Opens the session unless the list of tools can do without it. */
  async prepare(): Promise<void> {
    if (!(await this.#stored)) await this.#open();
  }

  async listTools(): Promise<ListedTool[]> {
    const stored = this.#opened ? undefined : await this.#stored;
    if (!stored || this.#opened) return (await this.#open()).listTools();
    void this.#open(stored);
    return stored.tools;
  }

  async callTool(name: string, rawArguments: unknown, context: CallContext): Promise<SessionAnswer> {
    return (await this.#open()).callTool(name, rawArguments, context);
  }

  /** The names of the tools that are offered, or that the last session offered. */
  async offeredTools(): Promise<ReadonlySet<string>> {
    const stored = this.#opened ? undefined : await this.#stored;
    return stored && !this.#opened ? new Set(stored.tools.map(({ name }) => name)) : (await this.#open()).offeredTools();
  }

  /** See {@link Session.complete}. */
  async complete(...given: Parameters<Session["complete"]>): ReturnType<Session["complete"]> {
    return (await this.#open()).complete(...given);
  }

  /** See {@link Session.stop}. */
  async stop(): Promise<void> {
    (await this.#opened)?.stop();
  }

  /** See {@link Session.end}. */
  async end(): Promise<void> {
    await (await this.#opened)?.end();
    await this.#options.stored.written();
  }

  /** Writes that have begun and not ended. */
  async writesUnderWay(): Promise<number> {
    return (await this.#opened)?.writesUnderWay ?? 0;
  }

  /** @param shown the list of tools that the client already got */
  #open(shown?: KeyedToolList): Promise<Session> {
    this.#opened ??= this.#prepared(shown);
    return this.#opened;
  }

  async #prepared(shown: KeyedToolList | undefined): Promise<Session> {
    // Loading takes a while, and a list that needs no session may be on its way to the client.
    if (await this.#stored) await nextTurn();
    const session = await this.#options.open();
    session.listChanged.add(() => this.listChanged.tell());
    session.scopesKnown.add(() => this.scopesKnown.tell());
    await session.prepare(shown);
    return session;
  }
}
