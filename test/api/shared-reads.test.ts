import fc from "fast-check";
import { beforeEach, expect, test, vi } from "vitest";
import { CancelledError, Deadline, DeadlineError, RateShare } from "../../src/api/index.ts";
import { SingleFlight } from "../../src/api/single-flight.ts";
import { aContact, askedFor, noBody, reply, type Sent, scriptedApi, settled } from "./fake-fetch.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** Answers after a while, and rejects as fetch does when the request is aborted; says how many were. */
function slowly(ms: number) {
  const aborted: string[] = [];
  const answer = (sent: Sent, request: Request): Promise<Response> =>
    new Promise((resolve, reject) => {
      setTimeout(() => resolve(reply(200, { ...aContact(askedFor(sent)), data: [] })), ms);
      request.signal.addEventListener("abort", () => {
        aborted.push(new URL(request.url).pathname);
        reject(request.signal.reason);
      });
    });
  return { answer, aborted };
}

/** However long the first use of a module takes. */
async function untilSent(sent: readonly Sent[]): Promise<void> {
  while (sent.length === 0) await vi.advanceTimersByTimeAsync(1);
}

test("equal reads at the same time are one request, later ones another", async () => {
  const { api, sent } = scriptedApi([slowly(100).answer]);
  const both = await settled(Promise.all([api.retrieve("con_1"), api.retrieve("con_1"), api.retrieve("con_2")]));
  expect(both).toMatchObject({ value: [{ id: "con_1" }, { id: "con_1" }, {}] });
  expect(sent).toHaveLength(2);
  await settled(api.retrieve("con_1"));
  expect(sent).toHaveLength(3);
});

test("lists are equal when their whole query is", async () => {
  const { api, sent } = scriptedApi([slowly(100).answer]);
  await settled(Promise.all([api.list({ limit: 1 }), api.list({ limit: 1 }), api.list({ limit: 1, offset: 25 })]));
  expect(sent).toHaveLength(2);
});

test("writes are never shared", async () => {
  const { api, sent } = scriptedApi([slowly(100).answer]);
  await settled(Promise.all([api.update("con_1", noBody), api.update("con_1", noBody)]));
  expect(sent).toHaveLength(2);
  expect(sent[0]?.headers.get("idempotency-key")).not.toBe(sent[1]?.headers.get("idempotency-key"));
});

test.each([0, 1])("a caller who leaves (number %i) disturbs nobody else", async (leaving) => {
  const { answer, aborted } = slowly(100);
  const { api, sent } = scriptedApi([answer]);
  const controllers = [new AbortController(), new AbortController()];
  const calls = controllers.map(({ signal }) => settled(api.retrieve("con_1", { signal })));
  await untilSent(sent);
  controllers[leaving]?.abort();
  expect(await calls[leaving]).toMatchObject({ error: expect.any(CancelledError) });
  expect(await calls[1 - leaving]).toMatchObject({ value: { id: "con_1" } });
  expect(sent).toHaveLength(1);
  expect(aborted).toEqual([]);
});

test("the request ends when the last caller has left, and who comes then begins anew", async () => {
  const { answer, aborted } = slowly(100);
  const { api, sent } = scriptedApi([answer]);
  const controller = new AbortController();
  const calls = [1, 2].map(() => settled(api.retrieve("con_1", { signal: controller.signal })));
  await untilSent(sent);
  controller.abort();
  await Promise.all(calls);
  expect(aborted).toEqual(["/v1/contacts/con_1"]);
  expect(await settled(api.retrieve("con_1"))).toMatchObject({ value: { id: "con_1" } });
  expect(sent).toHaveLength(2);
});

test("a caller with more time than the one who began goes on alone", async () => {
  const { api, sent } = scriptedApi([slowly(1_000).answer]);
  const hurried = settled(api.retrieve("con_1", { deadline: Deadline.after(500) }));
  const patient = settled(api.retrieve("con_1"));
  expect(await hurried).toMatchObject({ error: expect.any(DeadlineError) });
  expect(await patient).toMatchObject({ value: { id: "con_1" } });
  expect(sent).toHaveLength(2);
});

