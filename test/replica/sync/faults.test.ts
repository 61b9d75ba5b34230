import fc from "fast-check";
import { beforeEach, expect, it, vi } from "vitest";
import type { FaultKind } from "../../../src/sandbox/index.ts";
import { settled } from "../../api/fake-fetch.ts";
import { apiOf, aSandbox, aSync, FakeList, refusal, START } from "./support.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  return () => vi.useRealTimers();
});

const kinds: readonly FaultKind[] = ["429", "500", "502", "503", "504", "reset-before", "reset-after", "bad-json", "truncated"];

it("faults of every kind, and colleagues who edit and delete meanwhile, end in a complete index", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        probability: fc.double({ min: 0, max: 0.5, noNaN: true }),
        kinds: fc.shuffledSubarray([...kinds], { minLength: 1 }),
        seed: fc.nat(),
      }),
      fc.array(fc.record({ before: fc.nat(80), at: fc.nat(1_999), kind: fc.constantFrom("edit", "delete") }), { maxLength: 12 }),
      async ({ probability, kinds, seed }, events) => {
        const sandbox = aSandbox({ contacts: 2_000, seed, faults: { probability, kinds } });
        let requests = 0;
        const api = apiOf(sandbox, {
          fetch: (input, init) => {
            const nth = requests++;
            const ids = [...sandbox.contacts().keys()];
            for (const { before, at, kind } of events) {
              const id = ids[at];
              if (before !== nth || id === undefined || !sandbox.contacts().has(id)) continue;
              if (kind === "delete") sandbox.deleteContact(id);
              else sandbox.editContact(id, (contact) => Object.assign(contact, { externalId: "edited" }));
            }
            return sandbox.fetch(input, init);
          },
        });
        const { sync, ids } = aSync(api);
        await settled(sync.run({ urgent: true }), 100);
        expect(sync.failure).toBeUndefined();
        expect(sync.coverage).toMatchObject({ complete: true, notCovered: undefined });
        expect(ids()).toEqual([...sandbox.contacts().keys()].sort());
      },
    ),
    { numRuns: 4, seed: 3 },
  );
}, 180_000);

it("an outage that outlasts all patience ends the run, and the next goes on from there", async () => {
  const list = new FakeList(1_000);
  let fails = false;
  const { sync, ids, log } = aSync({
    ...list.api,
    list: (query) => {
      if (fails) throw refusal(403);
      return list.api.list(query);
    },
  });
  list.beforePage = (nth) => {
    fails ||= nth === 20;
  };
  await settled(sync.run({ urgent: true }));
  expect(sync.failure).toMatchObject({ name: "ApiError", status: 403 });
  expect(sync.coverage).toMatchObject({ complete: false, total: 1_000 });
  expect(log).toEqual(["sync: ended early by ApiError"]);

  list.beforePage = () => {};
  fails = false;
  list.pagesRead = 100;
  await settled(sync.run({ urgent: true }));
  expect(sync.failure).toBeUndefined();
  expect(ids()).toEqual(list.ids);
  expect(list.pagesRead - 100).toBeLessThan(26);
});

it("what was read before an outage is joined to what is read after it, though the list has moved meanwhile", async () => {
  const list = new FakeList(1_000);
  let fails = false;
  const { sync, ids } = aSync({ ...list.api, list: (query) => (fails ? Promise.reject(refusal(403)) : list.api.list(query)) });
  list.beforePage = (nth) => {
    fails ||= nth === 20;
  };
  await settled(sync.run({ urgent: true }));
  list.beforePage = () => {};
  fails = false;
  list.records = list.records.filter((_, at) => at % 7 !== 0);
  await settled(sync.run({ urgent: true }));
  expect(ids()).toEqual(list.ids);
});

it("waiting ends with the signal and the work goes on; stop ends the work", async () => {
  const sandbox = aSandbox({ contacts: 2_000 });
  const { sync, ids } = aSync(apiOf(sandbox));
  await settled(sync.run({ urgent: true, signal: AbortSignal.abort() }));
  const { known } = sync.coverage;
  await vi.advanceTimersByTimeAsync(1_500);
  expect(sync.coverage.known).toBeGreaterThan(known);
  const work = sync.run({ urgent: false });
  sync.stop();
  await settled(work);
  expect(sync.coverage.complete).toBe(false);
  await vi.advanceTimersByTimeAsync(5_000);
  await settled(sync.run({ urgent: true }));
  expect(ids()).toEqual([...sandbox.contacts().keys()].sort());
});
