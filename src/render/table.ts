import type { Attribute } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";
import { fieldValueOf } from "../schema/timestamps.ts";
import type { Table } from "../text/answer.ts";
import { asWord } from "../text/words.ts";
import type { ShowOptions } from "./change.ts";
import { namesAlone } from "./links.ts";
import { cut, valueLine } from "./value.ts";

const LONGEST_CELL = 120;
const EMPTY = "-";

/** One value in one line; "-" if it is unset. */
export function cellText(contact: ContactRecord, column: Attribute, { locale, nameOf }: ShowOptions): string {
  if (column.kind === "relationship") {
    const links = contact.relationships.find(({ relationship }) => relationship.apiKey === column.apiKey);
    return links && links.ids.length > 0 ? namesAlone(links, nameOf) : EMPTY;
  }
  const value = fieldValueOf(contact, column);
  return (value && cut(valueLine(value, locale), LONGEST_CELL)) || EMPTY;
}

/** Contacts, one per line, below a line of column keys. */
export function contactTable(contacts: readonly ContactRecord[], columns: readonly Attribute[], show: ShowOptions): Table {
  const header = ["id", ...columns.map(({ agentKey }) => agentKey)];
  const rows = contacts.map((contact) => [asWord(contact.id), ...columns.map((column) => cellText(contact, column, show))]);
  return { rows: [header, ...rows] };
}

/** A table with a last column: its header, then a cell for each row. */
export const withColumn = ({ rows }: Table, cells: readonly string[]): Table => ({
  rows: rows.map((row, at) => [...row, cells[at] || EMPTY]),
});
