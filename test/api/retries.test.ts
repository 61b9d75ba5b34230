import { beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError, Deadline, DeadlineError, NetworkError, ResponseError } from "../../src/api/index.ts";
import { aContact, failure, networkFailure, noBody, type Reply, reply, scriptedApi, settled } from "./fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe.each<[string, () => Reply]>([
  ...[408, 425, 429, 500, 501, 502, 503, 504, 520, 599].map((status): [string, () => Reply] => [String(status), () => reply(status)]),
  ["the 409 of a locked record", () => reply(409, { error: { type: "conflict", message: "The resource is locked." } })],
  ["the idempotency 409", () => reply(409, { error: { type: "conflict", code: "idempotency_conflict", message: "Still running" } })],
  ["a reset connection", () => networkFailure("ECONNRESET")],
  ["a name that does not resolve", () => networkFailure("ENOTFOUND")],
  ["a failure without a code", () => new TypeError("fetch failed")],
  ["a success that is no JSON", () => reply(200, "<html>")],
  ["a success that is cut short", () => reply(200, '{"id":"con_1","fie')],
])("%s", (_name, bad) => {
  test("is retried by a read", async () => {
    const { api, sent } = scriptedApi([bad(), bad(), reply(200, aContact())]);
    expect(await settled(api.retrieve("con_1"))).toMatchObject({ value: { id: "con_1" } });
    expect(sent).toHaveLength(3);
  });

  test("is retried by a write, with the same idempotency key", async () => {
    const { api, sent } = scriptedApi([bad(), bad(), reply(200, aContact())]);
    expect(await settled(api.update("con_1", noBody))).toMatchObject({ value: { id: "con_1" } });
    const keys = new Set(sent.map(({ headers }) => headers.get("idempotency-key")));
    expect(sent).toHaveLength(3);
    expect([...keys]).toEqual([expect.stringMatching(uuid4)]);
  });

  test("is retried by a delete, which needs no key", async () => {
    const { api, sent } = scriptedApi([bad(), bad(), reply(200, aContact())]);
    expect(await settled(api.delete("con_1"))).toMatchObject({ value: { id: "con_1" } });
    expect(sent.map(({ method, headers }) => [method, headers.get("idempotency-key")])).toEqual(Array(3).fill(["DELETE", null]));
  });
});

test.each([400, 401, 403, 404, 409, 415, 422, 499])("%i is not retried", async (status) => {
  const { api, sent } = scriptedApi([reply(status)]);
  await failure(api.retrieve("con_1"), ApiError);
  expect(sent).toHaveLength(1);
});

test.each<[string, Record<string, string>, string | undefined, number]>([
  ["locked, by its words", { message: "Resource locked, try later" }, "locked", 4],
  ["locked, by a code", { code: "resource_locked", message: "No" }, "locked", 4],
  ["changed at the same moment", { message: "The record was modified by a concurrent update." }, "changed", 1],
  ["changed at the same moment, by a code", { code: "concurrent_update", message: "No" }, "changed", 1],
  ["a first request that still runs", { type: "idempotency_conflict", message: "The resource is locked" }, "idempotency", 6],
  ["a unique value", { param: "fields.code", message: "Another contact has it: locked" }, undefined, 1],
  ["a unique value without its place", { message: "A contact with the value 'Locked' already exists" }, undefined, 1],
  ["something else", { message: "Duplicate definition" }, undefined, 1],
])("a 409 for %s is told from others", async (_name, body, conflict, attempts) => {
  const { api, sent } = scriptedApi([reply(409, { error: { type: "conflict", ...body } })]);
  expect(await failure(api.update("con_1", noBody), ApiError)).toMatchObject({ conflict });
  expect(sent).toHaveLength(attempts);
});

