import type { Api, CallOptions, KeyInfo } from "../api/index.ts";
import { within } from "../async/waiting.ts";
import type { Config, LogLevel } from "../config.ts";
import { DefinitionsChangedError } from "../definitions/fresh-definitions.ts";
import { loadFieldTypes } from "../fields/index.ts";
import { Lookup } from "../find/lookup.ts";
import { choicesInstead } from "../names/choices-instead.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { unportableAttributes } from "../schema/input-schema.ts";
import { type Cache, noCache } from "../storage/index.ts";
import { answerText, type SafeText } from "../text/answer.ts";
import { TOOLS } from "../tools/index.ts";
import type { Tool, ToolAnswer, ToolContext } from "../tools/tool.ts";
import type { WriteCall } from "../writes/consent.ts";
import { noAuditLog, openAuditLog } from "../writes/journal/audit-log.ts";
import { Writes } from "../writes/writes.ts";
import { type CallTime, callTime, inTime } from "./call-time.ts";
import { failureLines, isExplained, lateText } from "./failure-text.ts";
import { type ListedTool, toolList, whyNotOffered } from "./tool-list.ts";

/** `tools/list` waits this long, in ms, for the API before it answers with open schemas: clients give up on a server that is slow to list. */
const LIST_PATIENCE_MS = 5000;

/** Takes a line for the log, which must not hold the key or a contact's data. */
export type Log = (level: Exclude<LogLevel, "silent">, line: string) => void;

/** What a call has of the client. */
export interface CallContext {
  readonly signal: AbortSignal;
  /** Told how far a long call has got. */
  readonly progress?: ToolContext["progress"];
  /** Puts a question to the user; absent where the client cannot. */
  readonly ask?: WriteCall["ask"];
}

export interface SessionOptions {
  readonly config: Config;
  readonly api: Api;
  /** Keeps what is known of the workspace from one session to the next; by default nothing does. */
  readonly cache?: Cache;
  readonly log: Log;
}

/** A tool's answer, or what is said instead of it. */
interface Said extends ToolAnswer {
  readonly failure?: unknown;
}

export interface SessionAnswer extends Pick<ToolAnswer, "isError" | "wrote"> {
  readonly text: SafeText;
  /** What the call failed with, where that is what the text words. */
  readonly failure?: unknown;
}

/** One client's work with one workspace: which tools there are, and running them. Knows nothing of JSON-RPC. */
export class Session {
  readonly #config: Config;
  readonly #log: Log;
  readonly #lookup: Lookup;
  readonly #writes: Writes;
  /** Calls whose work has not ended, though their client may have gone or was answered that they took too long. */
  readonly #calls = new Set<Promise<unknown>>();
  #key: KeyInfo | undefined;
  /** The list as last shown, as JSON. */
  #shown: string | undefined;

  /** Called when `tools/list` would now answer differently from how it last did. */
  onlistchanged?: () => void;

