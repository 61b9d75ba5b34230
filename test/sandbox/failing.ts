import type { MiddlewareHandler } from "hono";
import { createRandom } from "../../src/sandbox/data/random.ts";
import { RESET_HEADER, type SandboxContext, type SandboxEnv } from "../../src/sandbox/env.ts";
import { errorBody, tooManyRequests } from "../../src/sandbox/errors.ts";

/** What can go wrong on purpose. */
export type FaultKind = "429" | "500" | "502" | "503" | "504" | "reset-before" | "reset-after" | "bad-json" | "truncated" | "slow";

/** Which requests fail, and how. */
export interface FaultPlan {
  /** Every n-th of the requests that `only` selects fails; default 1, all of them. */
  every?: number;
  /** Instead of `every`: the probability that a request fails, by seeded chance. */
  probability?: number;
  /** Taken in turns. */
  kinds: readonly FaultKind[];
  /** How long, in ms, a "slow" request waits before it is carried out; default 1000. */
  slowMs?: number;
  /** Default "all". */
  only?: "reads" | "writes" | "all";
}

/** A fault that is due. */
interface Fault {
  readonly kind: FaultKind;
  readonly slowMs: number;
  /** Counts the faults from 0. Faults with two forms take turns by it. */
  readonly turn: number;
}

/** Decides for one request after the other whether it fails. */
class FaultSource {
  readonly #plan: FaultPlan;
  readonly #random;
  #seen = 0;
  #turns = 0;

  constructor(plan: FaultPlan, seed: number) {
    this.#plan = plan;
    this.#random = createRandom(seed);
  }

  /** The fault of the next request, if any. */
  next(method: string): Fault | undefined {
    const { kinds, every = 1, probability, only = "all", slowMs = 1000 } = this.#plan;
    const group = method === "GET" ? "reads" : "writes";
    if (only !== "all" && only !== group) return undefined;
    this.#seen++;
    const due = probability === undefined ? this.#seen % every === 0 : this.#random.chance(probability);
    const kind = kinds[this.#turns % kinds.length];
    if (!due || kind === undefined) return undefined;
    return { kind, slowMs, turn: this.#turns++ };
  }
}

/** Tells @hono/node-server that there is nothing left to send. */
const ALREADY_SENT = "x-hono-already-sent";

/** Makes the requests to a sandbox fail. */
export function failing(plan: FaultPlan, seed = 20260301): MiddlewareHandler<SandboxEnv> {
  const source = new FaultSource(plan, seed);
  return async (c, next) => {
    const fault = source.next(c.req.method);
    if (fault === undefined) return next();
    const instead = answerInstead(c, fault);
    if (instead !== undefined) return instead;
    if (fault.kind === "slow") c.set("slowMs", fault.slowMs);
    await next();
    if (c.res.ok) c.res = await spoiled(c, fault);
    return;
  };
}

/** The answer for a fault that strikes before anything is written. */
function answerInstead(c: SandboxContext, { kind, turn }: Fault): Response | undefined {
  switch (kind) {
    case "429":
      return tooManyRequests(c, turn, 1);
    case "500":
    case "502":
    case "503":
    case "504": {
      const status = { 500: 500, 502: 502, 503: 503, 504: 504 } as const;
      return c.json(errorBody(status[kind], "A fault of the sandbox."), status[kind]);
    }
    case "reset-before":
      return brokenConnection(c);
    default:
      return undefined;
  }
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

function brokenConnection(c: SandboxContext): Response {
  c.set("reset", true);
  if (!destroySocket(c.env)) return c.json(errorBody(502, "The connection broke."), 502, { [RESET_HEADER]: "true" });
  return new Response(null, { headers: { [ALREADY_SENT]: "true" } });
}

/** Over real HTTP, @hono/node-server passes Node's response as `env.outgoing`. */
function destroySocket(env: unknown): boolean {
  if (typeof env !== "object" || env === null || !("outgoing" in env)) return false;
  const { outgoing } = env;
  if (typeof outgoing !== "object" || outgoing === null || !("destroy" in outgoing) || typeof outgoing.destroy !== "function") return false;
  outgoing.destroy();
  return true;
}
