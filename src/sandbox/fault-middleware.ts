import type { MiddlewareHandler } from "hono";
import type { SandboxContext, SandboxEnv } from "./env.ts";
import { errorBody } from "./errors.ts";
import type { Fault, FaultSource } from "./faults.ts";

/** Marks an answer that stands for a broken connection. The sandbox's `fetch` turns it into a rejection. */
export const RESET_HEADER = "x-sandbox-reset";

/** Makes requests fail as `source` says. It is asked for each request, so that a test can switch faults at any time. */
export const failOnPurpose =
  (source: () => FaultSource | undefined): MiddlewareHandler<SandboxEnv> =>
  async (c, next) => {
    const fault = source()?.next(c.req.method);
    if (fault === undefined) return next();
    const instead = answerInstead(c, fault);
    if (instead !== undefined) return instead;
    if (fault.kind === "slow") c.set("slowMs", fault.slowMs);
    await next();
    if (c.res.ok) c.res = await spoiled(c, fault);
    return;
  };

/** The answer for a fault that strikes before anything is written. */
function answerInstead(c: SandboxContext, { kind, turn }: Fault): Response | undefined {
  if (kind === "429") return tooManyRequests(c, turn, 1);
  if (kind === "reset-before") return brokenConnection(c);
  const status = ([500, 502, 503, 504] as const).find((one) => String(one) === kind);
  return status && c.json(errorBody(status, "A fault of the sandbox."), status);
}

/** For a fault that strikes after the write: what arrives instead of the answer. */
async function spoiled(c: SandboxContext, { kind }: Fault): Promise<Response> {
  if (kind === "reset-after") return brokenConnection(c);
  if (kind === "bad-json") return new Response("<html><body>Welcome</body></html>", { headers: { "Content-Type": "text/html" } });
  if (kind === "truncated") {
    const text = await c.res.text();
    return new Response(text.slice(0, Math.floor(text.length / 2)), { headers: { "Content-Type": "application/json" } });
  }
  return c.res;
}

/** 429 with `Retry-After`. The documentation shows two forms of its body, so they take turns. */
export function tooManyRequests(c: SandboxContext, turn: number, retryAfterSeconds: number): Response {
  const message = "Too many requests.";
  const body = turn % 2 === 0 ? errorBody(429, message) : { type: "too_many_requests", message };
  return c.json(body, 429, { "Retry-After": String(retryAfterSeconds) });
}

function brokenConnection(c: SandboxContext): Response {
  c.set("reset", true);
  return c.json(errorBody(502, "The connection broke."), 502, { [RESET_HEADER]: "true" });
}
