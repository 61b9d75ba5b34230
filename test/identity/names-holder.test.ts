import { expect, it } from "vitest";
import { namesHolder } from "../../src/identity/names-holder.ts";

const jean = { given: ["jean", "pierre"], family: ["moreau"] };

it.each(["jean", "jean.moreau", "jeanm", "jeanpierremoreau", "jeanmoreau7", "moreau-jean", "j.moreau", "moreauj", "jp", "jpm", "jp.moreau"])(
  "%s names the person",
  (handle) => {
    expect(namesHolder(handle, jean)).toBe(true);
  },
);

it.each(["moreau", "lesmoreau", "post4711", "m.moreau", "j", "janet.moreau", "jeanette", "jeanne.moreau", "lejean", ""])("%s does not", (handle) => {
  expect(namesHolder(handle, jean)).toBe(false);
});

it.each([
  ["bill.smith", true],
  ["smith.bill", true],
  ["bill", false],
  ["bill.jones", false],
  ["billy.smithers", false],
])("%s names William Smith: %j", (handle, isNamed) => {
  expect(namesHolder(handle, { given: ["william"], family: ["smith"] })).toBe(isNamed);
});
