import { quote } from "../text/quote.ts";
import type { Column, ColumnReading } from "./column-reading.ts";
import { decodeJsonString, isRecord } from "./json.ts";
import { LeftOut } from "./left-out.ts";

/** Longer text is not an address, and is refused. */
const LONGEST = 2000;

/**
 * Addresses, whole or in parts. A text of several parts goes into the street, because nothing shows where one part
 * ends. If a part is not understood, only this part is left out, and the rest of the row is kept.
 *
 * @param encodePart throws Rejection for such a part
 */
export function addressReading({ part }: Column, encodePart: (part: string, value: unknown) => unknown): ColumnReading {
  const leftOut = new LeftOut();
  const understood = (name: string, value: unknown): unknown => (leftOut.takes(() => encodePart(name, value)) ? value : undefined);
  if (part !== undefined) return { read: (cell) => understood(part, cell), notes: () => leftOut.notes() };
  let whole = 0;
  let example: unknown;
  return {
    read: (cell) => {
      const address = decodeJsonString(cell);
      if (isRecord(address)) {
        const parts = Object.entries(address).map(([name, value]) => [name, understood(name, value)] as const);
        const kept = parts.filter(([, value]) => value !== undefined);
        return kept.length > 0 ? Object.fromEntries(kept) : undefined;
      }
      if (typeof cell !== "string") return cell;
      if (cell.length > LONGEST) return { street: cell };
      const lines = cell
        .split("\n")
        .map((line) => line.trim().replace(/,$/, ""))
        .filter((line) => line !== "");
      whole += 1;
      example ??= cell;
      return { street: lines.join(", ") };
    },
    notes: () => [...(whole > 0 ? [`a whole address goes into the street, e.g. ${quote(example)} (${whole})`] : []), ...leftOut.notes()],
  };
}
