import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY_MS, showPeriod, startOf, UNITS } from "../../src/fields/calendar.ts";
import { dateTaken, datetime } from "../../src/fields/datetime.ts";
import { type Prefer, readDate, readShift } from "../../src/fields/relative-date.ts";
import { aField, aTyped } from "../builders.ts";

/** A Wednesday. */
const NOW = Date.UTC(2026, 6, 15, 13, 30);

function read(text: string, prefer: Prefer = "past", now = NOW): string | undefined {
  const date = readDate(text, now, prefer);
  if (!date) return undefined;
  return "moment" in date ? new Date(date.moment).toISOString().slice(0, 16) : showPeriod(date);
}

describe("a date in words", () => {
  it.each([
    ["today", "2026-07-15"],
    ["Yesterday", "2026-07-14"],
    ["the day after tomorrow", "2026-07-17"],
    ["10 days ago", "2026-07-05"],
    ["a week ago", "2026-07-08"],
    ["three months ago", "2026-04-15"],
    ["a fortnight ago", "2026-07-01"],
    ["in two weeks", "2026-07-29"],
    ["6 weeks from now", "2026-08-26"],
    ["2 hours ago", "2026-07-15T11:30"],
    ["this week", "2026-07-13 to 2026-07-19"],
    ["between 1 October and 15 November 2025", "2025-10-01 to 2025-11-15"],
    ["from November 2025 to 15 January 2026", "2025-11-01 to 2026-01-15"],
    ["last week", "2026-07-06 to 2026-07-12"],
    ["last month", "2026-06-01 to 2026-06-30"],
    ["this_quarter", "2026-07-01 to 2026-09-30"],
    ["previous quarter", "2026-04-01 to 2026-06-30"],
    ["next year", "2027-01-01 to 2027-12-31"],
    ["the last 7 days", "2026-07-09 to 2026-07-15"],
    ["past 3 months", "2026-04-15 to 2026-07-15"],
    ["next 14 days", "2026-07-15 to 2026-07-28"],
    ["year to date", "2026-01-01 to 2026-07-15"],
    ["next Tuesday", "2026-07-21"],
    ["last Friday", "2026-07-10"],
    ["this Friday", "2026-07-17"],
    ["Monday next week", "2026-07-20"],
    ["Q1", "2026-01-01 to 2026-03-31"],
    ["Q4 2025", "2025-10-01 to 2025-12-31"],
    ["2025-Q4", "2025-10-01 to 2025-12-31"],
    ["second quarter of 2025", "2025-04-01 to 2025-06-30"],
    ["March 2025", "2025-03-01 to 2025-03-31"],
    ["2025-03", "2025-03-01 to 2025-03-31"],
    ["2025", "2025-01-01 to 2025-12-31"],
    ["end of the month", "2026-07-31"],
    ["start of next quarter", "2026-10-01"],
    ["5 May", "2026-05-05"],
    ["May 5th, 2024", "2024-05-05"],
    ["the 6th", "2026-07-06"],
    ["2026-02-03 to 2026-02-09", "2026-02-03 to 2026-02-09"],
    ["from March to May", "2026-03-01 to 2026-05-31"],
    ["in the first half of May 2026", "2026-05-01 to 2026-05-15"],
    ["second half of February 2024", "2024-02-16 to 2024-02-29"],
    ["in the week of 20 October 2025", "2025-10-20 to 2025-10-26"],
    ["the week of 1 July", "2026-06-29 to 2026-07-05"],
    ["week beginning 2026-07-01", "2026-07-01 to 2026-07-07"],
    ["early May", "2026-05-01 to 2026-05-10"],
    ["mid-June 2025", "2025-06-11 to 2025-06-20"],
    ["in late February 2024", "2024-02-21 to 2024-02-29"],
    ["late last month", "2026-06-21 to 2026-06-30"],
    ["second half of last year", "2025-07-01 to 2025-12-31"],
    ["first half of the year", "2026-01-01 to 2026-06-30"],
    ["H2 2025", "2025-07-01 to 2025-12-31"],
    ["H1", "2026-01-01 to 2026-06-30"],
    ["last year in december", "2025-12-01 to 2025-12-31"],
    ["December of last year", "2025-12-01 to 2025-12-31"],
    ["Q3 last year", "2025-07-01 to 2025-09-30"],
    ["5 May last year", "2025-05-05"],
    ["from January to March last year", "2025-01-01 to 2025-03-31"],
    ["Christmas", "2025-12-25"],
    ["New Year's Eve 2024", "2024-12-31"],
    ["Christmas last year", "2025-12-25"],
    ["christmas eve of 2023", "2023-12-24"],
  ])("%j is %s", (text, period) => {
    expect(read(text)).toBe(period);
  });

  it.each([
    ["Friday", "2026-07-10", "2026-07-17"],
    ["Wednesday", "2026-07-15", "2026-07-15"],
    ["September", "2025-09-01 to 2025-09-30", "2026-09-01 to 2026-09-30"],
    ["Q1", "2026-01-01 to 2026-03-31", "2027-01-01 to 2027-03-31"],
    ["Q4", "2025-10-01 to 2025-12-31", "2026-10-01 to 2026-12-31"],
    ["second quarter", "2026-04-01 to 2026-06-30", "2027-04-01 to 2027-06-30"],
    ["H1", "2026-01-01 to 2026-06-30", "2027-01-01 to 2027-06-30"],
    ["H2", "2026-07-01 to 2026-12-31", "2026-07-01 to 2026-12-31"],
    ["end of Q2", "2026-06-30", "2027-06-30"],
    ["start of Q3", "2026-07-01", "2027-07-01"],
    ["end of July", "2026-07-31", "2026-07-31"],
    ["start of July", "2026-07-01", "2027-07-01"],
    ["first week of July", "2026-07-01 to 2026-07-07", "2027-07-01 to 2027-07-07"],
    ["mid-July", "2026-07-11 to 2026-07-20", "2026-07-11 to 2026-07-20"],
    ["start of this month", "2026-07-01", "2026-07-01"],
    ["next Q1", "2027-01-01 to 2027-03-31", "2027-01-01 to 2027-03-31"],
    ["last Q1", "2026-01-01 to 2026-03-31", "2026-01-01 to 2026-03-31"],
    ["3 March", "2026-03-03", "2027-03-03"],
    ["the 20th", "2026-06-20", "2026-07-20"],
    ["the 31st", "2026-05-31", "2026-07-31"],
    ["29 February", "2024-02-29", "2028-02-29"],
  ])("%j is the last one in a filter, %s, and the next one in a value or for what is planned, %s", (text, past, future) => {
    expect([read(text), read(text, "future")]).toEqual([past, future]);
  });

  it.each(["soon", "", "Acme", "31 February", "6", "99 smoots ago", "2026-13", "q5", "may be", "to", "a to b", "x".repeat(10_000)])(
    "%j is none",
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  it("covers every day once in the periods of a unit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.constantFrom(...UNITS.slice(1)), (day, unit) => {
        const now = day * DAY_MS;
        const [before, here, after] = [`last ${unit}`, `this ${unit}`, `next ${unit}`].map((text) => readDate(text, now, "past"));
        if (!before || !here || !after || "moment" in before || "moment" in here || "moment" in after) throw new Error("no period");
        expect([before.end, here.end]).toEqual([here.start, after.start]);
        expect(here.start <= now && now < here.end && here.start === startOf(unit, now)).toBe(true);
      }),
    );
  });
});

