import { isRecord, isTextTooDeep } from "../fields/json.ts";
import { Rejection } from "../fields/rejection.ts";
import { quote } from "../text/quote.ts";

const ACCEPTED = 'a list of objects by column, e.g. [{"name": "Dana Scully", "email": "dana@fbi.gov"}]';

/** Whether a text is meant as JSON: a list or an object. */
export const isJson = (text: string): boolean => /^\s*(?:\[\s*[[{\]]|\{\s*["}])/.test(text);

/** JSON Lines: an object in each line. */
function parsedLines(text: string): unknown[] | undefined {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length < 2 || !lines.every((line) => line.trimStart().startsWith("{"))) return undefined;
  try {
    return lines.map((line): unknown => JSON.parse(line));
  } catch {
    return undefined;
  }
}

/** The fault of a JSON text, as a phrase. */
function faultOf(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : "";
  const [, position] = /position (\d+)/.exec(message) ?? [];
  if (position !== undefined) return `line ${text.slice(0, Number(position)).split("\n").length}`;
  const [, token] = /^Unexpected token '(.)'/u.exec(message) ?? [];
  return token === undefined ? "it ends too early" : `an unexpected ${quote(token)}`;
}

function parsed(text: string): unknown {
  if (isTextTooDeep(text)) throw new Rejection("Its lists and objects are nested too deeply", ACCEPTED);
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = parsedLines(text);
    if (lines) return lines;
    throw new Rejection(`It is not valid JSON (${faultOf(error, text)})`, ACCEPTED);
  }
}

/**
 * The rows in a JSON text: a list of objects, the only such list in an object (`{"contacts": [...]}`), an object in
 * each line, or a single object. A list of lists is a table whose first line is the header.
 *
 * @throws Rejection
 */
export function rowsOfJson(text: string): readonly unknown[] {
  const value = parsed(text);
  const rows = Array.isArray(value) ? value : isRecord(value) ? listIn(value) : undefined;
  if (rows === undefined) throw new Rejection("It holds no list of rows", ACCEPTED);
  return rows;
}

function listIn(value: Readonly<Record<string, unknown>>): readonly unknown[] {
  const lists = Object.values(value).filter((one) => Array.isArray(one) && one.length > 0 && one.every(isRecord));
  const [list, ...others] = lists;
  return Array.isArray(list) && others.length === 0 ? list : [value];
}

/** Whether the rows are lists of cells. */
export const areLists = (rows: readonly unknown[]): rows is readonly (readonly unknown[])[] => rows.length > 0 && rows.every(Array.isArray);
