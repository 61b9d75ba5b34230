import { describe, expect, it } from "vitest";
import { compare } from "../../src/identity/compare.ts";
import { People } from "../../src/identity/people.ts";
import { surenessOf } from "../../src/identity/sureness.ts";
import { DECOYS, PAIRS } from "./duplicate-pairs.ts";
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
      const found = decoy.flatMap((one, at) => decoy.slice(at + 1).map((other) => surenessOf(compare(aPerson(one), aPerson(other), people.isWide))));
      expect(found.filter((s) => s === "certain" || s === "likely")).toEqual([]);
    });
  }
});
