import { describe, expect, it } from "vitest";
import { compare } from "../../src/identity/compare.ts";
import { aPerson } from "../identity/person.ts";
import { textOf } from "./transcripts.ts";

/** The names that each row of the table speaks of, in the order of its rows. */
const NAMES: readonly (readonly (readonly [string, string])[])[] = [
  [
    ["Lena Hart", "LENA HART"],
    ["Zoé Hart", "Zoe Hart"],
    ["Jörg Hart", "Joerg Hart"],
    ["Lena O’Hart", "Lena O'Hart"],
    ["Lena De Luca", "Lena DeLuca"],
    ["Dr. Lena Hart", "Lena Hart"],
    ["Lena Sofie Hart", "Lena Hart"],
  ],
  [
    ["Bob Hart", "Robert Hart"],
    ["Hart Lena", "Lena Hart"],
    ["Lena Lind-Vogt", "Lena Vogt"],
    ["Lena Lind (born Vogt)", "Lena Vogt"],
  ],
  [
    ["L. Hart", "Lena Hart"],
    ["Lena", "Lena Hart"],
    ["María García López", "María García"],
    ["-", "Lena Hart"],
  ],
  [["Lena Brook", "Lena Hart"]],
  [
    ["Tomas Hart", "Lena Hart"],
    ["Tomas Brook", "Lena Hart"],
    ["Lena Hart jun.", "Lena Hart sen."],
    ["Herr Hart", "Frau Hart"],
    ["John and Mary Smith", "John Smith"],
    ["Assistant to John Smith", "John Smith"],
  ],
];

const OFFICE = "+4930222";

/** What the columns of the table speak of, in their order. */
const SHARED = ["; #7", "; in/lena", "; +4930111", `; ${OFFICE}`, "; at Acme", ""] as const;

const RESULTS = { same: "one", ambiguous: "ask", other: "two" };

const resultOf = (one: string, other: string): string => RESULTS[compare(aPerson(one), aPerson(other), (key) => key.endsWith(OFFICE)).kind];

const rows = [...textOf("docs/import.md").matchAll(/^\| (?:are|agree|have|\*\*contradict).*$/gm)].map(([line]) => line.split("|").slice(2, -1));

describe("the table of who is who", () => {
  it("has a row for each kind of names, and a column for each kind of values", () => {
    expect(rows.map((cells) => cells.length)).toEqual(NAMES.map(() => SHARED.length));
  });

  const cells = NAMES.flatMap((pairs, row) =>
    pairs.flatMap(([one, other]) => SHARED.map((shared, column) => [one, other, shared, (rows[row]?.[column] ?? "").trim()] as const)),
  );
  it.each(cells)("%s and %s%s: %s", (one, other, shared, cell) => {
    const [, usual = "", apart = usual] = /^(one|ask|two)(?:.*\((one|ask|two))?/.exec(cell) ?? [];
    // A different account matters only where the same one is not what they share.
    const [elsewhere, otherElsewhere] = shared === "; at Acme" ? ["", ""] : ["; at Bolt", "; at Cobalt"];
    for (const [a, b] of [
      [one, other],
      [other, one],
    ] as const) {
      if (!(shared === "; at Acme" && one === "-")) expect(resultOf(a + shared, b + shared)).toBe(usual);
      expect(resultOf(`${a}${shared}; a@one.example${elsewhere}`, `${b}${shared}; b@two.example${otherElsewhere}`)).toBe(apart);
    }
  });
});
