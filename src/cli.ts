import { parseArgs } from "node:util";
import { FLAGGED, flagOf, keyRedactor, readConfig } from "./config.ts";
import { DEFAULT_BASE_URL, DEFAULT_MAX_WRITES, DEFAULT_TIMEOUT_MS } from "./setting-values.ts";

const HELP = `Usage: lightfield-contacts-mcp [options]              serve MCP on stdin and stdout
       lightfield-contacts-mcp sandbox [--port N]     serve the made-up workspace over HTTP on 127.0.0.1
       lightfield-contacts-mcp cache info|clear       show where the cache is and its size; delete it

The API key is read from LIGHTFIELD_API_KEY. Every other option is also an environment variable
(--read-only is LIGHTFIELD_READ_ONLY=1):

  --sandbox               answer from a made-up workspace: no key, no network
  --read-only             offer no tool that writes
  --tools LIST            offer only these tools
  --hide-fields LIST      never show or write these fields
  --confirm-writes WHEN   always: ask before every write; default: never
  --max-writes N          writes that a session may make; default: ${DEFAULT_MAX_WRITES}
  --audit-log FILE        record every write in this file; default: none
  --import-dir DIR        the folder for import files; default: none
  --export-dir DIR        the folder for exported files; default: none
  --me EMAIL              the member that "me" means
  --timezone ZONE         time zone of dates without an offset; default: this computer's
  --phone-country CODE    country of phone numbers without +; default: US
  --base-url URL          the API's address; default: ${DEFAULT_BASE_URL}
  --timeout-ms MS         time limit of a tool call; default: ${DEFAULT_TIMEOUT_MS}
  --cache on|off          keep an encrypted cache on disk; default: on (off with --sandbox)
  --cache-dir DIR         the folder for the cache; default: the system's place for caches
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

/** Ends the program because the command line is invalid. */
function usageError(message: string): never {
  process.stderr.write(keyRedactor(process.env)(`${message}\nSee lightfield-contacts-mcp --help.\n`));
  process.exit(2);
}

function parsed() {
  try {
    return parse();
  } catch (error) {
    // The rest of Node's message is advice on positional arguments.
    const [problem = ""] = error instanceof Error ? error.message.split(". ") : [];
    const key = /api-key/.test(problem)
      ? " The key is read only from LIGHTFIELD_API_KEY, because other users of a computer can see a program's arguments."
      : "";
    return usageError(`${problem}.${key}`);
  }
}

/** The settings. Flags override the environment. */
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
    // The command is not repeated: it may be an API key in the wrong place.
    usageError("The commands are sandbox [--port N], cache info and cache clear.");
  }
}

void main();
