import { setImmediate as nextTurn } from "node:timers/promises";
import { type CallOptions, isNotFound } from "../api/index.ts";
import { type Completed, complete } from "../completions/completions.ts";
import { type Completion, NO_COMPLETION } from "../completions/ranking.ts";
import type { Config } from "../config.ts";
import { DefinitionsChangedError } from "../definitions/fresh-definitions.ts";
import { loadFieldTypes } from "../fields/index.ts";
import { isRecord } from "../fields/json.ts";
import { InvalidInput } from "../fields/rejection.ts";
import { Importer } from "../imports/importer.ts";
import { answerText, type SafeText } from "../text/answer.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { TOOLS } from "../tools/index.ts";
import { OPERATIONS } from "../tools/operations.ts";
import type { Tool, ToolAnswer, ToolContext } from "../tools/tool.ts";
import type { Workspace } from "../workspace.ts";
import type { WriteCall } from "../writes/consent.ts";
import { mergedText } from "../writes/earlier-writes.ts";
import { noAuditLog, openAuditLog } from "../writes/journal/audit-log.ts";
import type { SessionWrites } from "../writes/session-writes.ts";
import { type CallTime, callTime, inTime } from "./call-time.ts";
import { failureLines, isExplained, lateText } from "./failure-text.ts";
import type { Log, OfferedTools } from "./offered-tools.ts";
import { unclearHiding } from "./unclear-hiding.ts";

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
  /** The workspace of the key. Several sessions can share it. */
  readonly workspace: Workspace;
  readonly tools: OfferedTools;
  readonly log: Log;
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
  readonly #writes: SessionWrites;
  readonly #importer: Importer;
  /** Calls that still work. Their client may be gone, or may have been told that they took too long. */
  readonly #calls = new Set<Promise<unknown>>();

  readonly #tools: OfferedTools;

  constructor({ config, workspace, tools, log }: SessionOptions) {
    const { confirmWrites, maxWrites, auditLog, importDirectory } = config;
    this.#config = config;
    this.#log = log;
    this.#workspace = workspace;
    this.#writes = workspace.writesOf({
      auditLog: auditLog === undefined ? noAuditLog : openAuditLog(auditLog, config.redact),
      confirm: confirmWrites,
      maxWrites,
      limitSetting: config.settingName("LIGHTFIELD_MAX_WRITES"),
    });
    this.#importer = new Importer({ writes: this.#writes, directory: importDirectory });
    this.#tools = tools;
  }

  /** Completes what somebody types, if a tool is offered that takes it. Never rejects. */
  async complete(what: Completed, typed: string, signal: AbortSignal): Promise<Completion> {
    const isUsable = this.#config.problems.length === 0 && this.#tools.names().has(what === "file" ? "import_contacts" : "find_contacts");
    const sources = { workspace: this.#workspace, importDirectory: this.#config.importDirectory };
    return isUsable ? complete(what, typed, sources, signal) : NO_COMPLETION;
  }

  /** Runs a tool. Every failure is an answer. */
  async callTool(name: string, rawArguments: unknown, { signal, progress = () => undefined, ask }: CallContext): Promise<SessionAnswer> {
    const tool = TOOLS.find((one) => one.name === name);
    if (!tool) {
      const text = answerText([`There is no tool ${quote(name)}. Tools: ${[...this.#tools.names()].join(", ")}.`]);
      return { isError: true, missing: "tool", text };
    }
    // Parsing a line of a megabyte takes a while, and so does checking its arguments: other calls may go in between.
    await nextTurn();
    const { lines, howToGetRest, failure, ...about } = await this.#run(tool, rawArguments, { signal, progress, ask });
    return {
      ...about,
      ...(namesNobody(failure) ? { missing: "contact" } : {}),
      text: answerText([...lines, ...this.#tools.notesOn(lines)], howToGetRest),
    };
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
    const reason = this.#tools.whyNot(name);
    if (reason !== undefined) return { isError: true, lines: [reason] };
    try {
      const call = { ...time, signal, ask, throwIfRefused: this.#workspace.guard.watch() };
      const unclear = await this.#unclearHiding(call);
      if (unclear.length > 0) return { isError: true, lines: settingsLines(unclear) };
      await loadFieldTypes();
      const answer = await tool.run(rawArguments, {
        ...this.#workspace,
        writes: this.#writes,
        importer: this.#importer,
        operations: OPERATIONS,
        exportDirectory: this.#config.exportDirectory,
        notOffered: (other) => this.#tools.whyNot(other),
        lacks: (scope) => this.#tools.lacks(scope),
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
      const id = isNotFound(error) && isRecord(rawArguments) && typeof rawArguments.id === "string" ? [rawArguments.id] : [];
      return { isError: true, failure: error, lines: [...failureLines(error, context), ...(await mergedText(id, this.#writes, time))] };
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

  /** Stops plans between rows and stores what is known. Call it first when the session ends: calls still answer. */
  stop(): void {
    this.#writes.stopping.abort();
    void this.#workspace.save();
  }

  /** Resolves when all calls have ended and what they learned is stored. Abort their signals first. Never rejects. */
  async end(): Promise<void> {
    await Promise.allSettled(this.#calls);
    this.#tools.stop();
    await this.#workspace.save();
  }

  /** Writes that have begun and not ended. */
  get writesUnderWay(): number {
    return this.#workspace.api.writesUnderWay;
  }

  /** Records to link to instead of one that the API refused as inactive. Never rejects. */
  async #choices(error: unknown, signal: AbortSignal, { deadline }: CallTime): Promise<string> {
    return this.#workspace.names.choicesInstead(error instanceof DefinitionsChangedError ? error.cause : error, { signal, deadline });
  }

  /** Entries of LIGHTFIELD_HIDE_FIELDS that match nothing, a sentence each. What they mean could be in any answer. */
  async #unclearHiding(call: CallOptions): Promise<string[]> {
    return this.#config.hideFields.length === 0 ? [] : unclearHiding(await this.#workspace.live.get(call), this.#config);
  }
}

/** Whether a contact could not be read because there is none with its ID. */
const namesNobody = (failure: unknown): boolean => failure instanceof InvalidInput || (isNotFound(failure) && failure.operation === "retrieve");

const settingsLines = (problems: readonly string[]) => [
  `${counted(problems.length, "setting is", "settings are")} invalid. No tool works until the user corrects this and restarts the client.`,
  ...problems,
];

/** Where in the program an error comes from. The message is left out, because it may hold a contact's data. */
function place(error: unknown): string {
  const frames = error instanceof Error ? (error.stack?.match(/^ {4}at .+$/gm) ?? []) : [];
  return frames
    .slice(0, 5)
    .map((frame) => ` ${frame.trim()}`)
    .join("");
}
