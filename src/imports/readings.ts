import { mapInSlices } from "../async/time-slices.ts";
import { AS_WRITTEN, type ColumnHints, type ColumnReading } from "../fields/column-reading.ts";
import type { Locale } from "../fields/index.ts";
import { decodeJsonString, isRecord } from "../fields/json.ts";
import { Rejection, RowRejection, Undecided } from "../fields/rejection.ts";
import { visibleInput } from "../fields/visible-input.ts";
import { withoutBlanks } from "../files/blank.ts";
import { withoutTextMarks } from "../files/csv-writer.ts";
import type { LeftOutValue, Table, TableRow } from "../files/table.ts";
import { holdsMany } from "../schema/contact-schema.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { asLabel } from "../text/words.ts";
import { isReachedBy, type MatchedColumn } from "./columns/matched-column.ts";
import type { Target } from "./columns/named-attributes.ts";
import { isPlaceholder, isRepeat } from "./placeholders.ts";
import { hasRoom, targetOf } from "./row-input.ts";

/** A table whose cells are in the form that encoders take. */
interface ReadTable {
  /** Without the values that cannot be read: `leftOut` and `unread` say why. */
  readonly rows: readonly TableRow[];
  /** What was assumed, a sentence each. */
  readonly notes: readonly string[];
  /** The columns that have two readings: a sentence each, with both readings and the argument that decides. */
  readonly unclear: readonly string[];
}

interface ReadingOptions {
  readonly matched: readonly MatchedColumn[];
  /** The column of IDs. */
  readonly id: string | undefined;
  readonly hints: ColumnHints;
  readonly locale: Locale;
  /** How the values of one row are read. */
  readonly localeOf: (row: TableRow) => Locale;
}

const MOST_SHOWN = 8;

/** Words that stand for blanks, and how often each occurs. */
class Placeholders {
  readonly #counts = new Map<string, number>();

  add(text: string): void {
    this.#counts.set(text, (this.#counts.get(text) ?? 0) + 1);
  }

