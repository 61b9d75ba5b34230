/** What the format of a cell says about its number: a date, a time, or the least number of digits ("00000"). */
export type CellFormat = { readonly kind: "number"; readonly digits: number } | { readonly kind: "date" } | { readonly kind: "time" };

const PLAIN: CellFormat = { kind: "number", digits: 0 };

/** The formats that every workbook has, by their numbers. */
const isBuiltInDate = (id: number) => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
const isBuiltInTime = (id: number) => (id >= 18 && id <= 21) || (id >= 45 && id <= 47);

/** In characters. Excel takes no longer format. */
const LONGEST = 255;

/** The parts of a format that are text, colours, conditions or locales. */
const LITERAL = /"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi;

/**
 * Reads the format of a cell.
 *
 * @param code the format of the workbook with that number, if it has one of its own
 * @example
 * cellFormat(164, "dd.mm.yyyy"); // => { kind: "date" }
 */
export function cellFormat(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return isBuiltInDate(id) ? { kind: "date" } : isBuiltInTime(id) ? { kind: "time" } : PLAIN;
  const [first = ""] = code.slice(0, LONGEST).replace(LITERAL, "").split(";");
  if (/^0+$/.test(first)) return { kind: "number", digits: first.length };
  if (/general|[#?]|0(?!0*$)/i.test(first.replace(/s\.0+/gi, ""))) return PLAIN;
  if (/[yde]/i.test(first)) return { kind: "date" };
  return /[hs]/i.test(first) ? { kind: "time" } : /m/i.test(first) ? { kind: "date" } : PLAIN;
}

const DAY_MS = 86_400_000;

/** Excel counts from the end of 1899 and takes 1900 for a leap year, so its days up to February 1900 are one later. */
const FIRST_REAL_DAY = 61;
const DAYS_TO_1904 = 1462;

/**
 * The ISO text of a day as Excel counts it, with the time if it has one. Days have no time zone.
 *
 * @example
 * isoDate(46387, false); // => "2026-12-31"
 */
export function isoDate(serial: number, isFrom1904: boolean): string | undefined {
  const days = isFrom1904 ? serial + DAYS_TO_1904 : serial < FIRST_REAL_DAY ? serial + 1 : serial;
  const seconds = Math.round(days * 86_400);
  const date = new Date(Date.UTC(1899, 11, 30) + seconds * 1000);
  if (days < 1 || Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999) return undefined;
  const iso = date.toISOString();
  return date.getTime() % DAY_MS === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** The time of day in a part of a day: 0.5 is "12:00:00". */
export function isoTime(serial: number): string | undefined {
  if (serial < 0 || serial >= 1) return undefined;
  return new Date(Math.round(serial * 86_400) * 1000).toISOString().slice(11, 19);
}
