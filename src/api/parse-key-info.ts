import { z } from "zod/v3";
import type { KeyInfo } from "./wire.ts";

const keyInfo = z.object({
  // An inactive key is answered 401; an answer that does not say is one for an active key.
  active: z.boolean().nullish(),
  scopes: z.array(z.unknown()).nullish(),
});

/**
 * Reads the answer of `/v1/auth/validate`.
 *
 * @throws ZodError where it is none
 */
export function parseKeyInfo(json: unknown): KeyInfo {
  const { active, scopes } = keyInfo.parse(json);
  return { active: active ?? true, scopes: (scopes ?? []).filter((scope) => typeof scope === "string") };
}
