import { describe, expect, it } from "vitest";
import { DECOYS, PAIRS } from "./duplicate-pairs.ts";
import { duplicatesAmong, type FoundGroup } from "./duplicates-among.ts";

const found = (...people: readonly string[]) => duplicatesAmong(people);

describe("groups", () => {
  it("hold everybody who is one person", () => {
    const lena = ["Lena Hart; lena@a.example", "L. Hart; LENA@a.example; in/lena", "Lena Hart; in/lena; +4930111", "Ada Wolf; ada@a.example"];
    expect(found(...lena)).toEqual<FoundGroup[]>([{ sureness: "certain", people: [0, 1, 2] }]);
  });

  it("never call two people one who contradict each other, although a third is surely either", () => {
    const torn = ["John Smith; js@a.example", "J. Smith; js@a.example; jane@b.example", "Jane Smith; jane@b.example"];
    expect(found(...torn)).toEqual([{ sureness: "possible", people: [0, 1, 2], contradiction: [0, 2] }]);
  });

  it("let one stand for a certain group in what is only likely", () => {
    const dana = ["Dana Scully; dana@a.example; at Acme", "Dana Scully; DANA@a.example", "Scully Dana; at Acme"];
    expect(found(...dana)).toEqual([
      { sureness: "certain", people: [0, 1] },
      { sureness: "likely", people: [0, 2] },
    ]);
  });

  it("do not grow by what is only likely where members contradict each other", () => {
    expect(found("Anna Sorensen; +4530111", "A. Sorensen; +4530111", "Axel Sorensen; +4530111")).toEqual([
      { sureness: "likely", people: [0, 1] },
      { sureness: "likely", people: [1, 2] },
    ]);
  });

  it("do not take in who contradicts somebody of a certain group", () => {
    const people = ["-; nora@a.example; +4530222", "Nora Vik; nora@a.example", "Petter Aas; +4530222"];
    expect(found(...people).filter(({ sureness }) => sureness !== "possible")).toEqual([{ sureness: "certain", people: [0, 1] }]);
  });
});

describe("among all the pairs and decoys at once", () => {
  const pairs = Object.values(PAIRS).flat();
  const people = [...pairs.flatMap((pair) => pair.slice(0, 2)), ...Object.values(DECOYS).flat(2)];
  const groups = duplicatesAmong(people);
  const sure = groups.filter(({ sureness }) => sureness !== "possible");

  it("finds every pair, as sure as somebody would be", () => {
    const expected = pairs.map(([, , sureness], at) => ({ sureness, people: [2 * at, 2 * at + 1] }));
    const byPeople = (a: FoundGroup, b: FoundGroup) => (a.people[0] ?? 0) - (b.people[0] ?? 0);
    expect(sure.toSorted(byPeople)).toEqual(expected);
  });

  it("calls nobody else certain or likely", () => {
    expect(sure.flatMap((group) => group.people).filter((person) => person >= pairs.length * 2)).toEqual([]);
  });
});
