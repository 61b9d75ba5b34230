import { mapInSlices } from "../../async/time-slices.ts";
import { named } from "../../fields/rejection.ts";
import { getOrInsert } from "../../maps.ts";
import { oneLine } from "../../text/plain-text.ts";
import { counted } from "../../text/plural.ts";
import { checkCount, MOST_ROWS, rowOf, rowsNamed, type Table } from "../table.ts";
import { type CardRow, COLUMNS, cardRow } from "./card-row.ts";
import { cardsOf } from "./cards.ts";

/** How many kinds of things that were left out are listed. */
const MOST_NOTES = 5;

/**
 * The table in the text of vCards 2.1, 3.0 or 4.0, a row for each card.
 *
 * @param subject the name of the text in messages
 * @throws InvalidInput with too many cards, or none
 */
export async function tableOfVcards(text: string, subject: string, signal?: AbortSignal): Promise<Table> {
  const read: CardRow[] = [];
  let count = 0;
  // Cards take far more memory than what is read of them.
  for await (const card of cardsOf(text, signal)) {
    count += 1;
    if (count <= MOST_ROWS) read.push(cardRow(card));
  }
  named(subject, () => checkCount(count));
  const used = COLUMNS.filter((column) => read.some(({ cells }) => cells.has(column)));
  const rows = await mapInSlices(read.entries(), ([index, { cells, problem }]) => ({
    ...rowOf(index + 1, [...cells]),
    ...(problem === undefined ? {} : { problem }),
  }));
  const filled = rows.filter(({ cells }) => cells.size > 0);
  named(subject, () => checkCount(filled.length));
  const leftOut = new Map<string, number[]>();
  for (const [index, row] of read.entries()) {
    for (const what of row.leftOut) getOrInsert(leftOut, what, () => []).push(index + 1);
  }
  const listed = [...leftOut].slice(0, MOST_NOTES).map(([what, numbers]) => `${oneLine(what)} (${rowsNamed(numbers)})`);
  const more = leftOut.size > listed.length ? ` and ${counted(leftOut.size - listed.length, "other kind")}` : "";
  return { columns: used, rows: filled, notes: listed.length > 0 ? [`Left out of the vCards: ${listed.join(", ")}${more}.`] : [] };
}
