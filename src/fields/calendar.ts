/** A day and time as a clock shows it, in ms since 1970 as if the clock showed UTC. */
export type WallTime = number;

/** Whole days: from the midnight of the first to the midnight after the last. */
export interface Period {
  readonly start: WallTime;
  readonly end: WallTime;
}

export const UNITS = ["day", "week", "month", "quarter", "year"] as const;

export type Unit = (typeof UNITS)[number];

export const DAY_MS = 86_400_000;

/** 1970-01-05, a Monday: weeks begin on Mondays, as ISO 8601 has them. */
const FIRST_MONDAY: WallTime = 4 * DAY_MS;

const MONTHS: Readonly<Partial<Record<Unit, number>>> = { month: 1, quarter: 3, year: 12 };

export const startOfDayOf = (wall: WallTime): WallTime => Math.floor(wall / DAY_MS) * DAY_MS;

/** Midnight of the first day of the week, month, quarter or year that a time lies in. */
export function startOf(unit: Unit, wall: WallTime): WallTime {
  if (unit === "day") return startOfDayOf(wall);
  if (unit === "week") return FIRST_MONDAY + Math.floor((wall - FIRST_MONDAY) / (7 * DAY_MS)) * 7 * DAY_MS;
  const date = new Date(wall);
  const months = MONTHS[unit] ?? 1;
  return midnight(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / months) * months, 1);
}

/** The same time some days, weeks, months, quarters or years later. A day that a month lacks becomes its last. */
export function plus(wall: WallTime, count: number, unit: Unit): WallTime {
  const months = MONTHS[unit];
  if (months === undefined) return wall + count * (unit === "week" ? 7 : 1) * DAY_MS;
  const date = new Date(wall);
  const first = midnight(date.getUTCFullYear(), date.getUTCMonth() + count * months, 1);
  const last = new Date(midnight(new Date(first).getUTCFullYear(), new Date(first).getUTCMonth() + 1, 0)).getUTCDate();
  return first + (Math.min(date.getUTCDate(), last) - 1) * DAY_MS + (wall - startOfDayOf(wall));
}

/** The week, month, quarter or year that a time lies in, or one that is `offset` later. */
export function periodOf(unit: Unit, wall: WallTime, offset = 0): Period {
  const start = plus(startOf(unit, wall), offset, unit);
  return { start, end: plus(start, 1, unit) };
}

export const dayOf = (wall: WallTime): Period => periodOf("day", wall);

export const isOneDay = ({ start, end }: Period): boolean => end - start === DAY_MS;

/** Months count from 0. Date.UTC reads the years 0 to 99 as 1900 to 1999. */
export function midnight(year: number, month: number, day: number): WallTime {
  const date = new Date(Date.UTC(2000, 0, 1));
  date.setUTCFullYear(year, month, day);
  return date.getTime();
}

/** "2026-02-03" */
const showDay = (wall: WallTime): string => new Date(wall).toISOString().slice(0, 10);

/** "2026-02-03", or "2026-02-01 to 2026-02-28". */
export const showPeriod = (period: Period): string =>
  isOneDay(period) ? showDay(period.start) : `${showDay(period.start)} to ${showDay(period.end - DAY_MS)}`;

/**
 * The weekday of a day that is shown.
 *
 * @example
 * weekdayOf("2026-12-08"); // => "Tuesday"
 */
export const weekdayOf = (day: string): string => new Date(day.slice(0, 10)).toLocaleDateString("en", { weekday: "long", timeZone: "UTC" });

/** The name of a period: a day "2026-02-03", a week its Monday, "2026-02", a quarter "2026-Q1", a year "2026". */
export function nameOfPeriod(unit: Unit, start: WallTime): string {
  const day = showDay(start);
  if (unit === "year") return day.slice(0, 4);
  if (unit === "month") return day.slice(0, 7);
  if (unit === "quarter") return `${day.slice(0, 4)}-Q${Math.floor(new Date(start).getUTCMonth() / 3) + 1}`;
  return day;
}
