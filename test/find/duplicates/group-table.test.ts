import { expect, it } from "vitest";
import { GroupTable } from "../../../src/find/duplicates/group-table.ts";
import type { Group } from "../../../src/identity/groups.ts";

const pair = (one: number, other: number, sureness: Group["sureness"], weight: number): Group => ({
  members: [one, other],
  sureness,
  by: [{ one, other, sureness, weight }],
  contradiction: undefined,
});

const torn: Group = {
  members: [7, 8, 9],
  sureness: "possible",
  by: [
    { one: 7, other: 8, sureness: "certain", weight: 3 },
    { one: 8, other: 9, sureness: "certain", weight: 2 },
  ],
  contradiction: [7, 9],
};

const tableOf = (...groups: readonly Group[]) => {
  const table = new GroupTable();
  for (const group of groups) table.add(group);
  return table;
};

it("gives the groups back, the most certain first, then those of the strongest values, then by member", async () => {
  const [weak, strong, other] = [pair(1, 2, "likely", 0), pair(5, 3, "likely", 3), pair(4, 6, "likely", 3)];
  const table = tableOf(weak, torn, strong, other, pair(10, 11, "certain", 1));
  await table.sort((one, another) => one - another);
  expect(Array.from({ length: table.size }, (_, at) => table.at(at))).toEqual([pair(10, 11, "certain", 1), other, strong, weak, torn]);
  expect(table.surenessOf(1)).toBe("likely");
});

it("holds more groups than there was room for at first", () => {
  const groups = Array.from({ length: 5000 }, (_, at) => pair(2 * at, 2 * at + 1, "possible", at % 4));
  const table = tableOf(...groups);
  expect(table.at(0)).toEqual(groups[0]);
  expect(table.at(4999)).toEqual(groups[4999]);
});

it("knows who is involved in a group: its members, and those they stand for", () => {
  const table = tableOf({ ...pair(1, 2, "likely", 2), by: [{ one: 30, other: 2, sureness: "likely", weight: 2 }] }, torn);
  const involved = (group: number) =>
    Array.from({ length: 40 }, (_, person) => person).filter((one) => table.involves(group, (person) => person === one));
  expect(involved(0)).toEqual([1, 2, 30]);
  expect(involved(1)).toEqual([7, 8, 9]);
});
