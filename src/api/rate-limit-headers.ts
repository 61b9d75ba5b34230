import type { RateLimitReading } from "./rate-window.ts";

/** A later reset cannot belong to a limit per second; its unit is mistaken. */
const LONGEST_RESET_MS = 60_000;

/**
 * Reads `X-RateLimit-Limit`, `-Remaining` and `-Reset` (unix seconds). Missing or absurd values are left out; a 429
 * then tells. The reset is measured against the answer's own `Date`, because the computer's clock may be wrong by more
 * than a window.
 */
export function readRateLimit(headers: Headers): RateLimitReading {
  const limit = count(headers.get("x-ratelimit-limit"));
  const remaining = count(headers.get("x-ratelimit-remaining"));
  const reset = count(headers.get("x-ratelimit-reset"));
  const resetInMs = reset === undefined ? 0 : reset * 1000 - serverNow(headers);
  const plausible = resetInMs > 0 && resetInMs <= LONGEST_RESET_MS;
  return {
    ...(limit !== undefined && limit > 0 ? { limit } : {}),
    ...(remaining !== undefined && reset !== undefined && plausible ? { window: { remaining, reset, resetInMs } } : {}),
  };
}

/** Reads `Retry-After`, in seconds or as a date, into ms; undefined if it is missing or absurd. */
export function readRetryAfter(headers: Headers): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d{1,12}(\.\d{1,9})?$/.test(text)) return Number(text) * 1000;
  // A sign or a bare number out of bounds would be parsed as a date.
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - serverNow(headers));
}

function count(text: string | null): number | undefined {
  return text !== null && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
}

/** In unix ms. */
function serverNow(headers: Headers): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? Date.now() : date;
}
