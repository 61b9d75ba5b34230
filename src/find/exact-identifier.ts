import type { FieldType, Locale } from "../fields/index.ts";
import { unlessRejected } from "../fields/rejection.ts";
import type { ContactRecord, FieldValue } from "../schema/record.ts";
import { parseQuery, phoneNumbersIn, type SearchResult } from "../search/index.ts";
import { fold } from "../text/fold.ts";

/** Types of values that only one person has. Several people may have the same name. */
const UNIQUE: ReadonlySet<FieldType["identifies"]> = new Set(["email", "phone"] as const);

/** Whether the whole query is an e-mail address, a phone number or a code of the contact. */
export function isExactIdentifier(query: string, { fields, externalId = "" }: ContactRecord, locale: Locale): boolean {
  if (CODE.test(query) && [externalId, ...fields.map(({ raw }) => raw)].some((value) => typeof value === "string" && fold(value) === fold(query)))
    return true;
  return fields.some((field) => UNIQUE.has(field.field.type.identifies) && holds(field, query, locale));
}

/** Whether a text of the contact has the identifier as it is written. */
export const isInText = (identifier: string, { fields }: ContactRecord): boolean =>
  fields.some(
    ({ field: { type, definition }, raw }) =>
      type.search.as === "text" && type.search.texts(raw, definition).some((text) => fold(text).includes(fold(identifier))),
  );

function holds({ field: { type, definition }, raw }: FieldValue, query: string, locale: Locale): boolean {
  const stored = [raw].flat().filter((value) => value !== null);
  const given = unlessRejected(() => [type.encode(query, definition, locale).value].flat());
  return given !== undefined && stored.some((value) => String(value).toLowerCase() === String(given[0]).toLowerCase());
}

const CONTACT_ID = /(?<![\w-])con_[\w-]+/g;

/** The contact IDs that a query consists of, apart from words that say nothing: "show con_…". Else none. */
export function contactIdsIn(query: string): readonly string[] {
  const ids = query.match(CONTACT_ID) ?? [];
  const rest = ids.length > 0 ? parseQuery(query).words.filter(({ required, written }) => required && !ids.some((id) => id.includes(written))) : [];
  return rest.length === 0 ? ids : [];
}

/** "legacy-43" */
const CODE = /^\p{L}{2,}[-_]\d+$/u;
const EMAIL = /[^\s<>(),;:"]+@[^\s<>(),;:"]+\.\p{L}{2,}/gu;

/** The e-mail addresses, phone numbers and codes in a query. */
export const identifiersIn = (query: string): readonly string[] => [
  ...(query.match(EMAIL) ?? []),
  ...phoneNumbersIn(query.replace(EMAIL, " ")),
  ...(query.match(/[\p{L}\p{N}_-]+/gu) ?? []).filter((word) => CODE.test(word)),
];

/** What a search by IDs finds. */
export const foundById = (ids: readonly string[]): SearchResult => foundAsOne(ids.map((id) => ({ id, reasons: [], missing: [] })));

/** What a search finds whose hits all match in full. */
export const foundAsOne = (hits: SearchResult["hits"]): SearchResult => ({
  hits,
  listed: hits.length,
  clear: hits.length === 1 ? hits[0]?.id : undefined,
  unmatched: [],
  suggestions: [],
  matched: hits.length,
  alike: 0,
});
