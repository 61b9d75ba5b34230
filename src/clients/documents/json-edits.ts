import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";

/** Where a value stands: names of properties and places in lists. */
export type Path = readonly (string | number)[];

/** The rest of a line, if it holds nothing but blanks and comments. */
const END_OF_LINE = /^[^\S\r\n]*(?:\/\/[^\r\n]*|(?:\/\*(?:(?!\*\/)[^\r\n])*\*\/[^\S\r\n]*)*)(?=\r?\n|$)/;

/**
 * Sets a value. `jsonc-parser` would also change the layout of the lines around it, so only its tree is used here: what
 * stands before and after the value keeps every character.
 */
export function setIn(text: string, path: Path, value: unknown): string {
  const style = styleOf(text);
  const root = parseTree(text, [], { allowTrailingComma: true });
  // A file without a value, perhaps with comments.
  if (!root) return `${text}${text === "" || text.endsWith("\n") ? "" : style.eol}${written(nested(path, value), style, "")}${style.eol}`;
  const node = findNodeAtLocation(root, [...path]);
  if (node) return replaced(text, node.offset, node.offset + node.length, written(value, style, indentAt(text, node.offset)));
  const parent = findNodeAtLocation(root, path.slice(0, -1));
  if (!parent) return setIn(text, path.slice(0, -1), nested(path.slice(-1), value));
  return inserted(text, parent, [path.at(-1) ?? 0, value], style);
}

/** Removes a property or an element of a list, with its comma and a comment beside it. */
export function removeIn(text: string, path: Path): string {
  const root = parseTree(text, [], { allowTrailingComma: true });
  const value = root && findNodeAtLocation(root, [...path]);
  if (!value?.parent) return text;
  const node = value.parent.type === "property" ? value.parent : value;
  const siblings = node.parent?.children ?? [];
  const at = siblings.indexOf(node);
  const comma = commaAfter(text, node);
  const from = startOfLine(text, node.offset);
  const to = comma ?? node.offset + node.length;
  const rest = END_OF_LINE.exec(text.slice(to))?.[0];
  // With lines of its own, they go as a whole; otherwise only the value.
  const alone = text.slice(from, node.offset).trim() === "" && rest !== undefined;
  const removed = alone ? replaced(text, from, afterLineEnd(text, to + rest.length), "") : replaced(text, node.offset, to, "");
  const before = siblings[at - 1];
  const lastComma = comma === undefined && before ? commaAfter(text, before) : undefined;
  return lastComma === undefined ? removed : replaced(removed, lastComma - 1, lastComma, "");
}

/** Adds a property to an object, or an element to a list, after all others. */
function inserted(text: string, parent: Node, [key, value]: readonly [string | number, unknown], style: Style): string {
  const name = typeof key === "string" ? `${JSON.stringify(key)}: ` : "";
  const last = parent.children?.at(-1);
  const outer = indentAt(text, parent.offset);
  if (!last) {
    const inner = outer + style.indent;
    const at = parent.offset + 1;
    const rest = END_OF_LINE.exec(text.slice(at))?.[0] ?? "";
    const closing = text.slice(at, parent.offset + parent.length - 1).includes("\n") ? "" : `${style.eol}${outer}`;
    return replaced(text, at + rest.length, at + rest.length, `${style.eol}${inner}${name}${written(value, style, inner)}${closing}`);
  }
  const end = last.offset + last.length;
  const comma = commaAfter(text, last);
  if (!text.slice(parent.offset, last.offset).includes("\n")) return replaced(text, end, end, `, ${name}${JSON.stringify(value)}`);
  const indent = indentAt(text, last.offset);
  const lineEnd = (comma ?? end) + (END_OF_LINE.exec(text.slice(comma ?? end))?.[0].length ?? 0);
  const line = `${style.eol}${indent}${name}${written(value, style, indent)}${comma === undefined ? "" : ","}`;
  const withLine = replaced(text, lineEnd, lineEnd, line);
  return comma === undefined ? replaced(withLine, end, end, ",") : withLine;
}

interface Style {
  readonly indent: string;
  readonly eol: string;
}

/** How the file is laid out: by its first indented line. */
function styleOf(text: string): Style {
  return { indent: /^([ \t]+)["{]/m.exec(text)?.[1] ?? "  ", eol: text.includes("\r\n") ? "\r\n" : "\n" };
}

const written = (value: unknown, { indent, eol }: Style, before: string): string =>
  JSON.stringify(value, null, indent).replaceAll("\n", `${eol}${before}`);

const nested = (path: Path, value: unknown): unknown => path.reduceRight((inner, key) => ({ [key]: inner }), value);

const replaced = (text: string, from: number, to: number, by: string): string => text.slice(0, from) + by + text.slice(to);

const startOfLine = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

const afterLineEnd = (text: string, at: number): number => at + (/^\r?\n/.exec(text.slice(at))?.[0].length ?? 0);

/** The blanks at the beginning of the line. */
const indentAt = (text: string, at: number): string => /^[ \t]*/.exec(text.slice(startOfLine(text, at)))?.[0] ?? "";

/** The place after the comma that follows a node, perhaps after comments; undefined if none follows. */
function commaAfter(text: string, { offset, length }: Node): number | undefined {
  const [gap = ""] = /^(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/.exec(text.slice(offset + length)) ?? [];
  const at = offset + length + gap.length;
  return text[at] === "," ? at + 1 : undefined;
}
