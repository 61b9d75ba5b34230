import { DAY_MS, dayOf, midnight, type Period, periodOf, plus, startOfDayOf, type WallTime } from "./calendar.ts";
import { COUNT, countOf, DAY, MINUTES, MONTH, MONTHS, ORDINALS, SHIFT, SHIFTS, UNIT, unitOf, WEEKDAY, WEEKDAYS, YEAR } from "./date-words.ts";
import { MAX_LENGTH } from "./max-length.ts";

/** What a date without a year, or a weekday alone, means: the last one, as in filters, or the next, as in plans. */
export type Prefer = "past" | "future";

/** Words for a date are read at a time: now, on a clock where the user is. */
interface Reading {
  readonly now: WallTime;
  readonly prefer: Prefer;
}

/** Days, or a moment of a day. `fromNow`: how far it is from now, in ms, if that is what was written. */
export type WrittenDate = Period | { readonly moment: WallTime; readonly fromNow?: number };

type Groups = Readonly<Record<string, string | undefined>>;
type Rule = readonly [pattern: RegExp, read: (groups: Groups, reading: Reading) => WrittenDate | undefined];

const rule = (pattern: string, read: Rule[1]): Rule => [new RegExp(`^(?:${pattern})$`), read];

function later({ now }: Reading, sign: number, { count, unit }: Groups): Period {
  const [of, times] = unitOf(unit);
  return dayOf(plus(startOfDayOf(now), sign * countOf(count) * times, of));
}

const shiftOf = ({ shift = "this" }: Groups) => SHIFTS[shift] ?? 0;

/** From so many units before today to today, or from today on. */
function span(reading: Reading, groups: Groups): Period {
  const today = dayOf(reading.now);
  const other = later(reading, shiftOf(groups), groups);
  // "the last 7 days" are seven with today.
  const isDays = groups.unit === "day";
  return other.start < today.start
    ? { start: other.start + (isDays ? DAY_MS : 0), end: today.end }
    : { start: today.start, end: other.end - (isDays ? DAY_MS : 0) };
}

function weekday({ weekday = "", shift, ofWeek }: Groups, { now, prefer }: Reading): Period {
  const at = WEEKDAYS.indexOf(weekday.slice(0, 3));
  const inWeek = (offset: number) => dayOf(periodOf("week", now, offset).start + at * DAY_MS);
  if (ofWeek !== undefined) return inWeek(SHIFTS[ofWeek] ?? 0);
  const today = dayOf(now);
  const here = inWeek(0);
  const before = here.start < today.start ? here : inWeek(-1);
  if (shift === undefined) return here.start === today.start ? here : prefer === "past" ? before : here.start > today.start ? here : inWeek(1);
  const offset = SHIFTS[shift] ?? 0;
  return offset < 0 ? before : inWeek(offset);
}

const monthOf = (text = "") => MONTHS.indexOf(text.slice(0, 3));

/** A period that every year has; without a year, the last that has begun, or the next that is not over. */
function yearly(at: (year: number) => Period, { year, shift }: Groups, { now, prefer }: Reading): Period {
  if (year !== undefined) return at(Number(year));
  const thisYear = new Date(now).getUTCFullYear();
  const here = at(thisYear);
  if (shift === "this" || shift === "current") return here;
  const isPast = shift === undefined ? prefer === "past" : shiftOf({ shift }) < 0;
  if (isPast) return here.start <= now && !(shift !== undefined && here.end > now) ? here : at(thisYear - 1);
  return here.start > now || (shift === undefined && here.end > now) ? here : at(thisYear + 1);
}

const month = (groups: Groups, reading: Reading) => yearly((year) => periodOf("month", midnight(year, monthOf(groups.month), 1)), groups, reading);

const quarter = (number: number, groups: Groups, reading: Reading) =>
  yearly((year) => periodOf("quarter", midnight(year, (number - 1) * 3, 1)), groups, reading);

const halfYear = (groups: Groups, reading: Reading) => {
  const first = groups.number === "2" ? 6 : 0;
  return yearly((year) => ({ start: midnight(year, first, 1), end: midnight(year, first + 6, 1) }), groups, reading);
};

/** A day of a month; undefined if the calendar has none. */
function existing(year: number, monthAt: number, day: number): Period | undefined {
  const start = midnight(year, monthAt, day);
  return day > 0 && new Date(start).getUTCDate() === day ? dayOf(start) : undefined;
}

