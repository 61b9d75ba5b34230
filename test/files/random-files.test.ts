import fc from "fast-check";
import { expect, it } from "vitest";
import { InvalidInput } from "../../src/fields/rejection.ts";
import { tableOfFile } from "../../src/files/read-table.ts";
import { MOST_ROWS } from "../../src/files/table.ts";
import { people, writers } from "./people.ts";
import { FILE_RUNS } from "./tables.ts";
import { zip } from "./zip.ts";

/** A file that is right but for what happened to it: bytes changed, lost, added, or another file in the middle. */
const damaged = fc
  .tuple(
    people,
    writers,
    fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), bytes: fc.uint8Array({ maxLength: 4 }), lost: fc.nat(30) }), {
      maxLength: 4,
    }),
  )
  .map(([all, { write }, changes]) =>
    changes.reduce(
      (bytes, { at, bytes: added, lost }) => {
        const from = Math.floor(at * bytes.length);
        return Buffer.concat([bytes.subarray(0, from), added, bytes.subarray(from + lost)]);
      },
      Buffer.from(write(all)),
    ),
  );

/** Lines of pieces that formats are made of, in no order. */
const jumbled = fc
  .array(
    fc.constantFrom(
      "Name",
      "Email",
      "a@b.example",
      ",",
      ";",
      "\t",
      "|",
      '"',
      "\n",
      "\r\n",
      "\r",
      "sep=;",
      "---",
      "| --- |",
      "BEGIN:VCARD\n",
      "END:VCARD\n",
      "N:a;b\n",
      "NOTE;ENCODING=QUOTED-PRINTABLE:=C3=\n",
      "item1.",
      ":",
      "PHOTO;ENCODING=b:AAAA\n",
      " folded\n",
      "[",
      "{",
      "}",
      "]",
      '"a": ',
      "null",
      "\0",
      "\uFEFF",
      "é",
      "愛",
      "🙂",
      "\ud800",
      "=1+1",
      "'",
      "\\",
      "<br>",
      "PK\u0003\u0004",
      "%PDF",
      "1,5",
      "2026-12-31",
    ),
    { maxLength: 60 },
  )
  .chain((pieces) =>
    fc.constantFrom("utf8" as const, "latin1" as const, "utf16le" as const).map((encoding) => Buffer.from(pieces.join(""), encoding)),
  );

const archive = fc
  .dictionary(
    fc.constantFrom("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/worksheets/sheet1.xml", "xl/styles.xml"),
    fc.oneof(
      fc.constantFrom(
        "<a/>",
        "<a",
        "<worksheet><sheetData><row r='9'><c r='ZZ1'><v>1</v></c></row></sheetData></worksheet>",
        '<workbook><sheets><sheet name="a" r:id="b" xmlns:r="c"/></sheets></workbook>',
        '<Relationships><Relationship Id="b" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        '<Relationships><Relationship Target="http://["/></Relationships>',
      ),
      fc.string(),
    ),
  )
  .map(zip);

it("any file is a table or is refused with what is wrong", async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof({ arbitrary: damaged, weight: 4 }, jumbled, archive, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
      const result = await tableOfFile(bytes, { subject: "file" }).catch((error: unknown) => error);
      if (result instanceof InvalidInput) {
        expect(result.message).toMatch(/^file: .+ Accepted: .+\.$/s);
        return;
      }
      if (result instanceof Error) throw result;
      const { columns, rows } = result as Awaited<ReturnType<typeof tableOfFile>>;
      expect(new Set(columns).size).toBe(columns.length);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length).toBeLessThanOrEqual(MOST_ROWS);
      for (const { cells } of rows) {
        expect(cells.size).toBeGreaterThan(0);
        expect([...cells.keys()].every((column) => columns.includes(column))).toBe(true);
      }
    }),
    { numRuns: FILE_RUNS },
  );
});
