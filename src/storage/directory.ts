import { isAbsolute } from "node:path";

/** Tells the user what to do if `cacheDirectory` returns nothing. */
export const NO_DIRECTORY = "The system has no folder for caches. Set LIGHTFIELD_CACHE_DIR to an absolute path.";

/**
 * The folder of all caches: the user's setting, else the system's folder for caches. Undefined if there is no such
 * folder: for a user without a home folder, or with a relative `XDG_CACHE_HOME`, which the XDG specification says to
 * ignore.
 */
export async function cacheDirectory(config: { readonly cacheDirectory: string | undefined }): Promise<string | undefined> {
  const directory = config.cacheDirectory ?? (await systemDirectory());
  return directory !== undefined && isAbsolute(directory) ? directory : undefined;
}

async function systemDirectory(): Promise<string | undefined> {
  try {
    // When loaded, it looks for the home folder, and fails if the user has none.
    const { default: envPaths } = await import("env-paths");
    return envPaths("lightfield-contacts-mcp", { suffix: "" }).cache;
  } catch {
    return undefined;
  }
}
