import { foldLetters } from "../text/fold.ts";

/** Languages in which spreadsheets write months. */
const LANGUAGES = "en de fr es it pt nl sv da nb fi pl cs hu ro tr".split(" ");

const WITH_DAY: ReadonlySet<string> = new Set(["pl", "cs", "fi", "ca"]);

const MOST_CACHED = 1000;

/** The same few words stand in thousands of cells. */
const cache = new Map<string, number | null>();

let names: ReadonlyMap<string, number> | undefined;

/** A name that means different months in two languages counts for neither. */
function monthsByName(): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const unclear = new Set<string>();
  for (const language of LANGUAGES) {
    for (const month of ["long", "short"] as const) {
      // Some languages have another form of the name beside a day.
      for (const day of WITH_DAY.has(language) ? [undefined, "numeric" as const] : [undefined]) {
        const format = new Intl.DateTimeFormat(language, { timeZone: "UTC", month, ...(day && { day }) });
        for (let at = 0; at < 12; at++) {
          const written = format.formatToParts(Date.UTC(2026, at, 15)).find(({ type }) => type === "month")?.value ?? "";
          const name = foldLetters(written);
          if (!/^\p{L}{3,}$/u.test(name)) continue;
          if (found.has(name) && found.get(name) !== at + 1) unclear.add(name);
          found.set(name, at + 1);
        }
      }
    }
  }
  for (const name of unclear) found.delete(name);
  for (const [name, month] of [
    ["sept", 9],
    ["mrz", 3],
    ["maerz", 3],
  ] as const)
    found.set(name, month);
  return found;
}

/**
 * The month of a name in a usual language, from 1; undefined if it is not one.
 *
 * @example
 * ["Dec", "Dezember", "déc.", "Tuesday"].map(monthNamed); // => [12, 12, 12, undefined]
 */
export function monthNamed(word: string): number | undefined {
  const known = cache.get(word);
  if (known !== undefined) return known ?? undefined;
  names ??= monthsByName();
  const month = names.get(foldLetters(word)) ?? null;
  if (cache.size >= MOST_CACHED) cache.clear();
  cache.set(word, month);
  return month ?? undefined;
}
