import { comparable } from "./compare.ts";
import type { FieldOrder, SingleValueType } from "./field-type.ts";
import { rawValues } from "./raw-values.ts";

/** Completes the order of single values to one of fields. */
export function orderOf<T>({ decode, show, filter, rank, isNumber }: SingleValueType<T>): FieldOrder {
  return {
    isNumber: isNumber ?? false,
    isListed: rank !== undefined,
    ordered: (raw, field, locale) =>
      rawValues(raw).flatMap((item) => {
        const value = decode(item, field);
        if (value === undefined) return [];
        const key = filter.order?.(value) ?? rank?.(value, field) ?? comparable(show(value, field, locale));
        return [{ order: filter.number?.(value) ?? key, key, item }];
      }),
  };
}
