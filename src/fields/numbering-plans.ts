// The bundle holds what this file names. Loading the package itself would keep all of it, also what nobody calls.
// Only the largest set of rules knows the kinds of numbers, which show that a number has lost its end.
import { type CountryCode, Metadata } from "libphonenumber-js/max";

export { getCountryCallingCode, isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from "libphonenumber-js/max";

/** What the package's types leave out of a numbering plan. */
interface NumberingPlan {
  /** A regular expression for all numbers of the country. */
  nationalNumberPattern(): string;
  type(kind: "MOBILE"): { possibleLengths(): readonly number[] } | undefined;
}

export function planOf(country: CountryCode): NumberingPlan {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  return metadata.numberingPlan as unknown as NumberingPlan;
}
