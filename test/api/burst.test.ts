import { beforeEach, expect, test, vi } from "vitest";
import { aContact, askedFor, reply, type Sent, scriptedApi, settled } from "./fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-01-01T00:00:00.640Z") });
  return () => vi.useRealTimers();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Enforcing {
  readonly limit?: number;
  /** Whether the limit counts the last second, or the second of the clock. */
  readonly window: "sliding" | "fixed";
  /** Requests that other integrations of the organization make every 100 ms. */
  readonly others?: number;
  readonly headers?: boolean;
}

/** A server that enforces its rate limit, at the end of a network with jitter. */
function enforcing({ limit = 25, window, others = 0, headers = true }: Enforcing) {
  let arrivals: number[] = [];
  let refused = 0;
  let seed = 1;
  const jitter = (): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed / 2_147_483_647) * 180;
  };
  const count = (): number => {
    const from = window === "fixed" ? Math.floor(Date.now() / 1_000) * 1_000 : Date.now() - 1_000;
    arrivals = arrivals.filter((at) => at >= from);
    return arrivals.length;
  };
  const others$ = setInterval(() => {
    for (let index = 0; index < others && count() < limit; index += 1) {
      arrivals.push(Date.now());
    }
  }, 100);
  const answer = async (sent: Sent): Promise<Response> => {
    await pause(jitter());
    const allowed = count() < limit;
    if (allowed) {
      arrivals.push(Date.now());
    } else {
      refused += 1;
    }
    const reset = window === "fixed" ? Math.floor(Date.now() / 1_000) + 1 : Math.ceil(((arrivals[0] ?? Date.now()) + 1_000) / 1_000);
    const rate = { "x-ratelimit-limit": `${limit}`, "x-ratelimit-remaining": `${limit - count()}`, "x-ratelimit-reset": `${reset}` };
    const date = { date: new Date().toUTCString() };
    await pause(jitter());
    return reply(allowed ? 200 : 429, allowed ? { ...aContact(askedFor(sent)), data: [] } : { type: "too_many_requests", message: "Slow down" }, {
      ...date,
      ...(headers ? rate : {}),
      ...(allowed ? {} : { "retry-after": "1" }),
    });
  };
  return { answer, stop: () => clearInterval(others$), refused: () => refused };
}

async function hundredCalls(server: ReturnType<typeof enforcing>): Promise<{ failed: unknown[]; ms: number }> {
  const { api } = scriptedApi([server.answer], { random: Math.random });
  const calls = Array.from({ length: 100 }, (_, index) => api.retrieve(`con_${index}`));
  const { ms, ...result } = await settled(Promise.allSettled(calls));
  server.stop();
  const outcomes = "value" in result ? result.value : [];
  expect(outcomes).toHaveLength(100);
  return { ms, failed: outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : [])) };
}

test.each<Enforcing>([{ window: "sliding" }, { window: "fixed" }, { window: "sliding", headers: false }])(
  "100 calls at once meet not one 429 (%j), in a time near the least",
  async (options) => {
    const server = enforcing(options);
    const { failed, ms } = await hundredCalls(server);
    expect(failed).toEqual([]);
    expect(server.refused()).toBe(0);
    expect(ms).toBeLessThan(8_000);
  },
);

test.each<Enforcing>([
  { window: "sliding", limit: 7 },
  { window: "fixed", limit: 7 },
  { window: "sliding", others: 1 },
  { window: "fixed", others: 1 },
  { window: "sliding", others: 2 },
])("100 calls at once finish with no 429 reaching the caller where less is left for them: %j", async (options) => {
  const server = enforcing(options);
  const { failed, ms } = await hundredCalls(server);
  expect(failed).toEqual([]);
  expect(ms).toBeLessThan(45_000);
});

test("100 writes at once are each written once", async () => {
  const server = enforcing({ window: "sliding", others: 1 });
  const { api, sent } = scriptedApi([server.answer]);
  const calls = Array.from({ length: 100 }, () => api.create({ fields: new Map(), relationships: new Map() }));
  await settled(Promise.all(calls));
  server.stop();
  expect(new Set(sent.map(({ headers }) => headers.get("idempotency-key"))).size).toBe(100);
  expect(api.writesUnderWay).toBe(0);
});
