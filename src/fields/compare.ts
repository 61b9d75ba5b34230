import type { FilterOperator } from "../api/wire.ts";
import { foldCase } from "../text/fold.ts";

/** Text as filters compare it. */
export const comparable = (text: string) => foldCase(text).trim();

/** Each term of a filter is held against every contact. */
const foldedTerms = new WeakMap<object, string>();

export function foldedValue(term: { readonly value: string }): string {
  const known = foldedTerms.get(term) ?? comparable(term.value);
  foldedTerms.set(term, known);
  return known;
}

export function compareText(text: string, operator: FilterOperator, wanted: string): boolean {
  if (operator === "equal") return text === wanted;
  return operator === "startsWith" ? text.startsWith(wanted) : text.includes(wanted);
}

export function compareNumber(a: number, operator: FilterOperator, b: number): boolean {
  if (operator === "greaterThan") return a > b;
  if (operator === "greaterThanOrEqual") return a >= b;
  if (operator === "lessThan") return a < b;
  return operator === "lessThanOrEqual" ? a <= b : a === b;
}
