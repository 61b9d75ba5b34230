import { mapInSlices } from "../async/time-slices.ts";
import { linkedText } from "../text/link-words.ts";
import type { GridLines } from "./grid-lines.ts";

const hasBar = (line: string) => line.includes("|");

/** "[dana@fbi.gov](mailto:dana@fbi.gov)", "<https://fbi.gov>" */
const LINK = /\[([^\][]{1,500})\]\(([^()\s]{1,2000})\)/g;
const AUTOLINK = /<([^<>\s|]{3,4000})>/g;
const IS_ADDRESS = /.[.:@]./;
const LINE_BREAK = /<br\s*\/?>/gi;

/** "**Dana Scully**", "`dana@fbi.gov`": a whole cell. */
const EMPHASIS = /^(\*{1,3}|_{1,3}|~~|`)(?=\S)([^*_~`]+)\1$/;

const plain = (cell: string) =>
  cell
    .trim()
    .replace(EMPHASIS, "$2")
    .replace(LINE_BREAK, "\n")
    .replace(LINK, (_, text: string, address: string) => linkedText(text, address))
    .replace(AUTOLINK, (written, address: string) => (IS_ADDRESS.test(address) ? address : written))
    .replace(/\\([\\|*_`])/g, "$1");

/** More than any header may have. */
const MOST_CELLS = 1000;

/** The texts between the bars. A bar after a backslash is part of a text. */
const betweenBars = (line: string): string[] =>
  line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "")
    .split(/(?<!\\)\|/, MOST_CELLS);

/** Whether this is the line below the header of a Markdown table, with as many cells: "| --- | :-: |". */
function isRule(line: string, header: string): boolean {
  if (!hasBar(line) || !hasBar(header) || !/^[\s|:-]+$/.test(line)) return false;
  const rules = betweenBars(line);
  return rules.length === betweenBars(header).length && rules.every((text) => /^:?-+:?$/.test(text.trim()));
}

const cellsOf = (line: string): string[] => betweenBars(line).map(plain);

const linesOf = (text: string) => text.split(/\r\n?|\n/);

/** The index of the header of a Markdown table; undefined if the text has none. */
function headerOf(lines: readonly string[]): number | undefined {
  const rule = lines.findIndex((line, at) => at > 0 && isRule(line, lines[at - 1] ?? ""));
  return rule > 0 ? rule - 1 : undefined;
}

/** Whether a text holds a table in Markdown. Text around it is left out. */
export const isMarkdown = (text: string): boolean => text.includes("-") && hasBar(text) && headerOf(linesOf(text)) !== undefined;

/** Hands on the lines of the first Markdown table in a text. */
export async function takeMarkdown(text: string, { take }: GridLines): Promise<void> {
  const lines = linesOf(text);
  const header = headerOf(lines) ?? 0;
  const end = lines.findIndex((line, at) => at > header && !hasBar(line));
  const table = lines.slice(header, end < 0 ? lines.length : end);
  await mapInSlices(table.entries(), ([at, line]) => {
    if (at !== 1) take([cellsOf(line)]);
  });
}
