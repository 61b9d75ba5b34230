import type { Readable } from "node:stream";
import { Rejection } from "../../fields/rejection.ts";
import { FORMATS } from "../formats.ts";

const MEGABYTE = 1024 * 1024;

/** The largest sheet, and the largest table of its texts, unpacked: a sheet of 10,000 rows takes a twentieth of it. */
export const MOST_BYTES = 200 * MEGABYTE;

/** The largest other part. It is kept as objects, which take more memory than its text. */
const MOST_OTHER_BYTES = 20 * MEGABYTE;

const MOST_ENTRIES = 10_000;

/** The files of a ZIP archive. */
export interface Archive {
  has(name: string): boolean;
  /** The text of a file, in pieces; nothing if there is no such file. Rejects as soon as the call is over. */
  read(name: string, mostBytes?: number): AsyncIterable<string>;
}

const damaged = () => new Rejection("It is a damaged ZIP archive", `${FORMATS}; save it again`);

async function* textOf(stream: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  try {
    for await (const piece of stream) yield decoder.decode(piece, { stream: true });
  } catch {
    throw damaged();
  }
  yield decoder.decode();
}

/** Opens a ZIP archive. Files are unpacked as they are read, outside of the event loop. @throws Rejection */
export async function openArchive(bytes: Uint8Array, signal?: AbortSignal): Promise<Archive> {
  const { default: yauzl } = await import("yauzl");
  const entries = new Map<string, (mostBytes: number) => Promise<Readable>>();
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      if (entries.size > MOST_ENTRIES) break;
      // Some programs begin names with a slash, or write them in other capitals.
      entries.set(keyOf(entry.fileName), (mostBytes) => {
        if (entry.isEncrypted()) throw new Rejection("It is protected by a password", "a file without a password");
        if (entry.uncompressedSize > mostBytes)
          throw new Rejection("It is too large once it is unpacked", "a workbook that contains only the contacts");
        return zip.openReadStreamPromise(entry);
      });
    }
  } catch {
    throw damaged();
  }
  return {
    has: (name) => entries.has(keyOf(name)),
    async *read(name, mostBytes = MOST_OTHER_BYTES) {
      const stream = await entries.get(keyOf(name))?.(mostBytes);
      for await (const piece of stream ? textOf(stream) : []) {
        signal?.throwIfAborted();
        yield piece;
      }
    },
  };
}

const keyOf = (name: string) => name.replace(/^\/+/, "").toLowerCase();
