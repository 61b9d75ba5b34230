import { expect, it } from "vitest";
import { saysLess } from "../../src/identity/lesser-name.ts";

it.each([
  ["L. Hart", "Lena Hart", true],
  ["L. H.", "Lena Hart", true],
  ["Lena", "Lena Hart", true],
  ["Lena Hart", "Lena Sofie Hart", true],
  ["Lena Hart", { firstName: "Dr. Lena", lastName: "Hart" }, true],
  ["Jan Berg", "Jan van der Berg", true],
  ["Frau Hart", "Eva Hart", true],
  [{ firstName: "Frau Dr.", lastName: "Hart" }, "Eva Hart", true],
  [{ lastName: "Frau Hart" }, "Eva Hart", true],
  [{ firstName: "Frau Dr. Lena", lastName: "Hart" }, "Lena Sofie Hart", true],
  ["Eva Hart", { firstName: "Frau Dr.", lastName: "Hart" }, false],
  [{ firstName: "Don", lastName: "Hart" }, "Don Hart", false],
  ["Joerg Wagner", "Jörg Wagner", true],
  ["Jorg Wagner", "Jörg Wagner", true],
  ["LENA HART", "Lena Hart", true],
  ["lena hart", "Lena Hart", true],
  ["Lena Hart", "Lena Hart", false],
  ["Lena Hart", "L. Hart", false],
  ["Jörg Wagner", "Joerg Wagner", false],
  ["Lena Hart", "LENA HART", false],
  ["Amy D’Ungarro", "Amy D'Ungarro", false],
  ["Lena Brook", "Lena Hart", false],
  ["Bob Hart", "Robert Hart", false],
  ["Tom Wolf", "Lena Hart", false],
  ["Lena Hart", "", false],
])("%s says less than %s: %s", (name, other, is) => {
  expect(saysLess(name, other)).toBe(is);
});
