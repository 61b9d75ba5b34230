import { isDeepStrictEqual } from "node:util";
import { findNodeAtLocation, type ParseError, parse, parseTree, printParseErrorCode, stripComments, visit } from "jsonc-parser";
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
import { type Path, removeIn, setIn } from "./json-edits.ts";

/** Files of JSON with comments and trailing commas, as the editors accept them. */
export const jsoncDocument: Document = jsonDocument((text) => {
  const errors: ParseError[] = [];
  const content: unknown = parse(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error && stripComments(text).trim() !== "")
    throw new DocumentError(`is not valid JSON: ${inWords(error.error)} in line ${lineAt(text, error.offset)}`);
  return content ?? {};
});

/** Files of JSON proper: a comment would keep the client from reading them. */
export const plainJsonDocument: Document = jsonDocument((text) => {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    jsoncDocument.read(text);
    throw new DocumentError("holds comments or trailing commas, which this client does not read: remove them");
  }
});

const SIGNS: Readonly<Record<string, string>> = { "close brace": '"}"', "close bracket": '"]"', comma: '","', colon: '":"' };

/** `CloseBraceExpected` => `"}" expected` */
const inWords = (error: ParseError["error"]): string =>
  printParseErrorCode(error)
    .replace(/\B[A-Z]/g, " $&")
    .toLowerCase()
    .replace(/^.+(?= expected$)/, (what) => SIGNS[what] ?? what);

/** Some editors on Windows begin a file with this mark, which is not part of the JSON. */
const BYTE_ORDER_MARK = "\uFEFF";

function jsonDocument(parsed: (text: string) => unknown): Document {
  const read = (text: string): Properties => {
    const content = parsed(text.replace(BYTE_ORDER_MARK, ""));
    if (!isObject(content)) throw new DocumentError("is not a JSON object");
    return content;
  };
  /** Makes a change, and proves that it changed only what it should. */
  const changed = (text: string, path: ServerPath, server: Properties | undefined, edit: (text: string) => string): string => {
    const content = read(text);
    const [section] = path;
    const servers = content[section] ?? {};
    if (!isObject(servers)) throw new DocumentError(`has something other than an object under "${section}"`);
    const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
    const after = mark + edit(text.slice(mark.length));
    const proven = isDeepStrictEqual(read(after), expectedContent(content, path, server));
    if (!proven) throw unchangeable(`"${section}"`, server);
    return after;
  };
  return {
    read,
    put(text, section, name, properties) {
      const content = read(text);
      const before = serversIn(content, section)[name];
      if (!isObject(before)) {
        const server = defined(properties);
        const edit = (old: string) => (content[section] === null ? setIn(old, [section], { [name]: server }) : setIn(old, [section, name], server));
        return changed(text, [section, name], server, edit);
      }
      return changed(text, [section, name], merged(before, properties), (old) => putAll(old, [section, name], before, properties));
    },
    remove(text, section, name) {
      if (!(name in serversIn(read(text), section))) return text;
      return changed(text, [section, name], undefined, (old) => removeIn(old, [section, name]));
    },
    hideOthers,
  };
}

function hideOthers(text: string, places: readonly Path[]): string {
  const body = text.replace(BYTE_ORDER_MARK, "");
  const root = parseTree(body, [], { allowTrailingComma: true });
  const shown = places.flatMap((place) => (root ? (findNodeAtLocation(root, [...place]) ?? []) : []));
  const parts: string[] = [];
  let end = 0;
  const hide = (offset: number, length: number, by: (part: string) => string) => {
    if (shown.some((node) => offset >= node.offset && offset < node.offset + node.length)) return;
    parts.push(body.slice(end, offset), by(body.slice(offset, offset + length)));
    end = offset + length;
  };
  visit(
    body,
    {
      onLiteralValue: (value, offset, length) => (typeof value === "string" ? hide(offset, length, () => '"***"') : undefined),
      // What was commented out may hold secrets too.
      onComment: (offset, length) => hide(offset, length, (comment) => comment.replaceAll(/[^\s/*][^\r\n]*?(?=\s*(?:\*\/)?\r?(?:\n|$))/g, "***")),
    },
    { allowTrailingComma: true },
  );
  return [...parts, body.slice(end)].join("");
}

/** Sets each property on its own, so that comments between the others stay. */
function putAll(text: string, path: Path, before: Properties, properties: Properties): string {
  return Object.entries(properties).reduce((now, [key, value]) => {
    const old = before[key];
    const at = [...path, key];
    if (isDeepStrictEqual(old, value)) return now;
    if (value === undefined) return removeIn(now, at);
    return isObject(old) && isObject(value) ? putAll(now, at, old, value) : setIn(now, at, value);
  }, text);
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;
