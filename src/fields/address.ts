import { z } from "zod/v3";
import { getOrInsert } from "../maps.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { AS_WRITTEN, type Column, type ColumnReading } from "./column-reading.ts";
import { countryName, countryNamesOf, parseCountry } from "./country.ts";
import { defineFieldType } from "./define-field-type.ts";
import { decodeJsonString, isRecord } from "./json.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { nearest } from "./nearest.ts";
import { partCalled } from "./part-names.ts";
import { englishPlace } from "./place-names.ts";
import { isNothing } from "./raw-values.ts";
import { orEmpty, Rejection } from "./rejection.ts";
import { stateNames } from "./states.ts";

const TEXT_PARTS = ["street", "street2", "city", "state", "postalCode", "country"] as const;
const COORDINATES = { latitude: 90, longitude: 180 } as const;
const PARTS = [...TEXT_PARTS, "latitude", "longitude"] as const;

type Part = (typeof PARTS)[number];
type Address = Partial<Record<Part, string | number>>;

const ACCEPTED = `an object with any of ${PARTS.join(", ")}`;

const NAMES = new Map(PARTS.map((part) => [part, part]));

const isPart = (key: string): key is Part => PARTS.some((part) => part === key);
const isCoordinate = (part: Part): part is keyof typeof COORDINATES => Object.hasOwn(COORDINATES, part);

function encodePart(part: Part, value: unknown): string | number {
  if (isCoordinate(part)) {
    // No coordinate has thousands, so a comma stands before the decimals.
    const degrees = typeof value === "string" && value.trim() !== "" ? Number(value.replace(/^(\s*[+-]?\d{1,3}),(?=\d+\s*$)/, "$1.")) : value;
    if (typeof degrees === "number" && Math.abs(degrees) <= COORDINATES[part]) return degrees;
    throw new Rejection(`${part} ${quote(value)} is out of range`, `degrees from -${COORDINATES[part]} to ${COORDINATES[part]}`);
  }
  if (part === "country") return parseCountry(value);
  if (typeof value === "string" && value.trim() !== "") return value.trim();
  if (typeof value === "number") return String(value);
  throw new Rejection(`${part} ${quote(value)} is not text`, ACCEPTED);
}

function partNamed(key: string): Part {
  const part = partCalled(key, NAMES);
  if (part && isPart(part)) return part;
  throw new Rejection(`An address has no part ${quote(key)}`, ACCEPTED, nearest(key, PARTS));
}

function parseAddress(input: unknown): Address {
  if (!isRecord(input)) {
    throw new Rejection(
      `${quote(input)} is not an address in parts`,
      ({ written }) => `${ACCEPTED}, e.g. ${written({ city: "Berlin", country: "Germany" })}`,
    );
  }
  const address: Address = {};
  for (const [key, value] of Object.entries(input)) {
    const part = partNamed(key);
    if (isNothing(value)) continue;
    if (address[part] !== undefined) throw new Rejection(`${quote(input)} holds two values for ${part}`, ACCEPTED);
    address[part] = encodePart(part, value);
  }
  if (Object.keys(address).length === 0) throw new Rejection("The address is empty", orEmpty(ACCEPTED));
  return address;
}

function showAddress({ street, street2, city, state, postalCode, country, latitude, longitude }: Address): string {
  const text = [street, street2, city, [state, postalCode].filter(Boolean).join(" "), country].filter(Boolean).join(", ");
  return text || [latitude, longitude].filter((degrees) => degrees !== undefined).join(", ");
}

function decodeAddress(raw: unknown): Address | undefined {
  if (typeof raw === "string") return { street: raw };
  if (!isRecord(raw)) return undefined;
  const address: Address = {};
  for (const part of PARTS) {
    const value = raw[part];
    if (typeof value === "string" ? value !== "" : typeof value === "number") address[part] = value as string | number;
  }
  return address;
}

/** A country also by its names, a state by its name and its abbreviation, and a city or region by its English name. */
function textsOfPart(raw: unknown, part: string): readonly string[] {
  if (!isRecord(raw)) return part === "street" && typeof raw === "string" ? [raw] : [];
  const value = isPart(part) ? raw[part] : undefined;
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  if (text === "") return [];
  if (part === "country") return countryTexts(text);
  const english = part === "city" || part === "state" ? englishPlace(text) : undefined;
  return [...(part === "state" ? stateNames(text, raw.country) : []), text, ...(english === undefined ? [] : [english])];
}

/** There are few countries and many contacts. */
const textsOfCountries = new Map<string, readonly string[]>();