function dayOfMonth({ day, month: name, year }: Groups, { now, prefer }: Reading): Period | undefined {
  const today = dayOf(now);
  const thisYear = new Date(now).getUTCFullYear();
  const wanted = Number(day);
  if (year !== undefined) return existing(Number(year), monthOf(name), wanted);
  const step = name === undefined ? 1 : 12;
  const from = name === undefined ? new Date(now).getUTCMonth() : monthOf(name);
  // The 31st of most months, and 29 February of most years, do not exist.
  for (let tries = 0; tries < 9; tries++) {
    const found = existing(thisYear, from + (prefer === "past" ? -tries : tries) * step, wanted);
    if (found && (prefer === "past" ? found.start <= today.start : found.start >= today.start)) return found;
  }
  return undefined;
}

/** A part of a period. If the part is over and dates ahead are meant, that of the next year. */
function partOf(rest: string, reading: Reading, cut: (whole: Period) => Period | undefined): Period | undefined {
  const whole = periodIn(/^(?:day|week|month|quarter|year)$/.test(rest) ? `this ${rest}` : rest, reading);
  if (whole === undefined || "moment" in whole) return undefined;
  const found = cut(whole);
  const isOver = reading.prefer === "future" && found !== undefined && found.end <= reading.now && EVERY_YEAR.test(rest);
  return isOver ? partOf(rest, { ...reading, now: whole.end }, cut) : found;
}

const EVERY_YEAR = new RegExp(`^(?:${MONTH}|q[1-4]|h[12]|(?:${ORDINALS.join("|")}) quarter)$`);

const edgeOf = ({ edge, rest = "" }: Groups, reading: Reading) =>
  partOf(rest, reading, ({ start, end }) => dayOf(edge === "end" ? end - DAY_MS : start));

const BARE_DAY = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)?$/;

/** Two dates with a word between them, each whole. The year of the second is that of the first too, if that has none. */
function between({ from = "", to = "" }: Groups, reading: Reading): Period | undefined {
  const [, year] = new RegExp(` (${YEAR})$`).exec(to) ?? [];
  const last = periodIn(to, reading);
  // "Between 1 and 15 January"
  const [, bare] = BARE_DAY.exec(from) ?? [];
  if (last && !("moment" in last) && bare !== undefined) {
    const date = new Date(last.start);
    const day = existing(date.getUTCFullYear(), date.getUTCMonth(), Number(bare));
    return day && day.start < last.start ? { start: day.start, end: last.end } : undefined;
  }
  const first = (year === undefined ? undefined : periodIn(`${from} ${year}`, reading)) ?? periodIn(from, reading);
  if (!first || !last || "moment" in first || "moment" in last || last.end <= first.start) return undefined;
  return { start: first.start, end: last.end };
}

/** One half of a year or a month. */
const halfOf =
  (isSecond: boolean) =>
  ({ start, end }: Period): Period | undefined => {
    const months = Math.round((end - start) / (30 * DAY_MS));
    const middle = months === 12 ? plus(start, 6, "month") : months === 1 ? plus(start, 15, "day") : undefined;
    return middle === undefined ? undefined : isSecond ? { start: middle, end } : { start, end: middle };
  };

const isMonth = ({ start, end }: Period): boolean => plus(start, 1, "month") === end;

/** The first seven days of a month, the next seven, and so on. */
const weekOfMonth = ({ ordinal = "", rest = "" }: Groups, reading: Reading) =>
  partOf(rest, reading, (whole) => {
    if (!isMonth(whole)) return undefined;
    if (ordinal === "last") return { start: plus(whole.end, -7, "day"), end: whole.end };
    const start = plus(whole.start, 7 * ORDINALS.indexOf(ordinal), "day");
    return { start, end: plus(start, 7, "day") };
  });

/** The week that a day is in, or that begins with it. */
function weekOf({ begins, rest = "" }: Groups, reading: Reading): Period | undefined {
  const day = periodIn(rest, reading);
  if (day === undefined || "moment" in day || day.end - day.start !== DAY_MS) return undefined;
  return begins === undefined ? periodOf("week", day.start) : { start: day.start, end: plus(day.start, 7, "day") };
}

/** The first ten days of a month, the next ten, or the rest. */
const thirdOf = ({ third, rest = "" }: Groups, reading: Reading) =>
  partOf(rest, reading, (whole) => {
    if (!isMonth(whole)) return undefined;
    const [tenth, twentieth] = [plus(whole.start, 10, "day"), plus(whole.start, 20, "day")];
    if (third === "early") return { start: whole.start, end: tenth };
    return third === "late" ? { start: twentieth, end: whole.end } : { start: tenth, end: twentieth };
  });

