import type { Locale } from "./fields/index.ts";
import { nearest } from "./fields/nearest.ts";
import { type ProxySetting, parseProxy } from "./proxy.ts";
import {
  DEFAULT_BASE_URL,
  DEFAULT_MAX_WRITES,
  DEFAULT_TIMEOUT_MS,
  LOOPBACK,
  type LogLevel,
  parseBaseUrl,
  parseConfirmation,
  parseDirectory,
  parseEmail,
  parseFile,
  parseKey,
  parseList,
  parseLogLevel,
  parseMaxWrites,
  parsePhoneCountry,
  parseSwitch,
  parseTimeout,
  parseTimeZone,
  parseTools,
} from "./setting-values.ts";
import { redactor } from "./text/redact.ts";
import { hasPlaceholder, isBlankField, isVariable, unquoted } from "./written-setting.ts";

/** Everything that the user can set. */
export interface Config {
  /** Without it the server starts, and every tool says how to set it. */
  readonly apiKey: string | undefined;
  /** The key is the name of a variable: the client does not expand variables, or the variable is not set. */
  readonly apiKeyUnexpanded: boolean;
  /** Whether the key's field in the settings of an extension is blank. */
  readonly apiKeyFieldBlank: boolean;
  /** Removes the key, and all that looks like one, from text that leaves the process. It may be in the wrong setting. */
  readonly redact: (text: string) => string;
  readonly baseUrl: URL;
  /** Not set for the sandbox and a local base URL: a proxy cannot reach it, and without https would see the key. */
  readonly proxy: ProxySetting | undefined;
  /** Whether the embedded sandbox answers instead of the network. */
  readonly sandbox: boolean;
  readonly readOnly: boolean;
  /** Whether to ask before every write. */
  readonly confirmWrites: boolean;
  /** How many writes a session may make; 0: none. */
  readonly maxWrites: number;
  /** Absolute path of the file that records every write; undefined: none. */
  readonly auditLog: string | undefined;
  /** Absolute path of the only folder that files are imported from; undefined: no file is read. */
  readonly importDirectory: string | undefined;
  /** Absolute path of the only folder that contacts are exported to; undefined: nothing is exported. */
  readonly exportDirectory: string | undefined;
  /** Names of the tools to offer; undefined: all. */
  readonly tools: readonly string[] | undefined;
  /** Keys or labels, as the user wrote them, of fields and relationships that are dropped when an answer is decoded. */
  readonly hideFields: readonly string[];
  readonly locale: Locale;
  /** E-mail address of the member that "me" means. */
  readonly me: string | undefined;
  /** Whether to keep data on disk. Off for the sandbox unless asked for, and off while there are problems. */
  readonly cache: boolean;
  /** Absolute path; undefined: the system's place for caches. */
  readonly cacheDirectory: string | undefined;
  readonly logLevel: LogLevel;
  /** Milliseconds that a tool call may work. */
  readonly timeoutMs: number;
  /** Invalid settings and their remedies. Every tool answers with them: no misspelt safety setting may be ignored. */
  readonly problems: readonly string[];
  /** How the user has set something: "LIGHTFIELD_TOOLS" or "--tools". */
  settingName(variable: string): string;
}

/** The flag that mirrors a variable: `LIGHTFIELD_READ_ONLY` is `--read-only`. */
export const flagOf = (variable: string) =>
  variable
    .replace(/^LIGHTFIELD_?/, "")
    .toLowerCase()
    .replaceAll("_", "-");

/** The variable that a flag mirrors: `read-only` is `LIGHTFIELD_READ_ONLY`. */
export const variableOf = (flag: string) => `LIGHTFIELD_${flag.toUpperCase().replaceAll("-", "_")}`;

