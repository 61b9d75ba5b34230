import { codecOf } from "./codec.ts";
import { AS_WRITTEN } from "./column-reading.ts";
import type { FieldSearch, FieldType, SingleValueType } from "./field-type.ts";
import { filterOf } from "./filter.ts";
import { listEditsOf } from "./list-edits.ts";
import { orderOf } from "./ordering.ts";
import { isUnset, rawValues } from "./raw-values.ts";

const NO_PARTS: ReadonlyMap<string, string> = new Map();

/**
 * Completes a description of single values to a {@link FieldType}.
 *
 * @example
 * const percent = defineFieldType({
 *   name: "percent",
 *   maxLength: 64,
 *   schema: () => z.number(),
 *   encode: (input) => ({ value: Number(String(input).replace("%", "")) / 100 }),
 *   decode: (raw) => (typeof raw === "number" ? raw : undefined),
 *   show: (value) => `${value * 100} %`,
 *   filter: { operators: ["equal"], order: (value) => value },
 * });
 * const config = { multipleValues: true };
 * const field = { key: "margins", label: "Margins", valueType: "PERCENT", readOnly: false, config };
 * percent.encode(["5 %", "7%"], field, { timeZone: "UTC" }).value; // => [0.05, 0.07]
 * percent.show([0.05, 0.25], field, { timeZone: "UTC" }); // => "5 %, 25 %"
 */
export function defineFieldType<T>(type: SingleValueType<T>): FieldType {
  const codec = codecOf(type);
  return {
    ...codec,
    name: type.name,
    writable: type.writable ?? true,
    multiline: type.multiline ?? false,
    identifies: type.identifies,
    parts: type.parts ?? NO_PARTS,
    doubtfulParts: comparing(type, type.doubtfulParts),
    outdatedParts: comparing(type, type.outdatedParts),
    isMoment: type.isMoment ?? false,
    list: listEditsOf(type, codec),
    column: (column) => type.column?.(column) ?? AS_WRITTEN,
    filter: filterOf(type, codec),
    order: orderOf(type),
    search: searchOf(type),
  };
}

/** Compares two bare values, if both are set. */
const comparing =
  <T>({ decode }: SingleValueType<T>, compare: ((one: T, other: T) => readonly string[]) | undefined): FieldType["doubtfulParts"] =>
  (one, other, field) => {
    if (!compare) return [];
    const [a, b] = [one, other].map((raw) => (isUnset(raw) ? undefined : decode(raw, field)));
    return a === undefined || b === undefined ? [] : compare(a, b);
  };

const searchOf = <T>({ search, decode }: SingleValueType<T>): FieldSearch => ({
  as: search?.as,
  texts: (raw, field) =>
    rawValues(raw).flatMap((item) => {
      const value = decode(item, field);
      return value === undefined ? [] : (search?.texts(value, field) ?? []);
    }),
});
