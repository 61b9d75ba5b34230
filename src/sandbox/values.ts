import { COUNTRY_CODES } from "./country-codes.ts";
import { parseDateTime } from "./date-time.ts";
import { invalidType } from "./errors.ts";
import type { PhoneParser } from "./phones.ts";
import { isProfileUrl } from "./social.ts";
import type { TypeConfigurationJson } from "./wire-json.ts";

/** The tools and the definition that a check works with. */
export interface CheckContext {
  readonly configuration: TypeConfigurationJson;
  readonly parsePhone: PhoneParser;
}

/** Returns the value as it is stored, or throws a {@link Refusal} with what is wrong. */
type Check = (value: unknown, context: CheckContext) => unknown;

/** What is wrong with a value; {@link checkValue} adds the place. */
class Refusal extends Error {}

const refuse = (message: string): never => {
  throw new Refusal(message);
};

/**
 * The value of a field as it is stored, by the contract's table "Writing values". Throws 400 `invalid_type` with
 * `param`. The API cannot write a type without an entry.
 */
export function checkValue(valueType: string, value: unknown, param: string, context: CheckContext): unknown {
  const check = CHECKS.get(valueType);
  if (check === undefined) throw invalidType(param, `Fields of type ${valueType} cannot be written.`);
  try {
    return check(value, context);
  } catch (error) {
    if (error instanceof Refusal) throw invalidType(param, `${valueType}: ${error.message}`);
    throw error;
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

const text: Check = (value) => (typeof value === "string" ? value : refuse("expected a string."));
const strings = (value: unknown): string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string") ? value : refuse("expected an array of strings.");

/** One string if the field holds one, an array if it holds many; never the other way round. */
const oneOrMany =
  (one: (text: string) => string): Check =>
  (value, { configuration }) => {
    if (configuration.multipleValues) return strings(value).map(one);
    return typeof value === "string" ? one(value) : refuse("expected a string, as the field holds one value.");
  };

const finiteNumber = (value: unknown): number => (typeof value === "number" && Number.isFinite(value) ? value : refuse("expected a number."));
const safeNumber = (value: unknown): number => {
  const number = finiteNumber(value);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : refuse("the number is outside the safe integers.");
};

const email = (address: string) =>
  /^[^\s@"<>,;]+@[^\s@"<>,;.]+(\.[^\s@"<>,;.]+)+$/u.test(address) ? address : refuse(`'${address}' is not an e-mail address.`);

const webAddress = (url: string) => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed?.protocol === "https:" || parsed?.protocol === "http:" ? url : refuse(`'${url}' is not an http(s) URL.`);
};

const telephone: Check = (value, { configuration, parsePhone }) => {
  const numbers = strings(value);
  if (!configuration.multipleValues && numbers.length > 1) refuse("the field holds one number.");
  return numbers.map((number) => parsePhone(number) ?? refuse(`'${number}' is not a phone number.`));
};

const fullName: Check = (value) => {
  if (!isObject(value)) return refuse("expected {firstName, lastName}.");
  for (const [part, name] of Object.entries(value)) {
    if (part !== "firstName" && part !== "lastName") refuse(`unknown part '${part}'.`);
    if (typeof name !== "string") refuse(`${part} must be a string.`);
  }
  return value;
};

const ADDRESS_TEXTS = new Set(["street", "street2", "city", "state", "postalCode", "country"]);
const COORDINATES = new Map([
  ["latitude", 90],
  ["longitude", 180],
]);

const address: Check = (value) => {
  if (!isObject(value)) return refuse("expected an object.");
  for (const [part, content] of Object.entries(value)) {
    const limit = COORDINATES.get(part);
    if (limit !== undefined) {
      if (Math.abs(finiteNumber(content)) > limit) refuse(`${part} must be between -${limit} and ${limit}.`);
    } else if (!ADDRESS_TEXTS.has(part)) refuse(`unknown part '${part}'.`);
    else if (typeof content !== "string") refuse(`${part} must be a string.`);
    else if (part === "country" && !COUNTRY_CODES.has(content)) refuse(`'${content}' is not an ISO 3166-1 alpha-2 country code.`);
  }
  return value;
};

const option = (id: string, { configuration }: CheckContext) =>
  configuration.options?.some((known) => known.id === id) ? id : refuse(`'${id}' is not the ID of an option of this field.`);

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["ADDRESS", address],
  ["CHECKBOX", (value) => (typeof value === "boolean" ? value : refuse("expected true or false."))],
  ["CURRENCY", safeNumber],
  ["DATETIME", (value) => (typeof value === "string" ? parseDateTime(value) : undefined) ?? refuse("expected ISO 8601 with an offset.")],
  ["EMAIL", oneOrMany(email)],
  ["FULL_NAME", fullName],
  ["HTML", text],
  ["MARKDOWN", text],
  ["MULTI_SELECT", (value, context) => strings(value).map((id) => option(id, context))],
  // The shortest decimal form shows the digits that were meant. 1e21 and 1e-7 have an exponent and fail, as they
  // should.
  ["NUMBER", (value) => (/^-?\d+(\.\d{1,2})?$/.test(String(safeNumber(value))) ? value : refuse("at most 2 decimals."))],
  ["SINGLE_SELECT", (value, context) => (typeof value === "string" ? option(value, context) : refuse("expected an option ID."))],
  [
    "SOCIAL_HANDLE",
    (value, { configuration: { handleService = "" } }) =>
      typeof value === "string" && isProfileUrl(value, handleService) ? value : refuse(`expected the URL of a ${handleService} profile.`),
  ],
  ["TELEPHONE", telephone],
  ["TEXT", text],
  ["URL", oneOrMany(webAddress)],
]);
