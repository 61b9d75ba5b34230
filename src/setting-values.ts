import { isAbsolute, sep } from "node:path";
import { entriesOf } from "./written-setting.ts";

/*
 * What each setting accepts. Every function reads a text, and throws an Error that says what is accepted. The message
 * continues a sentence that begins with the setting's name, and never holds the text: it may be a key in the wrong place.
 */

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const DEFAULT_MAX_WRITES = 500;
/** Most clients end a call after 60 s, even if it reports progress. */
export const DEFAULT_TIMEOUT_MS = 45_000;
export const DEFAULT_BASE_URL = "https://api.lightfield.app";
export const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

export function parseBaseUrl(text: string): URL {
  if (!URL.canParse(text)) throw new Error(`is not a URL; if you remove it, the server uses ${DEFAULT_BASE_URL}`);
  const url = new URL(text);
  const allowed = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  if (!allowed)
    throw new Error("must begin with https:// (http:// is accepted only for localhost, 127.0.0.1 and [::1], because the key is sent along)");
  if (url.username || url.password || url.search || url.hash) throw new Error("may contain only a scheme, host, port and path");
  return url;
}

export function parseSwitch(text: string): boolean {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new Error("must be 1, 0, on or off");
}

export function parseList(text: string): string[] {
  const entries = entriesOf(text);
  if (entries.length === 0) throw new Error("has no names: remove it, or list names separated by commas");
  return entries;
}

export const parseTools = (text: string) => parseList(text).map((name) => name.toLowerCase());

export function parseTimeZone(text: string): string {
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    throw new Error("must be an IANA time zone, e.g. Europe/Berlin");
  }
}

/** Codes that Intl names although they are no countries: unions, and those that ISO 3166-1 leaves free for users, without Kosovo's. */
const NO_COUNTRY = /^(?:E[UZ]|UN|AA|Q[M-Z]|X[A-JL-Z]|ZZ)$/;

export function parsePhoneCountry(text: string): string {
  const code = text.toUpperCase();
  // "UK" is GB.
  const country = /^[A-Z]{2}$/.test(code) && !NO_COUNTRY.test(code) ? new Intl.Locale("und", { region: code }).region : undefined;
  if (country === undefined || !new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(country))
    throw new Error("must be a country's two-letter ISO 3166-1 code, e.g. DE");
  return country;
}

export function parseDirectory(text: string, name = "crm"): string {
  if (!isAbsolute(text)) throw new Error(`must be an absolute path such as /home/me/${name} or C:\\Users\\me\\${name}, without ~ or variables`);
  return text;
}

export function parseFile(text: string): string {
  const path = parseDirectory(text, "writes.jsonl");
  if (path.endsWith("/") || path.endsWith(sep)) throw new Error("must name a file, not a folder");
  return path;
}

/** Extensions have switches for it, so the words of a switch work too. */
export function parseConfirmation(text: string): boolean {
  if (/^(always|1|true|yes|on)$/i.test(text)) return true;
  if (/^(never|0|false|no|off)$/i.test(text)) return false;
  throw new Error('must be "never" or "always"');
}

export function parseMaxWrites(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count))
    throw new Error(`must be a whole number of writes (0 allows no writes); default: ${DEFAULT_MAX_WRITES}`);
  return count;
}

export function parseLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((name) => name === text.toLowerCase());
  if (!level) throw new Error(`must be one of ${LOG_LEVELS.join(", ")}`);
  return level;
}

export function parseTimeout(text: string): number {
  const ms = Number(text);
  if (!Number.isInteger(ms) || ms < 1000 || ms > 600_000)
    throw new Error(`must be a whole number of milliseconds from 1000 to 600000; default: ${DEFAULT_TIMEOUT_MS}`);
  return ms;
}

/** A key that can stand in an HTTP header. Messages never contain the key. */
export function parseKey(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text)) throw new Error("has a space or another character that a key cannot contain: copy the key again from Lightfield");
  return text;
}

export function parseEmail(text: string): string {
  if (!/^[^\s@]+@[^\s@]+$/.test(text)) throw new Error("must be your e-mail address in Lightfield");
  return text;
}
