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
