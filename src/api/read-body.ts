import { orAborted } from "../async/waiting.ts";

/** Far more than any page of 25 contacts, and far less than would hurt the program. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

const UTF8 = new TextDecoder();

export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** The bytes of a body, as they come. */
export class BodyBytes {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  /** @throws BodyTooLarge if there are more than 10 MB */
  add(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#length += chunk.byteLength;
    if (this.#length > MAX_BODY_BYTES) throw new BodyTooLarge(`The body is larger than ${MAX_BODY_BYTES} bytes.`);
  }

  /** In one piece: a decoder that is given parts takes several times as long. */
  toText(): string {
    return UTF8.decode(this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks));
  }
}

/**
 * Reads a body as UTF-8, at most 10 MB of it after decompression. Rejects with `BodyTooLarge`, with the signal's
 * reason when that is aborted (even if the stream ignores the signal), or with the stream's own error.
 */
export async function readBody(response: Response, signal: AbortSignal): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  try {
    return await orAborted(readAll(reader), signal);
  } catch (error) {
    // Not awaited: a stream that hangs may hang here too.
    reader.cancel().catch(() => undefined);
    throw error;
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const bytes = new BodyBytes();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.toText();
    bytes.add(value);
  }
}
