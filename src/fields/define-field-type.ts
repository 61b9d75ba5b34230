import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import { codecOf } from "./codec.ts";
import { AS_WRITTEN } from "./column-reading.ts";
import { comparable } from "./compare.ts";
import type { FieldOrder, FieldSearch, FieldType, SingleValueType, TextsOfParts } from "./field-type.ts";
import { filterOf } from "./filter.ts";
import { listEditsOf } from "./list-edits.ts";
import { isUnset, rawValues } from "./raw-values.ts";
import { Rejection } from "./rejection.ts";

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
    ofPart: (part) => (type.inParts ? partType(type.inParts, part, type.maxLength) : undefined),
    isMoment: type.isMoment ?? false,
    list: listEditsOf(type, codec),
    column: (column) => type.column?.(column) ?? AS_WRITTEN,
    filter: filterOf(type, codec),
    order: orderOf(type),
    search: searchOf(type),
  };
}

/** A part of values as a type of its own. It takes the whole values, as they are stored, and is never written. */
function partType({ texts, read }: TextsOfParts, part: string, maxLength: number): FieldType {
  const type = defineFieldType<readonly string[]>({
    name: "text",
    maxLength,
    writable: false,
    schema: () => z.string(),
    encode: (input) => {
      throw new Rejection(`${quote(input)} is a part of a value`, "the whole value");
    },
    decode: (raw) => texts(raw, part),
    show: ([first = ""]) => first,
    filter: {
      operators: [],
      encode: (value, operator) => [{ operator, value: operator === "equal" ? read(value.trim(), part) : value.trim() }],
      texts: (all) => all,
    },
  });
  const withPart = (raw: unknown) => rawValues(raw).filter((item) => texts(item, part).length > 0);
  return {
    ...type,
    isSet: (raw) => type.isSet(withPart(raw)),
    show: (raw, ...about) => type.show(withPart(raw), ...about),
    canonical: (raw, field) => type.canonical(withPart(raw), field),
    filter: { ...type.filter, matches: (raw, ...about) => type.filter.matches(withPart(raw), ...about) },
    order: { ...type.order, ordered: (raw, ...about) => type.order.ordered(withPart(raw), ...about) },
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

/** Completes the order of single values to one of fields. */
function orderOf<T>({ decode, show, filter, rank, isNumber }: SingleValueType<T>): FieldOrder {
  return {
    isNumber: isNumber ?? false,
    isListed: rank !== undefined,
    ordered: (raw, field, locale) =>
      rawValues(raw).flatMap((item) => {
        const value = decode(item, field);
        if (value === undefined) return [];
        const key = filter.order?.(value, locale) ?? rank?.(value, field) ?? comparable(show(value, field, locale));
        return [{ order: filter.number?.(value) ?? key, key, item }];
      }),
  };
}
