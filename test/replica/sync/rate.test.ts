import { beforeEach, expect, it, vi } from "vitest";
import type { Sandbox } from "../../../src/sandbox/index.ts";
import { settled } from "../../api/fake-fetch.ts";
import { apiOf, aSandbox, aSync, START } from "./support.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: START + 640 });
  return () => vi.useRealTimers();
});

/** The moments (fake ms) at which requests were sent, and an API that takes `latencyMs` to answer. */
function atADistance(sandbox: Sandbox, latencyMs: number) {
  const sentAt: number[] = [];
  const travel = () => new Promise((resolve) => setTimeout(resolve, latencyMs / 2));
  const api = apiOf(sandbox, {
    fetch: async (input, init) => {
      sentAt.push(performance.now());
      await travel();
      const answer = await sandbox.fetch(input, init);
      await travel();
      return answer;
    },
  });
  return { api, sentAt };
}

/** The most requests in any second. */
const busiestSecond = (sentAt: readonly number[]) => Math.max(...sentAt.map((from) => sentAt.filter((at) => at >= from && at < from + 1_000).length));

const refused = (sandbox: Sandbox) => sandbox.requests.filter(({ status }) => status === 429).length;

/** What 25 requests/s of 25 contacts allow. */
const leastMs = (contacts: number) => (contacts / 25 / 25) * 1_000;

it.each([10, 50])("10,000 contacts come within 1.1 of what the rate limit allows, when somebody waits (latency %i ms)", async (latencyMs) => {
  const sandbox = aSandbox({ contacts: 10_000, rateLimit: 25 });
  const { sync } = aSync(atADistance(sandbox, latencyMs).api);
  const { ms } = await settled(sync.run({ urgent: true }));
  expect(sync.coverage).toMatchObject({ known: 10_000, complete: true });
  expect(ms / leastMs(10_000)).toBeLessThan(1.1);
  expect(refused(sandbox)).toBe(0);
});

it("no more than a third of the rate limit is used while nobody waits, and the whole as soon as somebody does", async () => {
  const sandbox = aSandbox({ contacts: 2_000, rateLimit: 25 });
  const { api, sentAt } = atADistance(sandbox, 50);
  const { sync } = aSync(api);
  const work = sync.run({ urgent: false });
  await vi.advanceTimersByTimeAsync(4_000);
  expect(busiestSecond(sentAt)).toBeLessThanOrEqual(8);
  expect(sentAt.length).toBeGreaterThan(24);

  const before = sentAt.length;
  const leave = new AbortController();
  const waiting = sync.run({ urgent: true, signal: leave.signal });
  await vi.advanceTimersByTimeAsync(100);
  expect(sentAt.length - before).toBeGreaterThanOrEqual(17);
  leave.abort();
  await waiting;
  expect(sync.coverage.complete).toBe(false);

  await vi.advanceTimersByTimeAsync(2_000);
  const from = sentAt.length;
  await settled(work);
  expect(busiestSecond(sentAt.slice(from))).toBeLessThanOrEqual(8);
  expect(sync.coverage).toMatchObject({ known: 2_000, complete: true });
  expect(refused(sandbox)).toBe(0);
});

it.each([true, false])("a user's list does not stand in line behind the pages of the sync (urgent: %s)", async (urgent) => {
  const sandbox = aSandbox({ contacts: 2_000, rateLimit: 25 });
  const { api } = atADistance(sandbox, 50);
  const { sync } = aSync(api);
  const work = sync.run({ urgent });
  await vi.advanceTimersByTimeAsync(500);
  const { ms } = await settled(api.list({ limit: 5, offset: 0 }));
  expect(ms).toBeLessThan(urgent ? 1_100 : 100);
  await settled(work);
});
