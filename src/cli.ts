import { parseArgs } from "node:util";
import { FLAGGED, flagOf, keyRedactor, readConfig } from "./config.ts";
import { DEFAULT_BASE_URL, DEFAULT_MAX_WRITES, DEFAULT_TIMEOUT_MS } from "./setting-values.ts";

const HELP = `Usage: lightfield-contacts-mcp [options]              serve MCP on stdin and stdout
       lightfield-contacts-mcp setup [remove]         add this server to your MCP clients, or remove it
       lightfield-contacts-mcp doctor [--json]        find problems, and say how to fix them
       lightfield-contacts-mcp sandbox [--port N]     serve the made-up workspace over HTTP on 127.0.0.1
       lightfield-contacts-mcp cache info|clear       show the folder and size of the cache, or delete it

If lightfield-contacts-mcp is not installed, write "npx -y lightfield-contacts-mcp". In the folder with the source code,
write "node dist/cli.js".

setup finds the clients, shows each change, and asks before it writes. It puts the server options below into the entry.
It has options of its own:

  --client NAME           claude-desktop, claude-code, cursor, vscode, windsurf, zed, codex or gemini-cli;
                          may be given several times, also to doctor
  --yes                   make the changes without asking
  --print                 print the entry and change nothing
  --name NAME             the name of the entry, if you have several workspaces; default: lightfield-contacts

Server options. Each is also an environment variable: --read-only is LIGHTFIELD_READ_ONLY=1. The API key is read only
from LIGHTFIELD_API_KEY.

  --sandbox               answer from a made-up workspace: no key, no network
  --read-only             offer no tool that writes to Lightfield or to a file
  --tools A,B             offer only these tools
  --hide-fields A,B       never show or write these fields (keys or labels)
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

Other options: --help, --version
`;

const option = (variables: readonly string[], type: "boolean" | "string") => Object.fromEntries(variables.map((name) => [flagOf(name), { type }]));

function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      ...option(FLAGGED.switches, "boolean"),
      ...option(FLAGGED.values, "string"),
      port: { type: "string" },
      client: { type: "string", multiple: true },
      yes: { type: "boolean" },
      print: { type: "boolean" },
      name: { type: "string" },
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
      version: { type: "boolean", short: "v" },
    },
  });
}

/** Ends the program because the command line is invalid. */
function usageError(message: string): never {
  process.stderr.write(keyRedactor(process.env)(`${message}\nSee --help.\n`));
  process.exit(2);
}

function parsed() {
  try {
    return parse();
  } catch (error) {
    // The rest of Node's message is advice on positional arguments.
    const [message = ""] = error instanceof Error ? error.message.split(". ") : [];
    const problem = message.replace(/^Option '(?:-\w, )?(--\S+) <value>' argument missing$/, "$1 needs a value");
    const key = /api-key/.test(problem)
      ? " The key is read only from LIGHTFIELD_API_KEY, because other users of a computer can see a program's arguments."
      : "";
    return usageError(`${problem}.${key}`);
  }
}

type Values = Readonly<Record<string, unknown>>;

/** The settings that are given as flags, by the name of their variable. */
const flagsOf = (values: Values): Record<string, string> =>
  Object.fromEntries(
    [...FLAGGED.switches, ...FLAGGED.values].flatMap((name) => {
      const value = values[flagOf(name)];
      return value === undefined ? [] : [[name, String(value)] as const];
    }),
  );

/** The settings. Flags override the environment. */
const settings = (values: Values) => readConfig(process.env, flagsOf(values));

interface Command {
  /** The words of the command. */
  readonly words: readonly string[];
  /** Options that no other command has. */
  readonly options: readonly string[];
  /** Resolves to the exit code; undefined for one that sets it itself. */
  run(values: Values): Promise<number | undefined>;
}

const ENTRY_OPTIONS = ["client", "yes", "name"];

const clientsIn = ({ client }: Values): string[] => (Array.isArray(client) ? client.map(String) : []);

const setup = (action: "add" | "remove") => async (values: Values) => {
  const { setupCommand } = await import("./commands/setup.ts");
  const { yes = false, print = false, name } = values;
  const clients = clientsIn(values);
  const chosenName = name === undefined ? undefined : String(name);
  return setupCommand({ action, clients, yes: yes === true, print: print === true, name: chosenName, flags: flagsOf(values) }, process.env);
};

const doctor = async (values: Values) =>
  (await import("./commands/doctor.ts")).doctorCommand(flagsOf(values), values.json === true, clientsIn(values));

const cache = (action: "info" | "clear") => async (values: Values) => (await import("./commands/cache.ts")).cacheCommand(action, settings(values));

const COMMANDS: readonly Command[] = [
  { words: [], options: [], run: async (values) => void (await (await import("./commands/serve.ts")).serveCommand(settings(values))) },
  { words: ["setup"], options: [...ENTRY_OPTIONS, "print"], run: setup("add") },
  { words: ["setup", "remove"], options: ENTRY_OPTIONS, run: setup("remove") },
  { words: ["doctor"], options: ["json", "client"], run: doctor },
  { words: ["sandbox"], options: ["port"], run: ({ port }) => sandbox(port) },
  { words: ["cache", "info"], options: [], run: cache("info") },
  { words: ["cache", "clear"], options: [], run: cache("clear") },
];

async function sandbox(written: unknown): Promise<undefined> {
  const port = Number(written ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) usageError("--port must be a whole number from 0 to 65535.");
  const { sandboxCommand } = await import("./commands/sandbox.ts");
  await sandboxCommand(port);
}

/** Options that belong to some commands only, and those commands. */
function refuseForeignOptions(command: Command, values: Values): void {
  const special = new Set(COMMANDS.flatMap(({ options }) => options));
  const foreign = Object.keys(values).find((name) => special.has(name) && !command.options.includes(name));
  if (foreign === undefined) return;
  const owners = COMMANDS.filter(({ options }) => options.includes(foreign)).map(({ words }) => words.join(" "));
  usageError(`--${foreign} is an option only of ${owners.join(", ")}.`);
}

async function main(): Promise<void> {
  const { values, positionals } = parsed();
  // The reader of a command such as `setup --print | head` may stop before the end. The server handles this itself.
  if (positionals.length > 0)
    process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
      if (code === "EPIPE") return;
      process.stderr.write(`The output cannot be written (${code}).\n`);
      process.exit(1);
    });
  if (values.help) {
    process.stdout.write(HELP);
  } else if (values.version) {
    const { version } = await import("./commands/version.ts");
    process.stdout.write(`${version}\n`);
  } else {
    const command = COMMANDS.find(({ words }) => words.join(" ") === positionals.join(" "));
    // The command is not repeated: it may be an API key in the wrong place.
    if (!command)
      return usageError("There is no such command. The commands are setup, setup remove, doctor, sandbox [--port N], cache info and cache clear.");
    refuseForeignOptions(command, values);
    const code = await command.run(values);
    if (code !== undefined) process.exitCode = code;
  }
}

void main();
