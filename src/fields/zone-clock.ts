import { tzOffset } from "@date-fns/tz/tzOffset";
import { getOrInsert } from "../maps.ts";
import { DAY_MS, type WallTime } from "./calendar.ts";

const MINUTE_MS = 60_000;

/** What a clock in a zone shows at many instants. A zone's offset is looked up twice a day, not for each instant. */
export class ZoneClock {
  readonly #timeZone: string;
  /** By day of UTC: the offset in ms, or undefined if it changes on that day. */
  readonly #offsets = new Map<number, number | undefined>();

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** @param instant ms since 1970 */
  wallTime(instant: number): WallTime {
    return instant + this.offsetAt(instant);
  }

  /** How far the clock is ahead of UTC, in ms. @param instant ms since 1970 */
  offsetAt(instant: number): number {
    const day = Math.floor(instant / DAY_MS);
    if (!this.#offsets.has(day)) {
      const [first, last] = [this.#lookUp(day * DAY_MS), this.#lookUp((day + 1) * DAY_MS)];
      this.#offsets.set(day, first === last ? first : undefined);
    }
    return this.#offsets.get(day) ?? this.#lookUp(instant);
  }

  #lookUp(instant: number): number {
    return tzOffset(this.#timeZone, new Date(instant)) * MINUTE_MS;
  }
}

const clocks = new Map<string, ZoneClock>();

/** The clock of a zone, which all callers share. */
export const clockIn = (timeZone: string): ZoneClock => getOrInsert(clocks, timeZone, () => new ZoneClock(timeZone));
