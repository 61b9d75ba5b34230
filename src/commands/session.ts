import { createApi } from "../api/index.ts";
import { type OpenSessionOptions, openSession } from "../server/open-session.ts";
import type { Session } from "../server/session.ts";
import { connection } from "./connection.ts";
import { userAgent } from "./version.ts";

/** The session with the API, or with the embedded sandbox. */
export async function sessionOf(options: Omit<OpenSessionOptions, "api">): Promise<Session> {
  const { config, log } = options;
  const api = createApi({ ...(await connection(config)), timeoutMs: config.timeoutMs, userAgent, onLog: (line) => log("info", line) });
  return openSession({ ...options, api });
}
