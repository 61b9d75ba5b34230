import { expect, it } from "vitest";
import { ageMs } from "../../src/async/age.ts";

it("counts what comes from a clock that was ahead as infinitely old", () => {
  expect([0, 900, 1000, 1001, Number.NEGATIVE_INFINITY].map((at) => ageMs(at, 1000))).toEqual([
    1000,
    100,
    0,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
});
