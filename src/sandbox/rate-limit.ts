import type { Bucket } from "../api/wire.ts";

/** In the headers if the limit is switched off, because every answer has them. */
const NO_LIMIT = 1_000_000;

/** A bucket's decision on one request. */
interface RateVerdict {
  readonly allowed: boolean;
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

  /** Takes a request from the bucket, if there is one left. */
  take(bucket: Bucket): RateVerdict {
    const window = this.#windowOf(bucket);
    const allowed = window.used < this.#limit;
    if (allowed) window.used++;
    return { ...this.state(bucket), allowed };
  }

  /** The state of the bucket, without taking a request. */
  state(bucket: Bucket): RateVerdict {
    const { second, used } = this.#windowOf(bucket);
    const limit = Math.min(this.#limit, NO_LIMIT);
    return { allowed: true, limit, remaining: Math.max(0, limit - used), resetAt: second + 1 };
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
export const rateHeaders = ({ limit, remaining, resetAt }: RateVerdict) => ({
  "X-RateLimit-Limit": String(limit),
  "X-RateLimit-Remaining": String(remaining),
  "X-RateLimit-Reset": String(resetAt),
});
