import { comparable } from "./compare.ts";
import type { FieldOrder, SingleValueType } from "./field-type.ts";
import { rawValues } from "./raw-values.ts";

/** Completes the order of single values to one of fields. */
export function orderOf<T>({ decode, show, showPart, parts, filter, rank, isNumber }: SingleValueType<T>): FieldOrder {
  return {
    isNumber: isNumber ?? false,
    isListed: rank !== undefined,
    parts: showPart ? [...new Set(parts?.values())] : [],
    ordered: (raw, field, locale) =>
      rawValues(raw).flatMap((item) => {
        const value = decode(item, field);
        if (value === undefined) return [];
        const place = filter.order?.(value) ?? rank?.(value, field) ?? filter.number?.(value);
        return [{ order: place ?? comparable(show(value, field, locale)), item }];
      }),
    orderedParts: (raw, part, field) =>
      rawValues(raw).flatMap((item) => {
        const value = decode(item, field);
        const text = value === undefined ? undefined : showPart?.(value, part);
        return text === undefined || text === "" ? [] : [{ order: comparable(text), item: text }];
      }),
  };
}
