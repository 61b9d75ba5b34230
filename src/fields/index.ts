import type { FieldDefinition } from "../api/wire.ts";
import { address } from "./address.ts";
import { checkbox } from "./checkbox.ts";
import { loadCountryNames } from "./country.ts";
import { currency } from "./currency.ts";
import { datetime } from "./datetime.ts";
import { email } from "./email.ts";
import type { FieldType } from "./field-type.ts";
import { fullName } from "./full-name.ts";
import { html } from "./html.ts";
import { markdown, readonlyMarkdown } from "./markdown.ts";
import { number } from "./number.ts";
import { multiSelect, singleSelect } from "./select.ts";
import { socialHandle } from "./social-handle.ts";
import { loadNumberingPlans, telephone } from "./telephone.ts";
import { text } from "./text.ts";
import { unknown } from "./unknown.ts";
import { url } from "./url.ts";

/** The value types that the API documents for writing. */
const DOCUMENTED: Readonly<Record<string, FieldType>> = {
  ADDRESS: address,
  CHECKBOX: checkbox,
  CURRENCY: currency,
  DATETIME: datetime,
  EMAIL: email,
  FULL_NAME: fullName,
  MARKDOWN: markdown,
  MULTI_SELECT: multiSelect,
  NUMBER: number,
  SINGLE_SELECT: singleSelect,
  SOCIAL_HANDLE: socialHandle,
  TELEPHONE: telephone,
  TEXT: text,
  URL: url,
};

export const VALUE_TYPES: readonly string[] = Object.keys(DOCUMENTED);

const FIELD_TYPES: ReadonlyMap<string, FieldType> = new Map(Object.entries({ ...DOCUMENTED, HTML: html, READONLY_MARKDOWN: readonlyMarkdown }));

/** What the program knows of a field's value type. */
export const fieldTypeOf = ({ valueType }: Pick<FieldDefinition, "valueType">): FieldType => FIELD_TYPES.get(valueType) ?? unknown;

/** Loads what only encoding needs. Await it once before values are encoded. */
export async function loadFieldTypes(): Promise<void> {
  await Promise.all([loadNumberingPlans(), loadCountryNames()]);
}

export type { Encoded, EncodedEdit, FieldEdit, FieldType, FilterTerm } from "./field-type.ts";
export type { Locale } from "./locale.ts";
