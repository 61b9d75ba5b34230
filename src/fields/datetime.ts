import { z } from "zod/v3";
import type { FieldDefinition } from "../api/wire.ts";
import { quote } from "../text/quote.ts";
import { DAY_MS, isOneDay, type Period, showPeriod, type WallTime, weekdayOf } from "./calendar.ts";
import { dateReading, onlyDate } from "./date-order.ts";
import { defineFieldType } from "./define-field-type.ts";
import type { FilterTerm } from "./field-type.ts";
import type { Locale } from "./locale.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { COMPARISONS, type LocalOperator } from "./operators.ts";
import { Rejection } from "./rejection.ts";
import { type Prefer, readShift, type WrittenDate } from "./relative-date.ts";
import { readDateAndTime } from "./time-of-day.ts";
import { clockIn } from "./zone-clock.ts";

/** Year first, so that day and month cannot be confused. Time and offset are optional. */
const WRITTEN = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:(?:T|\s+)(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}(?::?[0-5]\d)?)?)?$/i;

const ACCEPTED =
  'a date or date-time with the year first, e.g. 2026-02-03 or 2026-02-03T14:30+01:00; or words: "today", "next Tuesday", "in 3 weeks"';

const MINUTE_MS = 60_000;

/** Kiribati is 14 hours ahead of UTC. */
const MOST_OFFSET_MINUTES = 14 * 60;

/** Date.UTC reads earlier years as 1900 to 1999. */
const FIRST = Date.UTC(100, 0);

/** After this, years have more than four digits. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * The instant at which a clock in the zone shows this time. If the clock is set back and shows it twice, the first one;
 * if the clock skips it, the time moves forward by the skipped amount: an hour or, at the date line, a day.
 */
function instantOf(wall: WallTime, timeZone: string): number {
  const offsetAt = (instant: number) => clockIn(timeZone).offsetAt(instant);
  // No zone is a whole day away from UTC, so any change of the offset near this time lies between these two.
  const [before, after] = [offsetAt(wall - DAY_MS), offsetAt(wall + DAY_MS)];
  const offset = [before, after].find((one) => offsetAt(wall - one) === one) ?? before;
  return wall - offset;
}

const outOfRange = (input: unknown) => new Rejection(`${quote(input)} is out of range`, "the years 100 to 9999");

interface Moment {
  /** ms since 1970. */
  readonly instant: number;
  /** Midnight of the day, if no time was written. */
  readonly day: WallTime | undefined;
  readonly offsetGiven: boolean;
}

/** A date in words; undefined if it is not one. */
function inWords(input: unknown, { timeZone, now }: Locale, prefer: Prefer): WrittenDate | undefined {
  if (typeof input !== "string" || WRITTEN.test(input.trim())) return undefined;
  return readDateAndTime(input, clockIn(timeZone).wallTime(now()), prefer);
}

/** The first instant of a date in words. Hours from now are as long when the clock is set forward or back. */
function firstInstant(date: WrittenDate, { timeZone, now }: Locale): number {
  if (!("moment" in date)) return instantOf(date.start, timeZone);
  return date.fromNow === undefined ? instantOf(date.moment, timeZone) : now() + date.fromNow;
}

/** One day or moment in words. */
function momentInWords(input: unknown, locale: Locale): Moment | undefined {
  const date = inWords(input, locale, "future");
  if (!date) return undefined;
  if ("moment" in date) return { instant: firstInstant(date, locale), day: undefined, offsetGiven: true };
  if (!isOneDay(date)) throw new Rejection(`${quote(input)} means the period ${showPeriod(date)}, but one date is needed`, ACCEPTED);
  return { instant: firstInstant(date, locale), day: date.start, offsetGiven: true };
}

function parseMoment(input: unknown, locale: Locale): Moment {
  const { timeZone } = locale;
  const yearFirst = typeof input === "string" ? WRITTEN.exec(input.trim()) : null;
  const worded = yearFirst ? undefined : momentInWords(input, locale);
  if (worded) return worded;
  const match = yearFirst ?? (typeof input === "string" ? WRITTEN.exec(onlyDate(input, new Date(locale.now()).getUTCFullYear()) ?? "") : null);
  if (!match) throw new Rejection(`${quote(input)} is not a date`, ACCEPTED);
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, date, hour, minute, second, Number((match[7] ?? "0").padEnd(3, "0").slice(0, 3)));
  // Date turns 30 February into March, and 25:00 into the next day.
  const written = new Date(wall);
  const exists = written.getUTCMonth() === month - 1 && written.getUTCDate() === date && written.getUTCHours() === hour && minute < 60 && second < 60;
  if (!exists) throw new Rejection(`${quote(input)} does not exist in the calendar`, ACCEPTED);
  const minutes = match[8] === undefined ? undefined : offsetMinutes(match[8]);
  if (Math.abs(minutes ?? 0) > MOST_OFFSET_MINUTES) throw new Rejection(`${quote(input)} has an offset that no time zone has`, ACCEPTED);
  const instant = minutes === undefined ? instantOf(wall, timeZone) : wall - minutes * MINUTE_MS;
  // Date reads the years 0 to 99 as 1900 to 1999.
  if (written.getUTCFullYear() !== year || instant > LAST) throw outOfRange(input);
  return { instant, day: match[4] === undefined ? wall : undefined, offsetGiven: minutes !== undefined };
}

