import type { Context } from "hono";

/** What the parts of the app tell each other about a request. */
export interface SandboxEnv {
  Variables: {
    /** How long (ms) a fault keeps the request waiting. */
    slowMs?: number;
    /** Set where the connection broke, so that no answer arrived. */
    reset?: true;
  };
}

export type SandboxContext = Context<SandboxEnv>;