test.each([
  ["a certificate that is not trusted", "SELF_SIGNED_CERT_IN_CHAIN"],
  ["a connection that Node.js does not permit", "ERR_ACCESS_DENIED"],
])("%s is not tried again", async (_name, code) => {
  const { api, sent } = scriptedApi([networkFailure(code)]);
  expect(await failure(api.retrieve("con_1"), NetworkError)).toMatchObject({ code, retryable: false });
  expect(sent).toHaveLength(1);
});

test.each([
  { random: 0, waits: [100, 100, 100, 100, 100] },
  { random: 1, waits: [250, 500, 1_000, 2_000, 4_000] },
])("without Retry-After the waits grow, with jitter ($random): $waits", async ({ random, waits }) => {
  const { api, sent } = scriptedApi([reply(503)], { random: () => random });
  const error = await failure(api.retrieve("con_1"), ApiError);
  expect(error).toMatchObject({ status: 503, attempts: 6 });
  expect(sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0))).toEqual(waits);
});

describe("Retry-After", () => {
  test.each([
    ["in seconds", "7", 7_000],
    ["in fractions of a second", "1.5", 1_500],
    ["as a date, by the answer's own clock", "Thu, 01 Jan 2026 00:00:09 GMT", 9_000],
    ["of zero, which is no reason to hurry", "0", 100],
    ["that is nonsense", "soon", 100],
    ["in the past", "-5", 100],
  ])("%s is obeyed", async (_name, retryAfter, expected) => {
    const headers = { "retry-after": retryAfter, date: "Thu, 01 Jan 2026 00:00:00 GMT" };
    for (const status of [429, 503]) {
      const { api, sent } = scriptedApi([reply(status, {}, headers), reply(200, aContact())]);
      await settled(api.retrieve("con_1"), 1);
      expect(sent[1]?.at).toBe(expected);
    }
  });

  test("that does not fit into the call ends it at once, saying so", async () => {
    const { api, sent } = scriptedApi([reply(429, { type: "too_many_requests", message: "Slow down" }, { "retry-after": "120" })]);
    const result = await settled(api.update("con_1", noBody));
    expect(result.ms).toBeLessThan(50);
    expect(result.error).toBeInstanceOf(DeadlineError);
    expect(result.error).toMatchObject({
      waitedFor: "the end of the 120 s that the API asks for",
      attempts: 1,
      writeOutcome: "refused",
      lastFailure: { name: "ApiError", status: 429, reason: "Slow down" },
    });
    expect(String(result.error)).toMatchInlineSnapshot(
      `"DeadlineError: Updating the contact: the API answered 429 too_many_requests after 1 attempt; no time is left to wait for the end of the 120 s that the API asks for (a call may take 45 s). Nothing was written."`,
    );
    expect(sent).toHaveLength(1);
  });

  test("of a 429 pauses the whole bucket, and only that", async () => {
    const limited = reply(429, {}, { "retry-after": "10" });
    const { api, sent } = scriptedApi([limited, reply(200, { ...aContact(), data: [] })]);
    const first = settled(api.retrieve("con_1"));
    await vi.advanceTimersByTimeAsync(1);
    await Promise.all([first, settled(api.retrieve("con_2")), settled(api.list({}))]);
    expect(sent.map(({ url, at }) => [url.pathname, at >= 10_000])).toEqual([
      ["/v1/contacts/con_1", false],
      ["/v1/contacts", false],
      ["/v1/contacts/con_2", true],
      ["/v1/contacts/con_1", true],
    ]);
  });

  test("of a 429 ends at once a later call that has less time", async () => {
    const { api, sent } = scriptedApi([reply(429, {}, { "retry-after": "20" }), reply(200, aContact())]);
    const first = settled(api.retrieve("con_1"));
    await vi.advanceTimersByTimeAsync(1_000);
    const error = await failure(api.retrieve("con_2", { deadline: Deadline.after(5_000) }), DeadlineError);
    expect(error.message).toMatchInlineSnapshot(
      `"Reading the contact: no time is left to wait for the rate limit of reads, because the API asks for a pause of another 19 s (a call may take 5 s), after 0 attempts."`,
    );
    expect(sent).toHaveLength(1);
    await first;
  });
});

