import packageJson from "../../package.json" with { type: "json" };
import { createApi } from "../api/index.ts";
import { type Config, FLAGGED, flagOf, readConfig } from "../config.ts";
import { checkKey, type KeyCheck } from "../server/key-check.ts";
import type { KeyAnswer, SetupOptions } from "../setup/index.ts";
import { redactor } from "../text/redact.ts";
import { programPath, thisComputer } from "./computer.ts";
import { connection } from "./connection.ts";
import { userAgent } from "./version.ts";

type Environment = Readonly<Record<string, string | undefined>>;

interface SetupCommand extends Omit<SetupOptions, "flags"> {
  /** Values of flags by the name of their variable. */
  readonly flags: Readonly<Record<string, string>>;
}

/** Connects the clients of this computer with the server, or removes it from them. @returns the exit code */
export async function setupCommand({ flags, ...options }: SetupCommand, environment: Environment): Promise<number> {
  const config = readConfig(environment, flags);
  const write = (stream: NodeJS.WritableStream, text: string) => stream.write(`${text}\n`);
  const [problem] = config.problems;
  if (problem !== undefined) {
    write(process.stderr, config.redact(problem));
    return 2;
  }
  const computer = thisComputer(environment);
  if (computer === undefined) {
    write(process.stderr, "This user has no home folder, where clients keep their settings. Set HOME.");
    return 1;
  }
  // Only a warning: the folder may be made later, and the server works without it.
  if (options.action === "add") for (const warning of await fileWarnings(config)) write(process.stderr, config.redact(warning));
  const { setup, launchOf, startAsClient, terminalDialogue } = await import("../setup/index.ts");
  const settings = [...FLAGGED.switches, ...FLAGGED.values].flatMap((name) => [name, `--${flagOf(name)}`]);
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  return setup(
    { ...options, flags: namedFlags(config.sandbox ? { ...flags, LIGHTFIELD_SANDBOX: "1" } : flags) },
    {
      computer,
      launch: launchOf({
        platform: process.platform,
        node: process.execPath,
        program: programPath(process.argv[1]),
        packageName: packageJson.name,
        version: packageJson.version,
        npm: environment.npm_execpath,
      }),
      settings,
      variables: neededVariables(environment, config, flags),
      key: config.apiKey,
      checkKey: (key) => askAbout(key, environment, flags),
      start: (client, entry) => startAsClient(client, entry, computer),
      dialogue: isTerminal && !options.yes && !options.print ? terminalDialogue(process.stdin, process.stdout) : undefined,
      colours: isTerminal && !environment.NO_COLOR,
      now: () => new Date(),
      redactorOf: redactor,
      say: (line) => write(process.stdout, line),
      complain: (line) => write(process.stderr, config.redact(line)),
    },
  );
}

async function fileWarnings(config: Config): Promise<string[]> {
  const { checkNamedFiles } = await import("../doctor/index.ts");
  return (await checkNamedFiles(config)).flatMap(({ check, status, detail, remedy }) =>
    status === "failure" ? [`${check}: ${detail}. ${remedy}`] : [],
  );
}

const namedFlags = (flags: Readonly<Record<string, string>>) =>
  new Map(
    Object.entries(flags).map(
      ([variable, value]) => [flagOf(variable), FLAGGED.switches.some((name) => name === variable) ? undefined : value] as const,
    ),
  );

const NETWORK = ["HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "NODE_EXTRA_CA_CERTS"];

/** What this shell has set for the server. Clients pass on few variables, so the entry needs them. */
function neededVariables(environment: Environment, { sandbox }: Config, flags: Readonly<Record<string, string>>): Record<string, string> {
  const settings = [...FLAGGED.switches, ...FLAGGED.values].filter((name) => !(name in flags) && name !== "LIGHTFIELD_SANDBOX");
  const needed = new Set<string>(sandbox ? settings : [...settings, ...NETWORK]);
  return Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (needed.has(name) && value ? [[name, value] as const] : [])));
}

async function askAbout(key: string, environment: Environment, flags: Readonly<Record<string, string>>): Promise<KeyAnswer> {
  const config = readConfig({ ...environment, LIGHTFIELD_API_KEY: key }, flags);
  const api = createApi({ ...(await connection(config)), timeoutMs: config.timeoutMs, userAgent });
  const check = await checkKey(api, config);
  return { outcome: check.outcome, lines: check.outcome === "accepted" ? acceptedLines(check, config) : [`${check.problem} ${check.remedy}`.trim()] };
}

function acceptedLines({ info, tools }: Extract<KeyCheck, { outcome: "accepted" }>, { baseUrl }: Config): string[] {
  const scopes = info === undefined || info.scopes.length === 0 ? "all" : info.scopes.join(", ");
  return [
    `${baseUrl.host} accepts the key. The key's scopes: ${info === undefined ? "not reported by this deployment" : scopes}.`,
    `Tools: ${tools.offered.join(", ") || "none"}.`,
    ...tools.leftOut,
  ];
}
