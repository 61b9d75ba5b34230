import { TimeSlices } from "../../async/time-slices.ts";
import { showNumber } from "../../fields/number.ts";
import { Rejection } from "../../fields/rejection.ts";
import { getOrInsert } from "../../maps.ts";

/** A property of a vCard: `item1.TEL;TYPE=work:+49 30 1234`. */
export interface Property {
  /** In capitals, without its group. */
  readonly name: string;
  /** The group, in small letters: properties of one group belong together. "" without one. */
  readonly group: string;
  /** By name in small letters; values as they are written. A bare value of vCard 2.1 is a "type". */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** Decoded from quoted-printable; escapes are kept. */
  readonly value: string;
}

/** Pictures, sounds and keys, whose text is left out. */
const BINARY: ReadonlySet<string> = new Set(["PHOTO", "LOGO", "SOUND", "KEY"]);

const BARE_ENCODINGS: ReadonlySet<string> = new Set(["quoted-printable", "base64", "8bit", "7bit"]);

/** The name and the parameters: up to the first colon outside of quotes. */
const HEAD = /^(?:([\w-]{1,100})\.)?([\w-]{1,100})((?:;(?:[^":;]|"[^"]*")*)*):/;

/** Characters of the name and the parameters. */
const LONGEST_HEAD = 1000;

/** Characters of a value, more than any field may have. Pictures and the programs' own properties may be longer. */
const LONGEST = 1_000_000;
const OWN = /^(?:X|VND)-/;

const PARAMETER = /;((?:[^";]|"[^"]*")*)/g;

function parametersOf(written: string): Map<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const [, parameter = ""] of written.matchAll(PARAMETER)) {
    // The label of a phone: `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=41=73)`
    const [, label] = /^X-CUSTOM\(.*,([^,]*)\)$/i.exec(parameter) ?? [];
    if (label !== undefined) {
      getOrInsert(parameters, "type", () => []).push(fromQuotedPrintable(label));
      continue;
    }
    const [name, ...rest] = parameter.split("=");
    const bare = rest.length === 0;
    const value = bare ? (name ?? "") : rest.join("=");
    const key = bare ? (BARE_ENCODINGS.has(value.toLowerCase()) ? "encoding" : "type") : (name ?? "").trim().toLowerCase();
    const values = value
      .replaceAll('"', "")
      .split(",")
      .map((one) => one.trim())
      .filter(Boolean);
    getOrInsert(parameters, key, () => []).push(...values);
  }
  return parameters;
}

const isQuotedPrintable = (line: string) => /^[^:]{0,500}quoted-printable[^:]{0,500}:/i.test(line);

const bytesOf = (encoded: string) =>
  Buffer.from(
    encoded.replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

/** Text in quoted-printable, whose bytes are UTF-8 unless the property or they themselves say otherwise. */
function fromQuotedPrintable(encoded: string, charset = "utf-8"): string {
  const isAscii = !/[^\0-\x7f]/.test(encoded);
  const bytes = isAscii ? bytesOf(encoded) : Buffer.from(encoded.replace(/(?:=[\dA-F]{2})+/gi, (run) => bytesOf(run).toString()));
  for (const encoding of [charset, "utf-8"]) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // An unknown encoding, or bytes that do not fit it.
    }
  }
  return bytes.toString("latin1");
}

/** A property of an unfolded line; undefined if the line is not one. */
function propertyOf(line: string): Property | undefined {
  const [head, group = "", name = "", written = ""] = HEAD.exec(line) ?? [];
  if (head === undefined) return undefined;
  const parameters = parametersOf(written);
  const value = line.slice(head.length);
  const isEncoded = parameters.get("encoding")?.some((one) => one.toLowerCase() === "quoted-printable") ?? false;
  return {
    name: name.toUpperCase(),
    group: group.toLowerCase(),
    parameters,
    value: isEncoded ? fromQuotedPrintable(value, parameters.get("charset")?.[0]) : value,
  };
}

const nameOf = (line: string) => (HEAD.exec(line.slice(0, LONGEST_HEAD))?.[2] ?? "").toUpperCase();

/**
 * The properties in the text of vCards, in their order. Folded lines are put together, also those of
 * quoted-printable values, which end with "=".
 *
 * @param signal of the call that reads it
 * @throws Rejection for a property that is far too long
 */
export async function* propertiesOf(text: string, signal?: AbortSignal): AsyncGenerator<Property> {
  const slices = new TimeSlices();
  let pieces: string[] = [];
  let isBinary = false;
  let isSoftBreak = false;
  const take = () => {
    const property = propertyOf(pieces.join(""));
    if (property && property.value.length > LONGEST && !isBinary && !OWN.test(property.name))
      throw new Rejection(`A card has a value of ${property.name} with more than ${showNumber(LONGEST)} characters`, "shorter values");
    pieces = [];
    return property;
  };
  for (const [line] of text.matchAll(/[^\r\n]*(?:\r\n?|\n|$)/g)) {
    if (slices.isOver) await slices.next();
    signal?.throwIfAborted();
    const written = line.replace(/[\r\n]+$/, "");
    const isFolded = /^[ \t]/.test(written) && pieces.length > 0;
    if (isSoftBreak || isFolded) {
      if (isBinary) continue;
      pieces.push(isFolded && !isSoftBreak ? written.slice(1) : written);
    } else if (HEAD.exec(written.slice(0, LONGEST_HEAD)) === null) {
      // Some programs write the lines of a note without folding them.
      if (!isBinary && pieces.length > 0 && written.trim() !== "") pieces.push(`\\n${written}`);
      continue;
    } else {
      const property = pieces.length > 0 ? take() : undefined;
      if (property) yield property;
      pieces = [written];
      isBinary = BINARY.has(nameOf(written));
    }
    const [first = ""] = pieces;
    isSoftBreak = written.endsWith("=") && isQuotedPrintable(first);
    if (isSoftBreak) pieces.push((pieces.pop() ?? "").slice(0, -1));
  }
  const last = take();
  if (last) yield last;
}

/** More than any value has. */
const MOST_PARTS = 1000;

/** The parts of a value between separators that stand without a backslash. Beyond the most, the last part is the rest. */
function split(value: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < value.length; at += 1) {
    if (value[at] === "\\") at += 1;
    else if (value[at] === separator) {
      if (parts.length === MOST_PARTS) break;
      parts.push(value.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, value.slice(start)];
}

/**
 * The parts of a value between semicolons, without escapes.
 *
 * @example
 * partsOf("Acme\\; Sons;Sales"); // => ["Acme; Sons", "Sales"]
 */
export const partsOf = (value: string): string[] => split(value, ";").map(unescaped);

/** As {@link partsOf}, of a list between commas. */
export const listOf = (value: string): string[] => split(value, ",").map(unescaped).filter(Boolean);

/** A value without its escapes, trimmed. */
export const unescaped = (value: string): string =>
  value
    .replace(/\r\n?/g, "\n")
    .replace(/\\([nN\\,;:])/g, (_, escaped: string) => (escaped === "n" || escaped === "N" ? "\n" : escaped))
    .trim();
