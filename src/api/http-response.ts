import type { IncomingMessage } from "node:http";
import { pipeline, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { BodyBytes } from "./read-body.ts";

/** An answer of Node's HTTP client. Its body is only read as a text: a web stream would take longer than the rest. */
export class HttpResponse extends Response {
  readonly #content: Readable;
  readonly #text: Promise<string>;

  /** @throws RangeError for a status that `fetch` does not know */
  constructor(answer: IncomingMessage) {
    const { statusCode: status = 0, statusMessage: statusText = "", headers } = answer;
    // Only cookies, which nobody reads, are a list.
    super(null, { status, statusText, headers: headers as Record<string, string> });
    this.#content = /^(x-)?gzip$/i.test(headers["content-encoding"] ?? "") ? pipeline(answer, createGunzip(), () => undefined) : answer;
    this.#text = textOf(this.#content);
    // Not every body is read.
    this.#text.catch(() => undefined);
  }

  /** Rejects with `BodyTooLarge`, with the reason of an abort, or with the error that broke the answer off. */
  override readonly text = () => this.#text;

  /** Ends an answer that nobody reads. */
  discard(): void {
    this.#content.destroy();
  }
}

function textOf(content: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const bytes = new BodyBytes();
    content.on("data", (chunk: Uint8Array) => {
      try {
        bytes.add(chunk);
      } catch (error) {
        content.destroy(error as Error);
      }
    });
    content.once("end", () => resolve(bytes.toText()));
    content.once("error", reject);
  });
}
