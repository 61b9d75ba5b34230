import { parseDateTime } from "./date-time.ts";
import type { TypeConfigurationJson } from "./wire-json.ts";

/** Operators of filters. */
export type Comparison = "equal" | "contains" | "startsWith" | "greaterThan" | "greaterThanOrEqual" | "lessThan" | "lessThanOrEqual";

/** Whether a stored value, which is always set, matches. */
export type Test = (stored: unknown) => boolean;

const COMPARE: Readonly<Record<Comparison, (stored: number, wanted: number) => boolean>> = {
  equal: (stored, wanted) => stored === wanted,
  greaterThan: (stored, wanted) => stored > wanted,
  greaterThanOrEqual: (stored, wanted) => stored >= wanted,
  lessThan: (stored, wanted) => stored < wanted,
  lessThanOrEqual: (stored, wanted) => stored <= wanted,
  contains: () => false,
  startsWith: () => false,
};

/** Reads a filter's value into a test of stored values; undefined if the value does not fit the field's type. */
export type FilterValue = (value: string, operator: Comparison, configuration: TypeConfigurationJson) => Test | undefined;

export const numberFilter: FilterValue = (value, operator) => numeric(operator, value.trim() === "" ? Number.NaN : Number(value), Number);

export const dateFilter: FilterValue = (value, operator) =>
  numeric(operator, Date.parse(parseDateTime(value) ?? ""), (stored) => Date.parse(String(stored)));

export const yesOrNoFilter: FilterValue = (value) => (value === "true" || value === "false" ? (stored) => String(stored) === value : undefined);

export const optionFilter: FilterValue = (value, _operator, { options }) =>
  options?.some(({ id }) => id === value) ? (stored) => stored === value : undefined;

export function textTest(value: string, operator: Comparison, matching: "strict" | "loose"): Test {
  const compared = (text: string) => (matching === "loose" ? text.toLowerCase() : text);
  const wanted = compared(value);
  if (operator === "contains") {
    return (stored) => [stored].flat().some((member) => (matching === "loose" ? compared(String(member)).includes(wanted) : member === wanted));
  }
  if (operator === "startsWith") return (stored) => compared(plainText(stored)).startsWith(wanted);
  return (stored) => compared(plainText(stored)) === wanted;
}

function numeric(operator: Comparison, wanted: number, read: (stored: unknown) => number): Test | undefined {
  return Number.isNaN(wanted) ? undefined : (stored) => COMPARE[operator](read(stored), wanted);
}

const ADDRESS_ORDER = ["street", "street2", "city", "state", "postalCode", "country"];

/** A name as "First Last", an address as its lines with commas between, anything else unchanged. */
function plainText(stored: unknown): string {
  if (typeof stored !== "object" || stored === null) return String(stored);
  const parts = new Map<string, unknown>(Object.entries(stored));
  const isName = parts.has("firstName") || parts.has("lastName");
  const order = isName ? ["firstName", "lastName"] : ADDRESS_ORDER;
  return order.flatMap((part) => parts.get(part) ?? []).join(isName ? " " : ", ");
}
