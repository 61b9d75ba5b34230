import { createApi } from "../api/index.ts";
import type { Config } from "../config.ts";
import { serve } from "../server/serve.ts";
import { type Cache, type CacheLog, cacheDirectory, noCache, openCache } from "../storage/index.ts";
import { connection } from "./connection.ts";
import { logger } from "./logger.ts";
import { userAgent, version } from "./version.ts";

/** The default command: serves MCP on stdin and stdout, for the workspace of the key or for the embedded sandbox. */
export async function serveCommand(config: Config): Promise<void> {
  const log = logger(config.logLevel, config.redact);
  const api = createApi({ ...(await connection(config)), timeoutMs: config.timeoutMs, userAgent, onLog: (line) => log("info", line) });
  await serve({ config, version, api, cache: await cacheOf(config, log), log });
  // Without this, kept-alive connections would keep the process running for seconds.
  process.exit(0);
}

/** Increase this when the format of the cache changes: older entries are then ignored. */
const CACHE_VERSION = 3;

async function cacheOf(config: Config, log: CacheLog): Promise<Cache> {
  const { apiKey, baseUrl } = config;
  if (!config.cache || apiKey === undefined) return noCache;
  return openCache({ directory: await cacheDirectory(config), apiKey, baseUrl, version: CACHE_VERSION, log });
}
