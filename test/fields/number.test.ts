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
        const shown = showNumber(value, decimals);
        expect(Number(shown.replaceAll(",", ""))).toBe(value);
        // The format knows 20 decimals, and would round the others.
        const [, fraction = ""] = shown.split(".");
        if (fraction.length <= 20) expect(shown).toBe(format.format(value));
      },
    ),
    { examples: [[1.0000000000000002e-6], [Number.MIN_VALUE], [-Number.MAX_VALUE]] },
  );
});
