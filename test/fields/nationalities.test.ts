import { expect, test } from "vitest";
import { countryName } from "../../src/fields/country.ts";
import { countryOfAdjective } from "../../src/fields/nationalities.ts";

test.each([
  ["nigerian", "NG"],
  ["nigerien", "NE"],
  ["italian", "IT"],
  ["moroccan", "MA"],
  ["belgian", "BE"],
  ["lebanese", "LB"],
  ["congolese", undefined],
  ["mauritian", "MU"],
  ["icelandic", "IS"],
  ["south african", "ZA"],
  ["papua new guinean", "PG"],
  ["swiss", "CH"],
  ["human", undefined],
  ["christian", undefined],
  ["oman", undefined],
])("%s is of %s", (adjective, code) => expect(countryOfAdjective(adjective)).toBe(code));

test("most countries have an adjective in -n, -ese, -i or -ish, which needs no table", () => {
  const said =
    "albanian algerian angolan bahraini bolivian chadian cuban gambian ghanaian kuwaiti libyan maltese nepali togolese ugandan yemeni zambian";
  expect(said.split(" ").map((one) => countryName(countryOfAdjective(one)))).not.toContain(undefined);
});
