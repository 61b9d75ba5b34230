import { createApi } from "../api/index.ts";
import type { OpenedTools } from "../server/late-session.ts";
import { type OpenToolsOptions, openTools } from "../server/open-tools.ts";
import { connection } from "./connection.ts";
import { userAgent } from "./version.ts";

/** The tools of the API's workspace, or of the embedded sandbox's. */
export async function toolsOf(options: Omit<OpenToolsOptions, "api">): Promise<OpenedTools> {
  const { config, log } = options;
  const api = createApi({ ...(await connection(config)), timeoutMs: config.timeoutMs, userAgent, onLog: (line) => log("info", line) });
  return openTools({ ...options, api });
}
