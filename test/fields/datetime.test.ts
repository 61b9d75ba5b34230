import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aTyped, BERLIN } from "../builders.ts";

const inZone = (timeZone: string) => aTyped({ valueType: "DATETIME" }, { ...BERLIN, timeZone });

const ZONES = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kolkata",
  "Pacific/Apia",
  "Pacific/Kiritimati",
  "America/Santiago",
  "America/Havana",
  "Africa/Cairo",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Asia/Beirut",
  "UTC",
];

const days = fc
  .date({ min: new Date("1972-01-01T00:00:00Z"), max: new Date("2037-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** A day and time as a clock in the zone shows it, by Intl: another way than the code's own. */
function clockIn(timeZone: string, iso: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  return format.format(new Date(iso));
}

describe.each(ZONES)("in %s", (timeZone) => {
  const { encode, show, same } = inZone(timeZone);

  it("the third of February stays the third", () => {
    expect(show(encode("2026-02-03"))).toBe("2026-02-03");
  });

  it("every day stays that day", () => {
    fc.assert(
      fc.property(days, (day) => {
        // The one day that Samoa went without.
        fc.pre(!(timeZone === "Pacific/Apia" && day === "2011-12-30"));
        expect(show(encode(day))).toBe(day);
        expect(clockIn(timeZone, String(encode(day))).slice(0, 10)).toBe(day);
      }),
      { numRuns: 150 },
    );
  });

  it("every moment is shown so that it can be written again", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date("1972-01-01T00:00:00Z"), max: new Date("2037-12-31T00:00:00Z"), noInvalidDate: true }), (date) => {
        const iso = `${date.toISOString().slice(0, 19)}Z`;
        expect(encode(show(iso))).toBe(iso);
      }),
      { numRuns: 150 },
    );
  });

  it("a time without offset is what a clock there shows", () => {
    fc.assert(
      fc.property(days, fc.nat(23), fc.nat(59), (day, hour, minute) => {
        const two = (part: number) => String(part).padStart(2, "0");
        const written = `${day} ${two(hour)}:${two(minute)}`;
        const clock = clockIn(timeZone, String(encode(written))).slice(0, 16);
        // A time that the clock skips is moved on; it is never another day's, apart from the day that is skipped as a whole.
        if (clock !== written) expect(clock > written).toBe(true);
        expect(same(encode(written), encode(`${written}:00`))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a day with a time, in words", () => {
  const moment = aTyped({ valueType: "DATETIME" }, { ...BERLIN, now: () => Date.parse("2026-11-30T11:00:00Z") });

  it.each([
    ["tomorrow at 9am", "2026-12-01T08:00:00Z", "Tuesday 2026-12-01 09:00 +01:00"],
    ["next Tuesday 10:00", "2026-12-08T09:00:00Z", "Tuesday 2026-12-08 10:00 +01:00"],
    ["next Tuesday, 2:30 p.m.", "2026-12-08T13:30:00Z", "Tuesday 2026-12-08 14:30 +01:00"],
    ["next Monday at 10", "2026-12-07T09:00:00Z", "Monday 2026-12-07 10:00 +01:00"],
    ["tomorrow at 14", "2026-12-01T13:00:00Z", "Tuesday 2026-12-01 14:00 +01:00"],
    ["today at 12am", "2026-11-29T23:00:00Z", "Monday 2026-11-30"],
    ["next Tuesday", "2026-12-07T23:00:00Z", "Tuesday 2026-12-08"],
  ])("%s is %s, and the answer names the weekday", (written, value, shown) => {
    expect([moment.encode(written), moment.noteOf(written)]).toEqual([value, `"${written}" = ${shown}.`]);
  });

  it("is refused if no clock shows the time", () => {
    for (const written of ["tomorrow at 25:00", "tomorrow at 13pm", "next week 10:00"]) expect(moment.refusal(written)).toContain(written);
  });

  it("is refused if it may be one of the night or of the afternoon", () => {
    expect(moment.refusal("tomorrow at 3")).toBe('"tomorrow at 3" may mean 03:00 or 15:00. Accepted: a time such as 3am, 3pm or 15:00.');
    expect(moment.encode("tomorrow at 3:00")).toBe("2026-12-01T02:00:00Z");
    expect(moment.refusal("tomorrow 10")).toContain("is not a date");
  });

  it("has its day first, where dots separate the numbers", () => {
    expect(moment.encode("8.12.2026")).toBe("2026-12-07T23:00:00Z");
    expect(moment.encode("8.12.2026 10:00")).toBe("2026-12-08T09:00:00Z");
    expect(moment.refusal("8/12/2026")).toContain("may be 2026-12-08 or 2026-08-12");
  });
});

describe("when the clock is changed", () => {
  it.each([
    ["Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:30:00Z", "2026-03-29 03:30 +02:00"],
    ["America/New_York", "2026-03-08 02:30", "2026-03-08T07:30:00Z", "2026-03-08 03:30 -04:00"],
    ["America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", "2026-09-06"],
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z", "2026-04-24"],
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z", "2011-12-31"],
  ])("what %s skips is moved on: %s", (zone, written, iso, shown) => {
    const { encode, show } = inZone(zone);
    expect(encode(written)).toBe(iso);
    expect(show(iso)).toBe(shown);
  });

  it.each([
    ["Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30:00Z"],
    ["America/New_York", "2026-11-01 01:30", "2026-11-01T05:30:00Z"],
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"],
  ])("what %s shows twice is the first of the two: %s", (zone, written, iso) => {
    expect(inZone(zone).encode(written)).toBe(iso);
  });
});

describe("forms", () => {
  const { encode, noteOf, refusal, show } = inZone("Europe/Berlin");

  it.each([
    ["2026-02-03T14:30+01:00", "2026-02-03T13:30:00Z"],
    ["2026-02-03T14:30:15.25Z", "2026-02-03T14:30:15.250Z"],
    ["2026/02/03 14:30", "2026-02-03T13:30:00Z"],
    ["2026-02-03 14:30 +0530", "2026-02-03T09:00:00Z"],
    ["2026-02-03t14:30z", "2026-02-03T14:30:00Z"],
    ["2026-02-03 14:30 -08", "2026-02-03T22:30:00Z"],
    ["9999-12-31", "9999-12-30T23:00:00Z"],
    ["2026-2-3", "2026-02-02T23:00:00Z"],
    ["31.12.2026", "2026-12-30T23:00:00Z"],
    ["12/31/2026 2:30 PM", "2026-12-31T13:30:00Z"],
    ["3 février 2026", "2026-02-02T23:00:00Z"],
  ])("%s is %s", (written, iso) => {
    expect(encode(written)).toBe(iso);
  });

  it("the zone is named where it was assumed for a time, which a day alone does not have", () => {
    expect(noteOf("2026-02-03")).toBeUndefined();
    expect(noteOf("31/12/2026")).toBeUndefined();
    expect(noteOf("2026-02-03 10:00")).toBe("Times without an offset were read in Europe/Berlin.");
    expect(noteOf("2026-02-03T10:00Z")).toBeUndefined();
  });

  it.each([
    "02/03/2026",
    "31-Dec-26",
    "31/02/2026",
    "2026-02-30",
    "2026-13-01",
    "2026-02-03 24:30",
    "2026-02-03 10:60",
    "2026-02-03T10:00+99:00",
    "2026-02-03T10:00+01:75",
    "0099-05-05",
    "9999-12-31T23:59-12:00",
    "soon",
    "Jan",
    20260203,
    true,
  ])("%j is refused, never guessed", (written) => {
    expect(refusal(written)).toContain(JSON.stringify(written));
  });

  it.each(["31/02/2026", "30 Feb 2026", "31.4.2026 10:00"])("%s is no day of the calendar, in whatever order", (written) => {
    expect(refusal(written)).toContain(`"${written}" does not exist in the calendar. Accepted: `);
  });

  it("the message shows a date that would be taken", () => {
    expect(refusal("02/03/2026")).toMatchInlineSnapshot(`""02/03/2026" may be 2026-03-02 or 2026-02-03. Accepted: the year first, e.g. 2026-12-31."`);
    expect(refusal("2026-02-30")).toMatchInlineSnapshot(
      `""2026-02-30" does not exist in the calendar. Accepted: a date or date-time with the year first, e.g. 2026-02-03 or 2026-02-03T14:30+01:00; or words: "today", "next Tuesday", "in 3 weeks"."`,
    );
  });

  it("seconds are shown where there are some, and midnight alone is a day", () => {
    expect(show("2026-02-03T13:30:15Z")).toBe("2026-02-03 14:30:15 +01:00");
    expect(show("2026-02-03T00:00:00Z")).toBe("2026-02-03 01:00 +01:00");
    expect(show("2026-07-02T22:00:00.000Z")).toBe("2026-07-03");
    expect(inZone("UTC").show("2026-02-03T13:30:00Z")).toBe("2026-02-03 13:30 UTC");
  });
});

describe("filters by day", () => {
  const { filter } = inZone("Europe/Berlin");

  it("take the whole day, in the zone", () => {
    expect(filter("2026-02-03", "equal")).toEqual([
      { operator: "greaterThanOrEqual", value: "2026-02-02T23:00:00Z" },
      { operator: "lessThan", value: "2026-02-03T23:00:00Z" },
    ]);
    expect(filter("2026-02-03", "greaterThan")).toEqual([{ operator: "greaterThanOrEqual", value: "2026-02-03T23:00:00Z" }]);
    expect(filter("2026-02-03", "greaterThanOrEqual")).toEqual([{ operator: "greaterThanOrEqual", value: "2026-02-02T23:00:00Z" }]);
    expect(filter("2026-02-03", "lessThan")).toEqual([{ operator: "lessThan", value: "2026-02-02T23:00:00Z" }]);
    expect(filter("2026-02-03", "lessThanOrEqual")).toEqual([{ operator: "lessThan", value: "2026-02-03T23:00:00Z" }]);
  });

  it("know that a day may have 23 or 25 hours", () => {
    const hours = (day: string) => {
      const [from, to] = filter(day, "equal").map(({ value }) => Date.parse(value));
      return ((to ?? 0) - (from ?? 0)) / 3_600_000;
    };
    expect([hours("2026-03-29"), hours("2026-10-25"), hours("2026-02-03")]).toEqual([23, 25, 24]);
  });

  it("take a moment as it is", () => {
    expect(filter("2026-02-03 10:00", "lessThan")).toEqual([{ operator: "lessThan", value: "2026-02-03T09:00:00Z" }]);
  });
});
