import { orAborted } from "../async/waiting.ts";

/** Far more than any page of 25 contacts, and far less than would hurt the program. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;

const UTF8 = new TextDecoder();

export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/**
 * Reads a body as UTF-8, at most `maxBytes` of it after decompression. Rejects with `BodyTooLarge`, with the signal's
 * reason when that is aborted (even if the stream ignores the signal), or with the stream's own error.
 */
export async function readBody(response: Response, maxBytes: number, signal: AbortSignal): Promise<string> {
  if (response.body === null) return "";
  const reader = response.body.getReader();
  try {
    return await orAborted(readAll(reader, maxBytes), signal);
  } catch (error) {
    // Not awaited: a stream that hangs may hang here too.
    reader.cancel().catch(() => undefined);
    throw error;
  }
}

async function readAll(reader: ReadableStreamDefaultReader<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    // In one piece: a decoder that is given parts takes several times as long.
    if (done) return UTF8.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    chunks.push(value);
    bytes += value.byteLength;
    if (bytes > maxBytes) throw new BodyTooLarge(`The body is larger than ${maxBytes} bytes.`);
  }
}
