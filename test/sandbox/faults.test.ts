import { afterEach, describe, expect, it, vi } from "vitest";
import { aSandbox, created, get, post, refusal } from "./support.ts";

const KEY = { "Idempotency-Key": "7c0f7a52-4a2e-4f5e-9a3c-0f6f2d0c9f11" };
const BODY = { fields: { $title: "CTO" } };
const RESET = { name: "TypeError", message: "fetch failed", cause: { code: "ECONNRESET" } };

afterEach(() => {
  vi.useRealTimers();
});

describe.each(["500", "502", "503", "504"] as const)("a %s", (kind) => {
  it("writes nothing and has the documented body", async () => {
    const sandbox = aSandbox({ faults: { kinds: [kind] } });
    expect(await refusal(post(sandbox, "/v1/contacts", BODY, KEY))).toMatchObject({ status: Number(kind), type: expect.any(String) });
    expect(sandbox.contacts().size).toBe(60);
  });
});

it("429 comes in both forms, with Retry-After", async () => {
  const sandbox = aSandbox({ faults: { kinds: ["429"] } });
  const [wrapped, bare] = [await get(sandbox, "/v1/contacts"), await get(sandbox, "/v1/contacts")];
  expect([wrapped.status, bare.status, wrapped.headers.get("Retry-After")]).toEqual([429, 429, "1"]);
  expect(await wrapped.json()).toMatchObject({ error: { type: "too_many_requests", message: expect.any(String) } });
  expect(await bare.json()).toMatchObject({ type: "too_many_requests", message: expect.any(String) });
});

it("a reset before the write rejects like undici and has written nothing", async () => {
  const sandbox = aSandbox({ faults: { kinds: ["reset-before"] } });
  await expect(post(sandbox, "/v1/contacts", BODY, KEY)).rejects.toMatchObject(RESET);
  expect(sandbox.contacts().size).toBe(60);
  expect(sandbox.requests).toMatchObject([{ method: "POST", path: "/v1/contacts", status: 0, bucket: "Write" }]);
});

it.each(["reset-after", "bad-json", "truncated"] as const)("a %s has written, and the key gives the answer", async (kind) => {
  const sandbox = aSandbox({ faults: { kinds: [kind] } });
  const answer = await post(sandbox, "/v1/contacts", BODY, KEY).catch((error: unknown) => error);
  if (answer instanceof Response) await expect(answer.json()).rejects.toThrow(SyntaxError);
  else expect(answer).toMatchObject(RESET);
  expect(sandbox.contacts().size).toBe(61);
  sandbox.setFaults(undefined);
  const retried = await post(sandbox, "/v1/contacts", BODY, KEY);
  expect(sandbox.contacts().get(((await retried.json()) as { id: string }).id)?.fields.$title?.value).toBe("CTO");
  expect(sandbox.contacts().size).toBe(61);
});

it("a slow request waits before it is carried out", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const sandbox = aSandbox({ faults: { kinds: ["slow"], slowMs: 3000 } });
  const answer = get(sandbox, "/v1/auth/validate");
  await vi.waitUntil(() => vi.getTimerCount() === 1);
  expect(sandbox.requests).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(3000);
  expect((await answer).status).toBe(200);
});

it("every n-th fails, kinds in turns", async () => {
  const sandbox = aSandbox({ faults: { every: 3, kinds: ["503", "500"] } });
  const statuses = [];
  for (let count = 0; count < 9; count++) statuses.push((await get(sandbox, "/v1/auth/validate")).status);
  expect(statuses).toEqual([200, 200, 503, 200, 200, 500, 200, 200, 503]);
});

it("a probability fails the same requests every time", async () => {
  const run = async () => {
    const sandbox = aSandbox({ faults: { probability: 0.3, kinds: ["500"] } });
    const statuses = [];
    for (let count = 0; count < 50; count++) statuses.push((await get(sandbox, "/v1/auth/validate")).status);
    return statuses;
  };
  const statuses = await run();
  expect(statuses).toEqual(await run());
  expect(statuses.filter((status) => status === 500).length).toSatisfy((count: number) => count > 5 && count < 25);
});

it("only reads or only writes fail where the plan says so", async () => {
  const sandbox = aSandbox({ faults: { only: "writes", kinds: ["500"] } });
  expect((await get(sandbox, "/v1/contacts")).status).toBe(200);
  expect((await post(sandbox, "/v1/contacts", BODY)).status).toBe(500);
  sandbox.setFaults({ only: "reads", kinds: ["500"] });
  expect((await get(sandbox, "/v1/contacts")).status).toBe(500);
  await created(sandbox, {});
});
