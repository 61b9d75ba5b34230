import { parseDateTime } from "./date-time.ts";
import type { PhoneParser } from "./phones.ts";
import type { TypeConfigurationJson } from "./wire-json.ts";

/** The tools and the definition that a check works with. */
export interface CheckContext {
  readonly configuration: TypeConfigurationJson;
  readonly parsePhone: PhoneParser;
}

/** Returns the value as it is stored, or throws a {@link Refusal} with what is wrong. */
export type Check = (value: unknown, context: CheckContext) => unknown;

/** What is wrong with a value; `checkValue` adds the place. */
export class Refusal extends Error {}

const refuse = (message: string): never => {
  throw new Refusal(message);
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

export const text: Check = (value) => (typeof value === "string" ? value : refuse("expected a string."));
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
export const safeNumber = (value: unknown): number => {
  const number = finiteNumber(value);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : refuse("the number is outside the safe integers.");
};

export const email = oneOrMany((address) =>
  /^[^\s@"<>,;]+@[^\s@"<>,;.]+(\.[^\s@"<>,;.]+)+$/u.test(address) ? address : refuse(`'${address}' is not an e-mail address.`),
);

export const webAddress = oneOrMany((url) => {
  const parsed = parsedUrl(url);
  return parsed?.protocol === "https:" || parsed?.protocol === "http:" ? url : refuse(`'${url}' is not an http(s) URL.`);
});

export const telephone: Check = (value, { configuration, parsePhone }) => {
  const numbers = strings(value);
  if (!configuration.multipleValues && numbers.length > 1) refuse("the field holds one number.");
  return numbers.map((number) => parsePhone(number) ?? refuse(`'${number}' is not a phone number.`));
};

export const fullName: Check = (value) => {
  if (!isObject(value)) return refuse("expected {firstName, lastName}.");
  for (const [part, name] of Object.entries(value)) {
    if (part !== "firstName" && part !== "lastName") refuse(`unknown part '${part}'.`);
    if (typeof name !== "string") refuse(`${part} must be a string.`);
  }
  return value;
};

const CODES =
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ " +
  "DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
  "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM " +
  "PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
  "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/**
 * The officially assigned ISO 3166-1 alpha-2 codes, and `XK`, which ISO leaves to its users and nearly everybody uses for
 * Kosovo. `UK` and `EU` are reserved, not assigned, so they are not here.
 */
const COUNTRY_CODES: ReadonlySet<string> = new Set([...CODES.split(" "), "XK"]);

const ADDRESS_TEXTS = new Set(["street", "street2", "city", "state", "postalCode", "country"]);
const COORDINATES = new Map([
  ["latitude", 90],
  ["longitude", 180],
]);

export const address: Check = (value) => {
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

export const singleOption: Check = (value, context) => (typeof value === "string" ? option(value, context) : refuse("expected an option ID."));
export const manyOptions: Check = (value, context) => strings(value).map((id) => option(id, context));

export const yesOrNo: Check = (value) => (typeof value === "boolean" ? value : refuse("expected true or false."));

/** The shortest decimal form shows the digits that were meant. 1e21 and 1e-7 have an exponent and fail. */
export const decimal: Check = (value) => (/^-?\d+(\.\d{1,2})?$/.test(String(safeNumber(value))) ? value : refuse("at most 2 decimals."));

export const dateTime: Check = (value) =>
  (typeof value === "string" ? parseDateTime(value) : undefined) ?? refuse("expected ISO 8601 with an offset.");

export const profile: Check = (value, { configuration: { handleService = "" } }) =>
  typeof value === "string" && isProfileUrl(value, handleService) ? value : refuse(`expected the URL of a ${handleService} profile.`);

/** The hosts of a service, and the beginning of a profile's path there. */
const SERVICES = new Map<string, { hosts: readonly string[]; profile: RegExp }>([
  ["TWITTER", { hosts: ["x.com", "twitter.com"], profile: /^\/\w{1,15}\/?$/ }],
  ["LINKEDIN", { hosts: ["linkedin.com"], profile: /^\/(in|pub|company|school)\/[^/]+/ }],
  ["FACEBOOK", { hosts: ["facebook.com"], profile: /^\/[^/]+/ }],
  ["INSTAGRAM", { hosts: ["instagram.com"], profile: /^\/[\w.]+\/?$/ }],
]);

/** Whether `text` is the URL of a profile at the field's `handleService`. For an unknown service, any page counts. */
function isProfileUrl(text: string, service: string): boolean {
  const url = parsedUrl(text);
  if (url === undefined) return false;
  const { protocol, hostname, pathname } = url;
  if (protocol !== "https:" && protocol !== "http:") return false;
  const known = SERVICES.get(service);
  if (known === undefined) return true;
  return known.hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)) && known.profile.test(pathname);
}

/** A URL, or undefined if the text is not one. `URL.canParse` of Node.js 20 and 22 refuses text beyond ASCII once it is compiled. */
function parsedUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
