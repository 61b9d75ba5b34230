import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Computer } from "../../src/clients/client.ts";

/** A computer of any system, with an empty home folder until the test ends. */
export function aComputer(platform: NodeJS.Platform = "linux", env: Computer["env"] = {}): Computer {
  const home = mkdtempSync(join(tmpdir(), "lightfield-home-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return { platform, home, env };
}

/** Makes a folder below the home folder, and returns its path. */
export function aFolder({ home }: Computer, ...names: string[]): string {
  const folder = join(home, ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}
