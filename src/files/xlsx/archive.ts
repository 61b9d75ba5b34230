import type { Readable } from "node:stream";
import { Rejection } from "../../fields/rejection.ts";
import { FORMATS } from "../formats.ts";

/** The largest part of a workbook, unpacked: a sheet of 10,000 rows takes a twentieth of it. */
const MOST_BYTES = 200 * 1024 * 1024;

const MOST_ENTRIES = 10_000;

/** The files of a ZIP archive. */
export interface Archive {
  has(name: string): boolean;
  /** The text of a file, in pieces; nothing if there is no such file. */
  read(name: string): AsyncIterable<string>;
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

/**
 * Opens a ZIP archive. Its files are unpacked only as they are read, outside of the event loop.
 *
 * @throws Rejection
 */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  const { default: yauzl } = await import("yauzl");
  const entries = new Map<string, () => Promise<Readable>>();
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      if (entries.size > MOST_ENTRIES) break;
      // Some programs begin names with a slash, or write them in other capitals.
      entries.set(keyOf(entry.fileName), () => {
        if (entry.isEncrypted()) throw new Rejection("It is protected by a password", "a file without a password");
        if (entry.uncompressedSize > MOST_BYTES)
          throw new Rejection("It is too large once it is unpacked", "a workbook that contains only the contacts");
        return zip.openReadStreamPromise(entry);
      });
    }
  } catch {
    throw damaged();
  }
  return {
    has: (name) => entries.has(keyOf(name)),
    async *read(name) {
      const stream = await entries.get(keyOf(name))?.();
      if (stream) yield* textOf(stream);
    },
  };
}

const keyOf = (name: string) => name.replace(/^\/+/, "").toLowerCase();
