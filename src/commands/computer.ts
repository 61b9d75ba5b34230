import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, resolve } from "node:path";
import type { Computer } from "../clients/index.ts";

/** This computer; undefined if the system names no home folder for this user. */
export function thisComputer(env: Computer["env"]): Computer | undefined {
  try {
    const home = homedir();
    return home === "" ? undefined : { platform: process.platform, home, env };
  } catch {
    return undefined;
  }
}

/**
 * Absolute path of the running `dist/cli.js`. npm's link to it is followed. A link higher up in the path is not: package
 * managers keep it while they replace the folder behind it.
 */
export function programPath(called: string | undefined): string {
  const path = resolve(called ?? "");
  return basename(path) === "cli.js" ? path : realpathSync(path);
}
