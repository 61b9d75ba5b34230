import type { Api } from "../api/index.ts";
import type { Config } from "../config.ts";
import { openAccess } from "../definitions/access.ts";
import type { Cache } from "../storage/index.ts";
import { TOOLS } from "../tools/index.ts";
import type { OpenedTools } from "./late-session.ts";
import { type Log, OfferedTools, type OfferedToolsOptions } from "./offered-tools.ts";

export interface OpenToolsOptions extends Pick<OfferedToolsOptions, "onList"> {
  readonly config: Config;
  readonly api: Api;
  readonly cache: Cache;
  readonly log: Log;
}

/** What lists the tools in a process that has no other session, and what loads the rest of the session. */
export function openTools({ config: given, api, cache, log, ...options }: OpenToolsOptions): OpenedTools {
  const config = withToolProblems(given);
  for (const problem of config.problems) log("error", problem);
  const access = openAccess({ api, cache, hidden: config.hideFields });
  const tools = new OfferedTools({ config, api: access.guard.api, live: access.live, log, ...options });
  return {
    tools,
    openSession: async () => (await import("./open-session.ts")).openSession({ config, access, tools, cache, log }),
  };
}

/** With the names in LIGHTFIELD_TOOLS that no tool has as problems. */
export function withToolProblems(config: Config): Config {
  const unknown = config.tools?.filter((name) => !TOOLS.some((tool) => tool.name === name)) ?? [];
  if (unknown.length === 0) return config;
  const problem = `${config.settingName("LIGHTFIELD_TOOLS")} names ${unknown.join(", ")}, but there is no such tool. Tools: ${TOOLS.map(({ name }) => name).join(", ")}.`;
  return { ...config, problems: [...config.problems, problem] };
}
