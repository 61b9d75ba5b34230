import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Computer } from "../../src/clients/client.ts";
import { aFolder as aTemporaryFolder } from "../temporary-folders.ts";

/** A computer of any system, with an empty home folder until the test ends. */
export function aComputer(platform: NodeJS.Platform = "linux", env: Computer["env"] = {}): Computer {
  return { platform, home: aTemporaryFolder(), env };
}

/** Makes a folder below the home folder, and returns its path. */
export function aFolder({ home }: Computer, ...names: string[]): string {
  const folder = join(home, ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}
