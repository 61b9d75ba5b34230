import type { Readable, Writable } from "node:stream";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ErrorCode, type JSONRPCMessage, type JSONRPCResponse, type RequestId } from "@modelcontextprotocol/sdk/types.js";
import { counted } from "../text/plural.ts";
import { redactor } from "../text/redact.ts";
import { BATCH_REVISION, Batch } from "./batch.ts";
import { withoutCode } from "./error-text.ts";
import { isRequestId, readMessage } from "./incoming.ts";
import { Lines, type Unreadable } from "./lines.ts";

/** The most bytes of one message. The SDK has the same limit. */
const LONGEST_LINE = 10 * 1024 * 1024;

/** The most messages of one batch. Each gets an answer, which is longer than the shortest message. */
const LARGEST_BATCH = 100;

/** A line that is not a message. The error's text holds nothing of the line. */
export class RefusedLine extends Error {
  override readonly name = "RefusedLine";
}

const isResponse = (message: JSONRPCMessage): message is JSONRPCResponse => !("method" in message);

/**
 * JSON-RPC over lines of stdin and stdout. It replaces the SDK's transport, which does not answer a malformed line and
 * gives up on a line that is too long. Here both get a JSON-RPC error, and the next line is served. While stdout is
 * full, nothing is read, so unread answers do not pile up.
 */
export class StdioTransport implements Transport {
  onmessage?: (message: JSONRPCMessage) => void;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  /** Called once at the end of the input. Earlier requests can still be answered. */
  oninputend?: () => void;

  readonly #input: Readable;
  readonly #output: Writable;
  readonly #redact: (text: string) => string;
  readonly #lines = new Lines(LONGEST_LINE);
  #hasBegun = false;
  #inputEnded = false;
  #isClosed = false;
  /** Open requests with the batch that they came in. Cancelled requests get no answer and are removed. */
  readonly #unanswered = new Map<RequestId, Batch | undefined>();
  #allAnswered: (() => void)[] = [];
  #initializeId: RequestId | undefined;
  /** The protocol revision of this connection. */
  #revision: string | undefined;

  /** @param redact applied to every line just before it is written */
  constructor(input: Readable, output: Writable, redact = redactor(undefined)) {
    this.#input = input;
    this.#output = output;
    this.#redact = redact;
  }

  async start(): Promise<void> {
    this.#input.on("data", this.#read);
    this.#input.on("end", this.#end);
    this.#input.on("close", this.#end);
    this.#input.on("error", this.#end);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    if (!isResponse(message) || message.id === undefined) return this.#write(message);
    if (message.id === this.#initializeId && "result" in message && typeof message.result.protocolVersion === "string")
      this.#revision = message.result.protocolVersion;
    const answer = withPlainText(message);
    const batch = this.#unanswered.get(message.id);
    if (batch) {
      batch.answer(answer, message.id);
      await this.#writeComplete(batch);
    } else {
      await this.#write(answer);
    }
    this.#settle(message.id);
  }

  /** Resolves once every request received so far has its answer. */
  async answered(): Promise<void> {
    if (this.#unanswered.size > 0) await new Promise<void>((resolve) => this.#allAnswered.push(resolve));
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#input.off("data", this.#read);
    this.#input.pause();
    this.onclose?.();
  }

  readonly #read = (chunk: Buffer): void => {
    for (const line of this.#lines.push(chunk)) this.#receive(line);
  };

  readonly #end = (): void => {
    if (this.#inputEnded) return;
    this.#inputEnded = true;
    const last = this.#lines.end();
    if (last !== undefined) this.#receive(last);
    this.oninputend?.();
  };

  #receive(line: string | Unreadable): void {
    if (typeof line !== "string") {
      this.#refuse(ErrorCode.InvalidRequest, line.problem, outermostId(line));
      return;
    }
    // Programs on Windows may begin their output with a byte order mark.
    const text = this.#hasBegun ? line : line.replace(/^\ufeff/, "");
    this.#hasBegun = true;
    if (text.trim() === "") return;
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      this.#refuse(ErrorCode.ParseError, "The line is not JSON", undefined);
      return;
    }
    if (Array.isArray(json)) this.#receiveBatch(json);
    else this.#receiveOne(json, undefined);
  }

