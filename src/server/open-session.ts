import { setFlagsFromString } from "node:v8";
import type { Config } from "../config.ts";
import type { Access } from "../definitions/access.ts";
import type { Cache } from "../storage/index.ts";
import { openWorkspace } from "../workspace.ts";
import type { Log, OfferedTools } from "./offered-tools.ts";
import { Session } from "./session.ts";

interface OpenSessionOptions {
  readonly config: Config;
  readonly access: Access;
  readonly tools: OfferedTools;
  readonly cache: Cache;
  readonly log: Log;
}

/** The session of a process that has no other, with a workspace of its own. */
export function openSession({ config, access, tools, cache, log }: OpenSessionOptions): Session {
  const workspace = openWorkspace({ access, cache, locale: config.locale, me: config.me, log: (line) => log("info", line) });
  workspace.replication.starting.add(keepYoungGeneration);
  return new Session({ config, workspace, tools, log });
}

/** V8's own growth factor, the same in Node.js 20 to 26. */
const V8_DEFAULT = 2;

/**
 * Keeps V8's space for new objects at its present size, some 16 MB. While thousands of contacts are read it would
 * double for good, although contacts outlive it anyway. Node.js has this setting only as an option of the command line.
 * It holds for the whole process, so the process's start decides.
 */
function keepYoungGeneration(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
  // The launcher stores compiled code at the exit, and V8 refuses code that was made with other flags than its start's.
  process.prependOnceListener("exit", () => setFlagsFromString(`--semi-space-growth-factor=${V8_DEFAULT}`));
}
