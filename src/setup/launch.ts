import { existsSync } from "node:fs";
import { posix, win32 } from "node:path";
import type { ServerEntry } from "../clients/index.ts";

/** The installed program that runs. */
interface Installation {
  readonly platform: NodeJS.Platform;
  /** `process.execPath`. */
  readonly node: string;
  /** Absolute path of `dist/cli.js`, as it was called. */
  readonly program: string;
  readonly packageName: string;
  readonly version: string;
  /** npm's own `npm-cli.js`, where npm says where it is (`npm_execpath`). */
  readonly npm: string | undefined;
}

/** What a client starts. */
export type Launch = Pick<ServerEntry, "command" | "args" | "env">;

/** Folders that package runners fill for one run and empty when they like. */
const PASSING = /[/\\](?:_npx|dlx|dlx-[^/\\]+|bunx-[^/\\]+|xfs-[^/\\]+)[/\\]/;

/** A Node.js of Homebrew, whose path changes with each update. */
const HOMEBREW = /^(.+)\/Cellar\/([^/]+)\/[^/]+\/bin\/node$/;

/**
 * What a client has to start for this program. It is Node.js by its absolute path, and not `npx` or `node`: programs of
 * the desktop do not see the `PATH` of the shell, where version managers put Node.js, and on Windows `npx` is a script
 * that needs `cmd /c`.
 *
 * A program that runs from the cache of `npx` may be deleted at any time, so npx starts it again, in this version: a
 * program that writes to a CRM must not change without its user's knowledge.
 */
export function launchOf(installation: Installation, exists: (path: string) => boolean = existsSync): Launch {
  const node = stablePath(installation.node, exists);
  if (!PASSING.test(installation.program)) return { command: node, args: [installation.program], env: {} };
  const npx = npxOf(installation, exists);
  const what = ["-y", `${installation.packageName}@${installation.version}`];
  // The package's own script looks for `node` in the PATH.
  if (npx !== undefined) return { command: node, args: [npx, ...what], env: pathWith(pathsOf(installation).dirname(node), installation.platform) };
  return installation.platform === "win32" ? { command: "cmd", args: ["/c", "npx", ...what], env: {} } : { command: "npx", args: what, env: {} };
}

/** The path that Homebrew keeps for a formula. */
function stablePath(node: string, exists: (path: string) => boolean): string {
  const [, prefix = "", formula = ""] = HOMEBREW.exec(node) ?? [];
  const stable = `${prefix}/opt/${formula}/bin/node`;
  return formula !== "" && exists(stable) ? stable : node;
}

const pathsOf = ({ platform }: Pick<Installation, "platform">) => (platform === "win32" ? win32 : posix);

function npxOf(installation: Installation, exists: (path: string) => boolean): string | undefined {
  const { node, npm } = installation;
  const { dirname, join, sep } = pathsOf(installation);
  const folder = dirname(node);
  const inModules = join("node_modules", "npm", "bin", "npx-cli.js");
  const told = npm === undefined || !npm.endsWith(`${sep}npm-cli.js`) ? [] : [join(dirname(npm), "npx-cli.js")];
  return [...told, join(folder, inModules), join(folder, "..", "lib", inModules)].find(exists);
}

/** On Windows, clients pass on the user's PATH, and Node.js is in it. */
const pathWith = (folder: string, platform: NodeJS.Platform): Record<string, string> =>
  platform === "win32" ? {} : { PATH: [...new Set([folder, "/usr/local/bin", "/usr/bin", "/bin"])].join(":") };
