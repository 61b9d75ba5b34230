import type { Readable, Writable } from "node:stream";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ErrorCode, type JSONRPCMessage, type JSONRPCResponse, type RequestId } from "@modelcontextprotocol/sdk/types.js";
import { redactor } from "../text/redact.ts";
import { BATCH_REVISION, Batch } from "./batch.ts";
import { withoutCode } from "./error-text.ts";
import { isRequestId, readMessage } from "./incoming.ts";
import { Lines, type TooLong } from "./lines.ts";

/** Bytes that one message may have; the SDK's own limit. */
const LONGEST_LINE = 10 * 1024 * 1024;

/** Messages that a batch may have. Each gets an answer of its own, which is longer than the shortest message. */
const LARGEST_BATCH = 100;

/** A line that is no message. Its text is ours and holds nothing of the line. */
export class RefusedLine extends Error {
  override readonly name = "RefusedLine";
}

const isResponse = (message: JSONRPCMessage): message is JSONRPCResponse => !("method" in message);

/**
 * JSON-RPC over lines of stdin and stdout. It takes the place of the SDK's own transport, which leaves a malformed line without an answer and gives
 * up on a line that is too long: here both get a JSON-RPC error, and the next line is served. While stdout is full nothing is read, so that
 * answers that nobody reads do not pile up.
 */
export class StdioTransport implements Transport {
  onmessage?: (message: JSONRPCMessage) => void;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  /** Called once, when no more input comes. What was asked before can still be answered. */
  oninputend?: () => void;

  readonly #input: Readable;
  readonly #output: Writable;
  readonly #redact: (text: string) => string;
  readonly #lines = new Lines(LONGEST_LINE);
  #hasBegun = false;
  #inputEnded = false;
  #isClosed = false;
  /** Requests that were received and neither answered nor cancelled (those get no answer), with the batch that they came in. */
  readonly #unanswered = new Map<RequestId, Batch | undefined>();
  #allAnswered: (() => void)[] = [];
  #initializeId: RequestId | undefined;
  /** The revision of the protocol that was agreed on. */
  #revision: string | undefined;

  /** @param redact called last, with every line that is written */
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

  #receive(line: string | TooLong): void {
    if (typeof line !== "string") {
      this.#refuse(ErrorCode.InvalidRequest, `The message has more than ${LONGEST_LINE} bytes`, outermostId(line));
      return;
    }
    // Programs on Windows begin their output with a byte order mark.
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
      const now = this.#revision === undefined ? "no revision is agreed on yet" : `this connection speaks ${this.#revision}`;
      this.#refuse(
        ErrorCode.InvalidRequest,
        `A batch is taken under protocol revision ${BATCH_REVISION} alone, and ${now}: send each message as a line of its own`,
        undefined,
      );
      return;
    }
    if (items.length === 0) {
      this.#refuse(ErrorCode.InvalidRequest, "The batch is empty", undefined);
      return;
    }
    if (items.length > LARGEST_BATCH) {
      const text = `The batch has ${items.length} messages, and at most ${LARGEST_BATCH} are taken: send smaller ones`;
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
    else this.onerror?.(new RefusedLine("An answer that answers no request of this server"));
  }

  #deliver(message: JSONRPCMessage, batch: Batch | undefined): void {
    if ("method" in message && "id" in message) {
      if (batch && !batch.add(message.id)) {
        this.#refuse(ErrorCode.InvalidRequest, "Two requests of the batch have this ID", message.id, batch);
        return;
      }
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

  /** Answers what is no message. Without a known ID the answer's is null, as JSON-RPC 2.0 wants it. */
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

  /** Never rejects: where a line is refused, nobody waits for its answer. */
  async #write(message: unknown): Promise<void> {
    let line: string;
    try {
      line = `${this.#redact(JSON.stringify(message))}\n`;
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    await new Promise<void>((resolve) => {
      // A reader that is gone is the life cycle's affair, which listens for the stream's errors.
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

/** An error without the code in its text, which the SDK writes there. */
function withPlainText(message: JSONRPCResponse): JSONRPCResponse {
  if (!("error" in message)) return message;
  const { error } = message;
  return { ...message, error: { ...error, message: withoutCode(error.code, error.message) } };
}

/**
 * The ID of a request of which only the beginning and the end are known, so that its sender is not left waiting. Taken where it stands first
 * or last in the outermost object, as clients write it; anywhere else it could be part of the data.
 */
function outermostId({ head, tail }: TooLong): RequestId | undefined {
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