/** Days that have a name and the same date in every year. */
const HOLIDAYS: ReadonlyMap<string, readonly [day: string, month: string]> = new Map([
  ["christmas", ["25", "dec"]],
  ["christmas day", ["25", "dec"]],
  ["xmas", ["25", "dec"]],
  ["christmas eve", ["24", "dec"]],
  ["boxing day", ["26", "dec"]],
  ["new year", ["1", "jan"]],
  ["new year's day", ["1", "jan"]],
  ["new year's eve", ["31", "dec"]],
  ["valentine's day", ["14", "feb"]],
  ["halloween", ["31", "oct"]],
]);

function holiday({ name = "", year }: Groups, reading: Reading): Period | undefined {
  const [day, month] = HOLIDAYS.get(name.replaceAll("’", "'").replace(/^(new year|valentine)s(?= )/, "$1's")) ?? [];
  return dayOfMonth({ day, month, year }, reading);
}

/** "December last year": the same with the number of the year. */
function ofYear({ rest = "", shift }: Groups, reading: Reading): WrittenDate | undefined {
  return periodIn(`${rest} ${new Date(reading.now).getUTCFullYear() + shiftOf({ shift })}`, reading);
}

const msOf = ({ count, minutes = "" }: Groups) => countOf(count) * (MINUTES[minutes] ?? 1) * 60_000;

const inMs = (fromNow: number, { now }: Reading): WrittenDate => ({ moment: now + fromNow, fromNow });

