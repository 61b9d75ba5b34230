import { beforeEach, expect, test, vi } from "vitest";
import { CancelledError, DeadlineError } from "../../src/api/index.ts";
import { aContact, failure, networkFailure, noBody, type Reply, reply, scriptedApi, settled } from "./fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

const after =
  (ms: number, answer: Response): Reply =>
  () =>
    new Promise((resolve) => setTimeout(() => resolve(answer.clone()), ms));

/** Aborts `ms` from now. With a reason that is no error, as MCP clients give. */
function abortIn(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort("the user changed their mind"), ms);
  return controller.signal;
}

test.each<[string, readonly Reply[]]>([
  ["while its request is under way", [after(5_000, reply(200, aContact()))]],
  ["while its body is read", [() => new Response(new ReadableStream())]],
  ["while it waits for another attempt", [reply(503, {}, { "retry-after": "9" })]],
])("a read is cancelled at once %s", async (_name, replies) => {
  const { api, sent } = scriptedApi(replies);
  const { error, ms } = { error: undefined, ...(await settled(api.retrieve("con_1", { signal: abortIn(300) }))) };
  expect(error).toBeInstanceOf(CancelledError);
  expect(error).toMatchObject({ operation: "retrieve", writeOutcome: undefined, message: "Reading the contact: the call was cancelled." });
  expect(ms).toBe(300);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
});

test("a read or write that is cancelled before it begins sends nothing", async () => {
  const { api, sent } = scriptedApi([reply(200, aContact())]);
  const signal = AbortSignal.abort();
  await failure(api.retrieve("con_1", { signal }), CancelledError);
  expect((await failure(api.create(noBody, { signal }), CancelledError)).message).toMatchInlineSnapshot(
    `"Creating the contact: the call was cancelled. Nothing was sent, so nothing was written."`,
  );
  expect(sent).toEqual([]);
});

test("a write is cancelled while it waits for the limiter", async () => {
  const { api, sent } = scriptedApi([after(1_000, reply(200, aContact()))]);
  const first = Array.from({ length: 25 }, () => settled(api.create(noBody)));
  const error = await failure(api.update("con_1", noBody, { signal: abortIn(300) }), CancelledError);
  expect(error).toMatchObject({ writeOutcome: "not-sent", attempts: 0 });
  await Promise.all(first);
  expect(sent).toHaveLength(25);
});

test("a write that could not be sent is cancelled while it waits for another attempt", async () => {
  const { api } = scriptedApi([networkFailure("ECONNREFUSED")], { random: () => 1 });
  expect(await failure(api.create(noBody, { signal: abortIn(300) }), CancelledError)).toMatchObject({ writeOutcome: "not-sent" });
});

test("a write that was sent is finished, retries included", async () => {
  const { api, sent } = scriptedApi([after(1_000, reply(503)), networkFailure("ECONNRESET"), reply(200, aContact())]);
  expect(await settled(api.update("con_1", noBody, { signal: abortIn(300) }))).toMatchObject({ value: { id: "con_1" } });
  expect(sent).toHaveLength(3);
});

test("a write that was sent still ends at its deadline", async () => {
  const { api } = scriptedApi([() => new Promise<never>(() => undefined)]);
  expect(await failure(api.create(noBody, { signal: abortIn(300) }), DeadlineError)).toMatchObject({ writeOutcome: "unknown" });
});

test("writes are under way until they have ended, cancelled ones too", async () => {
  const { api } = scriptedApi([after(1_000, reply(200, aContact())), after(2_000, reply(422))]);
  const writes = [settled(api.create(noBody, { signal: abortIn(300) })), settled(api.create(noBody))];
  expect(api.writesUnderWay).toBe(2);
  expect(await Promise.all(writes)).toMatchObject([{ value: { id: "con_1" } }, { error: { status: 422 } }]);
  expect(api.writesUnderWay).toBe(0);
});
