import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aSandbox, HEADERS } from "./support.ts";

const URL_OF_LIST = "https://api.lightfield.app/v1/contacts";
const REASON = new Error("the user went away");

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
});

afterEach(() => {
  vi.useRealTimers();
});

const slow = () => aSandbox({ faults: { kinds: ["slow"], slowMs: 60_000 } });

it.each<[string, (signal: AbortSignal) => Parameters<typeof fetch>]>([
  ["a URL and its init", (signal) => [URL_OF_LIST, { headers: HEADERS, signal }]],
  ["a Request", (signal) => [new Request(URL_OF_LIST, { headers: HEADERS, signal })]],
  ["a Request and an init", (signal) => [new Request(URL_OF_LIST, { headers: HEADERS }), { signal }]],
])("an abort rejects at once with the signal's reason: %s", async (_, input) => {
  const controller = new AbortController();
  const answer = slow().fetch(...input(controller.signal));
  await vi.waitUntil(() => vi.getTimerCount() === 1);
  controller.abort(REASON);
  await expect(answer).rejects.toBe(REASON);
});

it("a signal that was aborted before is not even sent", async () => {
  const sandbox = aSandbox();
  await expect(sandbox.fetch(URL_OF_LIST, { headers: HEADERS, signal: AbortSignal.abort(REASON) })).rejects.toBe(REASON);
  expect(sandbox.requests).toHaveLength(0);
});

it("a write goes on after an abort, as in a real server", async () => {
  const sandbox = slow();
  const controller = new AbortController();
  const headers = { ...HEADERS, "Content-Type": "application/json" };
  const answer = sandbox.fetch(URL_OF_LIST, { method: "POST", headers, body: '{"fields":{}}', signal: controller.signal });
  await vi.waitUntil(() => vi.getTimerCount() === 1);
  controller.abort(REASON);
  await expect(answer).rejects.toBe(REASON);
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitUntil(() => sandbox.requests.length === 1);
  expect(sandbox.contacts().size).toBe(61);
});
