import type { Config } from "../config.ts";
import type { Access } from "../definitions/access.ts";
import type { Cache } from "../storage/index.ts";
import { Workspace } from "../workspace.ts";
import type { Log, OfferedTools } from "./offered-tools.ts";
import { Session } from "./session.ts";
import { keepYoungGeneration } from "./young-generation.ts";

export interface OpenSessionOptions {
  readonly config: Config;
  readonly access: Access;
  readonly tools: OfferedTools;
  readonly cache: Cache;
  readonly log: Log;
}

/** The session of a process that has no other, with a workspace of its own. */
export function openSession({ config, access, tools, cache, log }: OpenSessionOptions): Session {
  const workspace = new Workspace({ access, cache, locale: config.locale, me: config.me, log: (line) => log("info", line) });
  workspace.replication.starting.add(keepYoungGeneration);
  return new Session({ config, workspace, tools, log });
}
