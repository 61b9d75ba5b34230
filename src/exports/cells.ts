import { isoIn } from "../fields/datetime.ts";
import type { Locale } from "../fields/index.ts";
import { isRecord } from "../fields/json.ts";
import { rawValues } from "../fields/raw-values.ts";
import { unlessRejected } from "../fields/rejection.ts";
import type { Attribute, Field } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";
import { fieldValueOf } from "../schema/timestamps.ts";
import { withoutHidden } from "../text/plain-text.ts";
import { jsonText } from "../text/quote.ts";

/** A column of an export: an attribute, or a part of its values. */
export interface ExportColumn {
  readonly attribute: Attribute;
  readonly part?: string | undefined;
}

export interface CellOptions {
  readonly locale: Locale;
  /** The text that links to a record: its name or its ID. */
  linkText(objectType: string, id: string): string;
}

/** What separates values in one cell. */
const SEPARATOR = "; ";

/** What an import might take for a separator, or for JSON. */
const UNCLEAR = /[;,|\n]|:::|^\s*[[{"]/;

/** Whether an import of the text leaves the value as it is. */
const isReadBack = (text: unknown, raw: unknown, { type, definition }: Field, locale: Locale): boolean =>
  unlessRejected(() => type.same(type.encode(text, definition, locale).value, raw, definition)) ?? false;

/** One value as text: as people see it, as long as an import reads it back. */
function valueText(raw: unknown, field: Field, locale: Locale): string {
  if (typeof raw === "number" || typeof raw === "boolean") return String(raw);
  const { type, definition } = field;
  const written = typeof raw === "string" ? raw : jsonText(raw);
  const shown = type.isMoment ? isoIn(written, locale.timeZone) : type.show(raw, definition, locale);
  return isReadBack(shown, raw, field, locale) || !isReadBack(written, raw, field, locale) ? shown : written;
}

/** Without controls and other unseen characters, which an import strips too. */
const visible = (text: string) => withoutHidden(text).trim();

/** The values of a contact in a column, as texts that an import reads back. */
export function valuesOf(contact: ContactRecord, { attribute, part }: ExportColumn, { locale, linkText }: CellOptions): string[] {
  if (attribute.kind === "relationship") {
    const ids = contact.relationships.find(({ relationship }) => relationship.apiKey === attribute.apiKey)?.ids ?? [];
    return ids.map((id) => linkText(attribute.definition.objectType, id));
  }
  const raw = fieldValueOf(contact, attribute)?.raw;
  if (part === undefined)
    return rawValues(raw)
      .map((one) => visible(valueText(one, attribute, locale)))
      .filter(Boolean);
  const whole = attribute.type.restored(raw, attribute.definition);
  const value = isRecord(whole) ? whole[part] : undefined;
  return value === undefined || value === null || value === "" ? [] : [visible(String(value))].filter(Boolean);
}

/** The values of a contact in one cell. Values that hold a separator are a list in JSON. */
export function cellOf(contact: ContactRecord, column: ExportColumn, options: CellOptions): string {
  const values = valuesOf(contact, column, options);
  const [only = ""] = values;
  if (values.length > 1) return values.some((value) => UNCLEAR.test(value)) ? jsonText(values) : values.join(SEPARATOR);
  const { attribute, part } = column;
  if (attribute.kind === "relationship") return /[;|]|^\s*[[{"]/.test(only) ? jsonText([only]) : only;
  const raw = contact.fields.find(({ field }) => field.apiKey === attribute.apiKey)?.raw;
  // A single value may look like several.
  const isClear =
    part !== undefined || only === "" || isReadBack(only, raw, attribute, options.locale) || !isReadBack([only], raw, attribute, options.locale);
  return isClear ? only : jsonText([only]);
}
