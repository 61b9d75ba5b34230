import { afterEach, expect, it, vi } from "vitest";
import { aClock, aContact, aSandbox, jsonOf, post, refusal } from "./support.ts";

const KEY = { "Idempotency-Key": "7c0f7a52-4a2e-4f5e-9a3c-0f6f2d0c9f11" };
const named = (firstName: string) => ({ fields: { $name: { firstName } } });

afterEach(() => {
  vi.useRealTimers();
});

it("the same key repeats the first answer, whatever the new body says", async () => {
  const sandbox = aSandbox();
  const first = await (await post(sandbox, "/v1/contacts", named("Ada"), KEY)).text();
  const again = await post(sandbox, "/v1/contacts", named("Grace"), KEY);
  expect(again.status).toBe(200);
  expect(await again.text()).toBe(first);
  expect(await (await post(sandbox, "/v1/contacts", "no JSON", KEY)).text()).toBe(first);
  expect(sandbox.contacts().size).toBe(61);
});

it("creates and updates keep their keys apart", async () => {
  const sandbox = aSandbox();
  await post(sandbox, "/v1/contacts", named("Ada"), KEY);
  const { id } = aContact(sandbox);
  const updated = await jsonOf(post(sandbox, `/v1/contacts/${id}`, { fields: { $title: "CTO" } }, KEY));
  expect(updated).toMatchObject({ id, fields: { $title: { value: "CTO" } } });
});

it("a key is forgotten after 24 hours", async () => {
  const clock = aClock();
  const sandbox = aSandbox({ now: clock.now });
  await post(sandbox, "/v1/contacts", named("Ada"), KEY);
  clock.advance(24 * 3_600_000 - 1);
  await post(sandbox, "/v1/contacts", named("Ada"), KEY);
  expect(sandbox.contacts().size).toBe(61);
  clock.advance(1);
  await post(sandbox, "/v1/contacts", named("Ada"), KEY);
  expect(sandbox.contacts().size).toBe(62);
});

it("a key has at most 255 characters", async () => {
  const sandbox = aSandbox();
  expect((await post(sandbox, "/v1/contacts", named("Ada"), { "Idempotency-Key": "k".repeat(255) })).status).toBe(200);
  expect(await refusal(post(sandbox, "/v1/contacts", named("Ada"), { "Idempotency-Key": "k".repeat(256) }))).toMatchObject({
    status: 400,
    code: "idempotency_key_too_long",
    param: "Idempotency-Key",
  });
});

it("while the first request runs, the second gets 409", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const sandbox = aSandbox({ faults: { kinds: ["slow"], slowMs: 5000 } });
  const first = post(sandbox, "/v1/contacts", named("Ada"), KEY);
  await vi.waitUntil(() => vi.getTimerCount() === 1);
  sandbox.setFaults(undefined);
  expect(await refusal(post(sandbox, "/v1/contacts", named("Ada"), KEY))).toMatchObject({ status: 409, type: "idempotency_conflict" });
  await vi.advanceTimersByTimeAsync(5000);
  const answer = await (await first).text();
  expect(await (await post(sandbox, "/v1/contacts", named("Ada"), KEY)).text()).toBe(answer);
});

it("a failed first request frees the key", async () => {
  const sandbox = aSandbox();
  expect((await post(sandbox, "/v1/contacts", { fields: { $title: 7 } }, KEY)).status).toBe(400);
  expect((await post(sandbox, "/v1/contacts", named("Ada"), KEY)).status).toBe(200);
  expect(sandbox.contacts().size).toBe(61);
});
