import fc from "fast-check";
import { expect, it } from "vitest";
import { DATE_ORDERS } from "../../src/fields/column-reading.ts";
import { dateForms } from "../../src/fields/date-forms.ts";
import { splitName } from "../../src/fields/split-name.ts";
import { aTyped, BERLIN } from "../builders.ts";

const words = fc.constantFrom(
  "Dr.",
  "Frau",
  "van",
  "der",
  "Jr.",
  "PhD",
  "Nagy",
  "Réka",
  "田村",
  "美咲",
  "김민준",
  ",",
  "&",
  "y",
  "Ann",
  "O'Neil",
  "-",
  "🚀",
  "ß",
);

it("loses no letter of a name", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 8 })), { minLength: 1, maxLength: 7 }), (all) => {
      const written = all.join(" ");
      const { name, salutation = "" } = splitName(written);
      const letters = (text: string) => [...text.replace(/[\s,・·]/g, "")].sort().join("");
      expect(letters(`${name.firstName ?? ""}${name.lastName ?? ""}${salutation}`)).toBe(letters(written));
    }),
  );
});

const days = fc.date({ min: new Date("1900-01-01T00:00:00Z"), max: new Date("2099-12-31T00:00:00Z"), noInvalidDate: true });
const two = (part: number) => String(part).padStart(2, "0");

it("reads a date in the order in which it was written", () => {
  fc.assert(
    fc.property(
      days,
      fc.constantFrom(...DATE_ORDERS),
      fc.constantFrom("/", ".", "-"),
      fc.constantFrom("", " 14:30", ", 2:30 PM"),
      (date, order, mark, time) => {
        const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        const written = [...order].map((part) => ({ y: String(year), m: two(month), d: two(day) })[part]).join(mark) + time;
        const clock = time === "" ? "" : " 14:30:00";
        expect(dateForms(written, 2026)?.byOrder.get(order)).toBe(`${year}-${two(month)}-${two(day)}${clock}`);
      },
    ),
  );
});

it("reads a month in the usual languages", () => {
  fc.assert(
    fc.property(
      days,
      fc.constantFrom("en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl"),
      fc.constantFrom("long" as const, "short" as const),
      (date, language, month) => {
        const written = new Intl.DateTimeFormat(language, { timeZone: "UTC", day: "numeric", month, year: "numeric" }).format(date);
        const found = dateForms(written, 2026);
        // Some short forms are too short to be a word.
        if (found) expect([...found.byOrder.values()]).toContain(date.toISOString().slice(0, 10));
        else expect(written).toMatch(/\b\p{L}{1,2}\b/u);
      },
    ),
  );
});

it("reads or refuses any cell of any column", () => {
  const cells = fc.array(
    fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(..."0123456789.,/-: '€aeT"), maxLength: 16 }),
      fc.double(),
      fc.boolean(),
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  fc.assert(
    fc.property(fc.constantFrom("NUMBER", "CURRENCY", "DATETIME", "FULL_NAME", "ADDRESS", "TELEPHONE", "EMAIL"), cells, (valueType, all) => {
      const { type, definition } = aTyped({ valueType });
      const reading = type.column({ name: "Name", field: definition, part: undefined, hints: {}, locale: BERLIN });
      for (const cell of all) reading.consider?.(cell);
      for (const cell of all) {
        try {
          reading.read(cell);
        } catch (error) {
          expect(error).toHaveProperty("name", "Rejection");
        }
      }
      for (const note of reading.notes?.() ?? []) expect(note).not.toContain("undefined");
    }),
  );
});