test("a caller with less time than the one who began is told so in time", async () => {
  const { api } = scriptedApi([slowly(1_000).answer]);
  const patient = settled(api.retrieve("con_1"));
  const hurried = await settled(api.retrieve("con_1", { deadline: Deadline.after(500) }));
  expect(hurried).toMatchObject({ ms: 500, error: { name: "DeadlineError", waitedFor: "an answer from the API" } });
  expect(await patient).toMatchObject({ value: { id: "con_1" } });
});

test("a read after a write does not share one that began before it", async () => {
  const { api, sent } = scriptedApi([slowly(1_000).answer, reply(200, aContact()), reply(200, { ...aContact(), createdAt: "new" })]);
  const before = settled(api.retrieve("con_1"));
  await vi.advanceTimersByTimeAsync(1);
  await settled(api.update("con_1", noBody));
  expect(await settled(api.retrieve("con_1"))).toMatchObject({ value: { createdAt: "new" } });
  expect(await before).toMatchObject({ value: { id: "con_1" } });
  expect(sent).toHaveLength(3);
});

test("a write of a contact changes no account and no member: what reads them is shared all the same", async () => {
  const { api, sent } = scriptedApi([slowly(1_000).answer, slowly(1_000).answer, reply(200, aContact())]);
  const reads = () => Promise.all([settled(api.retrieveAccount("acc_1")), settled(api.listMembers({}))]);
  const before = reads();
  await vi.advanceTimersByTimeAsync(1);
  await settled(api.update("con_1", noBody));
  await Promise.all([before, reads()]);
  expect(sent).toHaveLength(3);
});

test("a caller who waits takes along what was asked for behind the scenes, and it is one request", async () => {
  const share = new RateShare(1 / 25);
  const { api, sent } = scriptedApi([slowly(100).answer]);
  const behind = [1, 2, 3].map((at) => settled(api.retrieve(`con_${at}`, { share })));
  const person = await settled(api.retrieve("con_3"));
  expect(person).toMatchObject({ value: { id: "con_3" }, ms: 100 });
  await Promise.all(behind);
  expect(sent.map(({ url }) => url.pathname.at(-1))).toEqual(["3", "1", "2"]);
});

test("a failure reaches everybody who shares it", async () => {
  const { api, sent } = scriptedApi([reply(404)]);
  const [first, second] = [settled(api.retrieve("con_1")), settled(api.retrieve("con_1"))];
  expect(await first).toMatchObject({ error: { status: 404 } });
  expect(await second).toMatchObject({ error: { status: 404 } });
  expect(sent).toHaveLength(1);
});

test("whoever comes and leaves whenever: at most one flight per key, everybody who stays gets its result", async () => {
  const aCaller = fc.record({ key: fc.constantFrom("a", "b"), comes: fc.nat(100), leaves: fc.option(fc.nat(150)) });
  await fc.assert(
    fc.asyncProperty(fc.array(aCaller, { maxLength: 20 }), async (callers) => {
      const flights = new SingleFlight<string>();
      const under = new Map<string, number>();
      const work = (key: string) => async (signal: AbortSignal) => {
        under.set(key, (under.get(key) ?? 0) + 1);
        expect(under.get(key)).toBe(1);
        const count = (): void => void under.set(key, 0);
        signal.addEventListener("abort", count);
        await new Promise((resolve) => setTimeout(resolve, 40));
        if (!signal.aborted) {
          count();
        }
        return key;
      };
      const all = callers.map(async ({ key, comes, leaves }) => {
        await new Promise((resolve) => setTimeout(resolve, comes));
        const controller = new AbortController();
        const staysMs = leaves === null ? 1_000 : leaves;
        setTimeout(() => controller.abort(new Error("left")), staysMs);
        const result = await flights
          .join(key, { deadline: Deadline.after(1_000), signal: controller.signal }, work(key))
          .catch((error: Error) => error.message);
        expect(staysMs > 40 ? [key] : [key, "left"]).toContain(result);
      });
      await vi.advanceTimersByTimeAsync(2_000);
      await Promise.all(all);
    }),
    { numRuns: 100 },
  );
});
