import { Readable } from "node:stream";
import type { ParseError, ParseResult } from "papaparse";
import { nextTurn } from "../async/loop-turns.ts";
import { showNumber } from "../fields/number.ts";
import { Rejection } from "../fields/rejection.ts";
import { quote } from "../text/quote.ts";
import { GridLines } from "./grid-lines.ts";
import { headerIndex } from "./header.ts";

/** In the order of preference, if several give a header with the same number of columns. */
const DELIMITERS = [",", ";", "\t", "|"] as const;

/** Enough lines and characters for the lines above a header and a header of 500 columns. */
const HEADER_WITHIN = { lines: 50, characters: 50_000 } as const;

/** Characters that are read in one turn of the event loop: about ten milliseconds of work. */
const SLICE = 100_000;

/** A longer row would be read again with each of its slices, so it is refused. Two of the longest texts fit into it. */
const LONGEST_ROW = 500_000;

/** The line above the header in which Excel names the delimiter. */
const NAMED_DELIMITER = /^sep=(.)$/i;
const NAMED_DELIMITER_LENGTH = 5;

type Cells = readonly string[];

/**
 * Reads the cells of a CSV text and hands on some lines at a time, with turns of the event loop in between. A blank
 * line is a line with one empty cell. Rejects with a Rejection for quotes that are not closed or a row that is too
 * long, and with anything that `take` throws.
 */
type CsvParser = (text: string, take: (lines: readonly Cells[]) => void) => Promise<void>;

const quoteErrors = ({ errors }: ParseResult<string[]>) => errors.filter(({ type }) => type === "Quotes");

/** The place of the cell whose quotes are wrong. @param at the index of its start in the text */
function misquoted(text: string, at: number, code: ParseError["code"]): Rejection {
  const line = text.slice(0, at).split("\n").length;
  const [cell = ""] = text.slice(at, at + LONGEST_ROW).split("\n", 1);
  return new Rejection(
    `Line ${line}: the quote before ${quote(cell)} ${code === "MissingQuotes" ? "is never closed" : "is closed within the cell"}`,
    'quotes around the whole cell, with each quote inside it doubled ("")',
  );
}

async function* slicesOf(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += SLICE) {
    yield text.slice(at, at + SLICE);
    await nextTurn();
  }
}

/** Loads the CSV library with the first import, because few sessions import. */
export async function loadCsvParser(): Promise<CsvParser> {
  const { default: papa } = await import("papaparse");

  /** How many columns the header has with a delimiter. The library's guess fails on cells with several addresses. */
  const columnsWith = (delimiter: string, top: string) => {
    const read = papa.parse<string[]>(top, { delimiter, newline: "\n", preview: HEADER_WITHIN.lines });
    const { filled, take } = new GridLines();
    take(read.data);
    const header = filled[headerIndex(filled)];
    const misread = quoteErrors(read).some(({ row = 0 }) => row < (header?.number ?? 1));
    return misread ? 0 : (header?.cells.length ?? 0);
  };

  const delimiterOf = (text: string) => {
    const top = text.slice(0, HEADER_WITHIN.characters);
    const widths = DELIMITERS.map((delimiter) => columnsWith(delimiter, top));
    return DELIMITERS[widths.indexOf(Math.max(...widths))] ?? ",";
  };

  const parse = (text: string, delimiter: string, take: (lines: readonly Cells[]) => void) =>
    new Promise<void>((resolve, reject) => {
      const slices = Readable.from(slicesOf(text));
      /** How much of the text was handed over, and how much was read into rows. */
      let [given, read] = [0, 0];
      papa.parse<string[]>(slices, {
        delimiter,
        newline: "\n",
        chunk: (result, parser) => {
          given += SLICE;
          try {
            const [error] = quoteErrors(result);
            if (error) throw misquoted(text, read + (error.index ?? 0), error.code);
            read = result.meta.cursor;
            if (given - read > LONGEST_ROW) throw new Rejection(`A row has more than ${showNumber(LONGEST_ROW)} characters`, "shorter rows");
            take(result.data);
          } catch (problem) {
            // This comes first, because an abort completes the reading.
            reject(problem);
            parser.abort();
            slices.destroy();
          }
        },
        complete: () => resolve(),
        error: reject,
      });
    });

  return async (given, take) => {
    // A file may have several kinds of line ends, but the library takes only one.
    const lines = given.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
    const [first = ""] = lines.slice(0, NAMED_DELIMITER_LENGTH + 1).split("\n", 1);
    const named = NAMED_DELIMITER.exec(first)?.[1];
    const text = named === undefined ? lines : lines.slice(NAMED_DELIMITER_LENGTH);
    await parse(text, named ?? delimiterOf(text), take);
  };
}
