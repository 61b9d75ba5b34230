import { setImmediate as nextTurn } from "node:timers/promises";
import type { Api, KeyInfo } from "../api/index.ts";
import { Listeners } from "../async/listeners.ts";
import { within } from "../async/waiting.ts";
import type { Config } from "../config.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import { unportableAttributes } from "../schema/input-schema.ts";
import type { LogLevel } from "../setting-values.ts";
import type { Line } from "../text/answer.ts";
import { TOOLS } from "../tools/index.ts";
import type { Tool } from "../tools/tool.ts";
import { TOOL_NAME } from "./instructions.ts";
import type { KeyedToolList } from "./stored-tool-list.ts";
import { type ListedTool, toolList, whyNotOffered } from "./tool-list.ts";
import { unclearHiding } from "./unclear-hiding.ts";

/** Milliseconds that `tools/list` waits for the API before it answers with open schemas. Clients are impatient. */
const LIST_PATIENCE_MS = 5000;

/** Writes a line to the log. The line must not hold the key or a contact's data. */
export type Log = (level: Exclude<LogLevel, "silent">, line: string) => void;

export interface OfferedToolsOptions {
  readonly config: Pick<Config, "problems" | "readOnly" | "tools" | "locale" | "settingName">;
  readonly api: Pick<Api, "validateKey">;
  readonly live: LiveSchema;
  readonly log: Log;
  /** Gets the list of tools, as JSON, and `LiveSchema.definitions`, whenever it is known to be right. */
  onList?(list: string, definitions: string): void;
}

/** The tools that a session offers, by the settings, the key's scopes and the definitions, with their schemas. */
export class OfferedTools {
  readonly #config: OfferedToolsOptions["config"];
  readonly #api: OfferedToolsOptions["api"];
  readonly #live: LiveSchema;
  readonly #log: Log;
  readonly #onList: NonNullable<OfferedToolsOptions["onList"]>;
  readonly #stopListening: () => void;
  #key: KeyInfo | undefined;
  /** The names of the tools that the last session offered. They count until the key's scopes are known. */
  #before: ReadonlySet<string> | undefined;
  /** The fetch of definitions and scopes, while it is under way. */
  #learning: Promise<void> | undefined;
  /** The last list of tools that the client got, as JSON. */
  #shown: string | undefined;

  /** Told when `tools/list` would give another answer than last time. */
  readonly listChanged = new Listeners();

  /** Told when the key's scopes become known, and with them what is offered. */
  readonly scopesKnown = new Listeners();

