import { beforeEach, expect, test, vi } from "vitest";
import { readRateLimit, readRetryAfter } from "../../src/api/rate-limit-headers.ts";
import { aContact, reply, scriptedApi, settled } from "./fake-fetch.ts";

/** In unix seconds. */
const NOW = Date.UTC(2026, 0, 1) / 1_000;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW * 1_000 });
  return () => vi.useRealTimers();
});

const headers = (limit: string, remaining: string, reset: string, more: Record<string, string> = {}): Headers =>
  new Headers({ "x-ratelimit-limit": limit, "x-ratelimit-remaining": remaining, "x-ratelimit-reset": reset, ...more });

test("the reset is measured by the local clock, or better by the answer's own date", () => {
  expect(readRateLimit(headers("25", "3", `${NOW + 2}`))).toEqual({ limit: 25, window: { remaining: 3, reset: NOW + 2, resetInMs: 2_000 } });
  const date = new Date((NOW + 3_600) * 1_000).toUTCString();
  expect(readRateLimit(headers("25", "3", `${NOW + 3_601}`, { date }))).toMatchObject({ window: { resetInMs: 1_000 } });
  expect(readRateLimit(headers("25", "3", `${NOW + 1}`, { date: "nonsense" }))).toMatchObject({ window: { resetInMs: 1_000 } });
});

test.each([
  ["in the past", "25", "0", `${NOW - 1}`],
  ["that is now", "25", "0", `${NOW}`],
  ["in milliseconds", "25", "0", `${NOW * 1_000}`],
  ["in seconds from now", "25", "0", "1"],
  ["an hour ahead", "25", "0", `${NOW + 3_600}`],
  ["that is no number", "25", "0", "soon"],
  ["with nothing left to read", "25", "", `${NOW + 1}`],
  ["with less than nothing left", "25", "-1", `${NOW + 1}`],
])("a reset %s says nothing", (_name, limit, remaining, reset) => {
  expect(readRateLimit(headers(limit, remaining, reset))).toEqual({ limit: 25 });
});

test.each(["0", "-3", "none", "", "1e9"])("a limit of %j says nothing", (limit) => {
  expect(readRateLimit(headers(limit, "1", `${NOW + 1}`))).not.toHaveProperty("limit");
});

test("no headers say nothing", () => {
  expect(readRateLimit(new Headers())).toEqual({});
  expect(readRetryAfter(new Headers())).toBeUndefined();
});

test.each(["", " ", "-1", "1e3", "NaN", "Infinity", "99999999999999999999", "2026"].map((text) => [text, text === "2026" ? 2_026_000 : undefined]))(
  "Retry-After %j is %s ms",
  (text, expected) => {
    expect(readRetryAfter(new Headers({ "retry-after": String(text) }))).toBe(expected);
  },
);

test("the client follows the headers: what an answer says is left is not exceeded by the next requests", async () => {
  const used = { "x-ratelimit-limit": "25", "x-ratelimit-remaining": "2", "x-ratelimit-reset": `${NOW + 3}` };
  const { api, sent } = scriptedApi([reply(200, aContact(), used), reply(200, aContact())]);
  await settled(api.retrieve("con_0"));
  await settled(Promise.all([1, 2, 3, 4].map((id) => api.retrieve(`con_${id}`))));
  expect(sent.filter(({ at }) => at < 2_900)).toHaveLength(3);
});
