import { expect, it } from "vitest";
import { isAlmost, isTypo, isTypoOfFirstName } from "../../src/identity/typo.ts";

it.each([
  ["kellermann", "kellerman", true],
  ["schreiber", "schrieber", true],
  ["thornton", "thornten", true],
  ["whitcombe", "whitcomb", true],
  ["kellermann", "kelerman", false],
  ["bauer", "baur", false],
  ["hoffmann", "poffmann", false],
  ["hart", "harz", false],
  ["thornton", "thornton", false],
])("%s and %s differ by a typo: %s", (one, other, is) => {
  expect([isTypo(one, other), isTypo(other, one)]).toEqual([is, is]);
});

it.each([
  ["maja", "majja", true],
  ["jan", "jana", true],
  ["maria", "mario", true],
  ["kellermann", "kellerman", true],
  ["maja", "maja", false],
  ["jo", "jon", false],
  ["maja", "majjaa", false],
  ["anna", "hanna", false],
])("%s and %s differ in a letter: %s", (one, other, is) => {
  expect([isAlmost(one, other), isAlmost(other, one)]).toEqual([is, is]);
});

it.each([
  ["michael", "micheal", true],
  ["daniel", "daniela", false],
  ["christian", "christina", false],
  ["andrea", "andreas", false],
])("the first names %s and %s differ by a typo: %s", (one, other, is) => {
  expect(isTypoOfFirstName(one, other)).toBe(is);
});
