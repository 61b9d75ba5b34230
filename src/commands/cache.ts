import type { Config } from "../config.ts";
import { cacheDirectory, cacheInfo, clearCaches, NO_DIRECTORY } from "../storage/index.ts";
import { counted } from "../text/plural.ts";

/** Shows where the cache is and how large, or deletes it, for all API keys. It needs no key. @returns the exit code */
export async function cacheCommand(action: "info" | "clear", config: Config): Promise<number> {
  const directory = await cacheDirectory(config);
  if (directory === undefined) return failed(NO_DIRECTORY, config);
  // With an invalid setting, the wrong folder might be cleared.
  const [problem] = config.problems;
  if (problem !== undefined) return failed(problem, config);
  try {
    process.stdout.write(config.redact(`${action === "info" ? await info(directory) : await clear(directory)}\n`));
    return 0;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(`${action === "info" ? "The cache cannot be read" : "Not everything could be deleted"}: ${reason}.`, config);
  }
}

async function info(directory: string): Promise<string> {
  const { files, bytes, lastUsed } = await cacheInfo(directory);
  if (!lastUsed) return `${directory}\nno cache`;
  return `${directory}\n${amount(files, bytes)}, last used ${lastUsed.toISOString().slice(0, 10)}`;
}

async function clear(directory: string): Promise<string> {
  const { files, bytes } = await clearCaches(directory);
  return `${directory}\n${files === 0 ? "nothing to delete" : `deleted ${amount(files, bytes)}`}`;
}

const amount = (files: number, bytes: number) => `${counted(files, "file")}, ${(bytes / 1e6).toFixed(1)} MB`;

function failed(message: string, { redact }: Config): number {
  process.stderr.write(redact(`${message}\n`));
  return 1;
}
