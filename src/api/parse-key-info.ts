import { z } from "zod/v3";
import type { KeyInfo } from "./wire.ts";

const keyInfo = z.object({
  // An inactive key is answered with 401, so an answer without this is for an active key.
  active: z.boolean().nullish(),
  scopes: z.array(z.unknown()).nullish(),
});

/**
 * Reads the answer of `/v1/auth/validate`.
 *
 * @throws ZodError if it has another shape
 */
export function parseKeyInfo(json: unknown): KeyInfo {
  const { active, scopes } = keyInfo.parse(json);
  return { active: active ?? true, scopes: (scopes ?? []).filter((scope) => typeof scope === "string") };
}
