import { isAbsolute } from "node:path";

/** For the user, where `cacheDirectory` gives nothing. */
export const NO_DIRECTORY = "No folder for the cache is known: set LIGHTFIELD_CACHE_DIR.";

/**
 * Where caches lie: what the user has set, else the system's place for the caches of programs. Undefined where there is no such place: a
 * user without a home folder, or a relative `XDG_CACHE_HOME`, which the XDG specification says to ignore.
 */
export async function cacheDirectory(config: { readonly cacheDirectory: string | undefined }): Promise<string | undefined> {
  const directory = config.cacheDirectory ?? (await systemDirectory());
  return directory !== undefined && isAbsolute(directory) ? directory : undefined;
}

async function systemDirectory(): Promise<string | undefined> {
  try {
    // It looks for the home folder as it is loaded, and fails where the user has none.
    const { default: envPaths } = await import("env-paths");
    return envPaths("lightfield-contacts-mcp", { suffix: "" }).cache;
  } catch {
    return undefined;
  }
}
