/** Adjectives for countries, by code. */
const ADJECTIVES: Readonly<Record<string, string>> = {
  AR: "argentinian argentine",
  AT: "austrian",
  AU: "australian",
  BE: "belgian",
  BG: "bulgarian",
  BR: "brazilian",
  CA: "canadian",
  CH: "swiss",
  CL: "chilean",
  CN: "chinese",
  CO: "colombian",
  CZ: "czech",
  DE: "german",
  DK: "danish",
  EE: "estonian",
  EG: "egyptian",
  ES: "spanish",
  FI: "finnish",
  FR: "french",
  GB: "british",
  GR: "greek",
  HR: "croatian",
  HU: "hungarian",
  ID: "indonesian",
  IE: "irish",
  IL: "israeli",
  IN: "indian",
  IS: "icelandic",
  IT: "italian",
  JP: "japanese",
  KE: "kenyan",
  KR: "korean",
  LT: "lithuanian",
  LV: "latvian",
  MA: "moroccan",
  MX: "mexican",
  MY: "malaysian",
  NG: "nigerian",
  NL: "dutch",
  NO: "norwegian",
  PE: "peruvian",
  PH: "philippine filipino",
  PK: "pakistani",
  PL: "polish",
  PT: "portuguese",
  RO: "romanian",
  RS: "serbian",
  RU: "russian",
  SE: "swedish",
  SG: "singaporean",
  SI: "slovenian",
  SK: "slovak",
  TH: "thai",
  TR: "turkish",
  TW: "taiwanese",
  UA: "ukrainian",
  US: "american",
  VN: "vietnamese",
};

const CODES: ReadonlyMap<string, string> = new Map(
  Object.entries(ADJECTIVES).flatMap(([code, words]) => words.split(" ").map((word) => [word, code] as const)),
);

/**
 * The ISO 3166-1 alpha-2 code of the country that an adjective is about.
 *
 * @example
 * countryOfAdjective("German"); // => "DE"
 */
export const countryOfAdjective = (word: string): string | undefined => CODES.get(word.toLowerCase());
