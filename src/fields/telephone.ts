import type * as PhoneNumbers from "libphonenumber-js";
import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import type { Locale } from "./locale.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { Rejection } from "./rejection.ts";
import { decodeText, encodeText } from "./text.ts";

let library: typeof PhoneNumbers | undefined;

/**
 * Loads the world's numbering plans. Not at start: it would take most of the time that desktop clients wait for a
 * server.
 */
export async function loadNumberingPlans(): Promise<void> {
  library ??= await import("libphonenumber-js");
}

function numberingPlans(): typeof PhoneNumbers {
  if (!library) throw new Error("loadFieldTypes was not awaited");
  return library;
}

/** E.164, with an extension as `;ext=100`, as the API stores numbers. */
function parsePhone(input: unknown, { phoneCountry = "US" }: Locale): string {
  const accepted = "a number with its country code, e.g. +49 30 901820";
  const written = encodeText(input, accepted).replace(/^tel:/i, "");
  const international = /^[(\s]*\+/.test(written);
  const { isSupportedCountry, parsePhoneNumberFromString } = numberingPlans();
  const parsed = parsePhoneNumberFromString(written.replace(/;ext=/i, " ext. "), {
    ...(!international && isSupportedCountry(phoneCountry) ? { defaultCountry: phoneCountry } : {}),
    extract: false,
  });
  if (!parsed?.isValid()) {
    throw new Rejection(
      international
        ? `${quote(input)} is not a valid phone number`
        : `${quote(input)} is not a valid number in ${phoneCountry}; add the country code`,
      accepted,
    );
  }
  return parsed.ext ? `${parsed.number};ext=${parsed.ext}` : parsed.number;
}

/**
 * What a filter looks for in stored numbers: a whole number in their form, or a part of one without spaces and
 * brackets, which they do not hold.
 */
function searchedDigits(value: string, locale: Locale): string {
  try {
    return parsePhone(value, locale);
  } catch {
    return value.replace(/[^\d+]/g, "") || value.trim();
  }
}

export const telephone = defineFieldType<string>({
  name: "phone",
  maxLength: MAX_LENGTH.phone,
  identifies: "phone",
  // The API wants a list even if the field holds one number.
  list: { isArray: () => true, separator: /[,;](?!\s*ext)/i },
  schema: () => z.string(),
  encode: (input, _field, locale) => ({ value: parsePhone(input, locale) }),
  decode: decodeText,
  show: (value) => value.replace(/;ext=/, " ext. "),
  search: { as: "phone", texts: (text) => [text] },
  canonical: (value) => value.replace(/[^\d+;=a-z]/gi, ""),
  filter: { operators: ["contains"], encode: (value, operator, _field, locale) => [{ operator, value: searchedDigits(value, locale) }] },
});