test("429s are waited out for as long as the call lasts, however many they are", async () => {
  const limited = Array.from({ length: 12 }, () => reply(429, {}, { "retry-after": "1" }));
  const { api } = scriptedApi([...limited, reply(200, aContact())]);
  expect(await settled(api.retrieve("con_1"))).toMatchObject({ value: { id: "con_1" } });
});

test("an API that never answers ends the call at its deadline, with what was tried", async () => {
  const { api, sent } = scriptedApi([() => new Promise<never>(() => undefined)]);
  const result = await settled(api.create(noBody));
  expect(result.ms).toBe(45_000);
  expect(result.error).toMatchObject({ name: "DeadlineError", writeOutcome: "unknown", lastFailure: { name: "NetworkError", code: "TIMEOUT" } });
  expect(String(result.error)).toMatchInlineSnapshot(
    `"DeadlineError: Creating the contact: no answer (TIMEOUT) after 3 attempts; no time is left to wait for an answer from the API (a call may take 45 s). It is not known whether the write was made. Check this before you write again."`,
  );
  expect(sent.map(({ at }) => Math.round(at / 1_000))).toEqual([0, 15, 30]);
});

test("a read tells as much, also to those who share it", async () => {
  const { api } = scriptedApi([() => new Promise<never>(() => undefined)]);
  const deadline = Deadline.after(40_000);
  const both = await settled(Promise.allSettled([api.retrieve("con_1", { deadline }), api.retrieve("con_1", { deadline })]));
  const told = { status: "rejected", reason: { name: "DeadlineError", attempts: 3, lastFailure: { code: "TIMEOUT" } } };
  expect(both).toMatchObject({ ms: 40_000, value: [told, told] });
});

test("a call leaves no timer behind, however it ends", async () => {
  for (const replies of [[reply(200, aContact())], [reply(503), reply(200, aContact())], [reply(404)], [networkFailure("ECONNRESET")]]) {
    const { api } = scriptedApi(replies);
    await settled(Promise.allSettled([api.retrieve("con_1"), api.update("con_1", noBody)]));
    expect(vi.getTimerCount()).toBe(0);
  }
});

test("a body that never ends counts into the same time", async () => {
  const endless = (): Response => new Response(new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode("{")) }));
  const { api } = scriptedApi([endless]);
  expect(await settled(api.retrieve("con_1"))).toMatchObject({ ms: 45_000, error: { name: "DeadlineError" } });
});

test("an error whose explanation never ends is told by its status", async () => {
  const { api } = scriptedApi([() => new Response(new ReadableStream(), { status: 403 })]);
  expect(await failure(api.retrieve("con_1"), ApiError)).toMatchObject({ status: 403, reason: "its explanation could not be read" });
});

