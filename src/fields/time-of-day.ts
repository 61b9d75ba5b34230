import { quote } from "../text/quote.ts";
import { isOneDay } from "./calendar.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { Rejection } from "./rejection.ts";
import { readDate, type WrittenDate } from "./relative-date.ts";

/** A day that is not only numbers, and a time that cannot be a year or a day: "9:30", "9am", "at 9". */
const TIMED = /^(?<days>.*?\p{L}.*?)[\s,]+(?:at\s+)?(?<hour>\d{1,2})(?::(?<minute>[0-5]\d))?(?:\s*(?<half>[ap])\.?m\.?|(?<=:..|\bat\s+\d+))$/iu;

/** The first hour that counts as one of the morning, if only its number is written. */
const EARLIEST = 8;

/**
 * Reads a date as {@link readDate}, also with a time: "tomorrow at 9am", "next Tuesday 10:00".
 *
 * @throws Rejection for a time such as "at 3", which may be one of the night or of the afternoon
 * @example
 * const november = Date.UTC(2026, 10, 29, 12);
 * readDateAndTime("tomorrow at 9am", november, "future"); // => { moment: Date.UTC(2026, 10, 30, 9) }
 */
export function readDateAndTime(written: string, ...reading: readonly [now: number, prefer: "past" | "future"]): WrittenDate | undefined {
  const groups = written.length > MAX_LENGTH.number ? undefined : TIMED.exec(written.trim())?.groups;
  const hours = groups && hoursOf(Number(groups.hour), groups.half);
  const day = groups && hours !== undefined ? readDate(groups.days ?? "", ...reading) : undefined;
  if (!day || "moment" in day || !isOneDay(day)) return readDate(written, ...reading);
  if (hours !== undefined && hours > 0 && hours < EARLIEST && groups?.minute === undefined && groups?.half === undefined)
    throw new Rejection(`${quote(written)} may mean 0${hours}:00 or ${hours + 12}:00`, `a time such as ${hours}am, ${hours}pm or ${hours + 12}:00`);
  return { moment: day.start + ((hours ?? 0) * 60 + Number(groups?.minute ?? 0)) * 60_000 };
}

/** Hours from midnight; undefined if no clock shows them. */
function hoursOf(written: number, half: string | undefined): number | undefined {
  if (half === undefined) return written < 24 ? written : undefined;
  return written < 1 || written > 12 ? undefined : (written % 12) + (half.toLowerCase() === "p" ? 12 : 0);
}
