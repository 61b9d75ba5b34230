import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import type { Locale } from "./locale.ts";
import { MAX_LENGTH } from "./max-length.ts";
import type * as NumberingPlans from "./numbering-plans.ts";
import type { PhoneNumber } from "./numbering-plans.ts";
import { Rejection, RowRejection, unlessRejected } from "./rejection.ts";
import { decodeText, encodeText } from "./text.ts";

let library: typeof NumberingPlans | undefined;

/** Loads the world's numbering plans. Not at start: it would take most of the time that clients wait for a server. */
export async function loadNumberingPlans(): Promise<void> {
  library ??= await import("./numbering-plans.ts");
}

function numberingPlans(): typeof NumberingPlans {
  if (!library) throw new Error("loadFieldTypes was not awaited");
  return library;
}

const ACCEPTED = "a number with its country code, e.g. +49 30 901820";

/** What a spreadsheet makes of a long number: "4.93023E+11". */
const SCIENTIFIC = /^[+-]?\d(?:[.,]\d*)?e[+-]?\d+$/i;

/** What a spreadsheet or a data frame makes of a number: "493023125110.0", "493,023,125,110.00". */
const DECIMAL = /^(\+?(?:\d{5,}|\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:\.\d{3}){2,}(?=,)))(?:[.,](\d{1,2}))?$/;

/** A fax is not a phone. Any other word may say that nobody should call, or whose number it is. */
const KIND =
  "(?:tel(?:efono?|éfono|ephone)?|phone|mobile?|m[oó]vil|cell(?:ulare)?|handy|portable|office|work|home|business|privat[eo]?|direct|main|bureau|büro|dienstlich|geschäftlich|zentrale|[mtphgwdo])";

/** "Tel.: ", "Mobile ", and the "tel:" of a link. */
const KIND_BEFORE = new RegExp(`^${KIND}\\s?[.:]{0,2}\\s?(?=[+(\\d])`, "i");

/** "(office)", "(H.)" */
const KIND_AFTER = new RegExp(`\\s?\\(${KIND}\\.?\\)$`, "i");

/** "(Durchwahl -89)": words for an extension that the library does not know. */
const EXTENSION = /\s*\(?(?:durchwahl|dw|app(?:arat)?|poste|interno|toestel)[.:]?\s?-?(\d{1,6})\)?$/i;

/**
 * A number without what programs add to it: the apostrophe that makes a cell text, and the decimals of a spreadsheet.
 *
 * @throws Rejection if a spreadsheet has lost digits
 */
