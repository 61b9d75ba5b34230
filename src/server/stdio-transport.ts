import type { Readable, Writable } from "node:stream";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { ErrorCode, type JSONRPCMessage, JSONRPCMessageSchema } from "@modelcontextprotocol/sdk/types.js";
import { Lines, type TooLong } from "./lines.ts";

/** Bytes that one message may have; the SDK's own limit. */
const LONGEST_LINE = 10 * 1024 * 1024;

/** A line that is no message. Its text is ours and holds nothing of the line. */
export class RefusedLine extends Error {
  override readonly name = "RefusedLine";
}

type RequestId = string | number;

const isRequestId = (value: unknown): value is RequestId => typeof value === "string" || (typeof value === "number" && Number.isFinite(value));

/**
 * JSON-RPC over lines of stdin and stdout. In place of the SDK's own transport, which leaves a malformed line without an answer and gives up
 * on a line that is too long: here both get a JSON-RPC error, and the next line is served.
 */
export class StdioTransport implements Transport {
  onmessage?: (message: JSONRPCMessage) => void;
  onclose?: () => void;
  onerror?: (error: Error) => void;
  /** Called once, when no more input comes. What was asked before can still be answered. */
  oninputend?: () => void;

  readonly #input: Readable;
  readonly #output: Writable;
  readonly #lines = new Lines(LONGEST_LINE);
  #inputEnded = false;
  /** Requests that were received and not answered, nor cancelled (those get no answer). */
  readonly #unanswered = new Set<RequestId>();
  #allAnswered: (() => void)[] = [];

  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#output = output;
  }

  async start(): Promise<void> {
    this.#input.on("data", this.#read);
    this.#input.on("end", this.#end);
    this.#input.on("close", this.#end);
    this.#input.on("error", this.#end);
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#write(message);
    if (!("method" in message) && message.id !== undefined) this.#settle(message.id);
  }

  /** Resolves once every request received so far has its answer. */
  async answered(): Promise<void> {
    if (this.#unanswered.size > 0) await new Promise<void>((resolve) => this.#allAnswered.push(resolve));
  }

  async close(): Promise<void> {
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
    if (line.trim() === "") return;
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch {
      this.#refuse(ErrorCode.ParseError, "The line is not JSON", undefined);
      return;
    }
    const message = JSONRPCMessageSchema.safeParse(json);
    if (message.success) {
      this.#deliver(message.data);
      return;
    }
    const id = typeof json === "object" && json !== null && "id" in json ? json.id : undefined;
    this.#refuse(ErrorCode.InvalidRequest, "The line is JSON, but not one JSON-RPC 2.0 message", isRequestId(id) ? id : undefined);
  }

  #deliver(message: JSONRPCMessage): void {
    if ("method" in message && "id" in message) this.#unanswered.add(message.id);
    this.onmessage?.(message);
    if ("method" in message && message.method === "notifications/cancelled" && isRequestId(message.params?.requestId)) {
      this.#settle(message.params.requestId);
    }
  }

  #settle(id: RequestId): void {
    this.#unanswered.delete(id);
    if (this.#unanswered.size > 0) return;
    for (const resolve of this.#allAnswered.splice(0)) resolve();
  }

  /** Answers what is no message. Without a known ID the answer's is null, as JSON-RPC 2.0 wants it. */
  #refuse(code: ErrorCode, message: string, id: RequestId | undefined): void {
    this.onerror?.(new RefusedLine(message));
    void this.#write({ jsonrpc: "2.0", id: id ?? null, error: { code, message } });
  }

  #write(message: unknown): Promise<void> {
    return new Promise((resolve) => {
      // A reader that is gone is the life cycle's affair, which listens for the stream's errors.
      this.#output.write(`${JSON.stringify(message)}\n`, () => resolve());
    });
  }
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
