import type { FieldType, Locale } from "../fields/index.ts";
import { unlessRejected } from "../fields/rejection.ts";
import type { ContactRecord, FieldValue } from "../schema/record.ts";
import { parseQuery, type SearchResult } from "../search/index.ts";

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

const CONTACT_ID = /(?<![\w-])con_[\w-]{8,}/g;

/** The contact IDs that a query consists of, apart from words that say nothing: "show con_…". Else none. */
export function contactIdsIn(query: string): readonly string[] {
  const ids = query.match(CONTACT_ID) ?? [];
  const rest = ids.length > 0 ? parseQuery(query).words.filter(({ required, written }) => required && !ids.some((id) => id.includes(written))) : [];
  return rest.length === 0 ? ids : [];
}

/** The e-mail addresses in a query. */
export const emailsIn = (query: string): readonly string[] => query.match(/[^\s<>(),;:"]+@[^\s<>(),;:"]+\.\p{L}{2,}/gu) ?? [];

/** What a search by IDs finds. */
export const foundById = (ids: readonly string[]): SearchResult => ({
  hits: ids.map((id) => ({ id, reasons: [], missing: [] })),
  listed: ids.length,
  clear: ids.length === 1 ? ids[0] : undefined,
  unmatched: [],
  suggestions: [],
  matched: ids.length,
  alike: 0,
});
