import { isAbsolute, sep } from "node:path";
import type { Locale } from "./fields/index.ts";
import { nearest } from "./fields/nearest.ts";
import { type ProxySetting, parseProxy } from "./proxy.ts";
import { redactor } from "./text/redact.ts";
import { entriesOf, hasPlaceholder, isVariable, unquoted } from "./written-setting.ts";

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that the user can set. */
export interface Config {
  /** Without it the server starts, and every tool says how to set it. */
  readonly apiKey: string | undefined;
  /** The key is the name of a variable: the client does not expand variables, or the variable is not set. */
  readonly apiKeyUnexpanded: boolean;
  /**
   * Removes the key, and whatever else looks like one, from text that leaves the process. A key may stand in the wrong
   * setting.
   */
  readonly redact: (text: string) => string;
  readonly baseUrl: URL;
  /**
   * Not set for the sandbox and for a base URL on this computer: a proxy elsewhere cannot reach it, and without https
   * it would see the key.
   */
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
  /** Names of the tools to offer; undefined: all. */
  readonly tools: readonly string[] | undefined;
  /** Keys or labels, as the user wrote them, of fields and relationships that are dropped when an answer is decoded. */
  readonly hideFields: readonly string[];
  readonly locale: Locale;
  /** E-mail address of the member that "me" means. */
  readonly me: string | undefined;
  /**
   * Whether to keep definitions, names and the index on disk. Off for the sandbox unless asked for, and off while there
   * are problems.
   */
  readonly cache: boolean;
  /** Absolute path; undefined: the system's place for caches. */
  readonly cacheDirectory: string | undefined;
  readonly logLevel: LogLevel;
  /** Milliseconds that a tool call may work. */
  readonly timeoutMs: number;
  /**
   * Invalid settings, each with its remedy. While there is one, every tool answers with them: a misspelt safety setting
   * must not be ignored.
   */
  readonly problems: readonly string[];
}

/** A setting by its name in the environment. Most settings are also flags. */
interface Setting<T> {
  readonly variable: string;
  /** @throws Error that says what is accepted */
  parse(text: string): T;
  readonly fallback: T;
}

const DEFAULT_MAX_WRITES = 500;
const DEFAULT_BASE_URL = "https://api.lightfield.app";
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

function parseBaseUrl(text: string): URL {
  if (!URL.canParse(text)) throw new Error(`is not a URL; leave it unset for ${DEFAULT_BASE_URL}`);
  const url = new URL(text);
  const allowed = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  if (!allowed) throw new Error("must begin with https:// (http:// is accepted only for localhost, because the key is sent along)");
  if (url.username || url.password || url.search || url.hash) throw new Error("may hold only scheme, host and path");
  return url;
}

function parseSwitch(text: string): boolean {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new Error("must be 1 or 0, or on or off");
}

function parseList(text: string): string[] {
  const entries = entriesOf(text);
  if (entries.length === 0) throw new Error("names nothing: remove it, or list names separated by commas");
  return entries;
}

const parseTools = (text: string) => parseList(text).map((name) => name.toLowerCase());

function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new Error("must be an IANA time zone, e.g. Europe/Berlin");
  }
}

function parsePhoneCountry(text: string): string {
  const country = text.toUpperCase();
  if (!/^[A-Z]{2}$/.test(country) || !new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(country))
    throw new Error("must be a country's two-letter ISO 3166-1 code, e.g. DE");
  return country;
}

function parseDirectory(text: string): string {
  if (!isAbsolute(text)) throw new Error("must be an absolute path; ~ and variables are not expanded");
  return text;
}

function parseFile(text: string): string {
  const path = parseDirectory(text);
  if (path.endsWith("/") || path.endsWith(sep)) throw new Error("must name a file, not a folder");
  return path;
}

function parseConfirmation(text: string): boolean {
  if (/^always$/i.test(text)) return true;
  if (/^never$/i.test(text)) return false;
  throw new Error("must be never or always");
}

function parseMaxWrites(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count))
    throw new Error(`must be a whole number of writes, 0 for none; default: ${DEFAULT_MAX_WRITES}`);
  return count;
}

function parseLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((name) => name === text.toLowerCase());
  if (!level) throw new Error(`must be one of ${LOG_LEVELS.join(", ")}`);
  return level;
}

function parseTimeout(text: string): number {
  const ms = Number(text);
  if (!Number.isInteger(ms) || ms < 1000 || ms > 600_000) throw new Error("must be whole milliseconds from 1000 to 600000");
  return ms;
}

/** A key that can stand in an HTTP header. Messages never contain the key. */
function parseKey(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text)) throw new Error("holds a space or another character that no key has: copy it again from Lightfield");
  return text;
}

function parseEmail(text: string): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(text)) throw new Error("must be your e-mail address in Lightfield");
  return text;
}

/** The flag that mirrors a variable: `LIGHTFIELD_READ_ONLY` is `--read-only`. */
export const flagOf = (variable: string) =>
  variable
    .replace(/^LIGHTFIELD_?/, "")
    .toLowerCase()
    .replaceAll("_", "-");

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

const isUnexpanded = (variable: string, value: string) => hasPlaceholder(value) || (isVariable(value) && variable !== "LIGHTFIELD_HIDE_FIELDS");

const KEY_VARIABLE = "LIGHTFIELD_API_KEY";

