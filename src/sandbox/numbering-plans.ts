// As its namesake of the fields, which the sandbox does not know: it checks values by its own rules.
import { type CountryCode, Metadata } from "libphonenumber-js/max";

export { parsePhoneNumberFromString } from "libphonenumber-js/max";

/** A regular expression for all numbers of a country. */
export function numbersOf(country: CountryCode): RegExp {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const plan = metadata.numberingPlan as unknown as { nationalNumberPattern(): string };
  return new RegExp(`^(?:${plan.nationalNumberPattern()})$`);
}
