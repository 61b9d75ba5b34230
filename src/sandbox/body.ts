import { bodyLimit } from "hono/body-limit";
import type { SandboxContext } from "./env.ts";
import { ApiError, errorBody } from "./errors.ts";

const MAX_BYTES = 1024 * 1024;

/** Answers 400 to a body of more than a mebibyte: the contract has no special status for it. */
export const limitBody = bodyLimit({
  maxSize: MAX_BYTES,
  onError: (c) => c.json(errorBody(400, `The body is larger than ${MAX_BYTES} bytes.`), 400),
});

/** The body as a JSON object. Throws 400 for anything else. */
export async function jsonBody(c: SandboxContext): Promise<object> {
  const text = await c.req.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiError(400, "The body is not valid JSON.");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new ApiError(400, "The body must be a JSON object.");
  return body;
}
