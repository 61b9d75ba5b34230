import { expect, it } from "vitest";
import { RecentlyRead } from "../../../src/find/duplicates/recently-read.ts";

it("reads again only what was not asked for lately", () => {
  const read: number[] = [];
  const recent = new RecentlyRead((number) => {
    read.push(number);
    return number < 0 ? undefined : `item ${number}`;
  });
  expect([recent.get(1), recent.get(1), recent.get(-1)]).toEqual(["item 1", "item 1", undefined]);
  expect(read).toEqual([1, -1]);
  // Somebody who is asked for again and again stays.
  for (let number = 2; number < 20_000; number++) {
    recent.get(number);
    recent.get(1);
  }
  expect(read.filter((number) => number === 1)).toHaveLength(1);
  recent.get(2);
  expect(read.filter((number) => number === 2)).toHaveLength(2);
  recent.clear();
  recent.get(1);
  expect(read.filter((number) => number === 1)).toHaveLength(2);
});