test.each<[string, (api: ReturnType<typeof scriptedApi>["api"], deadline: Deadline) => Promise<unknown>]>([
  ["read", (api, deadline) => api.retrieve("con_1", { deadline })],
  ["create", (api, deadline) => api.create(noBody, { deadline })],
  ["update", (api, deadline) => api.update("con_1", noBody, { deadline })],
  ["delete", (api, deadline) => api.delete("con_1", { deadline })],
])("a %s whose time is over before it is sent is not sent", async (_what, request) => {
  const { api, sent } = scriptedApi([reply(200, aContact())]);
  const deadline = Deadline.after(1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  const error = await failure(request(api, deadline), DeadlineError);
  expect(error.message).toContain("no time is left to wait for an answer from the API (a call may take 1 s), after 0 attempts.");
  expect(error.message).not.toContain("not known");
  expect(sent).toHaveLength(0);
});

test("several calls can share one deadline", async () => {
  const { api } = scriptedApi([reply(503, {}, { "retry-after": "6" })]);
  const deadline = Deadline.after(10_000);
  const first = await settled(api.retrieve("con_1", { deadline }));
  const second = await settled(api.retrieve("con_2", { deadline }));
  expect(first).toMatchObject({ ms: expect.closeTo(6_000, -2), error: { name: "DeadlineError" } });
  expect(second).toMatchObject({
    ms: expect.closeTo(0, -2),
    error: { name: "DeadlineError", message: expect.stringContaining("the end of the 6 s that the API asks for") },
  });
});

test("a success of another shape is final, and says that a write was accepted", async () => {
  const { api, sent } = scriptedApi([reply(200, { contact: aContact() })]);
  const read = await failure(api.retrieve("con_1"), ResponseError);
  const write = await failure(api.create(noBody), ResponseError);
  expect(sent).toHaveLength(2);
  expect(read.message).toMatchInlineSnapshot(`"Reading the contact: the API answered 200, but not in the documented form: id is missing."`);
  expect(write.message).toMatchInlineSnapshot(
    `"Creating the contact: the API answered 200, but not in the documented form: id is missing. The API has accepted the write: do not repeat it."`,
  );
  expect(write).toMatchObject({ operation: "create", writeOutcome: "accepted", retryable: false, status: 200 });
});

test.each<[string, readonly Reply[], string]>([
  ["refused connections", [networkFailure("ECONNREFUSED")], "not-sent"],
  ["a connection that was not made in time", [networkFailure("ETIMEDOUT", { syscall: "connect" })], "not-sent"],
  ["a refused handshake", [networkFailure("ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE", { syscall: "connect" })], "not-sent"],
  ["TLS that broke after the handshake", [networkFailure("ERR_SSL_WRONG_VERSION_NUMBER")], "unknown"],
  ["resets", [networkFailure("ECONNRESET", { syscall: "read" })], "unknown"],
  ["server errors", [reply(500)], "unknown"],
  ["an answer of a server that waited for the request too long", [reply(408)], "unknown"],
  ["a server that does not take it so early", [reply(425)], "refused"],
  ["a reset, then a server that does not take it so early", [networkFailure("ECONNRESET"), reply(425)], "unknown"],
  ["a record that stays locked", [reply(409, { type: "conflict", message: "Resource locked" })], "refused"],
  ["a record that is changed at the same moment", [reply(409, { type: "conflict", message: "Concurrent update" })], "refused"],
  ["no JSON", [reply(200, "<html>")], "unknown"],
  ["an idempotency conflict that stays", [reply(409, { type: "idempotency_conflict" })], "unknown"],
  ["a redirect", [reply(302, {}, { location: "https://elsewhere.test" })], "unknown"],
  ["a refusal", [reply(422)], "refused"],
  ["a reset, then a refusal that settles it", [networkFailure("ECONNRESET"), reply(422)], "refused"],
  ["a reset, then a refusal before the key was looked at", [networkFailure("ECONNRESET"), reply(401)], "unknown"],
  ["a refused connection, then a refusal", [networkFailure("ECONNREFUSED"), reply(401)], "refused"],
])("a write that met %s is %s", async (_name, replies, outcome) => {
  const { api } = scriptedApi(replies);
  const { error } = await settled(api.create(noBody));
  expect(error).toMatchObject({ writeOutcome: outcome });
});

test("every retry leaves a line in the log that names neither key nor contact", async () => {
  const { api, log } = scriptedApi([reply(503, { message: "sk_lf_canary con_1" }), networkFailure("ECONNRESET"), reply(200, aContact())]);
  await settled(api.retrieve("con_1"));
  expect(log).toMatchInlineSnapshot(`
    [
      "retrieve: attempt 1 failed (status 503), the next in 100 ms",
      "retrieve: attempt 2 failed (no answer (ECONNRESET)), the next in 100 ms",
    ]
  `);
});
