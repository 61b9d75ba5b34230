import { DATE_ORDERS, type DateOrder } from "./column-reading.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { monthNamed } from "./month-names.ts";

/** A date as text, read in any order of its numbers. */
export interface DateForms {
  /** "2026-12-31", or with a time "2026-12-31 14:30": by each order that gives a day of the calendar. None for 31 April. */
  readonly byOrder: ReadonlyMap<DateOrder, string>;
  /** The century is not written. */
  readonly isShort: boolean;
  /** The month is a word, so the date does not show the order of day and month in numbers. */
  readonly isWorded: boolean;
}

const TIME =
  /(?:,?\s+|T)(?<hour>\d{1,2})[:.h](?<minute>\d{2})(?:[:.](?<second>\d{2})(?:[.,]\d{1,9})?)?(?:\s*(?<half>[ap])\.?\s?m\.?)?\s*(?:GMT|UTC)?(?<offset>Z|[+-]\d{2}:?\d{2})?(?:\s*\([\p{L} ]+\))?$/iu;

const NUMBERS = /^(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?$/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;

const twoDigits = (number: number) => String(number).padStart(2, "0");

/** A day as ISO text; undefined if the calendar has none. */
function dayText(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 100 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}

/** "2:30 PM" as " 14:30:00"; undefined if no clock shows it. */
function timeText({ hour = "", minute = "", second = "00", half, offset = "" }: Readonly<Record<string, string | undefined>>): string | undefined {
  const written = Number(hour);
  if (half !== undefined && (written < 1 || written > 12)) return undefined;
  const hours = half === undefined ? written : (written % 12) + (half.toLowerCase() === "p" ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return ` ${twoDigits(hours)}:${minute}:${second}${offset}`;
}

/** A year of two digits means the nearest such year: from 80 years back to 19 years ahead. */
function fullYear(year: number, thisYear: number): number {
  const first = thisYear - 80;
  return first + ((((year - first) % 100) + 100) % 100);
}

interface Numbers {
  readonly values: readonly [string, string, string];
  /** Orders in which they may stand. */
  readonly orders: readonly DateOrder[];
}

/** Of numbers alone. */
function numbersIn(text: string): Numbers | undefined {
  const [, year = "", month = "", day = ""] = COMPACT.exec(text) ?? [];
  if (year !== "") return { values: [year, month, day], orders: ["ymd"] };
  const [, first = "", , second = "", third = ""] = NUMBERS.exec(text) ?? [];
  if (first !== "") {
    if (first.length > 2) return first.length === 4 && third.length <= 2 ? { values: [first, second, third], orders: ["ymd"] } : undefined;
    if (third.length === 3 || third.length === 1) return undefined;
    return { values: [first, second, third], orders: third.length === 4 ? ["dmy", "mdy"] : DATE_ORDERS };
  }
  return undefined;
}

const ORDINAL = /^(\d{1,4})(?:st|nd|rd|th|er|º|ª)?$/i;
/** Words between the numbers: "31 de diciembre de 2026". Weekdays stand before. */
const MOST_WORDS = 7;

function withMonthName(text: string): Numbers | undefined {
  const words = text.split(/[\s,./-]+/).filter((word) => word !== "");
  if (words.length > MOST_WORDS) return undefined;
  const at = words.findIndex((word) => monthNamed(word) !== undefined);
  const month = String(monthNamed(words[at] ?? "") ?? "");
  const numbers = words.flatMap((word, place) => {
    const [, digits] = ORDINAL.exec(word) ?? [];
    return digits === undefined ? [] : [{ digits, place }];
  });
  const [first, second, ...others] = numbers;
  if (at < 0 || !first || !second || others.length > 0 || second.digits.length === 3 || first.digits.length === 3) return undefined;
  const rest = words.filter((_, place) => place !== at && place !== first.place && place !== second.place);
  if (!rest.every((word, index) => /^(?:de|del|of|the|den|am|el|le|a)$/i.test(word) || (index === 0 && /^\p{L}{2,12}$/u.test(word))))
    return undefined;
  if (first.digits.length === 4) return { values: [first.digits, month, second.digits], orders: ["ymd"] };
  if (second.digits.length === 4) return { values: [first.digits, month, second.digits], orders: ["dmy"] };
  return at > first.place
    ? { values: [first.digits, month, second.digits], orders: ["dmy", "ymd"] }
    : { values: [month, first.digits, second.digits], orders: ["mdy"] };
}

/**
 * Reads a date whose numbers may stand in any order: "31/12/2026", "31.12.2026", "14 Feb 2027", "12/31/2026 2:30 PM".
 * Undefined if it is not one.
 *
 * @param thisYear for years of two digits
 * @example
 * dateForms("31/12/2026", 2026)?.byOrder; // => new Map([["dmy", "2026-12-31"]])
 */
export function dateForms(written: string, thisYear: number): DateForms | undefined {
  if (written.length > MAX_LENGTH.number) return undefined;
  const text = written.trim().replace(/^['’]/, "");
  const time = TIME.exec(text);
  const clock = time ? timeText(time.groups ?? {}) : "";
  if (clock === undefined) return undefined;
  const days = time ? text.slice(0, time.index).trim() : text;
  const alone = numbersIn(days);
  const found = alone ?? withMonthName(days);
  if (!found) return undefined;
  const { values, orders } = found;
  const isShort = values.every((value) => value.length <= 2);
  const byOrder = new Map<DateOrder, string>();
  for (const order of orders) {
    const part = (letter: string) => Number(values[order.indexOf(letter)]);
    const year = isShort ? fullYear(part("y"), thisYear) : part("y");
    const day = dayText(year, part("m"), part("d"));
    if (day !== undefined) byOrder.set(order, day + clock);
  }
  return { byOrder, isShort, isWorded: !alone };
}
