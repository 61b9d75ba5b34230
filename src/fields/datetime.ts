import { tzOffset } from "@date-fns/tz/tzOffset";
import { z } from "zod/v3";
import type { FilterOperator } from "../api/wire.ts";
import { defineFieldType, type FilterTerm, type Locale } from "./field-type.ts";
import { COMPARISONS } from "./number.ts";
import { quote } from "./quote.ts";
import { Rejection } from "./rejection.ts";

/** Year first, so that day and month cannot be mistaken; time and offset may be left out. */
const WRITTEN = /^(\d{4})[-/](\d{2})[-/](\d{2})(?:(?:T|\s+)(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?)?$/i;

const ACCEPTED = "a date or date-time with the year first, e.g. 2026-02-03 or 2026-02-03T14:30+01:00";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A day and time as a clock on the wall shows it, in ms since 1970 as if the clock showed UTC. */
type WallTime = number;

/** When a clock in the zone shows this. A time that the change to summer time leaves out is moved on by the hour that is missing. */
function instantOf(wall: WallTime, timeZone: string): number {
  const guess = wall - tzOffset(timeZone, new Date(wall)) * MINUTE_MS;
  return wall - tzOffset(timeZone, new Date(guess)) * MINUTE_MS;
}

interface Moment {
  /** ms since 1970. */
  readonly instant: number;
  /** Midnight of the day, where no time was written. */
  readonly day?: WallTime;
  readonly offsetGiven: boolean;
}

function parseMoment(input: unknown, { timeZone }: Locale): Moment {
  const match = typeof input === "string" ? WRITTEN.exec(input.trim()) : null;
  if (!match) throw new Rejection(`${quote(input)} is not a date`, ACCEPTED);
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, date, hour, minute, second, Number((match[7] ?? "0").padEnd(3, "0").slice(0, 3)));
  // Date carries 30 February over into March and 25:00 into the next day.
  const written = new Date(wall);
  const exists = written.getUTCMonth() === month - 1 && written.getUTCDate() === date && written.getUTCHours() === hour && minute < 60 && second < 60;
  if (!exists || year === 0) throw new Rejection(`${quote(input)} does not exist in the calendar`, ACCEPTED);
  if (match[4] === undefined) return { instant: instantOf(wall, timeZone), day: wall, offsetGiven: false };
  const offset = match[8];
  if (offset === undefined) return { instant: instantOf(wall, timeZone), offsetGiven: false };
  return { instant: wall - offsetMinutes(offset) * MINUTE_MS, offsetGiven: true };
}

function offsetMinutes(offset: string): number {
  const [, sign, hours, minutes = "0"] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

/** ISO 8601 in UTC, without fractions that are zero. */
const toIso = (instant: number) => new Date(instant).toISOString().replace(".000Z", "Z");

/** A day without time is the whole of it: "after 3 February" begins on the fourth, "until 3 February" includes it. */
function dayTerms(day: WallTime, operator: FilterOperator, timeZone: string): readonly FilterTerm[] {
  const start = toIso(instantOf(day, timeZone));
  const next = toIso(instantOf(day + DAY_MS, timeZone));
  const terms: Partial<Record<FilterOperator, readonly FilterTerm[]>> = {
    equal: [
      { operator: "greaterThanOrEqual", value: start },
      { operator: "lessThan", value: next },
    ],
    greaterThan: [{ operator: "greaterThanOrEqual", value: next }],
    lessThanOrEqual: [{ operator: "lessThan", value: next }],
  };
  return terms[operator] ?? [{ operator, value: start }];
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

export const datetime = defineFieldType<string>({
  name: "date-time",
  operators: COMPARISONS,
  schema: () => z.string(),
  hint: () => "date or date-time",
  encode: (input, _field, locale) => {
    const { instant, offsetGiven } = parseMoment(input, locale);
    return { value: toIso(instant), note: offsetGiven ? undefined : `Dates without an offset were read in ${locale.timeZone}.` };
  },
  decode: (raw) => (typeof raw === "string" && !Number.isNaN(Date.parse(raw)) ? raw : undefined),
  show: (value, _field, { timeZone }) => showMoment(value, timeZone),
  canonical: (value) => String(Date.parse(value)),
  encodeFilter: (value, operator, _field, locale) => {
    const { instant, day } = parseMoment(value, locale);
    return day === undefined ? [{ operator, value: toIso(instant) }] : dayTerms(day, operator, locale.timeZone);
  },
});

/** "2026-02-03" where the time is midnight in the zone, else "2026-02-03 14:30 +01:00" (seconds only where there are some). */
export function showMoment(iso: string, timeZone: string): string {
  if (ISO_DAY.test(iso)) return iso;
  const instant = Date.parse(iso);
  const offset = tzOffset(timeZone, new Date(instant));
  const [day = "", time = ""] = new Date(instant + offset * MINUTE_MS).toISOString().split("T");
  if (instantOf(Date.parse(day), timeZone) === instant) return day;
  const clock = time.startsWith("00", 6) ? time.slice(0, 5) : time.slice(0, 8);
  return `${day} ${clock} ${showOffset(offset)}`;
}

function showOffset(minutes: number): string {
  if (minutes === 0) return "UTC";
  const two = (part: number) => String(Math.floor(part)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}
