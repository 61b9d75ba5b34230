import type { Bucket } from "../api/wire.ts";

/** In the headers if the limit is switched off, because every answer has them. */
const NO_LIMIT = 1_000_000;

interface RateState {
  readonly limit: number;
  readonly remaining: number;
  /** When the bucket is full again, in unix seconds. */
  readonly resetAt: number;
}

/** Counts requests by bucket in windows of one second of the clock. */
export class RateLimiter {
  readonly #limit: number;
  readonly #now: () => number;
  readonly #windows = new Map<Bucket, { second: number; used: number }>();

  constructor(limit: number, now: () => number) {
    this.#limit = limit;
    this.#now = now;
  }

  /** Takes a request from the bucket, if there is one left. Returns whether there was. */
  take(bucket: Bucket): boolean {
    const window = this.#windowOf(bucket);
    if (window.used >= this.#limit) return false;
    window.used++;
    return true;
  }

  state(bucket: Bucket): RateState {
    const { second, used } = this.#windowOf(bucket);
    const limit = Math.min(this.#limit, NO_LIMIT);
    return { limit, remaining: Math.max(0, limit - used), resetAt: second + 1 };
  }

  #windowOf(bucket: Bucket) {
    const second = Math.floor(this.#now() / 1000);
    const known = this.#windows.get(bucket);
    if (known?.second === second) return known;
    const window = { second, used: 0 };
    this.#windows.set(bucket, window);
    return window;
  }
}

/** The bucket that a request counts against: lists are searches, and changes are writes. */
export function bucketOf(method: string, path: string): Bucket {
  if (method !== "GET" && method !== "HEAD") return "Write";
  return /^\/v1\/[^/]+\/?$/.test(path) ? "Search" : "Read";
}

/** The headers that every answer carries. */
export const rateHeaders = ({ limit, remaining, resetAt }: RateState) => ({
  "X-RateLimit-Limit": String(limit),
  "X-RateLimit-Remaining": String(remaining),
  "X-RateLimit-Reset": String(resetAt),
});
