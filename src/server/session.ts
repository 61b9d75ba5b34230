import { setImmediate as nextTurn } from "node:timers/promises";
import { ApiError, type CallOptions, type KeyInfo } from "../api/index.ts";
import { Listeners } from "../async/listeners.ts";
import { within } from "../async/waiting.ts";
import { type Completed, Completions } from "../completions/completions.ts";
import { type Completion, NO_COMPLETION } from "../completions/ranking.ts";
import type { Config } from "../config.ts";
import { DefinitionsChangedError } from "../definitions/fresh-definitions.ts";
import { loadFieldTypes } from "../fields/index.ts";
import { InvalidInput } from "../fields/rejection.ts";
import { choicesInstead } from "../names/choices-instead.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { unportableAttributes } from "../schema/input-schema.ts";
import type { LogLevel } from "../setting-values.ts";
import { answerText, type SafeText } from "../text/answer.ts";
import { quote } from "../text/quote.ts";
import { TOOLS } from "../tools/index.ts";
import type { Tool, ToolAnswer, ToolContext } from "../tools/tool.ts";
import type { Workspace } from "../workspace.ts";
import type { WriteCall } from "../writes/consent.ts";
import { noAuditLog, openAuditLog } from "../writes/journal/audit-log.ts";
import type { Writes } from "../writes/writes.ts";
import { type CallTime, callTime, inTime } from "./call-time.ts";
import { failureLines, isExplained, lateText } from "./failure-text.ts";
import { type ListedTool, toolList, whyNotOffered } from "./tool-list.ts";

/**
 * Milliseconds that `tools/list` waits for the API before it answers with open schemas. Clients give up on a server
 * that is slow to list.
 */
const LIST_PATIENCE_MS = 5000;

/** Writes a line to the log. The line must not hold the key or a contact's data. */
export type Log = (level: Exclude<LogLevel, "silent">, line: string) => void;

/** What the client gives a call. */
export interface CallContext {
  readonly signal: AbortSignal;
  /** Receives the progress of a long call. */
  readonly progress?: ToolContext["progress"];
  /** Asks the user; absent if the client cannot. */
  readonly ask?: WriteCall["ask"];
}

export interface SessionOptions {
  readonly config: Config;
  /** Of the key. Several sessions can share it. */
  readonly workspace: Workspace;
  readonly log: Log;
  /** Gets the list of tools, as JSON, whenever it is known to be right and has changed. */
  onList?(list: string): void;
}

/** A tool's answer, or the lines that replace it. */
interface Said extends ToolAnswer {
  readonly failure?: unknown;
}

export interface SessionAnswer extends Pick<ToolAnswer, "isError" | "wrote"> {
  readonly text: SafeText;
  /** What the call names and is not there. */
  readonly missing?: "tool" | "contact";
}

/** One client's work with a workspace: lists the tools and runs them. It knows nothing of JSON-RPC. */
export class Session {
  readonly #config: Config;
  readonly #log: Log;
  readonly #workspace: Workspace;
  readonly #writes: Writes;
  readonly #exporter: ToolContext["exporter"];
  readonly #completions: Completions;
  readonly #onList: (list: string) => void;
  /** Calls that still work. Their client may be gone, or may have been told that they took too long. */
  readonly #calls = new Set<Promise<unknown>>();
  #key: KeyInfo | undefined;
  /** The last list of tools that the client got, as JSON. */
  #shown: string | undefined;
  /** The last list of tools that was passed on. */
  #kept: string | undefined;

  readonly #stopListening: () => void;

  /** Told when `tools/list` would give another answer than last time. */
  readonly listChanged = new Listeners();

  /** Told when the key's scopes become known, and with them what is {@link offeredTools | offered}. */
  readonly scopesKnown = new Listeners();

