import { expect, it } from "vitest";
import { isTypo, isTypoOfFirstName } from "../../src/identity/typo.ts";

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
  ["michael", "micheal", true],
  ["daniel", "daniela", false],
  ["christian", "christina", false],
  ["andrea", "andreas", false],
])("the first names %s and %s differ by a typo: %s", (one, other, is) => {
  expect(isTypoOfFirstName(one, other)).toBe(is);
});