  constructor({ config, api, live, log, onList = () => undefined }: OfferedToolsOptions) {
    this.#config = config;
    this.#api = api;
    this.#live = live;
    this.#log = log;
    this.#onList = onList;
    this.#stopListening = live.changed.add(() => {
      // While the scopes are not known yet, what they hide would seem new.
      if (live.isFetched && !this.#learning) this.#reportList();
      void this.#reportWorkspace();
    });
  }

  /** Reports no more changes. */
  stop(): void {
    this.#stopListening();
  }

  /** Why a tool is not offered, as a sentence; undefined if it is offered, or if there is no such tool. */
  whyNot(name: string): string | undefined {
    const tool = TOOLS.find((one) => one.name === name);
    const reason = tool && whyNotOffered(tool, this.#config, this.#key);
    return reason && `${name} is not offered, because ${reason}. Only the user can change that.`;
  }

  /** Why the tools that lines of ours name are not offered, a sentence each: no line may send a model to them. */
  notesOn(lines: readonly Line[]): string[] {
    const ours = lines.filter((line) => typeof line === "string").join(" ");
    const notes = [...new Set(ours.match(TOOL_NAME))].flatMap((name) => this.whyNot(name) ?? []);
    return notes.filter((note) => !ours.includes(note));
  }

  /** Whether the key is known to lack a scope. */
  lacks(scope: string): boolean {
    const { scopes = [] } = this.#key ?? {};
    return scopes.length > 0 && !scopes.includes(scope);
  }

  /**
   * Starts to fetch what the list of tools needs, so that it is ready when the client asks. Failures appear in the
   * calls. Resolves when the definitions of the last session are known: until the API answers, calls work with them.
   *
   * @param shown the list that the client already got
   */
  async prepare(shown?: KeyedToolList): Promise<void> {
    this.#shown = shown && JSON.stringify(shown.tools);
    this.#before = shown && new Set(shown.tools.map(({ name }) => name));
    // The keys that the client got come first, whatever another process stores meanwhile.
    const restored = this.#live.restore(shown?.definitions);
    void this.#learn();
    await restored;
  }

  /** The tools, typed by the workspace if the API answers within 5 seconds. */
  async list(): Promise<ListedTool[]> {
    const ready = this.ready();
    await this.#live.restore();
    if (!this.#live.current) {
      // When the requests are on their way, what is the same in every workspace is made.
      await nextTurn();
      this.#list();
    }
    await ready;
    const list = this.#list();
    this.#shown = JSON.stringify(list);
    this.#keep(this.#shown);
    return list;
  }

  /** Resolves when definitions and scopes are known well enough for a list of what is offered, or after 5 seconds. */
  async ready(): Promise<void> {
    const learned = this.#learn();
    await this.#live.restore();
    // The definitions of the last session are good enough. If they have changed, the client is notified. Definitions that
    // have just come say nothing of the scopes.
    if (!this.#live.current || this.#live.isFetched) await within(LIST_PATIENCE_MS, learned, undefined);
  }

  /** The names of the tools that are offered, as far as the key's scopes are known. */
  names(): ReadonlySet<string> {
    return new Set(this.#offered().map(({ name }) => name));
  }

  #offered(): readonly Tool[] {
    const before = this.#key ? undefined : this.#before;
    return TOOLS.filter(({ name }) => this.whyNot(name) === undefined && before?.has(name) !== false);
  }

  /** Fetches definitions and scopes if they are not known yet. Never rejects. */
  #learn(): Promise<void> {
    this.#learning ??= this.#fetchUnknown().finally(() => {
      this.#learning = undefined;
    });
    return this.#learning;
  }

  async #fetchUnknown(): Promise<void> {
    // With an invalid setting nothing may be sent: the address itself may be wrong.
    if (this.#config.problems.length > 0) return;
    const live = this.#live;
    if (this.#key && live.current) return;
    const scopes = async () => {
      if (this.#key) return;
      this.#key = await this.#api.validateKey();
      this.scopesKnown.tell();
    };
    // Deployments may lack /auth/validate. Then the API's 403 says what the key may not do.
    await Promise.allSettled([live.current ?? live.get(), scopes()]);
    this.#reportList();
  }

  #list(): ListedTool[] {
    const offered = this.#offered();
    // If the key allows no tool, one stays in the list to say so.
    const tools: readonly Tool[] = offered.length > 0 ? offered : TOOLS.slice(0, 1);
    const schema = this.#live.current;
    const isUsable = schema !== undefined && schema.unmatchedHidden.length === 0;
    return toolList(tools, isUsable ? schema : undefined, {
      timesSet: this.#live.timesSet,
      phoneCountry: this.#config.locale.phoneCountry,
    });
  }

  #reportList(): void {
    if (this.#shown === undefined) return;
    const list = JSON.stringify(this.#list());
    this.#keep(list);
    if (list !== this.#shown) this.listChanged.tell();
  }

  /** Passes the list on, unless it was made without asking the API. */
  #keep(list: string): void {
    const { isFetched, definitions } = this.#live;
    if (isFetched) this.#onList(list, definitions);
  }

  async #reportWorkspace(): Promise<void> {
    // A client may wait for the list, so reporting comes after it.
    await this.#learning;
    await nextTurn();
    const schema = this.#live.current;
    if (!schema) return;
    for (const problem of unclearHiding(schema, this.#config)) this.#log("error", problem);
    for (const { problems } of unportableAttributes(schema)) this.#log("warn", `Left out of the tool schemas: ${problems.join("; ")}`);
  }
}
