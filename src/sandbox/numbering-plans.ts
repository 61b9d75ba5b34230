// As its namesake of the fields, which the sandbox does not know: it checks values by its own rules.
export { parsePhoneNumberFromString } from "libphonenumber-js/max";