describe("in a zone", () => {
  // It is the 16th in Auckland already.
  const auckland = { timeZone: "Pacific/Auckland", now: () => NOW };
  const field = aField({ key: "due", valueType: "DATETIME" });

  it("means the day there", () => {
    expect(datetime.encode("tomorrow", field, auckland)).toEqual({ value: "2026-07-16T12:00:00Z", note: '"tomorrow" = Friday 2026-07-17.' });
    expect(dateTaken("last month", auckland, "past")).toBe("2026-06-01 to 2026-06-30");
    expect(dateTaken("2026-06-01", auckland, "past")).toBeUndefined();
  });

  it("means the whole period in every comparison", () => {
    const terms = (operator: Parameters<typeof datetime.filter.encode>[1]) =>
      datetime.filter.encode("last month", operator, field, auckland).map(({ operator, value }) => `${operator} ${value}`);
    const [start, end] = ["2026-05-31T12:00:00Z", "2026-06-30T12:00:00Z"];
    expect(terms("equal")).toEqual([`greaterThanOrEqual ${start}`, `lessThan ${end}`]);
    expect(terms("greaterThan")).toEqual([`greaterThanOrEqual ${end}`]);
    expect(terms("greaterThanOrEqual")).toEqual([`greaterThanOrEqual ${start}`]);
    expect(terms("lessThan")).toEqual([`lessThan ${start}`]);
    expect(terms("lessThanOrEqual")).toEqual([`lessThan ${end}`]);
  });

  it.each([
    ["Next follow-up", "2027"],
    ["Renewal date", "2027"],
    ["dueDate", "2027"],
    ["Last follow-up", "2026"],
    ["Signed", "2026"],
  ])("of a year to come or past is meant in a filter by what the field is about: %s, %s", (label, year) => {
    const filtered = aField({ key: "moment", label, valueType: "DATETIME" });
    const [start] = datetime.filter.encode("March", "equal", filtered, { timeZone: "UTC", now: () => NOW });
    expect(start?.value).toBe(`${year}-03-01T00:00:00Z`);
  });

  it("is refused as a value where it is not one day", () => {
    expect(() => datetime.encode("next month", field, auckland)).toThrow(
      '"next month" means the period 2026-08-01 to 2026-08-31, but one date is needed',
    );
  });
});

