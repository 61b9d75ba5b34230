import { ApiError } from "./errors.ts";

/** The key that a sandbox accepts by default. */
export const SANDBOX_API_KEY = "sk_lf_sandbox";

/** The API has no other version. */
const VERSION = "2026-03-01";

/** Throws 401 without the right bearer key, and 400 `version_header` without the right version. */
export function checkCaller(headers: Headers, apiKey: string): void {
  const authorization = headers.get("Authorization");
  if (authorization === null) throw new ApiError(401, "An API key is missing: send 'Authorization: Bearer <key>'.");
  if (authorization !== `Bearer ${apiKey}`) throw new ApiError(401, "The API key is not valid.");
  const version = headers.get("Lightfield-Version");
  if (version !== VERSION) {
    throw new ApiError(400, `'Lightfield-Version' must be ${VERSION}.`, { code: "version_header", param: "Lightfield-Version" });
  }
}

/** Throws 403 if the key lacks the scope. A key without any scopes may do everything. */
export function checkScope(scopes: readonly string[], needed: string): void {
  if (scopes.length > 0 && !scopes.includes(needed)) throw new ApiError(403, `The API key lacks the scope '${needed}'.`);
}

/** Throws 415 for a body that is not JSON. */
export function checkMediaType(headers: Headers): void {
  const [type = ""] = (headers.get("Content-Type") ?? "").split(";");
  if (type.trim().toLowerCase() !== "application/json") throw new ApiError(415, "The body must come with 'Content-Type: application/json'.");
}
