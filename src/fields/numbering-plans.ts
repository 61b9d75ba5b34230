// The bundle holds what this file names. Loading the package itself would keep all of it, also what nobody calls.
export { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js";