  constructor({ config, workspace, log, onList = () => undefined }: SessionOptions) {
    const { confirmWrites, maxWrites, auditLog, importDirectory, exportDirectory } = config;
    this.#config = config;
    this.#log = log;
    this.#onList = onList;
    this.#workspace = workspace;
    this.#writes = workspace.writes({
      auditLog: auditLog === undefined ? noAuditLog : openAuditLog(auditLog, config.redact),
      confirm: confirmWrites,
      maxWrites,
      importDirectory,
    });
    this.#exporter = workspace.exporter(exportDirectory);
    this.#completions = new Completions({ workspace, importDirectory });
    this.#stopListening = workspace.live.changed.add(() => {
      // The client waits for the list, so reporting comes later.
      setImmediate(() => this.#reportWorkspace());
      this.#reportList();
    });
  }

  /**
   * Starts to fetch what the list of tools needs, so that it is ready when the client asks. Failures appear in the
   * calls. Resolves when the definitions of the last session are known: until the API answers, calls work with them.
   *
   * @param shown the list, as JSON, that the client already got
   */
  async prepare(shown?: string): Promise<void> {
    this.#shown = shown;
    this.#kept = shown;
    void this.#learn();
    await this.#workspace.restoreDefinitions();
  }

  /** The tools, typed by the workspace if the API answers within 5 seconds. */
  async listTools(): Promise<ListedTool[]> {
    const learned = this.#learn();
    await this.#workspace.restoreDefinitions();
    // The definitions of the last session are good enough. If they have changed, the client is notified.
    if (!this.#workspace.live.current) {
      // When the requests are on their way, what is the same in every workspace is made.
      await nextTurn();
      this.#list();
      await within(LIST_PATIENCE_MS, learned, undefined);
    }
    const list = this.#list();
    this.#shown = JSON.stringify(list);
    this.#keep(this.#shown);
    return list;
  }

  /** The names of the tools that are offered, as far as the key's scopes are known. */
  async offeredTools(): Promise<ReadonlySet<string>> {
    return new Set(TOOLS.filter((tool) => this.#offers(tool)).map(({ name }) => name));
  }

  /** Completes what somebody types, if a tool is offered that takes it. Never rejects. */
  async complete(what: Completed, typed: string, signal: AbortSignal): Promise<Completion> {
    const isUsable = this.#config.problems.length === 0 && (await this.offeredTools()).has(what === "file" ? "import_contacts" : "find_contacts");
    return isUsable ? this.#completions.complete(what, typed, signal) : NO_COMPLETION;
  }

  /** Runs a tool. Every failure is an answer. */
  async callTool(name: string, rawArguments: unknown, { signal, progress = () => undefined, ask }: CallContext): Promise<SessionAnswer> {
    const tool = TOOLS.find((one) => one.name === name);
    if (!tool) {
      const text = answerText([`There is no tool ${quote(name)}. Tools: ${TOOLS.map((one) => one.name).join(", ")}`]);
      return { isError: true, missing: "tool", text };
    }
    // Parsing a line of a megabyte takes a while, and so does checking its arguments: other calls may go in between.
    await nextTurn();
    const { lines, howToGetRest, failure, ...about } = await this.#run(tool, rawArguments, { signal, progress, ask });
    return { ...about, ...(namesNobody(failure) ? { missing: "contact" } : {}), text: answerText(lines, howToGetRest) };
  }

  async #run(tool: Tool, rawArguments: unknown, context: Required<CallContext>): Promise<Said> {
    const time = callTime(this.#config.timeoutMs);
    const answer = await inTime(time, context.signal, (signal) => this.#underWay(this.#answer(tool, rawArguments, { ...context, signal }, time)));
    if (answer !== "late") return answer;
    this.#log("warn", `${tool.name} took too long`);
    return { isError: true, lines: [lateText(tool)] };
  }

  async #answer(tool: Tool, rawArguments: unknown, { signal, progress, ask }: Required<CallContext>, time: CallTime): Promise<Said> {
    const { name } = tool;
    if (this.#config.problems.length > 0) return { isError: true, lines: settingsLines(this.#config.problems) };
    const reason = whyNotOffered(tool, this.#filter, this.#key);
    if (reason !== undefined) return { isError: true, lines: [reason] };
    try {
      const call = { ...time, signal, ask };
      const unclear = await this.#unclearHiding(call);
      if (unclear.length > 0) return { isError: true, lines: settingsLines(unclear) };
      await loadFieldTypes();
      const answer = await tool.run(rawArguments, {
        api: this.#workspace.api,
        live: this.#workspace.live,
        lister: this.#workspace.lister,
        search: this.#workspace.search,
        duplicates: this.#workspace.duplicates,
        histories: this.#workspace.histories,
        names: this.#workspace.names,
        writes: this.#writes,
        exporter: this.#exporter,
        locale: this.#config.locale,
        notOffered: (name) => {
          const tool = TOOLS.find((one) => one.name === name);
          return tool && whyNotOffered(tool, this.#filter, this.#key);
        },
        progress,
        call,
      });
      // Nobody reads the answer of a cancelled call, so the log says what it did.
      if (signal.aborted && answer.wrote)
        this.#log(
          "info",
          `${name} was cancelled after the write was sent${answer.wrote === "unknown" ? "; its outcome is unknown" : `, and finished: ${answer.wrote}`}`,
        );
      return answer;
    } catch (error) {
      const kind = error instanceof Error ? error.name : typeof error;
      if (signal.aborted) this.#log("info", `${name} was cancelled`);
      else if (isExplained(error)) this.#log("info", `${name} failed: ${kind}`);
      else this.#log("error", `${name} failed: ${kind}${place(error)}`);
      const context = { tool, config: this.#config, schema: this.#workspace.live.current, choices: await this.#choices(error, signal, time) };
      return { isError: true, failure: error, lines: failureLines(error, context) };
    }
  }

  async #underWay<T>(call: Promise<T>): Promise<T> {
    this.#calls.add(call);
    try {
      return await call;
    } finally {
      this.#calls.delete(call);
    }
  }

  /**
   * Stops plans between rows and stores what is known so far. Call it first when the session ends: calls are still
   * answered.
   */
  stop(): void {
    this.#writes.runner.stop();
    void this.#workspace.save();
  }

  /**
   * Resolves when all calls have ended and everything they learned is stored. Their signals must be aborted before.
   * Never rejects.
   */
  async end(): Promise<void> {
    await Promise.allSettled(this.#calls);
    this.#stopListening();
    await this.#workspace.save();
  }

  /** Writes that have begun and not ended. */
  get writesUnderWay(): number {
    return this.#workspace.api.writesUnderWay;
  }

  /** Records to link to instead of one that the API refused as inactive. Never rejects. */
  async #choices(error: unknown, signal: AbortSignal, { deadline }: CallTime): Promise<string> {
    const { live, names } = this.#workspace;
    return choicesInstead(error instanceof DefinitionsChangedError ? error.cause : error, live.current, names, { signal, deadline });
  }

  #offers(tool: Tool): boolean {
    return whyNotOffered(tool, this.#filter, this.#key) === undefined;
  }

  get #filter() {
    return { readOnly: this.#config.readOnly, only: this.#config.tools };
  }

  /** Entries of LIGHTFIELD_HIDE_FIELDS that match nothing, a sentence each. What they mean could be in any answer. */
  async #unclearHiding(call: CallOptions): Promise<string[]> {
    return this.#config.hideFields.length === 0 ? [] : unclearHiding(await this.#workspace.live.get(call));
  }

  /** Fetches definitions and scopes if they are not known yet. Never rejects. */
  async #learn(): Promise<void> {
    // With an invalid setting nothing may be sent: the address itself may be wrong.
    if (this.#config.problems.length > 0) return;
    const { api, live } = this.#workspace;
    if (this.#key && live.current) return;
    const scopes = async () => {
      if (this.#key) return;
      this.#key = await api.validateKey();
      this.scopesKnown.tell();
    };
    // Deployments may lack /auth/validate. Then the API's 403 says what the key may not do.
    await Promise.allSettled([live.current ?? live.get(), scopes()]);
    this.#reportList();
  }

  #list(): ListedTool[] {
    const offered = TOOLS.filter((tool) => this.#offers(tool));
    // If the key allows no tool, one stays in the list to say so.
    const tools: readonly Tool[] = offered.length > 0 ? offered : TOOLS.slice(0, 1);
    const schema = this.#workspace.live.current;
    const isUsable = schema !== undefined && schema.unmatchedHidden.length === 0;
    return toolList(tools, isUsable ? schema : undefined, {
      timesSet: this.#workspace.live.timesSet,
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
    if (!this.#workspace.live.isFetched || list === this.#kept) return;
    this.#kept = list;
    this.#onList(list);
  }

  #reportWorkspace(): void {
    const schema = this.#workspace.live.current;
    if (!schema) return;
    for (const problem of unclearHiding(schema)) this.#log("error", problem);
    for (const { problems } of unportableAttributes(schema)) this.#log("warn", `Left out of the tool schemas: ${problems.join("; ")}`);
  }
}

/** Whether a contact could not be read because there is none with its ID. */
const namesNobody = (failure: unknown): boolean =>
  failure instanceof InvalidInput || (failure instanceof ApiError && failure.status === 404 && failure.operation === "retrieve");

const settingsLines = (problems: readonly string[]) => [
  `${problems.length === 1 ? "A setting is" : `${problems.length} settings are`} invalid. Until this is fixed and the client restarted, every tool reports it and does nothing else.`,
  ...problems,
];

/** Entries of LIGHTFIELD_HIDE_FIELDS that match nothing, a sentence each. */
export const unclearHiding = ({ unmatchedHidden }: ContactSchema): string[] =>
  unmatchedHidden.map(({ entry, near }) => {
    const meant = near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : "";
    return `LIGHTFIELD_HIDE_FIELDS names ${JSON.stringify(entry)}, but this workspace has no such field or relationship.${meant} If it was deleted, remove it from the setting.`;
  });

/** Where in the program an error comes from. The message is left out, because it may hold a contact's data. */
function place(error: unknown): string {
  const frames = error instanceof Error ? (error.stack?.match(/^ {4}at .+$/gm) ?? []) : [];
  return frames
    .slice(0, 5)
    .map((frame) => ` ${frame.trim()}`)
    .join("");
}
