import { describe, expect, it } from "vitest";
import { compare } from "../../src/identity/compare.ts";
import { People } from "../../src/identity/people.ts";
import { isContradiction, surenessOf } from "../../src/identity/sureness.ts";
import { DECOYS, NEVER_CERTAIN, PAIRS } from "./duplicate-pairs.ts";
import { aPerson } from "./person.ts";

describe("pairs", () => {
  for (const [kind, pairs] of Object.entries(PAIRS)) {
    it.each(pairs)(`${kind}: %s | %s: %s`, (one, other, sureness) => {
      expect(surenessOf(compare(aPerson(one), aPerson(other)))).toBe(sureness);
      expect(surenessOf(compare(aPerson(other), aPerson(one)))).toBe(sureness);
    });
  }
});
describe("decoys", () => {
  for (const [kind, decoys] of Object.entries(DECOYS)) {
    it.each(decoys.map((d) => [d]))(`${kind}: %s`, (decoy) => {
      const people = new People<string>();
      for (const d of decoy) people.add(d, aPerson(d));
      const found = decoy.flatMap((one, at) =>
        decoy.slice(at + 1).map((other) => surenessOf(compare(aPerson(one), aPerson(other), people.isHeldByMany))),
      );
      expect(found.filter((s) => s === "certain" || s === "likely")).toEqual([]);
    });
  }
});

describe("pairs of whom nobody is certain", () => {
  for (const [kind, pairs] of Object.entries(NEVER_CERTAIN)) {
    it.each(pairs)(`${kind}: %s | %s`, (one, other) => {
      expect(surenessOf(compare(aPerson(one), aPerson(other)))).toBeOneOf(["likely", "possible"]);
      expect(surenessOf(compare(aPerson(other), aPerson(one)))).toBeOneOf(["likely", "possible"]);
    });
  }
});

it.each([
  ["Herr Schmidt; schmidt@k1.example", "Frau Schmidt; schmidt@k1.example"],
  ["Hans Weber sen.; weber@l1.example", "Hans Weber jun.; weber@l1.example"],
])("%s and %s are never a pair", (one, other) => {
  expect(surenessOf(compare(aPerson(one), aPerson(other)))).toBeUndefined();
  expect(isContradiction(compare(aPerson(one), aPerson(other)))).toBe(true);
});
