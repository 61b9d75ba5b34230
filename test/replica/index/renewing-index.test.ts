import fc from "fast-check";
import { expect, it } from "vitest";
import { RenewingIndex } from "../../../src/replica/index/renewing-index.ts";
import type { SearchDocument } from "../../../src/search/search-document.ts";
import { aDocument, anIndex } from "../../search/support.ts";

/** A renewing index that pauses after each contact, until the test says so. */
function aRenewing() {
  const contacts = new Map<string, SearchDocument>();
  const pauses: (() => void)[] = [];
  let renewals = 0;
  const index = new RenewingIndex({
    ids: () => contacts.keys(),
    document: (id) => contacts.get(id),
    slices: { ms: 0, pause: () => new Promise<void>((resolve) => pauses.push(resolve)) },
  });
  index.renewed.add(() => {
    renewals += 1;
  });
  const put = (document: SearchDocument) => {
    contacts.set(document.id, document);
    index.put(document);
  };
  const remove = (id: string) => {
    contacts.delete(id);
    index.remove(id);
  };
  const found = (query: string) =>
    index.current
      .search(query, { limit: 50 })
      .hits.map(({ id }) => id)
      .sort();
  return {
    contacts,
    index,
    put,
    remove,
    found,
    renewals: () => renewals,
    /** Lets the work that waits for its turn go on to its next pause. */
    goOn: async () => {
      for (const resolve of pauses.splice(0)) resolve();
      for (let turn = 0; turn < 5; turn++) await undefined;
    },
  };
}

it("many changes of the same contacts leave an index that holds no more than them", async () => {
  const { index, put, goOn, found, renewals } = aRenewing();
  for (let round = 0; round < 100; round++) {
    for (let id = 0; id < 20; id++) {
      put(aDocument(String(id), { name: `Ana Ruiz${round}` }));
      await goOn();
    }
  }
  expect(index.current.waste).toBeLessThanOrEqual(0.5);
  expect(renewals()).toBeGreaterThan(10);
  expect(found("Ruiz99")).toHaveLength(20);
  expect(found("Ruiz42")).toEqual([]);
});

it("what changes while it is built anew is not lost, and searches are answered meanwhile", async () => {
  const id = fc.nat(12).map(String);
  const change = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(id, fc.constantFrom("anna", "bruno", "carla")).map(([one, name]) => aDocument(one, { name })) },
    { weight: 1, arbitrary: id },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 20 }), async (changes) => {
      const { contacts, put, remove, goOn, found, renewals } = aRenewing();
      const check = () => {
        const all = [...contacts.values()];
        for (const query of ["anna", "bruno"])
          expect(found(query)).toEqual(
            anIndex(...all)
              .search(query, { limit: 50 })
              .hits.map((hit) => hit.id)
              .sort(),
          );
      };
      for (const name of ["bruno", "carla", "anna"]) for (let one = 0; one < 10; one++) put(aDocument(String(one), { name }));
      for (const one of changes) {
        await goOn();
        if (typeof one === "string") remove(one);
        else put(one);
        check();
      }
      for (let turn = 0; turn < 40; turn++) await goOn();
      expect(renewals()).toBeGreaterThan(0);
      check();
    }),
    { numRuns: Number(process.env.RUNS ?? 30) },
  );
});

it("an index that was replaced while another was built stays", async () => {
  const { index, put, goOn, found, renewals } = aRenewing();
  for (let round = 0; round < 3; round++) put(aDocument("1", { name: `Ana Ruiz${round}` }));
  index.replace(anIndex(aDocument("2", { name: "Bea Diaz" })));
  for (let turn = 0; turn < 5; turn++) await goOn();
  expect(renewals()).toBe(0);
  expect(found("Bea")).toEqual(["2"]);
});