describe("a date relative to another", () => {
  const from = Date.UTC(2026, 0, 31, 10);
  const moved = (text: string) => new Date(readShift(text)?.(from) ?? Number.NaN);

  it.each([
    ["+2 weeks", "2026-02-14"],
    ["2 weeks later", "2026-02-14"],
    ["+ a fortnight", "2026-02-14"],
    ["-3 Days", "2026-01-28"],
    ["three days earlier", "2026-01-28"],
    ["+1 month", "2026-02-28"],
    ["-1 year", "2025-01-31"],
  ])("%s keeps the time of day", (text, day) => {
    expect(moved(text).toISOString()).toBe(`${day}T10:00:00.000Z`);
  });

  it.each(["2 weeks", "in 2 weeks", "2 weeks ago", "+2", "+10%", "+2 weeks later", "2 weeks from now", "later"])("is not %s", (text) => {
    expect(readShift(text)).toBeUndefined();
  });
});

describe("minutes and hours from now, when the clock is set", () => {
  const at = (iso: string) => aTyped({ valueType: "DATETIME" }, { timeZone: "Europe/Berlin", now: () => Date.parse(iso) });

  it.each([
    ["2026-10-25T01:30:00Z", "now", "2026-10-25T01:30:00Z"],
    ["2026-10-25T01:30:00Z", "30 minutes ago", "2026-10-25T01:00:00Z"],
    ["2026-10-25T00:30:00Z", "in 1 hour", "2026-10-25T01:30:00Z"],
    ["2026-03-29T01:30:00Z", "2 hours ago", "2026-03-28T23:30:00Z"],
  ])("are as long as ever: at %s, %s is %s", (now, words, moment) => {
    expect(at(now).encode(words)).toBe(moment);
    expect(at(now).filter(words, "greaterThanOrEqual")).toEqual([{ operator: "greaterThanOrEqual", value: moment }]);
  });
});
