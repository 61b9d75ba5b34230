import type Countries from "i18n-iso-countries/index.js";
import { getOrInsert } from "../maps.ts";
import { foldLetters } from "../text/fold.ts";
import { quote } from "../text/quote.ts";
import { collectForeignNames, foreignCountryCode } from "./foreign-country-names.ts";
import { nearest } from "./nearest.ts";
import { Rejection } from "./rejection.ts";

let library: typeof Countries | undefined;

/** Loads the names and codes of countries. Not at start, for the same reason as the numbering plans. */
export async function loadCountryNames(): Promise<void> {
  if (library) return;
  const [{ default: countries }, { default: english }] = await Promise.all([
    import("i18n-iso-countries/index.js"),
    import("i18n-iso-countries/langs/en.json", { with: { type: "json" } }),
  ]);
  countries.registerLocale(english);
  library = countries;
}

function countryNames(): typeof Countries {
  if (!library) throw new Error("loadFieldTypes was not awaited");
  return library;
}

/** Longer than any country's name. */
const MAX_NAME = 100;

let english: ReadonlyMap<string, string> | undefined;

/** The codes by English names. */
function codesInEnglish(): ReadonlyMap<string, string> {
  english ??= new Map(
    Object.entries(countryNames().getNames("en", { select: "all" })).flatMap(([code, all]) =>
      [all].flat().map((one) => [foldLetters(one), code] as const),
    ),
  );
  return english;
}

const allCodes = () => new Set(codesInEnglish().values());

/** Prepares {@link parseCountry} and {@link isCountry} in small steps. Without it, their first call takes 20 ms. */
export const preparedNames = (): Generator<void> => collectForeignNames(allCodes());

/** By an English name, or one of another language. The library compares a text with every name, which takes a millisecond. */
const codeOf = (name: string): string | undefined => codeOfEnglishName(name) ?? foreignCountryCode(name, allCodes);

export const codeOfEnglishName = (name: string): string | undefined => codesInEnglish().get(foldLetters(name));

const ACCEPTED = "a country's name or its ISO 3166-1 code, e.g. Germany or DE";

/** "the Netherlands", "die Schweiz", "les Pays-Bas" */
const ARTICLE = /^(?:the|die|der|la|le|les|los|las|el|o|os|de|i|gli|il)\s+/i;

/**
 * The ISO 3166-1 alpha-2 code of a country, given its name in any usual language, alpha-2 or alpha-3 code.
 *
 * @throws Rejection
 * @example
 * await loadCountryNames();
 * [parseCountry("Germany"), parseCountry("DEU"), parseCountry("UK")]; // => ["DE", "DE", "GB"]
 */
export function parseCountry(input: unknown): string {
  const countries = countryNames();
  if (typeof input !== "string" || input.trim() === "") throw new Rejection(`Country ${quote(input)} is not text`, ACCEPTED);
  const written = input.trim();
  if (written.length > MAX_NAME) throw new Rejection(`${quote(input)} is not a country`, ACCEPTED);
  const code = written.toUpperCase().replace(/\./g, "");
  if (code === "UK") return "GB";
  if (countries.isValid(code)) return countries.toAlpha2(code) ?? code;
  const found = codeOf(written.replace(/^the\s+/i, "")) ?? codeOf(written) ?? codeOf(written.replace(ARTICLE, ""));
  if (found) return found;
  throw new Rejection(
    `${quote(input)} is not a country`,
    ACCEPTED,
    nearest(written, Object.values(countries.getNames("en", { select: "official" }))),
  );
}

/** Names for parts of a country, which stand for the whole one among its names. */
const IN_COUNTRIES: ReadonlySet<string> = new Set(["england", "scotland", "wales", "northernireland"]);

/** Whether a text is the name of a country, or its usual abbreviation in capitals: "Poland", "UK", "USA". */
export function isCountry(name: string): boolean {
  if (IN_COUNTRIES.has(foldLetters(name))) return false;
  const isCode = name === name.toUpperCase() && (name === "UK" || countryNames().isValid(name));
  return isCode || codeOf(name.replace(/^the\s+/i, "")) !== undefined;
}

let display: Intl.DisplayNames | undefined;
// There are few countries and many contacts, and Intl is slow.
const named = new Map<string, string | undefined>();

/** A country's English name, if its code is known. The API stores codes, and people ask for names. */
export function countryName(code: string | number | undefined): string | undefined {
  if (typeof code !== "string" || !/^[A-Z]{2}$/.test(code)) return undefined;
  display ??= new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  if (!named.has(code)) named.set(code, display.of(code));
  return named.get(code);
}

const allNames = new Map<string, readonly string[]>();

/** All English names of a country, short ones too ("UK", "USA"). Empty if the code is not known. */
export function countryNamesOf(code: string | number | undefined): readonly string[] {
  if (typeof code !== "string") return [];
  return getOrInsert(allNames, code, () => countryNames().getName(code, "en", { select: "all" }) ?? []);
}
