import { codeOfEnglishName } from "./country.ts";

/** Adjectives that are not the name of a country with another ending, by code. */
const ADJECTIVES: Readonly<Record<string, string>> = {
  AE: "emirati",
  AF: "afghan",
  AR: "argentine",
  AZ: "azeri",
  BA: "bosnian",
  BB: "barbadian",
  BF: "burkinabe",
  BN: "bruneian",
  CH: "swiss",
  CI: "ivorian",
  CY: "cypriot",
  CZ: "czech",
  DE: "german",
  DK: "danish dane",
  ES: "spanish spaniard",
  FI: "finnish",
  FR: "french",
  GB: "british brit",
  GR: "greek",
  HN: "honduran",
  IE: "irish",
  KG: "kyrgyz",
  KM: "comorian",
  KR: "korean",
  KZ: "kazakh",
  LA: "laotian lao",
  MC: "monegasque",
  MD: "moldovan",
  ME: "montenegrin",
  MG: "malagasy",
  MM: "burmese",
  MV: "maldivian",
  MZ: "mozambican",
  NE: "nigerien",
  NL: "dutch",
  NO: "norwegian",
  NZ: "kiwi",
  PA: "panamanian",
  PE: "peruvian",
  PH: "philippine filipino",
  PL: "polish",
  PT: "portuguese",
  SA: "saudi",
  SE: "swedish swede",
  SK: "slovak",
  SV: "salvadoran",
  SY: "syrian",
  TH: "thai",
  TJ: "tajik",
  TM: "turkmen",
  TR: "turkish turk",
  TT: "trinidadian",
  US: "american",
  UZ: "uzbek",
  XK: "kosovar",
};

const CODES: ReadonlyMap<string, string> = new Map(
  Object.entries(ADJECTIVES).flatMap(([code, words]) => words.split(" ").map((word) => [word, code] as const)),
);

/** "Nigerian" is Nigeria's, not Niger's, so the longest stem comes first. */
const ENDINGS = ["n", "i", "an", "ic", "ese", "ian", "ish", "lese"];
const ENDINGS_OF_NAMES = ["", "a", "e", "o", "y", "ia", "us", "um", "on", "as", "ium"];
const LEAST_STEM = 4;

/** One of two countries: it is not clear which. */
const UNCLEAR = /^(?:dominican|congolese)$/;

/**
 * The ISO 3166-1 alpha-2 code of the country that an adjective is about.
 *
 * @example
 * ["German", "Kenyan", "South African"].map(countryOfAdjective); // => ["DE", "KE", "ZA"]
 */
export function countryOfAdjective(adjective: string): string | undefined {
  const word = adjective.toLowerCase();
  const stems = ENDINGS.flatMap((ending) => (word.endsWith(ending) ? [word.slice(0, -ending.length)] : [])).filter(
    (stem) => stem.length >= LEAST_STEM,
  );
  const names = UNCLEAR.test(word) ? [] : stems.flatMap((stem) => ENDINGS_OF_NAMES.map((ending) => `${stem}${ending}`));
  return CODES.get(word) ?? names.map(codeOfEnglishName).find((code) => code !== undefined);
}