/** Variables that are also flags. The key is not: other users of a computer can see a program's arguments. */
export const FLAGGED = {
  switches: ["LIGHTFIELD_SANDBOX", "LIGHTFIELD_READ_ONLY"],
  values: [
    "LIGHTFIELD_BASE_URL",
    "LIGHTFIELD_TOOLS",
    "LIGHTFIELD_HIDE_FIELDS",
    "LIGHTFIELD_CONFIRM_WRITES",
    "LIGHTFIELD_MAX_WRITES",
    "LIGHTFIELD_AUDIT_LOG",
    "LIGHTFIELD_IMPORT_DIR",
    "LIGHTFIELD_EXPORT_DIR",
    "LIGHTFIELD_ME",
    "LIGHTFIELD_TIMEZONE",
    "LIGHTFIELD_PHONE_COUNTRY",
    "LIGHTFIELD_CACHE",
    "LIGHTFIELD_CACHE_DIR",
    "LIGHTFIELD_LOG_LEVEL",
    "LIGHTFIELD_TIMEOUT_MS",
  ],
} as const;

/**
 * Settings that count as unset if their value is the name of a variable, because their defaults do no harm. Any other
 * setting may protect something, so every call is refused until it is fixed.
 */
const HARMLESS_UNSET = new Set([
  "LIGHTFIELD_API_KEY",
  "LIGHTFIELD_ME",
  "LIGHTFIELD_TIMEZONE",
  "LIGHTFIELD_PHONE_COUNTRY",
  "LIGHTFIELD_LOG_LEVEL",
  "LIGHTFIELD_TIMEOUT_MS",
]);

/** Settings without which less is possible. For the others, a blank field needs a default in the extension's manifest. */
const GRANTS = new Set(["LIGHTFIELD_IMPORT_DIR", "LIGHTFIELD_EXPORT_DIR"]);

/** Whether a value names a variable that the client has to expand. */
export const isUnexpanded = (variable: string, value: string) =>
  hasPlaceholder(value) || (isVariable(value) && variable !== "LIGHTFIELD_HIDE_FIELDS");

const KEY_VARIABLE = "LIGHTFIELD_API_KEY";

/** Removes the environment's key from a text. */
export const keyRedactor = (environment: Readonly<Record<string, string | undefined>>) => redactor(unquoted(environment[KEY_VARIABLE] ?? ""));

/**
 * Problems with the names of variables. A misspelt setting may be one that protects something, even if its name barely
 * resembles the right one. So every variable that begins with LIGHTFIELD must be known, unless it is empty.
 */
function nameProblems(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known: readonly string[] = [KEY_VARIABLE, ...FLAGGED.switches, ...FLAGGED.values];
  const foreign = (count: number) => {
    const [it, belongs, them] = count === 1 ? ["it", "belongs", "it"] : ["they", "belong", "them"];
    return `If ${it} ${belongs} to another program, set ${them} to "" for this server.`;
  };
  const unlike: string[] = [];
  const problems: string[] = [];
  for (const [name, value = ""] of Object.entries(environment)) {
    const upper = name.trim().toUpperCase().replaceAll("-", "_");
    // On systems that ignore the case of names, the setting has the same value under its own name.
    const isRead = known.includes(upper) && environment[upper] === value;
    if (!upper.startsWith("LIGHTFIELD") || unquoted(value) === "" || isRead) continue;
    const [near] = nearest(flagOf(upper), known.map(flagOf), 1);
    const meant = known.find((other) => flagOf(other) === near);
    if (meant === undefined) unlike.push(name);
    else problems.push(`${name} is not a setting. Did you mean ${meant}? ${foreign(1)}`);
  }
  if (unlike.length > 0)
    problems.push(
      `${unlike.join(", ")} ${unlike.length === 1 ? "is not a setting" : "are not settings"}. The settings are ${known.join(", ")}. ${foreign(unlike.length)}`,
    );
  return problems;
}

/** Asks for the computer's time zone when first needed: loading zones takes longer than all other settings together. */
function locale(timeZone: string | undefined, phoneCountry: string | undefined): Locale {
  let zone = timeZone;
  return {
    get timeZone() {
      zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
      return zone;
    },
    phoneCountry,
    now: Date.now,
  };
}

