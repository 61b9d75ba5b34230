import { parseDateTime } from "./date-time.ts";
import type { FieldDefinitionJson } from "./wire-json.ts";

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

/** The test for a filter's value, or undefined if the value does not fit the field's type. */
export function matcherOf(definition: FieldDefinitionJson, operator: Comparison, value: string, matching: "strict" | "loose"): Test | undefined {
  const { valueType, typeConfiguration } = definition;
  if (valueType === "NUMBER" || valueType === "CURRENCY") return numeric(operator, value.trim() === "" ? Number.NaN : Number(value), Number);
  if (valueType === "DATETIME") return numeric(operator, Date.parse(parseDateTime(value) ?? ""), (stored) => Date.parse(String(stored)));
  if (valueType === "CHECKBOX") return value === "true" || value === "false" ? (stored) => String(stored) === value : undefined;
  if (valueType === "SINGLE_SELECT") return typeConfiguration.options?.some(({ id }) => id === value) ? (stored) => stored === value : undefined;
  const fold = (text: string) => (matching === "loose" ? text.toLowerCase() : text);
  const wanted = fold(value);
  if (operator === "contains") {
    return (stored) => [stored].flat().some((member) => (matching === "loose" ? fold(String(member)).includes(wanted) : member === wanted));
  }
  if (operator === "startsWith") return (stored) => fold(plainText(stored)).startsWith(wanted);
  return (stored) => fold(plainText(stored)) === wanted;
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
