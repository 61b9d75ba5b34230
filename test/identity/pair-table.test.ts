import { expect, it } from "vitest";
import { PairTable, peopleOf } from "../../src/identity/pair-table.ts";

/** The pairs in the order in which they come, those that come together in one list. */
const taken = (pairs: PairTable) => [...pairs.takeConnected()].flatMap((connected) => (connected ? [[...connected].map(peopleOf)] : []));

it("gives each pair once, the lower number first, those with people in common together", () => {
  const pairs = new PairTable(1000);
  for (const [one, other] of [
    [7, 3],
    [3, 7],
    [900, 5],
    [5, 5],
    [3, 4],
    [600, 500],
    [900, 600],
    [6, 8],
  ] as const)
    pairs.add(one, other);
  expect(taken(pairs)).toEqual([
    [
      [3, 4],
      [3, 7],
    ],
    [
      [5, 900],
      [500, 600],
      [600, 900],
    ],
    [[6, 8]],
  ]);
  expect(taken(pairs)).toEqual([]);
});

it("gives each pair once, however often it was added", () => {
  const pairs = new PairTable(10);
  for (let time = 0; time < 50_000; time++) pairs.add(time % 10, (time + 1) % 10);
  expect(taken(pairs).flat()).toHaveLength(10);
});
