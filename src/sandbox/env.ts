import type { Context } from "hono";

/** What the parts of the app tell each other about a request. */
export interface SandboxEnv {
  Variables: {
    /** How long, in ms, a fault makes the request wait. */
    slowMs?: number;
    /** Set if the connection broke, so that no answer arrived. */
    reset?: true;
  };
}

export type SandboxContext = Context<SandboxEnv>;