/** Removes the environment's key from a text. */
export const keyRedactor = (environment: Readonly<Record<string, string | undefined>>) => redactor(unquoted(environment[KEY_VARIABLE] ?? ""));

/**
 * Problems with the names of variables. A misspelt setting may be one that protects something, even if its name hardly
 * resembles the right one. So every variable that begins with LIGHTFIELD must be known, unless it is empty.
 */
function nameProblems(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known: readonly string[] = [KEY_VARIABLE, ...FLAGGED.switches, ...FLAGGED.values];
  const foreign = 'If it belongs to another program, set it to "" for this server.';
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
    else problems.push(`${name} is not a setting. Did you mean ${meant}? ${foreign}`);
  }
  if (unlike.length > 0)
    problems.push(
      `${unlike.join(", ")} ${unlike.length === 1 ? "is not a setting" : "are not settings"}. The settings are ${known.join(", ")}. ${foreign}`,
    );
  return problems;
}

/**
 * Asks for the computer's time zone when it is first needed: loading the zones takes longer than all other settings
 * together.
 */
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

  const read = <T>({ variable, parse, fallback }: Setting<T>): T => {
    const flag = flags[variable];
    const text = unquoted(flag ?? environment[variable] ?? "");
    const isUnset = (text === "" && flag === undefined) || (HARMLESS_UNSET.has(variable) && isUnexpanded(variable, text));
    if (isUnset) return fallback;
    try {
      // An empty flag would switch off what the environment sets.
      if (text === "") throw new Error(`is given as an empty flag: give --${flagOf(variable)} a value, or remove it`);
      if (isUnexpanded(variable, text)) throw new Error("holds a variable that was not expanded: put the value itself there, or remove the setting");
      return parse(text);
    } catch (error) {
      problems.push(`${variable} ${error instanceof Error ? error.message : String(error)}.`);
      return fallback;
    }
  };

  /** Like other programs: the lower-case name takes precedence, and an empty value means no proxy. */
  const readProxy = (): ProxySetting | undefined => {
    const variable = environment.https_proxy === undefined ? "HTTPS_PROXY" : "https_proxy";
    const proxy = read<ReturnType<typeof parseProxy> | undefined>({ variable, parse: parseProxy, fallback: undefined });
    return proxy && { ...proxy, variable, noProxy: environment.no_proxy ?? environment.NO_PROXY ?? "" };
  };

  const sandbox = read({ variable: "LIGHTFIELD_SANDBOX", parse: parseSwitch, fallback: false });
  const baseUrl = read({ variable: "LIGHTFIELD_BASE_URL", parse: parseBaseUrl, fallback: new URL(DEFAULT_BASE_URL) });
  return {
    sandbox,
    baseUrl,
    proxy: sandbox || LOOPBACK.has(baseUrl.hostname) ? undefined : readProxy(),
    redact: keyRedactor(environment),
    apiKeyUnexpanded: isUnexpanded("LIGHTFIELD_API_KEY", unquoted(environment.LIGHTFIELD_API_KEY ?? "")),
    apiKey: read<string | undefined>({ variable: "LIGHTFIELD_API_KEY", parse: parseKey, fallback: undefined }),
    readOnly: read({ variable: "LIGHTFIELD_READ_ONLY", parse: parseSwitch, fallback: false }),
    tools: read<string[] | undefined>({ variable: "LIGHTFIELD_TOOLS", parse: parseTools, fallback: undefined }),
    confirmWrites: read({ variable: "LIGHTFIELD_CONFIRM_WRITES", parse: parseConfirmation, fallback: false }),
    maxWrites: read({ variable: "LIGHTFIELD_MAX_WRITES", parse: parseMaxWrites, fallback: DEFAULT_MAX_WRITES }),
    auditLog: read<string | undefined>({ variable: "LIGHTFIELD_AUDIT_LOG", parse: parseFile, fallback: undefined }),
    importDirectory: read<string | undefined>({ variable: "LIGHTFIELD_IMPORT_DIR", parse: parseDirectory, fallback: undefined }),
    hideFields: read({ variable: "LIGHTFIELD_HIDE_FIELDS", parse: parseList, fallback: [] }),
    locale: locale(
      read<string | undefined>({ variable: "LIGHTFIELD_TIMEZONE", parse: parseTimeZone, fallback: undefined }),
      read<string | undefined>({ variable: "LIGHTFIELD_PHONE_COUNTRY", parse: parsePhoneCountry, fallback: undefined }),
    ),
    cacheDirectory: read<string | undefined>({ variable: "LIGHTFIELD_CACHE_DIR", parse: parseDirectory, fallback: undefined }),
    me: read<string | undefined>({ variable: "LIGHTFIELD_ME", parse: parseEmail, fallback: undefined }),
    logLevel: read({ variable: "LIGHTFIELD_LOG_LEVEL", parse: parseLogLevel, fallback: "warn" }),
    timeoutMs: read({ variable: "LIGHTFIELD_TIMEOUT_MS", parse: parseTimeout, fallback: 45_000 }),
    // An invalid setting may have been meant to keep data off this disk, or on another one.
    cache: read({ variable: "LIGHTFIELD_CACHE", parse: parseSwitch, fallback: !sandbox }) && problems.length === 0,
    problems,
  };
}
