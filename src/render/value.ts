import type { Locale } from "../fields/index.ts";
import type { FieldValue } from "../schema/record.ts";
import { beginningOf } from "../text/beginning.ts";
import { LINE_BREAK } from "../text/line-break.ts";
import { manyLines, oneLine } from "../text/plain-text.ts";
import { counted } from "../text/plural.ts";

/** Text of at most `most` characters. It says how much was cut: "… (+1,204 characters)". */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = beginningOf(text, most);
  return `${kept.trimEnd()}… (+${counted(text.length - kept.length, "character")})`;
}

/** A value in one line; "" if unset. Line breaks become {@link LINE_BREAK}: no value looks like the server's lines. */
export const valueLine = ({ field, raw }: FieldValue, locale: Locale): string => oneLine(field.type.show(raw, field.definition, locale), LINE_BREAK);

/** A value with its line breaks. */
export const valueLines = ({ field, raw }: FieldValue, locale: Locale): string => manyLines(field.type.show(raw, field.definition, locale)).trim();
