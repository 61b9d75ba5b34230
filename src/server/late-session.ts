import { setImmediate as nextTurn } from "node:timers/promises";
import { Listeners } from "../async/listeners.ts";
import type { OfferedTools } from "./offered-tools.ts";
import type { CallContext, Session, SessionAnswer } from "./session.ts";
import type { KeyedToolList, StoredToolList } from "./stored-tool-list.ts";
import type { ListedTool } from "./tool-list.ts";

export interface OpenedTools {
  readonly tools: OfferedTools;
  /** Loads what answers calls, which is most of the program. */
  openSession(): Promise<Session>;
}

interface LateSessionOptions {
  readonly stored: StoredToolList;
  /** Loads what lists the tools. */
  openTools(): Promise<OpenedTools>;
}

/**
 * The session as the protocol sees it. The client gets the list of tools before the rest of the session is loaded. If
 * the last session left its list, the client gets that at once. It is told if the list has changed since.
 */
export class LateSession {
  readonly listChanged = new Listeners();
  readonly scopesKnown = new Listeners();
  readonly #options: LateSessionOptions;
  readonly #stored: Promise<KeyedToolList | undefined>;
  #tools: Promise<OpenedTools> | undefined;
  #session: Promise<Session> | undefined;

  constructor(options: LateSessionOptions) {
    this.#options = options;
    this.#stored = options.stored.read();
  }

  async listTools(): Promise<ListedTool[]> {
    const stored = this.#tools ? undefined : await this.#stored;
    const list = stored && !this.#tools ? stored.tools : await (await this.#openTools()).tools.list();
    void this.#open(stored);
    return list;
  }

  async callTool(name: string, rawArguments: unknown, context: CallContext): Promise<SessionAnswer> {
    return (await this.#open()).callTool(name, rawArguments, context);
  }

  /**
   * The names of the tools that are offered, or that the last session offered. Opens what lists the tools, unless an
   * earlier session has left the list.
   *
   * @param waits for the key's scopes, as long as `tools/list` does
   */
  async offeredTools({ waits = false }: { readonly waits?: boolean } = {}): Promise<ReadonlySet<string>> {
    const stored = this.#tools ? undefined : await this.#stored;
    if (stored && !this.#tools) return new Set(stored.tools.map(({ name }) => name));
    const { tools } = await this.#openTools();
    if (waits) await tools.ready();
    return tools.names();
  }

  /** See {@link Session.complete}. */
  async complete(...given: Parameters<Session["complete"]>): ReturnType<Session["complete"]> {
    return (await this.#open()).complete(...given);
  }

  /** See {@link Session.stop}. */
  async stop(): Promise<void> {
    (await this.#session)?.stop();
  }

  /** See {@link Session.end}. */
  async end(): Promise<void> {
    await (await this.#session)?.end();
    await this.#options.stored.written();
  }

  /** Writes that have begun and not ended. */
  async writesUnderWay(): Promise<number> {
    return (await this.#session)?.writesUnderWay ?? 0;
  }

  /** @param shown the list of tools that the client already got, if an earlier session left it */
  #open(shown?: KeyedToolList): Promise<Session> {
    this.#session ??= this.#opened(shown);
    return this.#session;
  }

  async #opened(shown: KeyedToolList | undefined): Promise<Session> {
    // Loading takes a while, and a list of tools may be on its way to the client.
    await nextTurn();
    const { openSession } = await this.#openTools(shown);
    // Messages that came while the first half was loaded are answered before the second is.
    await nextTurn();
    return openSession();
  }

  #openTools(shown?: KeyedToolList): Promise<OpenedTools> {
    this.#tools ??= this.#openedTools(shown);
    return this.#tools;
  }

  async #openedTools(shown: KeyedToolList | undefined): Promise<OpenedTools> {
    const opened = await this.#options.openTools();
    opened.tools.listChanged.add(() => this.listChanged.tell());
    opened.tools.scopesKnown.add(() => this.scopesKnown.tell());
    await opened.tools.prepare(shown);
    return opened;
  }
}
