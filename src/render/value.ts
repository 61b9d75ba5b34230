import type { Locale } from "../fields/index.ts";
import type { FieldValue } from "../schema/record.ts";
import { manyLines, oneLine } from "../text/plain-text.ts";

/** Text of at most `most` characters. What was cut is said: "… (+1,204 characters)". */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  // Half of a surrogate pair is no character.
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
  return `${kept.trimEnd()}… (+${(text.length - kept.length).toLocaleString("en-US")} characters)`;
}

/** A value in one line, "" where it is unset. Line ends are folded, so that no value can look like a line of ours. */
export const valueLine = ({ field, raw }: FieldValue, locale: Locale): string => oneLine(field.type.show(raw, field.definition, locale));

/** A value of many lines. */
export const valueLines = ({ field, raw }: FieldValue, locale: Locale): string => manyLines(field.type.show(raw, field.definition, locale)).trim();

/** Text of many lines between fences longer than any inside it, so that it cannot end its own block. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
