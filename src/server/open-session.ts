import type { Api } from "../api/index.ts";
import type { Config } from "../config.ts";
import type { Cache } from "../storage/index.ts";
import { TOOLS } from "../tools/index.ts";
import { Workspace } from "../workspace.ts";
import type { Log } from "./offered-tools.ts";
import { Session, type SessionOptions } from "./session.ts";
import { keepYoungGeneration } from "./young-generation.ts";

export interface OpenSessionOptions extends Pick<SessionOptions, "onList"> {
  readonly config: Config;
  readonly api: Api;
  readonly cache: Cache;
  readonly log: Log;
}

/** The session of a process that has no other, with a workspace of its own. */
export function openSession({ config: given, api, cache, log, ...options }: OpenSessionOptions): Session {
  const config = withToolProblems(given);
  for (const problem of config.problems) log("error", problem);
  const workspace = new Workspace({ api, cache, hidden: config.hideFields, locale: config.locale, me: config.me, log: (line) => log("info", line) });
  workspace.replication.starting.add(keepYoungGeneration);
  return new Session({ config, workspace, log, ...options });
}

/** With the names in LIGHTFIELD_TOOLS that no tool has as problems. */
export function withToolProblems(config: Config): Config {
  const unknown = config.tools?.filter((name) => !TOOLS.some((tool) => tool.name === name)) ?? [];
  if (unknown.length === 0) return config;
  const problem = `LIGHTFIELD_TOOLS names ${unknown.join(", ")}, but there is no such tool. Tools: ${TOOLS.map(({ name }) => name).join(", ")}.`;
  return { ...config, problems: [...config.problems, problem] };
}
