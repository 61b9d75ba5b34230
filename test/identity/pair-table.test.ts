import { expect, it } from "vitest";
import { PairTable } from "../../src/identity/pair-table.ts";

it("gives each pair once, the lower number first, neighbours together", () => {
  const pairs = new PairTable(1000);
  for (const [one, other] of [
    [7, 3],
    [3, 7],
    [900, 5],
    [5, 5],
    [3, 4],
  ] as const)
    pairs.add(one, other);
  expect([...pairs.take()]).toEqual([
    [3, 4],
    [3, 7],
    [5, 900],
  ]);
  expect([...pairs.take()]).toEqual([]);
});

it("gives each pair once, however often it was added", () => {
  const pairs = new PairTable(10);
  for (let time = 0; time < 50_000; time++) pairs.add(time % 10, (time + 1) % 10);
  expect([...pairs.take()]).toHaveLength(10);
});
