import { type Config, FLAGGED, readConfig } from "../../src/config.ts";
import { table } from "./generated.ts";

const KEY = "LIGHTFIELD_API_KEY";

const SETTINGS = [KEY, ...FLAGGED.switches, ...FLAGGED.values];

/** What no setting accepts, except the key and lists. */
const WRONG: Readonly<Record<string, string>> = {
  LIGHTFIELD_BASE_URL: "http://lightfield.example",
  LIGHTFIELD_TOOLS: ",",
  LIGHTFIELD_HIDE_FIELDS: ",",
};

const DEFAULTS: Readonly<Record<string, (config: Config) => unknown>> = {
  LIGHTFIELD_SANDBOX: ({ sandbox }) => sandbox,
  LIGHTFIELD_READ_ONLY: ({ readOnly }) => readOnly,
  LIGHTFIELD_BASE_URL: ({ baseUrl }) => baseUrl.origin,
  LIGHTFIELD_CONFIRM_WRITES: ({ confirmWrites }) => (confirmWrites ? "always" : "never"),
  LIGHTFIELD_MAX_WRITES: ({ maxWrites }) => maxWrites,
  LIGHTFIELD_TIMEZONE: () => "the computer's",
  LIGHTFIELD_PHONE_COUNTRY: ({ locale }) => locale.phoneCountry ?? "US",
  LIGHTFIELD_CACHE: ({ cache }) => cache,
  LIGHTFIELD_CACHE_DIR: () => "the system's place for caches",
  LIGHTFIELD_LOG_LEVEL: ({ logLevel }) => logLevel,
  LIGHTFIELD_TIMEOUT_MS: ({ timeoutMs }) => timeoutMs,
  LIGHTFIELD_TOOLS: () => "all",
};

/** What a setting accepts, in the words with which the program refuses anything else. */
function accepted(variable: string): string {
  if (variable === KEY) return "a key from Lightfield (Settings > API keys)";
  const [problem = ""] = readConfig({ [variable]: WRONG[variable] ?? "?" }).problems.filter((one) => one.startsWith(variable));
  const [, rule = ""] = /(?:must |, or list )(.+?)(?:; default.*)?\.$/.exec(problem) ?? [];
  if (rule === "") throw new Error(`The refusal of ${variable} does not say what is accepted: ${problem}`);
  return rule.replace(/^be /, "").replace(/^begin /, "an address that begins ");
}

function byDefault(variable: string): string {
  const value = DEFAULTS[variable]?.(readConfig({})) ?? "none";
  return typeof value === "boolean" ? (value ? "on" : "off") : String(value);
}

/** The table of all settings. What each means is taken from the document. */
export function settingsTable(document: string): string {
  const meanings = new Map(
    [...document.matchAll(/^\| `(LIGHTFIELD_\w+)` \|(?:.*\|)? (.+?) \|$/gm)].map(([, variable = "", meaning = ""]) => [variable, meaning]),
  );
  const rows = SETTINGS.map((variable) => {
    const meaning = meanings.get(variable);
    if (meaning === undefined)
      throw new Error(`Add a row for ${variable} to the table of settings in docs/configuration.md: | \`${variable}\` | | | what it means |`);
    return [`\`${variable}\``, accepted(variable), byDefault(variable), meaning];
  });
  return table(["variable", "accepts", "default", "meaning"], rows);
}
