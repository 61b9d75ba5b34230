import { setImmediate as nextTurn } from "node:timers/promises";
import type { Config } from "../config.ts";
import { LateSession } from "../server/late-session.ts";
import { serve } from "../server/serve.ts";
import { StoredToolList } from "../server/stored-tool-list.ts";
import { type Cache, type CacheLog, cacheDirectory, noCache, openCache } from "../storage/index.ts";
import { logger } from "./logger.ts";
import { version } from "./version.ts";

/** The default command: serves MCP on stdin and stdout. What the first list of tools may not need is loaded later. */
export async function serveCommand(config: Config): Promise<void> {
  const log = logger(config.logLevel, config.redact);
  const cache = await cacheOf(config, log);
  const stored = new StoredToolList({ cache, config, version });
  const openTools = async () => {
    // Node.js loads its fetch when a part of it is first named. That takes 10 ms, so it has a turn of its own.
    Reflect.get(globalThis, "Request");
    await nextTurn();
    const { toolsOf } = await import("./tools.ts");
    return toolsOf({ config, cache, log, onList: (...list) => stored.write(...list) });
  };
  await serve({ config, version, session: new LateSession({ stored, openTools }), log });
  // Without this, kept-alive connections would keep the process running for seconds.
  process.exit(0);
}

/** Increase this when the format of the cache changes: older entries are then ignored. */
const CACHE_VERSION = 5;

/** The cache of the settings' key. */
export async function cacheOf(config: Config, log: CacheLog): Promise<Cache> {
  const { apiKey, baseUrl } = config;
  if (!config.cache || apiKey === undefined) return noCache;
  return openCache({ directory: await cacheDirectory(config), apiKey, baseUrl, version: CACHE_VERSION, log });
}