const countryTexts = (code: string): readonly string[] =>
  getOrInsert(textsOfCountries, code, () => [countryName(code), ...countryNamesOf(code), code].filter((name) => name !== undefined));

/** An address with each name of its country, as a text. */
const inOtherWords = (address: Address): string[] => countryNamesOf(address.country).map((country) => showAddress({ ...address, country }));

/** An address with the English names of its city and state; none if they have no other. */
function inEnglish(address: Address): Address[] {
  const places = (["city", "state"] as const).flatMap((part) => {
    const name = englishPlace(address[part]);
    return name === undefined ? [] : [[part, name]];
  });
  return places.length > 0 ? [{ ...address, ...Object.fromEntries(places) }] : [];
}

const readPart = (text: string, part: string): string => (part === "country" ? (countryName(parseCountry(text)) ?? text) : text);

/** From the widest to the narrowest. If one of them changes, those after it may belong to the old place. */
const NARROWING = ["country", "state", "city", "postalCode", "street", "street2"] as const;

const isMoved = (before: Address, after: Address, part: Part) =>
  before[part] !== undefined && after[part] !== undefined && String(before[part]).toLowerCase() !== String(after[part]).toLowerCase();

/** The narrower parts that an address has kept in another place. */
function keptParts(before: Address, after: Address): Part[] {
  const moved = NARROWING.slice(0, 4).findIndex((part) => isMoved(before, after, part));
  if (moved === -1) return [];
  // A city may have moved to another state with its name alone.
  const doubtful = NARROWING.filter((part, at) => at > moved || (part === "state" && moved === 2));
  return doubtful.filter((part) => before[part] !== undefined && before[part] === after[part]);
}

/** Longer text is not an address, and is refused. */
const LONGEST = 2000;

/** Programs put an apostrophe before a cell that must stay a text, and no postal code has one: "'LS1 1AA". */
const POSTAL_CODE: ColumnReading = { read: (cell) => (typeof cell === "string" ? cell.replace(/^'/, "") : cell) };

/** Addresses, whole or in parts. A text of several parts goes into the street: nothing shows where a part ends. */
function addressReading({ part }: Column): ColumnReading {
  if (part !== undefined) return part === "postalCode" ? POSTAL_CODE : AS_WRITTEN;
  let whole = 0;
  let example: unknown;
  return {
    read: (cell) => {
      if (typeof cell !== "string" || isRecord(decodeJsonString(cell))) return cell;
      if (cell.length > LONGEST) return { street: cell };
      const lines = cell
        .split("\n")
        .map((line) => line.trim().replace(/,$/, ""))
        .filter((line) => line !== "");
      whole += 1;
      example ??= cell;
      return { street: lines.join(", ") };
    },
    notes: () => (whole > 0 ? [`a whole address goes into the street, e.g. ${quote(example)} (${counted(whole, "row")})`] : []),
  };
}

export const address = defineFieldType<Address>({
  name: "address",
  maxLength: MAX_LENGTH.addressPart,
  parts: NAMES,
  doubtfulParts: keptParts,
  // The API looks up the coordinates again if the place changes.
  outdatedParts: (stored, given) => (TEXT_PARTS.some((part) => isMoved(stored, given, part)) ? ["latitude", "longitude"] : []),
  // Coordinates are accepted too, but nobody asks an agent for them, so the schema does not spend tokens on them.
  schema: () => z.object(Object.fromEntries(TEXT_PARTS.map((part) => [part, z.string().optional()]))),
  encode: (input) => ({ value: parseAddress(input) }),
  decode: decodeAddress,
  show: showAddress,
  inParts: { texts: textsOfPart, read: readPart },
  column: addressReading,
  filter: {
    operators: ["equal", "startsWith"],
    texts: (address) => [...inOtherWords(address), ...inEnglish(address).flatMap((one) => [showAddress(one), ...inOtherWords(one)])],
  },
  search: {
    as: "place",
    texts: ({ street, street2, city, state, postalCode, country }) =>
      [
        [city],
        [state],
        [postalCode, country, countryName(country)],
        [street, street2],
        // As texts of their own, so that each name may be asked for as a whole.
        ...[englishPlace(city), englishPlace(state), ...stateNames(String(state), country).filter((name) => name !== state)].map((name) => [name]),
      ]
        .map((parts) => parts.filter(Boolean).join(" "))
        .filter((text) => text !== ""),
  },
  // The API may fill in parts that were not sent (the coordinates of a street).
  same: (sent, stored) => PARTS.every((part) => sent[part] === undefined || String(sent[part]) === String(stored[part])),
});
