import fc from "fast-check";
import { expect, it } from "vitest";
import { aSync, FakeList, START, titled } from "./support.ts";

/** Where an order of the list puts a contact that is new, or that was changed; undefined where a change moves nobody. */
const ORDERS = {
  "oldest first": { created: "end", changed: undefined },
  "newest first": { created: "front", changed: undefined },
  "last changed first": { created: "front", changed: "front" },
  "last changed last": { created: "end", changed: "end" },
} as const;

interface Event {
  readonly before: number;
  readonly kind: "create" | "delete" | "change";
  readonly at: number;
}

const events = fc.array(
  fc.record({
    before: fc.nat(60),
    kind: fc.constantFrom("create" as const, "delete" as const, "change" as const),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  }),
  { maxLength: 25 },
);

function play(list: FakeList, order: keyof typeof ORDERS, { kind, at }: Event, nth: number): void {
  const place = Math.floor(at * list.records.length);
  const to = ORDERS[order][kind === "create" ? "created" : "changed"];
  const old = kind === "create" ? undefined : list.records[place];
  const contact = kind === "create" ? titled(`new_${nth}`) : old && titled(old.id, `changed ${nth}`);
  if (!contact) return;
  if (kind === "delete") list.records = list.records.filter((one) => one !== old);
  else if (to === undefined) list.records = list.records.map((one) => (one === old ? contact : one));
  else {
    const others = list.records.filter((one) => one !== old);
    list.records = to === "end" ? [...others, contact] : [contact, ...others];
  }
}

const orders = Object.keys(ORDERS) as (keyof typeof ORDERS)[];
const RUNS = { numRuns: Number(process.env.RUNS ?? 100) };

function aChangingList(order: keyof typeof ORDERS, count: number, changes: readonly Event[], delays: fc.Stream<number>): FakeList {
  const list = new FakeList(count);
  list.delay = () => delays.next().value ?? 0;
  list.beforePage = (nth) => {
    for (const [index, change] of changes.entries()) if (change.before === nth) play(list, order, change, index);
  };
  return list;
}

const counts = fc.integer({ min: 0, max: 900 });
const delays = fc.infiniteStream(fc.nat(6));

it.each(orders)("whoever comes, goes or changes while pages are read: nobody is lost, and nobody stays who is gone (%s)", async (order) => {
  await fc.assert(
    fc.asyncProperty(counts, events, delays, fc.boolean(), async (count, changes, delay, saysTotal) => {
      // The last two pages are the check that nothing changed.
      const whileSwept = changes.filter(({ before }) => before < count / 25);
      const list = aChangingList(order, count, whileSwept, delay);
      list.counts = saysTotal;
      const { sync, ids } = aSync(list.api);
      await sync.run({ urgent: true });
      expect(sync.coverage).toMatchObject({ complete: true, notCovered: undefined });
      expect(ids()).toEqual(list.ids);
    }),
    RUNS,
  );
});

it.each(orders)("what happens during the last look is found by one of the next three (%s)", async (order) => {
  await fc.assert(
    fc.asyncProperty(counts, events, delays, async (count, changes, delay) => {
      const list = aChangingList(order, count, changes, delay);
      let now = START;
      const { sync, ids } = aSync(list.api, { now: () => now });
      await sync.run({ urgent: true });
      list.beforePage = () => {};
      for (let look = 0; look < 3; look++) {
        now += 61_000;
        await sync.run({ urgent: false });
      }
      expect(ids()).toEqual(list.ids);
    }),
    RUNS,
  );
});