/**
 * Reads the settings. Never throws: `problems` lists what is invalid.
 *
 * @param environment variables, as `process.env`
 * @param flags values of flags by the name of their variable; they override the environment
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, flags: Readonly<Record<string, string>> = {}): Config {
  const problems = nameProblems(environment);
  const settingName = (variable: string) => (flags[variable] === undefined ? variable : `--${flagOf(variable)}`);

  const read = <T, const F>(variable: string, parse: (text: string) => T, fallback: F): T | F => {
    const flag = flags[variable];
    const text = unquoted(flag ?? environment[variable] ?? "");
    const isUnset =
      (text === "" && flag === undefined) ||
      (HARMLESS_UNSET.has(variable) && isUnexpanded(variable, text)) ||
      (GRANTS.has(variable) && isBlankField(text));
    if (isUnset) return fallback;
    try {
      // An empty flag would switch off what the environment sets.
      if (text === "") throw new Error("has no value: add one, or remove the flag");
      if (isUnexpanded(variable, text))
        throw new Error("holds the name of a variable, which the client did not expand: write the value itself, or remove the setting");
      return parse(text);
    } catch (error) {
      problems.push(`${settingName(variable)} ${error instanceof Error ? error.message : String(error)}.`);
      return fallback;
    }
  };

  /** Like other programs: the lower-case name takes precedence, and an empty value means no proxy. */
  const readProxy = (): ProxySetting | undefined => {
    const variable = environment.https_proxy === undefined ? "HTTPS_PROXY" : "https_proxy";
    const proxy = read(variable, parseProxy, undefined);
    return proxy && { ...proxy, variable, noProxy: environment.no_proxy ?? environment.NO_PROXY ?? "" };
  };

  const writtenKey = unquoted(environment[KEY_VARIABLE] ?? "");
  const sandbox = read("LIGHTFIELD_SANDBOX", parseSwitch, false);
  const baseUrl = read("LIGHTFIELD_BASE_URL", parseBaseUrl, new URL(DEFAULT_BASE_URL));
  return {
    sandbox,
    baseUrl,
    proxy: sandbox || LOOPBACK.has(baseUrl.hostname) ? undefined : readProxy(),
    redact: keyRedactor(environment),
    apiKeyUnexpanded: isUnexpanded(KEY_VARIABLE, writtenKey) && !isBlankField(writtenKey),
    apiKeyFieldBlank: isBlankField(writtenKey),
    apiKey: read(KEY_VARIABLE, parseKey, undefined),
    readOnly: read("LIGHTFIELD_READ_ONLY", parseSwitch, false),
    tools: read("LIGHTFIELD_TOOLS", parseTools, undefined),
    confirmWrites: read("LIGHTFIELD_CONFIRM_WRITES", parseConfirmation, false),
    maxWrites: read("LIGHTFIELD_MAX_WRITES", parseMaxWrites, DEFAULT_MAX_WRITES),
    auditLog: read("LIGHTFIELD_AUDIT_LOG", parseFile, undefined),
    importDirectory: read("LIGHTFIELD_IMPORT_DIR", parseDirectory, undefined),
    exportDirectory: read("LIGHTFIELD_EXPORT_DIR", parseDirectory, undefined),
    hideFields: read("LIGHTFIELD_HIDE_FIELDS", parseList, []),
    locale: locale(read("LIGHTFIELD_TIMEZONE", parseTimeZone, undefined), read("LIGHTFIELD_PHONE_COUNTRY", parsePhoneCountry, undefined)),
    cacheDirectory: read("LIGHTFIELD_CACHE_DIR", parseDirectory, undefined),
    me: read("LIGHTFIELD_ME", parseEmail, undefined),
    logLevel: read("LIGHTFIELD_LOG_LEVEL", parseLogLevel, "warn"),
    timeoutMs: read("LIGHTFIELD_TIMEOUT_MS", parseTimeout, DEFAULT_TIMEOUT_MS),
    // An invalid setting may have been meant to keep data off this disk, or on another one.
    cache: read("LIGHTFIELD_CACHE", parseSwitch, !sandbox) && problems.length === 0,
    problems,
    settingName,
  };
}
