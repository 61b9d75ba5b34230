import fc from "fast-check";
import { expect, it } from "vitest";
import { inPage, NumberPool, PAGE_NUMBERS } from "../../../src/search/store/number-pool.ts";

const aRun = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: PAGE_NUMBERS }) });

const runAt = (pool: NumberPool, place: number, count: number) => pool.pageOf(place).subarray(inPage(place), inPage(place) + count);

it("keeps every run as a whole, and continues with what was stored", () => {
  fc.assert(
    fc.property(fc.array(aRun, { minLength: 1, maxLength: 12 }), fc.nat({ max: 12 }), (counts, stored) => {
      let pool = new NumberPool();
      const runs = counts.map((count, at) => {
        if (at === stored) pool = new NumberPool(pool.pages.map((page) => page.slice()));
        const place = pool.extend(count);
        runAt(pool, place, count).fill(at + 1);
        return { place, count, number: at + 1 };
      });
      for (const { place, count, number } of runs) {
        const run = runAt(pool, place, count);
        expect([run.length, run.every((one) => one === number)]).toEqual([count, true]);
      }
      const lengths = pool.pages.map(({ length }) => length);
      expect(lengths.reduce((sum, length) => sum + length)).toBe(pool.length);
      expect(lengths.slice(0, -1).every((length) => length === PAGE_NUMBERS)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

it("never moves what it has", () => {
  const pool = new NumberPool();
  const place = pool.extend(1);
  const page = pool.pageOf(place);
  for (let grown = 0; grown < 3; grown++) pool.extend(PAGE_NUMBERS);
  expect(pool.pageOf(place)).toBe(page);
});
