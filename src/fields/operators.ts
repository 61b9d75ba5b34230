import type { FilterOperator } from "../api/wire.ts";

/** The operators of types whose values are compared. */
export const COMPARISONS: readonly FilterOperator[] = ["equal", "greaterThan", "greaterThanOrEqual", "lessThan", "lessThanOrEqual"];
