import type { FieldType, Locale } from "../fields/index.ts";
import { unlessRejected } from "../fields/rejection.ts";
import type { ContactRecord, FieldValue } from "../schema/record.ts";

/** Types of values that only one person has. Several people may have the same name. */
const UNIQUE: ReadonlySet<FieldType["identifies"]> = new Set(["email", "phone"] as const);

/** Whether the whole query is an e-mail address or a phone number of the contact. */
export function isExactIdentifier(query: string, { fields }: ContactRecord, locale: Locale): boolean {
  return fields.some((field) => UNIQUE.has(field.field.type.identifies) && holds(field, query, locale));
}

function holds({ field: { type, definition }, raw }: FieldValue, query: string, locale: Locale): boolean {
  const stored = [raw].flat().filter((value) => value !== null);
  const given = unlessRejected(() => [type.encode(query, definition, locale).value].flat());
  return given !== undefined && stored.some((value) => String(value).toLowerCase() === String(given[0]).toLowerCase());
}
