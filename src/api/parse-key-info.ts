import { UnexpectedShape } from "./errors/unexpected-shape.ts";
import { objectAt } from "./parse-lenient.ts";
import type { KeyInfo } from "./wire.ts";

/** Reads the answer of `/v1/auth/validate`. @throws UnexpectedShape: what a key may do must not be guessed */
export function parseKeyInfo(json: unknown): KeyInfo {
  const { active, scopes, subjectType } = objectAt(json, "");
  // An inactive key is answered with 401, so an answer without this is for an active key.
  const isActive = active ?? true;
  if (typeof isActive !== "boolean") throw new UnexpectedShape("active", "true or false", active);
  const all = scopes ?? [];
  if (!Array.isArray(all)) throw new UnexpectedShape("scopes", "a list", scopes);
  const subject = subjectType === "user" || subjectType === "workspace" ? ({ subject: subjectType } as const) : {};
  return { active: isActive, scopes: all.filter((scope) => typeof scope === "string"), ...subject };
}