  constructor({ config, api, cache = noCache, log }: SessionOptions) {
    const { locale, me, hideFields } = config;
    this.#config = config;
    this.#log = log;
    this.#lookup = new Lookup({ api, hidden: hideFields, locale, me, cache, log: (line) => log("info", line) });
    const { confirmWrites, maxWrites, auditLog, importDirectory } = config;
    this.#writes = new Writes({
      lookup: this.#lookup,
      locale,
      cache,
      auditLog: auditLog === undefined ? noAuditLog : openAuditLog(auditLog, config.redact),
      confirm: confirmWrites,
      maxWrites,
      importDirectory,
    });
    this.#lookup.live.onChange(() => {
      // After the list, for which the client waits.
      setImmediate(() => this.#reportWorkspace());
      this.#reportList();
    });
  }

  /** Begins to fetch what the tool list is made of, so that it is there when the client asks. Failures show where they matter: in the calls. */
  prepare(): void {
    void this.#learn();
  }

  /** The tools, typed by the workspace if the API answers within 5 seconds. */
  async listTools(): Promise<ListedTool[]> {
    const learned = this.#learn();
    await this.#lookup.restoreDefinitions();
    // What the last session knew will do: where it is no longer true, the client is told.
    if (!this.#lookup.live.current) await within(LIST_PATIENCE_MS, learned, undefined);
    const list = this.#list();
    this.#shown = JSON.stringify(list);
    return list;
  }

  /** Runs a tool. Whatever goes wrong is an answer; `undefined` where there is no such tool. */
  async callTool(name: string, rawArguments: unknown, { signal, progress = () => undefined, ask }: CallContext): Promise<SessionAnswer | undefined> {
    const tool = TOOLS.find((one) => one.name === name);
    const answer = tool && (await this.#run(tool, rawArguments, { signal, progress, ask }));
    if (!answer) return undefined;
    const { lines, howToGetRest, ...about } = answer;
    return { ...about, text: answerText(lines, howToGetRest) };
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
        api: this.#lookup.api,
        live: this.#lookup.live,
        lister: this.#lookup.lister,
        search: this.#lookup.search,
        names: this.#lookup.names,
        writes: this.#writes,
        locale: this.#config.locale,
        progress,
        call,
      });
      // Nobody reads the answer of a cancelled call, so that what it did must stand somewhere else.
      if (signal.aborted && answer.wrote)
        this.#log(
          "info",
          `${name} was cancelled after it was sent${answer.wrote === "unknown" ? "; whether it was written is not known" : `, and finished: ${answer.wrote}`}`,
        );
      return answer;
    } catch (error) {
      const kind = error instanceof Error ? error.name : typeof error;
      if (signal.aborted) this.#log("info", `${name} was cancelled`);
      else if (isExplained(error)) this.#log("info", `${name} failed: ${kind}`);
      else this.#log("error", `${name} failed: ${kind}${place(error)}`);
      const context = { tool, config: this.#config, schema: this.#lookup.live.current, choices: await this.#choices(error, signal, time) };
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

  /** Lets plans send no further rows, and stores what is known so far. To be called first when the session ends: calls are still answered. */
  stop(): void {
    this.#writes.runner.stop();
    void this.#lookup.save();
  }

  /** Resolves when all calls have ended, whose signals must be aborted by now, and what they made known is stored. Never rejects. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#calls);
    await this.#lookup.save();
  }

  /** What can be linked to instead of what the API has refused as inactive. Never rejects. */
  async #choices(error: unknown, signal: AbortSignal, { deadline }: CallTime): Promise<string> {
    const { live, names } = this.#lookup;
    return choicesInstead(error instanceof DefinitionsChangedError ? error.cause : error, live.current, names, { signal, deadline });
  }

  get #filter() {
    return { readOnly: this.#config.readOnly, only: this.#config.tools };
  }

  /** What is to be hidden and is not known, a sentence each: it could be in any answer. */
  async #unclearHiding(call: CallOptions): Promise<string[]> {
    return this.#config.hideFields.length === 0 ? [] : unclearHiding(await this.#lookup.live.get(call));
  }

  /** Definitions and scopes, as far as they are not known yet. Never rejects. */
  async #learn(): Promise<void> {
    // With a mistake in the settings nothing may go out: it may be the address that is wrong.
    if (this.#config.problems.length > 0) return;
    const scopes = async () => {
      this.#key ??= await this.#lookup.api.validateKey();
      this.#reportList();
    };
    // Deployments may lack /auth/validate: then the API's own 403 says what the key may not do.
    await Promise.allSettled([this.#lookup.live.current ?? this.#lookup.live.get(), scopes()]);
  }

  #list(): ListedTool[] {
    const offered = TOOLS.filter((tool) => whyNotOffered(tool, this.#filter, this.#key) === undefined);
    // With a key for none of the tools, one is left that can say so.
    const tools: readonly Tool[] = offered.length > 0 ? offered : TOOLS.slice(0, 1);
    const schema = this.#lookup.live.current;
    const isUsable = schema !== undefined && schema.unmatchedHidden.length === 0;
    return toolList(tools, isUsable ? schema : undefined, this.#lookup.live.timesSet);
  }

  #reportList(): void {
    if (this.#shown === undefined || JSON.stringify(this.#list()) === this.#shown) return;
    this.onlistchanged?.();
  }

  #reportWorkspace(): void {
    const schema = this.#lookup.live.current;
    if (!schema) return;
    for (const problem of unclearHiding(schema)) this.#log("error", problem);
    for (const { problems } of unportableAttributes(schema)) this.#log("warn", `Left out of the tool schemas: ${problems.join("; ")}`);
  }
}

const settingsLines = (problems: readonly string[]) => [
  `The server's settings have ${problems.length === 1 ? "a mistake" : "mistakes"}; nothing is done until they are corrected and the client is restarted.`,
  ...problems,
];

const unclearHiding = ({ unmatchedHidden }: ContactSchema): string[] =>
  unmatchedHidden.map(({ entry, near }) => {
    const meant = near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : "";
    return `LIGHTFIELD_HIDE_FIELDS names ${JSON.stringify(entry)}, which is no field or relationship of this workspace.${meant} If it was deleted there, take it out of the setting.`;
  });

/** Where in the program an error comes from. Without its message, which may hold a contact's data. */
function place(error: unknown): string {
  const frames = error instanceof Error ? (error.stack?.match(/^ {4}at .+$/gm) ?? []) : [];
  return frames
    .slice(0, 5)
    .map((frame) => ` ${frame.trim()}`)
    .join("");
}
