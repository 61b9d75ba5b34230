import { homedir } from "node:os";
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
