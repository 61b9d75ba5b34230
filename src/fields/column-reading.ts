import type { FieldDefinition } from "../api/wire.ts";
import type { Locale } from "./locale.ts";

/** The order of day, month and year. */
export const DATE_ORDERS = ["dmy", "mdy", "ymd"] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** The mark before the decimals of a number. */
export const DECIMAL_MARKS = [".", ","] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

/** What a person says about a table, where its cells do not tell. */
export interface ColumnHints {
  readonly dateOrder?: DateOrder | undefined;
  readonly decimalMark?: DecimalMark | undefined;
  /** The ISO 3166-1 alpha-2 country of phone numbers without a country code. */
  readonly phoneCountry?: string | undefined;
}

/** One column of a table, whose values go into a field or into a part of its value. */
export interface Column {
  readonly field: FieldDefinition;
  readonly part: string | undefined;
  readonly hints: ColumnHints;
  readonly locale: Locale;
}

/** How the cells of a column are read, decided from all of them: first each is considered, then each is read. */
export interface ColumnReading {
  /** Takes a cell into account. */
  consider?(cell: unknown): void;
  /**
   * A cell in a form that `encode` takes; undefined if the rest of the row does without it.
   *
   * @param locale how the values of its row are read
   * @throws Rejection if the cell makes the row invalid
   */
  read(cell: unknown, locale: Locale): unknown;
  /** What was assumed or left out, once all cells were read: a phrase each, after the name of the column. */
  notes?(): readonly string[];
  /** Both readings of the column, if it leaves two, and what says which is right: a phrase, after the name of the column. */
  unclear?(): string | undefined;
}

/** Cells that `encode` takes as they are. */
export const AS_WRITTEN: ColumnReading = { read: (cell) => cell };
