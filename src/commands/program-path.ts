import { realpathSync } from "node:fs";
import { basename, resolve } from "node:path";

/**
 * Absolute path of the running `dist/cli.js`. npm's link to it is followed. A link higher up in the path is not: package
 * managers keep it while they replace the folder behind it.
 */
export function programPath(called: string | undefined): string {
  const path = resolve(called ?? "");
  return basename(path) === "cli.js" ? path : realpathSync(path);
}
