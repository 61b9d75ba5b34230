import fc from "fast-check";
import { expect, test } from "vitest";
import { showNumber } from "../../src/fields/number.ts";

test.each([0, 2] as const)("numbers are shown as in English, with at least %i decimals", (decimals) => {
  const format = new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: 20 });
  const numbers = fc.oneof(
    fc.integer(),
    fc.integer().map((cents) => cents / 100),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
  fc.assert(
    fc.property(
      numbers.filter((value) => !Object.is(value, -0)),
      (value) => {
        expect(showNumber(value, decimals)).toBe(format.format(value));
      },
    ),
  );
});
