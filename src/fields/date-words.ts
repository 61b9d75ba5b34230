import type { Unit } from "./calendar.ts";

const COUNTS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
export const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
export const ORDINALS = ["first", "second", "third", "fourth"];
export const SHIFTS: Readonly<Record<string, number>> = { last: -1, previous: -1, past: -1, this: 0, current: 0, next: 1, coming: 1, following: 1 };
export const MINUTES: Readonly<Record<string, number>> = { minute: 1, min: 1, hour: 60 };

export const COUNT = String.raw`(?<count>\d{1,5}|an?|a couple of|${COUNTS.join("|")})`;
export const UNIT = "(?<unit>day|week|fortnight|month|quarter|year)s?";
export const SHIFT = `(?<shift>${Object.keys(SHIFTS).join("|")})`;
export const WEEKDAY = "(?<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday|r)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)";
export const MONTH =
  "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
export const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th)?`;
export const YEAR = String.raw`(?<year>[12]\d{3})`;

export const countOf = (text = "1") =>
  /^\d/.test(text) ? Number(text) : text === "a couple of" ? 2 : Math.max(COUNTS.indexOf(text), /^an?$/.test(text) ? 1 : 0);

/** A fortnight is two weeks. */
export const unitOf = (text = "day"): readonly [Unit, number] => (text === "fortnight" ? ["week", 2] : [text as Unit, 1]);
