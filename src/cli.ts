import { parseArgs } from "node:util";
import { FLAGGED, flagOf, keyRedactor, readConfig } from "./config.ts";

const HELP = `Usage: lightfield-contacts-mcp [options]              serve MCP on stdin and stdout
       lightfield-contacts-mcp sandbox [--port N]     serve the made-up workspace over HTTP on 127.0.0.1
       lightfield-contacts-mcp cache info|clear       show where the cache lies and its size; delete it

The API key is read from LIGHTFIELD_API_KEY. Every other option is also an environment variable
(--read-only is LIGHTFIELD_READ_ONLY=1):

  --sandbox               answer from a made-up workspace: no key, no network
  --read-only             offer no tool that writes
  --tools LIST            offer only these tools
  --hide-fields LIST      never show or write these fields
  --confirm-writes WHEN   always: ask before every write; default: never
  --max-writes N          that a session may make; default: 500
  --audit-log FILE        note every write in this file; default: in none
  --import-dir DIR        where files to import may lie; default: nowhere
  --me EMAIL              the member that "me" means
  --timezone ZONE         of dates without offset; default: this computer's
  --phone-country CODE    of phone numbers without +; default: US
  --base-url URL          default: https://api.lightfield.app
  --timeout-ms MS         for a whole tool call; default: 45000
  --cache on|off          keep an encrypted cache on disk; default: on (off with --sandbox)
  --cache-dir DIR         where it lies; default: the system's place for caches
  --log-level LEVEL       silent, error, warn, info or debug; default: warn
  --help, --version
`;

const option = (variables: readonly string[], type: "boolean" | "string") => Object.fromEntries(variables.map((name) => [flagOf(name), { type }]));

function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      ...option(FLAGGED.switches, "boolean"),
      ...option(FLAGGED.values, "string"),
      port: { type: "string" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean", short: "v" },
    },
  });
}

/** Ends the program for a mistake on the command line. */
function usageError(message: string): never {
  process.stderr.write(keyRedactor(process.env)(`${message}\nlightfield-contacts-mcp --help shows what there is.\n`));
  process.exit(2);
}

function parsed() {
  try {
    return parse();
  } catch (error) {
    // The rest of Node's words is advice on positional arguments.
    const [problem = ""] = error instanceof Error ? error.message.split(". ") : [];
    const key = /api-key/.test(problem)
      ? " The key is taken from LIGHTFIELD_API_KEY alone: other users of a computer see a program's arguments."
      : "";
    return usageError(`${problem}.${key}`);
  }
}

/** The settings of the environment, and of the flags over them. */
function settings(values: Readonly<Record<string, unknown>>) {
  const flags = [...FLAGGED.switches, ...FLAGGED.values].flatMap((name) => {
    const value = values[flagOf(name)];
    return value === undefined ? [] : [[name, String(value)]];
  });
  return readConfig(process.env, Object.fromEntries(flags));
}

async function main(): Promise<void> {
  const { values, positionals } = parsed();
  const [command, ...rest] = positionals;
  if (values.help) {
    process.stdout.write(HELP);
  } else if (values.version) {
    const { version } = await import("./commands/version.ts");
    process.stdout.write(`${version}\n`);
  } else if (command === undefined) {
    if (values.port !== undefined) usageError("--port belongs to the sandbox command.");
    const { serveCommand } = await import("./commands/serve.ts");
    await serveCommand(settings(values));
  } else if (command === "sandbox" && rest.length === 0) {
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) usageError("--port must be a number from 0 to 65535.");
    const { sandboxCommand } = await import("./commands/sandbox.ts");
    await sandboxCommand(port);
  } else if (command === "cache" && rest.length === 1 && (rest[0] === "info" || rest[0] === "clear") && values.port === undefined) {
    const { cacheCommand } = await import("./commands/cache.ts");
    process.exitCode = await cacheCommand(rest[0], settings(values));
  } else {
    // What was written is not repeated: it may be a key that was put in the wrong place.
    usageError("The commands are sandbox [--port N], cache info and cache clear.");
  }
}

void main();
