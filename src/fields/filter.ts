import { withLineBreaks } from "../text/line-break.ts";
import { quote } from "../text/quote.ts";
import { visibleText } from "../text/visible.ts";
import { type Codec, checkLength } from "./codec.ts";
import { comparable, compareNumber, compareText, foldedValue, hasAnyWord } from "./compare.ts";
import type { FieldFilter, SingleValueType } from "./field-type.ts";
import { COMPARISONS, isUnequal, OF_TEXT } from "./operators.ts";
import { rawValues } from "./raw-values.ts";
import { Rejection } from "./rejection.ts";

/** Completes the filter of single values to one of fields. */
export function filterOf<T>(type: SingleValueType<T>, { canonicalValue }: Codec<T>): FieldFilter {
  const { filter } = type;
  const { operators, order, isNamed } = filter;
  return {
    operators,
    localOperators: order ? COMPARISONS : isNamed ? ["equal", "contains"] : filter.number ? [...OF_TEXT, ...COMPARISONS.filter(isUnequal)] : OF_TEXT,
    isId: filter.isId === true,
    isText: !order && !isNamed,
    encode: (value, operator, field, locale) => {
      checkLength(value, type.maxLength);
      const text = withLineBreaks(visibleText(value));
      if (operator === "hasWords" && !hasAnyWord(text)) throw new Rejection(`${quote(text)} has no word`, "a text with a letter or a digit");
      return filter.encode?.(text, operator, field, locale) ?? [{ operator, value: text }];
    },
    matches: (raw, term, field, locale) =>
      rawValues(raw).some((item) => {
        const { operator, value: wanted } = term;
        const value = type.decode(item, field);
        if (value === undefined) return false;
        if (isNamed) return isNamed(value, wanted);
        const other = type.decode(wanted, field);
        if (filter.number && isUnequal(operator)) {
          const [one, limit] = [filter.number(value), Number(wanted)];
          return one !== undefined && compareNumber(one, operator, limit);
        }
        if (order) return other !== undefined && compareNumber(order(value, locale), operator, order(other, locale));
        if (operator === "equal" && other !== undefined && canonicalValue(value, field) === canonicalValue(other, field)) return true;
        // A profile is shown without the beginning of its URL, which a filter may have.
        const texts = [type.show(value, field, locale), ...(typeof item === "string" ? [item] : []), ...(filter.texts?.(value) ?? [])];
        return texts.some((text) => compareText(comparable(text), operator, foldedValue(term)));
      }),
    spellings: (raw, field) =>
      rawValues(raw).flatMap((item) => {
        const value = type.decode(item, field);
        return (value === undefined ? undefined : filter.spellings?.(value)) ?? [String(item)];
      }),
    divisions: (field, now) => filter.divisions?.(field, now) ?? (operators.includes("startsWith") ? [{ operator: "startsWith", value: "" }] : []),
  };
}
