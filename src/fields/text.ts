import { z } from "zod/v3";
import { withLineBreaks } from "../text/line-break.ts";
import { quote } from "../text/quote.ts";
import { AS_WRITTEN } from "./column-reading.ts";
import { defineFieldType } from "./define-field-type.ts";
import type { SingleValueType } from "./field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { Rejection, RowRejection } from "./rejection.ts";

/**
 * Trimmed text. The sign for a line break, copied from an answer, becomes a line break. A number or boolean becomes its
 * text. An empty string is refused, because it may mean "clear this" or nothing at all.
 *
 * @throws Rejection
 */
export function encodeText(input: unknown, accepted: string): string {
  if (typeof input === "number" || typeof input === "boolean") return String(input);
  if (typeof input !== "string") throw new Rejection(`${quote(input)} is not text`, accepted);
  const text = withLineBreaks(input);
  if (text === "") throw new Rejection("The text is empty", accepted);
  return text;
}

/** The text of a raw value, if it is one. */
export const decodeText = (raw: unknown) =>
  typeof raw === "string" ? raw : typeof raw === "number" || typeof raw === "boolean" ? String(raw) : undefined;

/** What a spreadsheet makes of many digits: "1.23457E+15". A text that is no ID may look the same. */
const SCIENTIFIC = /^-?\d(?:[.,]\d+)?E\+\d\d$/i;

/** @throws RowRejection if a spreadsheet has lost digits */
export function withAllDigits(cell: unknown): unknown {
  if (typeof cell !== "string" || !SCIENTIFIC.test(cell.trim())) return cell;
  const accepted = "the whole number; in the spreadsheet, format the column as text, and export it again";
  throw new RowRejection(`${quote(cell)} is in scientific notation, which has lost digits of the number`, accepted);
}

/** What types of text have in common. @param accepted what `encode` accepts, as a phrase */
export const textType = (accepted: string) =>
  ({
    maxLength: MAX_LENGTH.text,
    hasLines: true,
    schema: () => z.string(),
    encode: (input) => ({ value: encodeText(input, accepted) }),
    decode: decodeText,
    show: (value) => value,
    search: { as: "text", texts: (text) => [text] },
    canonical: withLineBreaks,
  }) satisfies Partial<SingleValueType<string>>;

export const text = defineFieldType<string>({
  ...textType("text"),
  name: "text",
  column: ({ field }) => (field.config.unique ? { read: withAllDigits } : AS_WRITTEN),
  filter: { operators: ["equal", "startsWith"] },
});
