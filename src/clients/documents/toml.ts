import { isDeepStrictEqual } from "node:util";
import { parse, TomlError } from "smol-toml";
import {
  type Document,
  DocumentError,
  defined,
  expectedContent,
  isObject,
  merged,
  type Properties,
  type ServerPath,
  serversIn,
  unchangeable,
} from "./document.ts";

/** Files of TOML. A server has a table of its own, and its variables another one below it. */
export const tomlDocument: Document = {
  read,
  put(text, section, name, properties) {
    const before = serversIn(read(text), section)[name];
    const server = isObject(before) ? merged(before, properties) : defined(properties);
    return proven(text, [section, name], server, (lines) => {
      if (before === undefined) return appended(lines, [section, name], server);
      return putAll(lines, [section, name], isObject(before) ? before : {}, properties);
    });
  },
  remove(text, section, name) {
    if (!(name in serversIn(read(text), section))) return text;
    return proven(text, [section, name], undefined, (lines) => {
      const own = tablesIn(lines).filter(({ path }) => path[0] === section && path[1] === name);
      return own.reverse().reduce((now, { start, end }) => now.toSpliced(blanksBefore(now, start), end - blanksBefore(now, start)), lines);
    });
  },
  hideOthers(text, places) {
    const lines = text.split("\n");
    const tables = tablesIn(lines);
    const shown = tables.filter(({ path }) => places.some((place) => place.every((name, at) => path[at] === name)));
    const hidden = lines.map((line, at) => {
      if (shown.some(({ start, end }) => at >= start && at < end)) return line;
      return tables.some(({ start }) => start === at) ? line.replace(/(\]\s*#).*?(?=\r?$)/, "$1 ***") : hiddenLine(line);
    });
    return hidden.join("\n");
  },
};

/** A line without its value or comment. It may be a part of a text over several lines. */
const hiddenLine = (line: string): string =>
  line.replace(/^(\s*(?:(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*|(?=\s*=)))+\s*=\s*|\s*#\s*|\s*)\S.*?(?=\r?$)/, "$1***");

/** Lines keep their carriage returns. */
type Lines = readonly string[];

interface Table {
  readonly path: readonly string[];
  /** The line of its header. */
  readonly start: number;
  /** The line after its last value. What follows may be a comment on the next table. */
  readonly end: number;
}

function read(text: string): Properties {
  try {
    return parsed([text]) as Properties;
  } catch (error) {
    throw new DocumentError(`is not valid TOML${error instanceof TomlError ? ` in line ${error.line}` : ""}`);
  }
}

/** The parser's objects have no prototype, which makes them unequal to any other. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** The content of some lines. A carriage return needs its line end. Numbers beyond 2^53 must stay: files are compared. */
const parsed = (lines: Lines): unknown => plain(parse(`${lines.join("\n")}\n`, { integersAsBigInt: "asNeeded" }));

const isValid = (lines: Lines): boolean => {
  try {
    parsed(lines);
    return true;
  } catch {
    return false;
  }
};

/** Makes a change, and proves that it changed only what it should. A file may be written in forms that are not changed here. */
function proven(text: string, path: ServerPath, server: Properties | undefined, edit: (lines: Lines) => Lines): string {
  const [section] = path;
  const after = edit(text.split("\n")).join("\n");
  try {
    const expected = expectedContent(read(text), path, server);
    // With the last server, TOML's section goes as well.
    const same = isDeepStrictEqual({ ...read(after), [section]: serversIn(read(after), section) }, expected);
    if (same) return after;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
  }
  throw unchangeable(`[${section}]`, server);
}

/** The tables of the file. A line within a list or a long text may look like a header, so the lines before it are parsed. */
function tablesIn(lines: Lines): Table[] {
  const starts = lines.flatMap((line, at) => (/^\s*\[.+\]\s*(?:#.*)?$/.test(line) && isValid([line]) && isValid(lines.slice(0, at)) ? [at] : []));
  return starts.map((start, at) => {
    const next = starts[at + 1] ?? lines.length;
    const last = lines.slice(start, next).findLastIndex((line) => !/^\s*(?:#.*)?$/.test(line));
    return { path: pathOf(parsed(lines.slice(start, start + 1))), start, end: start + last + 1 };
  });
}

/** The names in a header. */
function pathOf(content: unknown): string[] {
  const inner = Array.isArray(content) ? content[0] : content;
  const [entry] = isObject(inner) ? Object.entries(inner) : [];
  return entry ? [entry[0], ...pathOf(entry[1])] : [];
}

const isAt = (path: readonly string[]) => (table: Table) => isDeepStrictEqual(table.path, path);

function putAll(lines: Lines, path: readonly string[], before: Properties, properties: Properties): Lines {
  return Object.entries(properties).reduce((now, [key, value]) => {
    const old = before[key];
    if (isDeepStrictEqual(old, value)) return now;
    const inner = tablesIn(now).some(isAt([...path, key]));
    if (isObject(value) && inner) return putAll(now, [...path, key], isObject(old) ? old : {}, value);
    if (isObject(value) && old === undefined) return addedTable(now, path, key, value);
    return assigned(now, path, key, isObject(value) ? merged(isObject(old) ? old : {}, value) : value);
  }, lines);
}

/** Sets a value in a table, where it stands or else after the others; `undefined` removes it. */
function assigned(lines: Lines, path: readonly string[], key: string, value: unknown): Lines {
  const table = tablesIn(lines).find(isAt(path));
  if (!table) return lines;
  const place = assignmentOf(lines, table, key) ?? { start: table.end, end: table.end };
  const line = value === undefined ? [] : [`${keyText(key)} = ${valueText(value)}${returnOf(lines)}`];
  return lines.toSpliced(place.start, place.end - place.start, ...line);
}

/** The lines of a value. It may be on several of them: it ends where they are valid alone. */
function assignmentOf(lines: Lines, table: Table, key: string): { start: number; end: number } | undefined {
  const isKey = (line: string) =>
    [key, JSON.stringify(key), `'${key}'`].some((name) => line.trimStart().startsWith(name) && /^\s*=/.test(line.trimStart().slice(name.length)));
  for (let start = table.start + 1; start < table.end; start++) {
    let end = start + 1;
    while (end < table.end && !isValid(lines.slice(start, end))) end++;
    if (isKey(lines[start] ?? "")) return { start, end };
    start = end - 1;
  }
  return undefined;
}

function addedTable(lines: Lines, path: readonly string[], key: string, properties: Properties): Lines {
  const table = tablesIn(lines).find(isAt(path));
  if (!table || Object.keys(defined(properties)).length === 0) return lines;
  return lines.toSpliced(table.end, 0, returnOf(lines), ...tableLines(lines, [...path, key], properties));
}

/** A server's tables at the end of the file. */
function appended(lines: Lines, path: readonly string[], server: Properties): Lines {
  const last = lines.findLastIndex((line) => line.trim() !== "");
  const kept = lines.slice(0, last + 1).map((line, at) => (at === last && !line.endsWith("\r") ? line + returnOf(lines) : line));
  return [...kept, ...(last === -1 ? [] : [returnOf(lines)]), ...tableLines(lines, path, server), ""];
}

function tableLines(lines: Lines, path: readonly string[], properties: Properties): string[] {
  const entries = Object.entries(defined(properties));
  const values = entries.filter(([, value]) => !isObject(value)).map(([key, value]) => `${keyText(key)} = ${valueText(value)}${returnOf(lines)}`);
  const tables = entries.flatMap(([key, value]) =>
    isObject(value) && Object.keys(value).length > 0 ? [returnOf(lines), ...tableLines(lines, [...path, key], value)] : [],
  );
  return [`[${path.map(keyText).join(".")}]${returnOf(lines)}`, ...values, ...tables];
}

const returnOf = (lines: Lines): string => (lines[0]?.endsWith("\r") ? "\r" : "");

const keyText = (key: string): string => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key));

/** Texts of JSON are texts of TOML. A value that is written in another way fails the proof. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "[]" : `[ ${value.map(valueText).join(", ")} ]`;
  if (isObject(value))
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${keyText(key)} = ${valueText(one)}`)
      .join(", ")} }`;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? JSON.stringify(value).replaceAll("\u007f", "\\u007f") : String(value);
}

function blanksBefore(lines: Lines, start: number): number {
  let at = start;
  while (at > 0 && lines[at - 1]?.trim() === "") at--;
  return at;
}