function withoutTraces(input: unknown): string {
  const written = encodeText(input, ACCEPTED)
    .normalize("NFKC")
    .replace(/^['’‘`]+\s*/, "")
    .replace(KIND_BEFORE, "")
    .replace(KIND_AFTER, "")
    .replace(EXTENSION, " ext. $1");
  if (SCIENTIFIC.test(written)) throw new RowRejection(`${quote(input)} is in scientific notation, which has lost digits of the number`, ACCEPTED);
  const [, digits, decimals = ""] = DECIMAL.exec(written) ?? [];
  if (digits === undefined) return written;
  if (/[1-9]/.test(decimals)) throw new RowRejection(`${quote(input)} has decimals, so a program has changed the number`, ACCEPTED);
  return digits.replace(/[.,]/g, "");
}

/** "0049 30" and "+0049 30" are +49 30. */
const DIALLED = /^\(?(?:\+\s*)?00\s*\)?(?=[\s(]*[1-9])/;

/** Whether a number begins with its country code: "+91 98220 55555", "0091 98220 55555". */
export const hasCountryCode = (written: string): boolean => /^[(\s']*\+/.test(written) || DIALLED.test(written);

/** The country of a number with its code, ISO 3166-1 alpha-2. Undefined for other texts, and for numbers as +800. */
export function countryOfPhone(written: string): string | undefined {
  return unlessRejected(() => numberingPlans().parsePhoneNumberFromString(parsePhone(written, {}))?.country);
}

/** The country of a number without a country code, as for the API. */
export const USUAL_COUNTRY = "US";

const ACCEPTED_IF_SET = `${ACCEPTED}, or a ${USUAL_COUNTRY} number (LIGHTFIELD_PHONE_COUNTRY sets another country)`;

/** A number whose form its country has; its digits may be too few. */
function readNumber(text: string, country: string): PhoneNumber | undefined {
  const { isSupportedCountry, parsePhoneNumberFromString, planOf } = numberingPlans();
  const own = /^[(\s]*\+/.test(text) || !isSupportedCountry(country) ? {} : { defaultCountry: country };
  const number = parsePhoneNumberFromString(text, { ...own, extract: false });
  if (!number || number.isValid()) return number;
  // The rules for kinds of numbers lag behind new ranges. The rule for all numbers of a country is enough, unless
  // countries share the calling code: then only the kinds show the country.
  const only = parsePhoneNumberFromString(number.number)?.country;
  return only !== undefined && new RegExp(`^(?:${planOf(only).nationalNumberPattern()})$`).test(number.nationalNumber) ? number : undefined;
}

/** Digits that make a number longer, to see whether it is the beginning of a valid one. */
const MORE_DIGITS = "2345678";

function isTooShort(number: PhoneNumber): boolean {
  if (number.isValid()) return false;
  return [...MORE_DIGITS].some((_, at) => readNumber(`${number.number}${MORE_DIGITS.slice(0, at + 1)}`, "")?.isValid());
}

/**
 * A number that shows its country code without a plus: "0049 30", or "4917612018494" in Germany if a program has removed
 * the plus. Undefined if it shows none.
 */
function withItsCode(written: string, country: string): PhoneNumber | undefined {
  const { getCountryCallingCode, isSupportedCountry } = numberingPlans();
  if (hasCountryCode(written)) return DIALLED.test(written) ? readNumber(written.replace(DIALLED, "+"), country) : undefined;
  if (!isSupportedCountry(country) || !written.replace(/\D/g, "").startsWith(getCountryCallingCode(country))) return undefined;
  const number = readNumber(`+${written}`, country);
  return number?.isValid() ? number : undefined;
}

/** Whether a valid number is probably no national one, because it has the form of an international one without its plus. */
function isUnlikely(national: PhoneNumber, international: PhoneNumber): boolean {
  if (national.getType() !== "FIXED_LINE") return false;
  const usual = national.country && numberingPlans().planOf(national.country).type("MOBILE")?.possibleLengths();
  return international.getType() === "MOBILE" || (usual !== undefined && national.nationalNumber.length > Math.max(...usual));
}

/** E.164, with an extension as `;ext=100`, as the API stores numbers. */
function parsePhone(input: unknown, { phoneCountry: chosen }: Pick<Locale, "phoneCountry">): string {
  const country = chosen ?? USUAL_COUNTRY;
  const written = withoutTraces(input).replace(/;ext=/i, " ext. ");
  const hasCode = hasCountryCode(written);
  const accepted = hasCode || chosen !== undefined ? ACCEPTED : ACCEPTED_IF_SET;
  const read = readNumber(written, country);
  const coded = withItsCode(written, country);
  if (read?.isValid() && coded?.isValid() && read.number !== coded.number && (hasCode || !isUnlikely(read, coded)))
    throw new Rejection(`${quote(input)} may mean ${coded.number} or ${read.number}`, "the one that is right");
  // Thailand dials 001 to other countries, and Australia 0011.
  const number = read?.isValid() && !coded?.isValid() ? read : (coded ?? read);
  if (!number) {
    const withPlus = !hasCode && readNumber(`+${written}`, country) ? `; if it begins with its country code, write +${written}` : "";
    throw new Rejection(`${quote(input)} is not a valid ${hasCode ? "" : `${country} `}phone number${withPlus}`, accepted);
  }
  const slash = written.lastIndexOf("/");
  if (slash > 0 && readNumber(written.slice(0, slash), country)?.isValid())
    throw new Rejection(`${quote(input)} stands for several numbers`, "each number as a whole");
  if (isTooShort(number))
    throw new Rejection(`${quote(input)} is too short for a phone number: numbers that begin like this have more digits`, accepted);
  return number.ext ? `${number.number};ext=${number.ext}` : number.number;
}

/** A number as it is read in a country; undefined if it cannot be one there. */
export const phoneIn = (phoneCountry: string, written: string): string | undefined => unlessRejected(() => parsePhone(written, { phoneCountry }));

/** What a filter looks for in stored numbers: a whole number in their form, or a part without spaces and brackets. */
function searchedDigits(value: string, isBeginning: boolean, locale: Locale): string {
  try {
    return parsePhone(value, locale);
  } catch {
    // The national zero is not dialled behind a country code: "+49 (0)171".
    const written = (isBeginning ? value.replace(DIALLED, "+") : value).replace(/(?<=\+[\s(]*\d[\d\s)]*)\(\s*0\s*\)/, "");
    const begun = readNumber(written, locale.phoneCountry ?? USUAL_COUNTRY);
    return begun && isTooShort(begun) ? begun.number : written.replace(/[^\d+]/g, "") || value.trim();
  }
}

/** Between two texts with so many digits that each is a number. */
export const BETWEEN_WHOLE = /(?<=\d[\d\s()-]{5,30})\s\/\s(?=[+(]*\d[\d\s()-]{5})/;

export const telephone = defineFieldType<string>({
  name: "phone",
  maxLength: MAX_LENGTH.phone,
  identifies: "phone",
  // The API wants a list even if the field holds one number.
  list: {
    isArray: () => true,
    separators: {
      sure: [/:::/, /\n/, /;(?!\s*ext)/i, /\|/, /,(?!\s*ext|\d+e[+-]?\d)/i, BETWEEN_WHOLE],
      possible: [/\s(?:\/|or|oder|ou|o)\s/i, /\/(?=\s?\+)/],
    },
  },
  schema: () => z.string(),
  hint: (_field, { phoneCountry = USUAL_COUNTRY }) => `with country code; else read as ${phoneCountry}`,
  encode: (input, _field, locale) => ({ value: parsePhone(input, locale) }),
  decode: decodeText,
  show: (value) => value.replace(/;ext=/, " ext. "),
  search: { as: "phone", texts: (text) => [text] },
  canonical: (value) => value.replace(/[^\d+;=a-z]/gi, ""),
  filter: {
    operators: ["contains"],
    encode: (value, operator, _field, locale) => [{ operator, value: searchedDigits(value, operator === "startsWith", locale) }],
    // Without the plus, for filters that begin with the country code alone.
    texts: (value) => [value.replace(/^\+/, "")],
  },
});
