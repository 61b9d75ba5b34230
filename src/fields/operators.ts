import type { FilterOperator } from "../api/wire.ts";

/** "hasWords" is an operator of this program alone: all words of the value are whole words of the text, in any order. */
export type LocalOperator = FilterOperator | "hasWords";

/** The operators of text in the local copy. */
export const OF_TEXT: readonly LocalOperator[] = ["equal", "startsWith", "contains", "hasWords"];

/** The operators of types whose values are compared. */
export const COMPARISONS: readonly FilterOperator[] = ["equal", "greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual"];

/** Whether an operator asks for values above or below a value. */
export const isUnequal = (operator: string): boolean => operator !== "equal" && COMPARISONS.some((one) => one === operator);
