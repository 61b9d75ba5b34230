import { beforeEach, expect, test, vi } from "vitest";
import type { ApiKey } from "../../src/api/index.ts";
import { aContact, networkFailure, type Reply, reply, scriptedApi, settled } from "./fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const titled = (title: string, more: Record<string, unknown> = {}) => ({
  fields: new Map<ApiKey, unknown>(Object.entries({ $title: title, ...more }) as [ApiKey, unknown][]),
  relationships: new Map(),
});

const good = reply(200, aContact());
/** Six failures end a call with its outcome unknown. */
const lost: Reply[] = Array.from({ length: 6 }, () => networkFailure("ECONNRESET"));

/** The distinct keys, in the order in which they were first sent. */
function keysOf(sent: readonly { headers: Headers }[]): (string | null)[] {
  return [...new Set(sent.map(({ headers }) => headers.get("idempotency-key")))];
}

test("another payload has another key", async () => {
  const { api, sent } = scriptedApi([good]);
  await settled(api.update("con_1", titled("CEO")));
  await settled(api.update("con_1", titled("CFO")));
  await settled(api.update("con_2", titled("CFO")));
  await settled(api.create(titled("CFO")));
  expect(keysOf(sent)).toHaveLength(4);
});

test.each<[string, Reply]>([
  ["a success", good],
  ["a refusal", reply(422)],
  ["a success of another shape", reply(200, {})],
])("after %s the same payload is a new write, with a new key", async (_name, first) => {
  const { api, sent } = scriptedApi([first, good]);
  await settled(api.create(titled("CFO")));
  await settled(api.create(titled("CFO")));
  expect(keysOf(sent)).toHaveLength(2);
});

test("after an outcome that stayed unknown the same payload, in whatever order, has the same key, and once it is known a new one", async () => {
  const { api, sent } = scriptedApi([...lost, good]);
  expect(await settled(api.create(titled("CFO", { $email: "a@b.c", $phone: "1" })))).toMatchObject({ error: { writeOutcome: "unknown" } });
  const again = { ...titled("x"), fields: new Map([...titled("CFO", { $email: "a@b.c", $phone: "1" }).fields].reverse()) };
  await settled(api.create(again));
  expect(sent).toHaveLength(7);
  expect(keysOf(sent)).toHaveLength(1);
  await settled(api.create(again));
  expect(keysOf(sent)).toHaveLength(2);
});

test("a kept key stays kept when the repeated call gets nowhere", async () => {
  const refused = Array.from({ length: 6 }, () => networkFailure("ECONNREFUSED"));
  const { api, sent } = scriptedApi([...lost, ...refused, good]);
  await settled(api.create(titled("CFO")));
  expect(await settled(api.create(titled("CFO")))).toMatchObject({ error: { writeOutcome: "unknown" } });
  await settled(api.create(titled("CFO")));
  expect(keysOf(sent)).toHaveLength(1);
});

test("two equal writes after an unknown outcome are two: one of them repeats the old key", async () => {
  const { api, sent } = scriptedApi([...lost, good]);
  await settled(api.create(titled("CFO")));
  await settled(Promise.all([api.create(titled("CFO")), api.create(titled("CFO"))]));
  expect(keysOf(sent)).toHaveLength(2);
});

test("a kept key is forgotten with the API's memory of it, after 24 hours", async () => {
  const { api, sent } = scriptedApi([...lost, good]);
  await settled(api.create(titled("CFO")));
  await vi.advanceTimersByTimeAsync(24 * 60 * 60 * 1_000);
  await settled(api.create(titled("CFO")));
  expect(keysOf(sent)).toHaveLength(2);
});

test("an update is not answered from the past: after another change of the same contact a kept key is not used", async () => {
  const { api, sent } = scriptedApi([...lost, good]);
  await settled(api.update("con_1", titled("CFO")));
  await settled(api.update("con_1", titled("CEO")));
  await settled(api.update("con_1", titled("CFO")));
  expect(keysOf(sent)).toHaveLength(3);
});
