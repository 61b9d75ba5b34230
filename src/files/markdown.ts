import type { GridLines } from "./grid-lines.ts";

/** The line below the header of a Markdown table: "| --- | :-: |". */
const RULE = /^\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*$/;

const hasBar = (line: string) => line.includes("|");

/** "[dana@fbi.gov](mailto:dana@fbi.gov)", "<https://fbi.gov>" */
const LINK = /\[([^\][]{1,500})\]\((?:[^()\s]{1,2000})\)/g;
const AUTOLINK = /<((?:https?:\/\/|mailto:)?[^<>\s|]{1,2000}[.:@][^<>\s|]{1,2000})>/g;
const LINE_BREAK = /<br\s*\/?>/gi;

const plain = (cell: string) =>
  cell
    .trim()
    .replace(LINE_BREAK, "\n")
    .replace(LINK, "$1")
    .replace(AUTOLINK, "$1")
    .replace(/\\([\\|*_`])/g, "$1");

/** The cells between the bars. A bar after a backslash is part of a cell. */
function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map(plain);
}

const linesOf = (text: string) => text.split(/\r\n?|\n/);

/** The index of the header of a Markdown table; undefined if the text has none. */
function headerOf(lines: readonly string[]): number | undefined {
  const rule = lines.findIndex((line, at) => at > 0 && hasBar(line) && RULE.test(line) && hasBar(lines[at - 1] ?? ""));
  return rule > 0 ? rule - 1 : undefined;
}

/** Whether a text holds a table in Markdown. Text around it is left out. */
export const isMarkdown = (text: string): boolean => text.includes("-") && hasBar(text) && headerOf(linesOf(text)) !== undefined;

/** Hands on the lines of the first Markdown table in a text. */
export function takeMarkdown(text: string, { take }: GridLines): void {
  const lines = linesOf(text);
  const header = headerOf(lines) ?? 0;
  const end = lines.findIndex((line, at) => at > header && !hasBar(line));
  const table = lines.slice(header, end < 0 ? lines.length : end);
  take(table.filter((_, at) => at !== 1).map(cellsOf));
}