  #receiveBatch(items: readonly unknown[]): void {
    if (this.#revision !== BATCH_REVISION) {
      const now = this.#revision === undefined ? "this connection has no revision yet" : `this connection uses ${this.#revision}`;
      this.#refuse(
        ErrorCode.InvalidRequest,
        `Only protocol revision ${BATCH_REVISION} has batches, and ${now}: send each message as a line of its own`,
        undefined,
      );
      return;
    }
    if (items.length === 0) {
      this.#refuse(ErrorCode.InvalidRequest, "The batch is empty", undefined);
      return;
    }
    if (items.length > LARGEST_BATCH) {
      const text = `The batch has ${counted(items.length, "message")}. Accepted: up to ${LARGEST_BATCH}`;
      this.#refuse(ErrorCode.InvalidRequest, text, undefined);
      return;
    }
    const batch = new Batch();
    for (const item of items) this.#receiveOne(item, batch);
    batch.allRead();
    void this.#writeComplete(batch);
  }

  #receiveOne(json: unknown, batch: Batch | undefined): void {
    const incoming = readMessage(json);
    if (incoming.kind === "message") this.#deliver(incoming.message, batch);
    else if (incoming.kind === "refused") this.#refuse(incoming.code, incoming.text, incoming.id, batch);
    else this.onerror?.(new RefusedLine(incoming.text));
  }

  #deliver(message: JSONRPCMessage, batch: Batch | undefined): void {
    if ("method" in message && "id" in message) {
      // An error under the ID would look like the answer to the request that is under way, perhaps a write.
      if (this.#unanswered.has(message.id)) {
        this.#refuse(ErrorCode.InvalidRequest, "An earlier request with the same ID has no answer yet: use another ID", undefined, batch);
        return;
      }
      batch?.add(message.id);
      this.#unanswered.set(message.id, batch);
      if (message.method === "initialize") this.#initializeId = message.id;
    }
    this.onmessage?.(message);
    if ("method" in message && message.method === "notifications/cancelled" && isRequestId(message.params?.requestId)) {
      this.#drop(message.params.requestId);
    }
  }

  #drop(id: RequestId): void {
    const batch = this.#unanswered.get(id);
    batch?.drop(id);
    if (batch) void this.#writeComplete(batch);
    this.#settle(id);
  }

  #settle(id: RequestId): void {
    this.#unanswered.delete(id);
    if (this.#unanswered.size > 0) return;
    for (const resolve of this.#allAnswered.splice(0)) resolve();
  }

  /** Answers an invalid line with an error. If its ID is unknown, the answer's ID is null, as JSON-RPC 2.0 requires. */
  #refuse(code: ErrorCode, message: string, id: RequestId | undefined, batch?: Batch): void {
    this.onerror?.(new RefusedLine(message));
    const answer = { jsonrpc: "2.0", id: id ?? null, error: { code, message } };
    if (batch) batch.answer(answer);
    else void this.#write(answer);
  }

  async #writeComplete(batch: Batch): Promise<void> {
    const answers = batch.take();
    if (answers) await this.#write(answers);
  }

  /** Never rejects: nobody waits for the answer to an invalid line. */
  async #write(message: unknown): Promise<void> {
    let line: string;
    try {
      line = `${this.#redact(JSON.stringify(message))}\n`;
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    await new Promise<void>((resolve) => {
      // `serve` listens for the stream's errors and ends the program if the reader is gone.
      const hasRoom = this.#output.write(line, () => resolve());
      if (!hasRoom) this.#waitForRoom();
    });
  }

  /** Reads nothing until the output has room again. */
  #waitForRoom(): void {
    if (this.#input.isPaused()) return;
    this.#input.pause();
    this.#output.once("drain", () => {
      if (!this.#isClosed) this.#input.resume();
    });
  }
}

/** An error without the code that the SDK writes into its text. */
function withPlainText(message: JSONRPCResponse): JSONRPCResponse {
  if (!("error" in message)) return message;
  const { error } = message;
  return { ...message, error: { ...error, message: withoutCode(error.code, error.message) } };
}

/**
 * The ID of a request whose beginning and end alone are known, so that its sender gets an answer. The ID must
 * be the first or the last key of the outermost object, where clients write it. Anywhere else it could be part of the
 * data.
 */
function outermostId({ head, tail }: Unreadable): RequestId | undefined {
  const id = /("(?:[^"\\]|\\.)*"|-?\d+)/.source;
  const written =
    new RegExp(`^\\s*\\{\\s*(?:"jsonrpc"\\s*:\\s*"2\\.0"\\s*,\\s*)?"id"\\s*:\\s*${id}\\s*,`).exec(head)?.[1] ??
    new RegExp(`\\}\\s*,\\s*(?:"jsonrpc"\\s*:\\s*"2\\.0"\\s*,\\s*)?"id"\\s*:\\s*${id}\\s*\\}\\s*$`).exec(tail)?.[1];
  try {
    return written === undefined ? undefined : JSON.parse(written);
  } catch {
    return undefined;
  }
}