  notes(): string[] {
    if (this.#counts.size === 0) return [];
    const all = [...this.#counts].sort(([, a], [, b]) => b - a);
    const shown = all.slice(0, MOST_SHOWN).map(([text, count]) => `${quote(text)} (${counted(count, "row")})`);
    const more = all.length - shown.length;
    return [`Read as blank: ${shown.join(", ")}${more > 0 ? ` and ${counted(more, "other word")}` : ""}.`];
  }
}

interface CleanOptions {
  readonly placeholders: Placeholders;
  /** Whether the table has IDs of contacts, so that it is an export of this server. */
  readonly isExport: boolean;
}

/** A cell as people see it; undefined if it is blank. @param meaning undefined for the ID of the contact */
function cleaned(cell: unknown, meaning: Target | undefined, options: CleanOptions): unknown {
  const { placeholders, isExport } = options;
  const text = visibleInput(cell);
  if (Array.isArray(text)) return withoutBlanks(text.map((item) => cleaned(item, meaning, options)));
  if (typeof text !== "string") return text;
  const plain = withoutTextMarks(text, isExport);
  if (!isPlaceholder(plain, meaning?.attribute, meaning?.part)) return withoutBlanks(plain);
  placeholders.add(plain.trim());
  return undefined;
}

/** "Acme; Initech" in a relationship with many records. A comma may be part of a name: "Acme, Inc." */
const BETWEEN_RECORDS = /;|\||:::|\n|(?<=\(https?:[^()\s]{1,500}\)),/;

/** "Acme (https://www.notion.so/Acme-1f2e)": the page of the record in another program. */
const PAGE_AFTER = /(?<!\s)\s*\(https?:\/\/[^()\s]+\)$/;

/** A cell as the single values in it, if it holds several. */
export function separated(cell: unknown, { attribute }: Target, locale: Locale): unknown {
  if (typeof cell !== "string" || decodeJsonString(cell) !== cell) return cell;
  const records = (text: string) =>
    (holdsMany(attribute) ? text.split(BETWEEN_RECORDS) : [text]).map((name) => name.trim().replace(PAGE_AFTER, "")).filter((name) => name !== "");
  if (attribute.kind !== "relationship" && !holdsMany(attribute) && !isReachedBy({ attribute })) return cell;
  const parts = attribute.kind === "relationship" ? records(cell) : attribute.type.list.split(cell, attribute.definition, locale);
  return parts.length > 1 ? parts : (parts[0] ?? cell);
}

/**
 * Reads the cells of the used columns. Invisible characters are removed, placeholders count as blank, several values in
 * a cell are separated, and the whole column decides how numbers and dates are read. A value that cannot be read is left
 * out.
 */
export async function readCells(table: Pick<Table, "rows">, { matched, id, hints, locale, localeOf }: ReadingOptions): Promise<ReadTable> {
  const placeholders = new Placeholders();
  const options = { placeholders, isExport: id !== undefined };
  const used = new Map(matched.map((one) => [one.column, one]));
  const rows = await mapInSlices(table.rows, (row): TableRow => {
    if (row.problem !== undefined) return row;
    const cells = [...row.cells].flatMap(([column, cell]) => {
      const meaning = used.get(column);
      const value = meaning || column === id ? cleaned(cell, meaning, options) : cell;
      const parts = meaning && value !== undefined ? separated(value, meaning, localeOf(row)) : value;
      // Of several values, each may be a placeholder.
      const several = meaning && Array.isArray(parts) ? cleaned(parts, meaning, options) : parts;
      return several === undefined ? [] : [[column, several] as const];
    });
    return { ...row, cells: new Map(cells) };
  });
  const readings = new Map(matched.map((one) => [one.column, readingOf(one, hints, locale)]));
  await mapInSlices(rows, ({ cells, problem }) => {
    if (problem === undefined) for (const [column, cell] of cells) readings.get(column)?.consider?.(cell);
  });
  const read = await mapInSlices(rows, (row) => (row.problem === undefined ? readRow(row, { readings, used, locale: localeOf(row) }) : row));
  const said = (phrases: (reading: ColumnReading) => readonly string[]) =>
    [...readings].flatMap(([column, reading]) => phrases(reading).map((phrase) => `${asLabel(column)}: ${phrase}.`));
  return {
    rows: read.filter(({ cells, leftOut, unread }) => cells.size > 0 || leftOut || unread),
    notes: [...placeholders.notes(), ...said((reading) => reading.notes?.() ?? [])],
    unclear: said((reading) => [reading.unclear?.() ?? []].flat()),
  };
}

function readingOf({ column: name, attribute, part, unit }: MatchedColumn, hints: ColumnHints, locale: Locale): ColumnReading {
  return attribute.kind === "relationship" ? AS_WRITTEN : attribute.type.column({ name, unit, field: attribute.definition, part, hints, locale });
}

interface RowReading {
  readonly readings: ReadonlyMap<string, ColumnReading>;
  readonly used: ReadonlyMap<string, MatchedColumn>;
  readonly locale: Locale;
}

function readRow(row: TableRow, { readings, used, locale }: RowReading): TableRow {
  const unread: string[] = [];
  let isUndecided = true;
  const leftOut: LeftOutValue[] = [];
  const cells = [...row.cells].flatMap(([column, cell]) => {
    const attempt = <T>(value: unknown, read: () => T): T | undefined => {
      try {
        return read();
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
        if (error instanceof RowRejection) {
          unread.push(`${asLabel(column)}: ${error.message}`);
          isUndecided &&= error instanceof Undecided;
        } else leftOut.push({ column, value, why: error });
        return undefined;
      }
    };
    const meaning = used.get(column);
    const value = attempt(cell, () => {
      if (meaning && isRepeat(cell)) throw new Rejection(`${quote(cell)} means the value of the row above`, "the value itself");
      return readings.get(column)?.read(cell) ?? cell;
    });
    const target = meaning && value !== undefined ? targetOf(value, row, meaning) : undefined;
    const kept = target ? encodable(value, target, (one, input) => attempt(one, () => encoded(input, target, locale)) !== undefined) : value;
    const [first, ...others] = Array.isArray(kept) && target && meaning && !hasRoom(target, meaning) ? kept : [kept];
    leftOut.push(...others.map((one) => ({ column, value: one, why: oneTooMany(one) })));
    return first === undefined ? [] : [[column, first] as const];
  });
  return {
    ...row,
    cells: new Map(cells),
    ...(unread.length > 0 ? { unread, isUndecided } : {}),
    ...(leftOut.length > 0 ? { leftOut } : {}),
  };
}

const oneTooMany = (value: unknown) => new Rejection(`${quote(value)} is a further value, and the field holds one`, "one value");

function encoded(input: unknown, { attribute }: Target, locale: Locale): unknown {
  if (attribute.kind === "field") return attribute.type.encode(input, attribute.definition, locale);
  if (isRecord(input)) throw new Rejection(`${quote(input)} is an object`, "a name or an ID");
  return input;
}

/**
 * What is left of a value without the parts, or the items of a list, that the field does not take. A name is taken as a
 * whole.
 *
 * @param takes tells whether the field takes one of them, as the input of its own
 */
function encodable(value: unknown, { attribute, part }: Target, takes: (one: unknown, input: unknown) => boolean): unknown {
  if (attribute.kind === "field" && attribute.type.identifies === "name") return value;
  if (part !== undefined) return takes(value, { [part]: value }) ? value : undefined;
  const decoded = decodeJsonString(value);
  if (attribute.kind === "field" && isRecord(decoded)) {
    const parts = Object.entries(decoded).filter(([name, one]) => takes(one, { [name]: one }));
    return withoutBlanks(Object.fromEntries(parts));
  }
  const items = [decoded].flat();
  const kept = items.filter((one) => takes(one, one));
  return kept.length === items.length ? value : withoutBlanks(kept);
}