const RULES: readonly Rule[] = [
  rule("today", (_, { now }) => dayOf(now)),
  rule("yesterday", (_, { now }) => dayOf(now - DAY_MS)),
  rule("tomorrow", (_, { now }) => dayOf(now + DAY_MS)),
  rule("day before yesterday", (_, { now }) => dayOf(now - 2 * DAY_MS)),
  rule("day after tomorrow", (_, { now }) => dayOf(now + 2 * DAY_MS)),
  rule("now", (_, reading) => inMs(0, reading)),
  rule(`${COUNT} ${UNIT} (?:ago|back|before today)`, (groups, reading) => later(reading, -1, groups)),
  rule(`in ${COUNT} ${UNIT}(?: time)?`, (groups, reading) => later(reading, 1, groups)),
  rule(`${COUNT} ${UNIT} (?:from now|from today|hence|ahead)`, (groups, reading) => later(reading, 1, groups)),
  rule(`${COUNT} (?<minutes>minute|min|hour)s? ago`, (groups, reading) => inMs(-msOf(groups), reading)),
  rule(`in ${COUNT} (?<minutes>minute|min|hour)s?`, (groups, reading) => inMs(msOf(groups), reading)),
  rule(`${SHIFT} ${COUNT} ${UNIT}`, (groups, reading) => span(reading, groups)),
  rule(`within (?:the )?(?:next )?${COUNT} ${UNIT}`, (groups, reading) => span(reading, { ...groups, shift: "next" })),
  rule(`${SHIFT} ${UNIT}`, (groups, { now }) => periodOf(unitOf(groups.unit)[0], now, shiftOf(groups) * unitOf(groups.unit)[1])),
  rule(`(?<unit>week|month|quarter|year) to date`, ({ unit }, { now }) => ({ start: periodOf(unitOf(unit)[0], now).start, end: dayOf(now).end })),
  rule("ytd", (_, { now }) => ({ start: periodOf("year", now).start, end: dayOf(now).end })),
  rule(`(?:${SHIFT} )?${WEEKDAY}`, weekday),
  rule(`${WEEKDAY} (?:of )?(?<ofWeek>last|this|next) week`, weekday),
  rule(`(?<ofWeek>last|this|next) week ${WEEKDAY}`, weekday),
  rule(`(?:${SHIFT} )?${MONTH}`, month),
  rule(`${MONTH}(?: of)? ${YEAR}`, month),
  rule(String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)`, dayOfMonth),
  rule(`${DAY} (?:of )?${MONTH}(?: ${YEAR})?`, dayOfMonth),
  rule(`${MONTH} (?:the )?${DAY}(?: ${YEAR})?`, dayOfMonth),
  rule(`(?<ordinal>first|1st|second|2nd) half (?:of )?(?:the )?(?<rest>.+)`, ({ ordinal, rest = "" }, reading) =>
    partOf(rest, reading, halfOf(ordinal === "second" || ordinal === "2nd")),
  ),
  rule(`(?<ordinal>${ORDINALS.join("|")}|last) week (?:of|in) (?:the )?(?<rest>.+)`, weekOfMonth),
  rule("week (?:of|(?<begins>beginning|starting|commencing)) (?:on )?(?:the )?(?<rest>.+)", weekOf),
  rule("(?<third>early|mid|late)[ -](?<rest>.+)", thirdOf),
  rule(`(?:${SHIFT} )?h(?<number>[12])(?:[ -]${YEAR})?`, halfYear),
  rule(`${YEAR}[ -]?h(?<number>[12])`, halfYear),
  rule(
    `(?<name>${[...HOLIDAYS.keys(), "new years day", "new years eve", "valentines day"].join("|").replaceAll("'", "['’]")})(?: (?:of )?${YEAR})?`,
    holiday,
  ),
  rule(`(?<edge>start|beginning|end) (?:of )?(?:the )?(?<rest>.+)`, edgeOf),
  rule(`(?:${SHIFT} )?q(?<number>[1-4])(?:[ -]${YEAR})?`, (groups, reading) => quarter(Number(groups.number), groups, reading)),
  rule(`${YEAR}[ -]?q(?<number>[1-4])`, (groups, reading) => quarter(Number(groups.number), groups, reading)),
  rule(`(?<ordinal>${ORDINALS.join("|")}) quarter(?: (?:of )?${YEAR})?`, (groups, reading) =>
    quarter(ORDINALS.indexOf(groups.ordinal ?? "") + 1, groups, reading),
  ),
  rule("(?<rest>.+?) (?:of |in )?(?:the )?(?<shift>last|previous|this|next) year", ofYear),
  rule("(?<shift>last|previous|this|next) year (?:in )?(?<rest>.+)", ofYear),
  rule(`(?:the year )?${YEAR}`, ({ year }) => periodOf("year", midnight(Number(year), 0, 1))),
  rule(`${YEAR}[-/](?<number>0[1-9]|1[0-2])`, ({ year, number }) => periodOf("month", midnight(Number(year), Number(number) - 1, 1))),
  rule(`${YEAR}[-/](?<number>0[1-9]|1[0-2])[-/](?<day>\\d{2})`, ({ year, number, day }) => existing(Number(year), Number(number) - 1, Number(day))),
  rule(`(?:from |between )?(?<from>.+?) (?:to|until|till|through|and|-|–) (?:the )?(?<to>.+)`, between),
];

function periodIn(text: string, reading: Reading): WrittenDate | undefined {
  for (const [pattern, read] of RULES) {
    const match = pattern.exec(text);
    const found = match && read(match.groups ?? {}, reading);
    if (found) return found;
  }
  return undefined;
}

/**
 * Reads a date in words: "last month", "90 days ago", "next Tuesday", "Q3 2026", "6 October". Undefined if it is not one.
 *
 * @param now on a clock where the user is
 * @example
 * const november = Date.UTC(2026, 10, 29, 12);
 * readDate("last month", november, "past"); // => { start: Date.UTC(2026, 9, 1), end: Date.UTC(2026, 10, 1) }
 */
export function readDate(written: string, now: WallTime, prefer: Prefer): WrittenDate | undefined {
  if (written.length > MAX_LENGTH.number) return undefined;
  const text = written
    .trim()
    .toLowerCase()
    .replace(/[,.]/g, " ")
    .replace(/_/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(?:on |during |in the |the |at the )+/, "")
    .replace(/^in (?=(?:early|mid|late|last|this|next|past|q\d|[12]\d{3}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))/, "");
  return text === "" ? undefined : periodIn(text, { now, prefer });
}

const SHIFTED = new RegExp(`^(?<sign>[+-])? ?${COUNT} ${UNIT}(?: (?<word>later|earlier))?$`);

/**
 * Reads by how much another date moves: "+2 weeks", "-3 days", "a month later". Undefined if it does not say that.
 *
 * @example
 * readShift("+2 weeks")?.(Date.UTC(2026, 10, 3)); // => Date.UTC(2026, 10, 17)
 */
export function readShift(written: string): ((from: WallTime) => WallTime) | undefined {
  const { sign, count, unit, word } = (written.length <= MAX_LENGTH.number && SHIFTED.exec(written.trim().toLowerCase())?.groups) || {};
  if ((sign === undefined) === (word === undefined)) return undefined;
  const [of, times] = unitOf(unit);
  const direction = sign === "-" || word === "earlier" ? -1 : 1;
  return (from) => plus(from, direction * countOf(count) * times, of);
}
