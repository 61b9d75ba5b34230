import { createHash, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";

/**
 * Fixed and public: an API key is random and long, so a stored random salt would add nothing but a file that two servers race to make and
 * that can be lost. The price is that one key has the same folder name on every computer.
 */
const SALT = "lightfield-contacts-mcp cache";

export interface CacheKeys {
  /** Names the folder: 32 hexadecimal digits. */
  readonly id: string;
  /** 256 bits for AES-GCM. */
  readonly encryptionKey: KeyObject;
  /** 256 bits for HMAC: of a name that must not be told. */
  readonly nameKey: KeyObject;
}

/**
 * Derives what a cache needs from the API key (HKDF, SHA-256). The outputs are independent of each other, since each has its own `info`,
 * and differ for every base URL.
 */
export function deriveKeys(apiKey: string, baseUrl: URL): CacheKeys {
  // Hashed, because HKDF takes no more than 1024 bytes of info.
  const audience = createHash("sha256").update(baseUrl.href).digest("hex");
  const derive = (purpose: string, bytes: number) => Buffer.from(hkdfSync("sha256", apiKey, SALT, `${purpose} ${audience}`, bytes));
  return {
    id: derive("folder", 16).toString("hex"),
    encryptionKey: createSecretKey(derive("encryption", 32)),
    nameKey: createSecretKey(derive("names", 32)),
  };
}
