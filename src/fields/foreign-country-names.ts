import { foldLetters } from "../text/fold.ts";

/** Languages in which people keep addresses, beside English. */
const LANGUAGES = "de fr es it pt nl sv da nb fi pl cs sk hu ro hr sl bg el tr ru uk ar ja ko zh zh-Hant".split(" ");

/** Usual names that no standard has, by code. The parts of the United Kingdom count as names of it. */
const USUAL: Readonly<Record<string, string>> = {
  GB: "England|Scotland|Wales|Northern Ireland|Britain|Angleterre|Inglaterra|Inghilterra|Engeland|Großbritannien|Grande-Bretagne|Gran Bretaña|Gran Bretagna|Grã-Bretanha|Groot-Brittannië|Schottland|Nordirland|U.K.",
  NL: "Holland|Hollande|Holanda|Olanda",
  US: "America|Amerika|Amérique|EE. UU.|EEUU|EUA|Etats Unis|Estados Unidos de América|Vereinigte Staaten von Amerika|United States of America",
  DE: "BRD|Bundesrepublik Deutschland|Federal Republic of Germany|Alemanha",
  CZ: "Tschechische Republik|République tchèque|República Checa|Repubblica Ceca|Česká republika",
  IE: "Republic of Ireland|Eire",
  CH: "Swiss|Schweizerische Eidgenossenschaft|Confoederatio Helvetica",
  AE: "UAE|Emirates|VAE|Dubai|Abu Dhabi",
  SA: "KSA",
  KR: "Korea|Corea|Corée|ROK",
  CI: "Ivory Coast|Elfenbeinküste",
  MM: "Burma|Birma|Birmanie",
  SZ: "Swaziland",
  MK: "Macedonia|Mazedonien",
  TL: "East Timor",
  CV: "Cape Verde",
  CD: "DRC|DR Congo",
  TR: "Turkey",
  RU: "Russian Federation|Rossija",
  VN: "Viet Nam",
  BA: "Bosnia|Bosnien",
  HK: "Hong Kong|Hongkong",
  TW: "Taiwan",
  CN: "PRC|China mainland|Mainland China",
  VA: "Vatican|Vatikan",
  PS: "Palestine|Palästina",
};

/** "ß" is "SS" in capitals. */
const lettersOf = (name: string) => foldLetters(name.toUpperCase());

let codes: ReadonlyMap<string, string> | undefined;

/**
 * Collects the names, one language in each step. Together they take 20 ms. Without it, the first
 * {@link foreignCountryCode} collects them all at once.
 *
 * @param all the alpha-2 codes of all countries
 */
export function* collectForeignNames(all: Iterable<string>): Generator<void, ReadonlyMap<string, string>> {
  if (codes) return codes;
  const countries = [...all];
  const found = new Map<string, string>();
  const unclear = new Set<string>();
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
    for (const code of countries) {
      const name = lettersOf(names.of(code) ?? "");
      const other = found.get(name);
      if (other !== undefined && other !== code) unclear.add(name);
      else if (name !== "") found.set(name, code);
    }
    yield;
  }
  for (const name of unclear) found.delete(name);
  for (const [code, usual] of Object.entries(USUAL)) for (const name of usual.split("|")) found.set(lettersOf(name), code);
  codes = found;
  return codes;
}

/**
 * The code of a country by a usual name, or by its name in another language: "Deutschland", "Holland". Undefined if
 * there is none, or if languages use the name for different countries.
 *
 * @param all the alpha-2 codes of all countries
 */
export function foreignCountryCode(name: string, all: () => Iterable<string>): string | undefined {
  if (!codes) for (const _ of collectForeignNames(all()));
  return codes?.get(lettersOf(name));
}
