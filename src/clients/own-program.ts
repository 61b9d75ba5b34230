import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };

/** The package, and the command that it installs. */
const PACKAGE = packageJson.name;

/** The package as npm takes it, in any version. A colon or slash would name another package behind it. */
const isOwnPackage = (text = ""): boolean => text === PACKAGE || (text.startsWith(`${PACKAGE}@`) && !/[:/\\]/.test(text));

/** A script of the package, by its folder. In a folder of a scope, it is another package. */
const ownScript = (folder: string) => new RegExp(String.raw`(?<!node_modules[/\\]@[^/\\]+[/\\])(?<![^/\\])${folder}[/\\]dist[/\\]cli\.js$`);
const OWN_SCRIPT = ownScript(PACKAGE);
/** A copy of the package: "lightfield-contacts-mcp-main", which is in the ZIP file of GitHub. */
const COPY = ownScript(String.raw`${PACKAGE}(?:[-._ ][^/\\]*)?`);

const NODE = /^node(?:js)?(?:-?\d+)?$/;
/** Options of Node.js whose value is an argument of its own. */
const NODE_VALUES = new Set(["-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions", "--env-file", "--title"]);
/** With these, Node.js runs something else than a script. */
const NODE_NO_SCRIPT = /^(?:-e|-p|-pe|--eval|--print|--test|--run)(?:=|$)/;

const RUNNERS = new Set(["npx", "npx-cli.js", "pnpx", "bunx"]);
/** Package managers, which run a package with a command of theirs. */
const MANAGERS = new Set(["npm", "npm-cli.js", "pnpm", "yarn", "bun"]);
const RUN = new Set(["exec", "x", "dlx"]);
const RUNNER_VALUES = new Set(["-p", "--package", "-w", "--workspace", "--registry", "--cache", "--prefix", "--userconfig", "--loglevel"]);

/**
 * The arguments that a command line gives to this program; undefined if it starts anything else. Only what is started
 * counts: other servers may have this program's name in their own name, in a path or in an argument.
 */
export function ownArguments(command: string, args: readonly string[]): readonly string[] | undefined {
  const program = nameOf(command);
  if (program === PACKAGE || isOwnScript(command)) return args;
  if (NODE.test(program)) return scriptArguments(args);
  if (RUNNERS.has(program)) return runArguments(args);
  if (MANAGERS.has(program)) return RUN.has(args[0] ?? "") ? runArguments(args.slice(1)) : undefined;
  const start = INNER_COMMAND.get(program)?.(args) ?? -1;
  const [inner, ...rest] = start === -1 ? [] : args.slice(start);
  return inner === undefined ? undefined : ownArguments(inner, rest);
}

/** Where the command begins that a command starts in turn. */
const INNER_COMMAND: ReadonlyMap<string, (args: readonly string[]) => number> = new Map([
  ["cmd", (args: readonly string[]) => args.findIndex((_, at) => /^\/c$/i.test(args[at - 1] ?? ""))],
  ["env", (args: readonly string[]) => args.findIndex((text) => text !== "-S" && !/^\w+=/.test(text))],
]);

/** A program's name without its folder, and without the endings of Windows. */
const nameOf = (path: string): string => (path.split(/[/\\]/).at(-1) ?? "").replace(/\.(?:exe|cmd|bat|ps1)$/i, "");

/** Where the program's name stands, from its script: beside `dist`, in npm's package, or in the Claude extension. */
const NAMED_IN = ["../package.json", "../../package.json", "../../manifest.json"];

/** The name in the package decides, whatever its folder is called. If the package is gone, the folder does. */
function isOwnScript(path: string): boolean {
  if (!/[/\\]cli\.js$/.test(path)) return false;
  if (!isAbsolute(path)) return OWN_SCRIPT.test(path);
  const names = NAMED_IN.flatMap((file) => nameIn(join(path, file)));
  if (names.length > 0) return names.includes(PACKAGE);
  return (existsSync(path) ? OWN_SCRIPT : COPY).test(path);
}

function nameIn(file: string): string[] {
  try {
    const { name } = JSON.parse(readFileSync(file, "utf8"));
    return typeof name === "string" ? [name] : [];
  } catch {
    return [];
  }
}

function scriptArguments(args: readonly string[]): readonly string[] | undefined {
  const { options, positional } = split(args, NODE_VALUES);
  const [script, ...rest] = positional;
  return script === undefined || options.some(([name]) => NODE_NO_SCRIPT.test(name)) ? undefined : ownArguments(script, rest);
}

function runArguments(args: readonly string[]): readonly string[] | undefined {
  const { options, positional } = split(args, RUNNER_VALUES);
  if (options.some(([name]) => /^(?:-c|--call)(?:=|$)/.test(name))) return undefined;
  const packages = options.flatMap(([name, value]) => {
    const [, inline] = /^--package=(.*)$/s.exec(name) ?? [];
    return inline !== undefined ? [inline] : name === "-p" || name === "--package" ? [value] : [];
  });
  const [started, ...rest] = positional;
  const isOwn = packages.length === 0 ? isOwnPackage(started) : started === PACKAGE && packages.some(isOwnPackage);
  return isOwn ? rest : undefined;
}

/** The options before the first argument that is none, and what begins with that argument. */
function split(args: readonly string[], withValue: ReadonlySet<string>) {
  const options: [name: string, value: string | undefined][] = [];
  let at = 0;
  for (; at < args.length; at++) {
    const name = args[at] ?? "";
    if (name === "--") {
      at++;
      break;
    }
    if (!name.startsWith("-")) break;
    options.push([name, withValue.has(name) ? args[++at] : undefined]);
  }
  return { options, positional: args.slice(at) };
}