function offsetMinutes(offset: string): number {
  const [, sign, hours, minutes = "0"] = /^([+-])(\d{2}):?([0-5]\d)?$/.exec(offset) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** ISO 8601 in UTC, without fractions that are zero. */
const toIso = (instant: number) => new Date(instant).toISOString().replace(".000Z", "Z");

/** Days without a time mean all of them: "after 3 February" begins on the fourth, "until 3 February" includes it. */
function periodTerms(period: Period, operator: LocalOperator, timeZone: string): readonly FilterTerm[] {
  const start = toIso(instantOf(period.start, timeZone));
  const next = toIso(instantOf(period.end, timeZone));
  const terms: Partial<Record<LocalOperator, readonly FilterTerm[]>> = {
    equal: [
      { operator: "greaterThanOrEqual", value: start },
      { operator: "lessThan", value: next },
    ],
    greaterThan: [{ operator: "greaterThanOrEqual", value: next }],
    lessThanOrEqual: [{ operator: "lessThan", value: next }],
  };
  return terms[operator] ?? [{ operator, value: start }];
}

/** Ages in days that divide the contacts. */
const AGES = [30, 90, 180, 365, 730, 1_460];

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

export const datetime = defineFieldType<string>({
  name: "date-time",
  maxLength: MAX_LENGTH.number,
  isMoment: true,
  schema: () => z.string(),
  hint: () => "date or date-time",
  encode: (input, _field, locale) => {
    const { instant, day, offsetGiven } = parseMoment(input, locale);
    const taken = dateTaken(input, locale, "future");
    // A day is shown as that day.
    const zone = offsetGiven || day !== undefined ? undefined : `Times without an offset were read in ${locale.timeZone}.`;
    return { value: toIso(instant), note: taken === undefined ? zone : `${quote(input)} = ${weekdayOf(taken)} ${taken}.` };
  },
  shift: (input, { timeZone }) => {
    const by = typeof input === "string" ? readShift(input) : undefined;
    return (
      by && {
        // On a clock, so that the time of day stays when the clock is set forward or back.
        of: (stored) => {
          const instant = instantOf(by(clockIn(timeZone).wallTime(Date.parse(stored))), timeZone);
          if (!(instant >= FIRST && instant <= LAST)) throw outOfRange(input);
          return toIso(instant);
        },
        note: `${quote(input)} counts from the stored date, not from today.`,
        otherwise: 'a date; "in 2 weeks" counts from today',
      }
    );
  },
  decode: (raw) => (typeof raw === "string" && !Number.isNaN(Date.parse(raw)) ? raw : undefined),
  show: (value, _field, { timeZone }) => showMoment(value, timeZone),
  canonical: (value) => String(Date.parse(value)),
  column: dateReading,
  filter: {
    operators: COMPARISONS,
    encode: (value, operator, field, locale) => {
      const worded = inWords(value, locale, preferIn(field));
      if (worded && !("moment" in worded)) return periodTerms(worded, operator, locale.timeZone);
      const { instant, day } = parseMoment(value, locale);
      const isDay = day !== undefined;
      return isDay ? periodTerms({ start: day, end: day + DAY_MS }, operator, locale.timeZone) : [{ operator, value: toIso(instant) }];
    },
    order: (value, { timeZone }) => (ISO_DAY.test(value) ? instantOf(Date.parse(value), timeZone) : Date.parse(value)),
    divisions: (_field, now) => AGES.map((days) => ({ operator: "greaterThanOrEqual", value: new Date(now - days * DAY_MS).toISOString() })),
  },
});

const PLANNED = /\b(?:next|follow ?ups?|due|deadline|tasks?|remind\w*|renew\w*|expir\w*|ends?|until|planned|scheduled|upcoming|expected)\b/;
const DONE = /\b(?:last|latest|previous|first|past|done|completed)\b/;

/** Which dates without a year filters mean: the next ones in a field about what is planned, such as a follow-up, else the last. */
export function preferIn({ label, key }: Pick<FieldDefinition, "label" | "key">): Prefer {
  const words = `${label} ${key}`.replace(/(?<=\p{Ll})(?=\p{Lu})|[^\p{L}\d]+/gu, " ").toLowerCase();
  return PLANNED.test(words) && !DONE.test(words) ? "future" : "past";
}

/** What a clock in the user's zone shows now. */
export const wallClock = ({ timeZone, now }: Locale): WallTime => clockIn(timeZone).wallTime(now());

/**
 * The period that a date in words means, on a clock in the zone; undefined if the input is not one.
 *
 * @example
 * const locale = { timeZone: "UTC", now: () => Date.UTC(2026, 10, 29) };
 * dateTaken("last month", locale, "past"); // => "2026-10-01 to 2026-10-31"
 */
export function dateTaken(input: unknown, locale: Locale, prefer: Prefer): string | undefined {
  const date = inWords(input, locale, prefer);
  if (!date) return undefined;
  return "moment" in date ? showMoment(toIso(firstInstant(date, locale)), locale.timeZone) : showPeriod(date);
}

/**
 * The first moment of a date or a period as people write it, in ms since 1970: in words, of the last one that has begun.
 *
 * @throws Rejection
 * @example
 * instantWritten("2026-02-03", { timeZone: "UTC", now: Date.now }); // => Date.UTC(2026, 1, 3)
 */
export function instantWritten(input: unknown, locale: Locale): number {
  const date = inWords(input, locale, "past");
  return date ? firstInstant(date, locale) : parseMoment(input, locale).instant;
}

/**
 * The first moment of the day of an instant, both in ms since 1970.
 *
 * @example
 * startOfDay(Date.UTC(2026, 1, 3, 23, 30), "Europe/Berlin"); // => Date.UTC(2026, 1, 3, 23)
 */
export function startOfDay(instant: number, timeZone: string): number {
  const wall = clockIn(timeZone).wallTime(instant);
  return instantOf(Math.floor(wall / DAY_MS) * DAY_MS, timeZone);
}

/**
 * "2026-02-03" if the time is midnight in the zone, else "2026-02-03 14:30 +01:00", with seconds only if there are
 * any. Anything that is not a moment in the years 100 to 9999 stays unchanged.
 *
 * @example
 * showMoment("2026-02-03T13:30:00Z", "Europe/Berlin"); // => "2026-02-03 14:30 +01:00"
 * showMoment("2026-02-02T23:00:00Z", "Europe/Berlin"); // => "2026-02-03"
 */
export function showMoment(iso: string, timeZone: string): string {
  if (ISO_DAY.test(iso)) return iso;
  const instant = Date.parse(iso);
  if (!(instant >= FIRST && instant <= LAST)) return iso;
  const offset = clockIn(timeZone).offsetAt(instant);
  const clock = new Date(instant + offset).toISOString();
  const [day, time] = [clock.slice(0, 10), clock.slice(11, 19)];
  if (time < LATEST_BEGINNING && instantOf(Date.parse(day), timeZone) === instant) return day;
  return `${day} ${time.endsWith(":00") ? time.slice(0, 5) : time} ${showOffset(offset / MINUTE_MS)}`;
}

/**
 * A moment in ISO 8601 with the offset of the zone. Anything else stays unchanged.
 *
 * @example
 * isoIn("2026-02-03T13:30:00Z", "Europe/Berlin"); // => "2026-02-03T14:30:00+01:00"
 */
export function isoIn(iso: string, timeZone: string): string {
  const instant = Date.parse(iso);
  if (ISO_DAY.test(iso) || !(instant >= FIRST && instant <= LAST)) return iso;
  const offset = clockIn(timeZone).offsetAt(instant);
  const clock = toIso(instant + offset);
  return offset === 0 ? clock : clock.replace("Z", showOffset(offset / MINUTE_MS));
}

/** An instant, in ms since 1970, as {@link showMoment}, without its seconds. */
export const showMinute = (instant: number, timeZone: string): string =>
  showMoment(new Date(Math.floor(instant / MINUTE_MS) * MINUTE_MS).toISOString(), timeZone);

/** If the clock skips midnight, the day begins an hour or two later. */
const LATEST_BEGINNING = "04";

function showOffset(minutes: number): string {
  if (minutes === 0) return "UTC";
  const two = (part: number) => String(Math.floor(part)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}
