import { createHash, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

/**
 * Fixed and public. An API key is random and long, so a random salt on disk would add nothing but a file that two
 * servers race to make and that can be lost. The price is that a key has the same folder name on every computer.
 */
const SALT = "lightfield-contacts-mcp cache";

interface CacheKeys {
  /** The folder's name: 32 hexadecimal digits. */
  readonly id: string;
  /** 256 bits for AES-GCM. */
  readonly encryptionKey: KeyObject;
  /** 256 bits for the HMAC of names that must not be readable. */
  readonly nameKey: KeyObject;
}

/**
 * Derives what a cache needs from the API key (HKDF, SHA-256). Each output has its own `info`, so they are
 * independent of each other. They differ for every base URL.
 */
export function deriveKeys(apiKey: string, baseUrl: URL): CacheKeys {
  // Hashed, since HKDF accepts at most 1024 bytes of info.
  const audience = createHash("sha256").update(baseUrl.href).digest("hex");
  const derive = (purpose: string, bytes: number) => Buffer.from(hkdfSync("sha256", apiKey, SALT, `${purpose} ${audience}`, bytes));
  return {
    id: derive("folder", 16).toString("hex"),
    encryptionKey: createSecretKey(derive("encryption", 32)),
    nameKey: createSecretKey(derive("names", 32)),
  };
}
