import { quote } from "../text/quote.ts";
import type { Column, ColumnReading } from "./column-reading.ts";
import { AS_WRITTEN } from "./column-reading.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { splitName } from "./split-name.ts";

const MOST_SHOWN = 5;

/** Whole names. The notes show how names with more than two parts are split, or one example if there are none. */
export function nameReading({ part }: Column): ColumnReading {
  if (part !== undefined) return AS_WRITTEN;
  const shown: string[] = [];
  let example: string | undefined;
  let more = 0;
  return {
    read: (cell) => {
      if (typeof cell !== "string" || cell.length > MAX_LENGTH.name || /^\s*[[{]/.test(cell)) return cell;
      const { name, salutation } = splitName(cell.trim());
      const { firstName = "", lastName = "" } = name;
      const isPlain = salutation === undefined && `${firstName} ${lastName}` === cell.trim() && cell.trim().split(/\s+/).length === 2;
      if (isPlain && example !== undefined) return cell;
      const split = `${quote(cell)} = ${[firstName, lastName].map((text) => (text === "" ? "-" : quote(text))).join(" | ")}`;
      if (isPlain) example = split;
      else if (shown.length < MOST_SHOWN) shown.push(split);
      else more += 1;
      return cell;
    },
    notes: () => {
      const all = shown.length > 0 ? shown : example === undefined ? [] : [example];
      return all.length === 0 ? [] : [`split into first | last name: ${all.join(", ")}${more > 0 ? `, and ${more} more of that kind` : ""}`];
    },
  };
}
