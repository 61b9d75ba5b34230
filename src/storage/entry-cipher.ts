import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";
import { nextTurn } from "../async/loop-turns.ts";
import { Pool } from "../async/pool.ts";

const ALGORITHM = "aes-256-gcm";
/** The beginning of every entry. Its last character is the version of the file's layout. */
const MAGIC = Buffer.from("LFCACHE1");
/** Random for every write. After 2^32 writes with one key, the chance that two are equal is 2^-33. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + NONCE_BYTES;

/** A millisecond of work; about 20 on processors without AES instructions. */
const SLICE_BYTES = 1 << 20;
/**
 * So few bytes are encrypted at once: each result is a buffer of its own. Large ones in between would leave gaps in the
 * memory, which the process keeps.
 */
const AT_ONCE = 1 << 16;

/**
 * Seals entries with AES-256-GCM: magic, nonce, ciphertext, tag. Name and version are authenticated too, so an entry
 * cannot pass for another one or for another version.
 *
 * It runs on the main thread in slices, one at a time. WebCrypto has threads of its own but copies every entry on the
 * main thread: it measured slower, and blocked the event loop for up to a quarter of a second with many entries at
 * once. Nothing is compressed: it would save a fifth of the size, and take longer at start than reading and
 * decrypting.
 */
export class EntryCipher {
  readonly #key: KeyObject;
  readonly #version: number;
  /** One entry at a time, so that the slices of many entries do not fill one turn of the event loop. */
  readonly #pool = new Pool(1);

  constructor(key: KeyObject, version: number) {
    this.#key = key;
    this.#version = version;
  }

  seal(name: string, plain: Uint8Array): Promise<Uint8Array> {
    return this.#pool.run(async () => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, this.#key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(this.#boundTo(name));
      const sealed = new Uint8Array(HEADER_BYTES + plain.length + TAG_BYTES);
      sealed.set(MAGIC);
      sealed.set(nonce, MAGIC.length);
      await inSlices(plain, (slice, at) => sealed.set(cipher.update(slice), HEADER_BYTES + at));
      cipher.final();
      sealed.set(cipher.getAuthTag(), HEADER_BYTES + plain.length);
      return sealed;
    });
  }

  /**
   * The plain bytes, or undefined unless `sealed` is exactly what was sealed with this key, version and name. They stand
   * in the memory of the sealed ones, of which nothing is left.
   */
  async open(name: string, sealed: Uint8Array): Promise<Uint8Array | undefined> {
    const length = sealed.length - HEADER_BYTES - TAG_BYTES;
    if (length < 0 || !MAGIC.equals(sealed.subarray(0, MAGIC.length))) return undefined;
    return this.#pool.run(async () => {
      const decipher = createDecipheriv(ALGORITHM, this.#key, sealed.slice(MAGIC.length, HEADER_BYTES), { authTagLength: TAG_BYTES });
      decipher.setAAD(this.#boundTo(name));
      decipher.setAuthTag(sealed.slice(-TAG_BYTES));
      const plain = sealed.subarray(0, length);
      await inSlices(sealed.subarray(HEADER_BYTES, -TAG_BYTES), (slice, at) => plain.set(decipher.update(slice), at));
      try {
        decipher.final();
      } catch {
        return undefined;
      }
      return plain;
    });
  }

  #boundTo(name: string): Buffer {
    return Buffer.from(`${MAGIC}\0${this.#version}\0${name}`);
  }
}

/** Passes on a few bytes after the other, and lets other work run in between. */
async function inSlices(bytes: Uint8Array, take: (slice: Uint8Array, at: number) => void): Promise<void> {
  for (let at = 0; at < bytes.length; at += AT_ONCE) {
    if (at % SLICE_BYTES === 0) await nextTurn();
    take(bytes.subarray(at, at + AT_ONCE), at);
  }
}
