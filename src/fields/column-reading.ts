import type { FieldDefinition } from "../api/wire.ts";
import type { Locale } from "./locale.ts";

/** The order of day, month and year. */
export const DATE_ORDERS = ["dmy", "mdy", "ymd"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** The mark before the decimals of a number. */
export const DECIMAL_MARKS = [".", ","] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

/** What a person says about a table if its cells do not show it. */
export interface ColumnHints {
  readonly dateOrder?: DateOrder | undefined;
  readonly decimalMark?: DecimalMark | undefined;
  /** The ISO 3166-1 alpha-2 country of phone numbers without a country code. */
  readonly phoneCountry?: string | undefined;
}

/** One column of a table, whose values go into a field or into a part of its value. */
export interface Column {
  /** It may say the unit of its numbers: "Volume (T€)". */
  readonly name: string;
  /** The unit that the call gives: "millions". */
  readonly unit?: string | undefined;
  readonly field: FieldDefinition;
  readonly part: string | undefined;
  readonly hints: ColumnHints;
  readonly locale: Locale;
}

/** How the cells of a column are read. All of them decide this: first each cell is considered, then each is read. */
export interface ColumnReading {
  /** Takes a cell into account. */
  consider?(cell: unknown): void;
  /** A cell in a form that `encode` takes. @throws Rejection if it cannot be read */
  read(cell: unknown): unknown;
  /** What was assumed, when all cells are read: a phrase each, to be put after the name of the column. */
  notes?(): readonly string[];
  /** If the column has two readings: both, and the argument that decides, as a phrase after the column's name. */
  unclear?(): string | undefined;
}

/** Cells that `encode` takes as they are. */
export const AS_WRITTEN: ColumnReading = { read: (cell) => cell };
