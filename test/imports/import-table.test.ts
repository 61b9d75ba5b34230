import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import papa from "papaparse";
import { describe, expect, it } from "vitest";
import { readTable, type TableSource } from "../../src/imports/import-table.ts";
import { aFolder } from "../temporary-folders.ts";
import { problemsOf } from "./problems-of.ts";

/** The rows of a source as plain objects by number. */
const rowsOf = async (source: TableSource) => {
  const { rows } = await readTable(source);
  return Object.fromEntries(rows.map(({ number, cells }) => [number, Object.fromEntries(cells)]));
};
const refusal = (source: TableSource) => problemsOf(() => readTable(source));

const DANA = { Name: "Dana", Email: "dana@fbi.gov" };

describe("CSV is read", () => {
  it.each([
    ["commas", "Name,Email\nDana,dana@fbi.gov\n"],
    ["semicolons", "Name;Email\nDana;dana@fbi.gov\n"],
    ["tabs", "Name\tEmail\nDana\tdana@fbi.gov\n"],
    ["bars", "Name|Email\nDana|dana@fbi.gov\n"],
    ["a delimiter that Excel names", "sep=/\nName/Email\nDana/dana@fbi.gov"],
    ["a byte order mark and quotes", '\uFEFF"Name","Email"\r\n"Dana","dana@fbi.gov"\r\n'],
    ["a byte order mark and a named delimiter", "\uFEFFsep=;\r\nName;Email\r\nDana;dana@fbi.gov\r\n"],
    ["line ends of the first Macintosh", "Name,Email\rDana,dana@fbi.gov\r"],
    ["blanks around the names", " Name , Email \nDana,dana@fbi.gov"],
    ["blank cells beyond the header", "Name,Email,,\nDana,dana@fbi.gov,,,,\n"],
  ])("with %s", async (_what, csv) => {
    const table = await readTable({ text: csv });
    expect(table.columns).toEqual(["Name", "Email"]);
    expect(await rowsOf({ text: csv })).toEqual({ 1: DANA });
  });

  it("with line breaks, delimiters and quotes inside of quotes", async () => {
    expect(await rowsOf({ text: 'Name;Notes\r\n"Scully; Dana";"MD\r\n""the"" doctor"\r\nFox;5" x 3"\r\n' })).toEqual({
      1: { Name: "Scully; Dana", Notes: 'MD\n"the" doctor' },
      2: { Name: "Fox", Notes: '5" x 3"' },
    });
  });

  it("with line ends of several kinds", async () => {
    expect(await rowsOf({ text: "Name,Email\r\nDana,a\nFox,b\rWalter,c" })).toEqual({
      1: { Name: "Dana", Email: "a" },
      2: { Name: "Fox", Email: "b" },
      3: { Name: "Walter", Email: "c" },
    });
  });

  it("by the delimiter of the header, whatever is listed in the cells", async () => {
    expect(await rowsOf({ text: "Email,Name\na@b.de; c@d.de; e@f.de,Dana\ng@h.de; i@j.de; k@l.de,Fox" })).toEqual({
      1: { Email: "a@b.de; c@d.de; e@f.de", Name: "Dana" },
      2: { Email: "g@h.de; i@j.de; k@l.de", Name: "Fox" },
    });
    expect(await rowsOf({ text: '"Name";Notes\nDana;5" x 3", oak, old\n' })).toEqual({ 1: { Name: "Dana", Notes: '5" x 3", oak, old' } });
    expect(await rowsOf({ text: '"Name";Amount\n"Scully, Dana";1,5\n' })).toEqual({ 1: { Name: "Scully, Dana", Amount: "1,5" } });
    expect(await rowsOf({ text: "Email\na@b.de; c@d.de\n" })).toEqual({ 1: { Email: "a@b.de; c@d.de" } });
  });

  it("with fewer cells than the header has; blank lines are left out, but counted", async () => {
    expect(await rowsOf({ text: "\n \nName,Email,Title\nDana\n\n , ,\nFox,,Agent\n" })).toEqual({
      1: { Name: "Dana" },
      4: { Name: "Fox", Title: "Agent" },
    });
  });

  it("from a file, with what was assumed", async () => {
    const directory = aFolder();
    writeFileSync(join(directory, "a.csv"), Buffer.from("Name\nZo\xeb", "latin1"));
    const { rows, notes } = await readTable({ file: "a.csv" }, { directory });
    expect(rows).toEqual([{ number: 1, cells: new Map([["Name", "Zoë"]]) }]);
    expect(notes).toHaveLength(1);
    writeFileSync(join(directory, "a.csv"), "");
    expect(await problemsOf(() => readTable({ file: "a.csv" }, { directory }))).toMatch(/^file "a.csv": It has no line with column names/);
  });

  const name = fc
    .string({ minLength: 1 })
    .filter((text) => !/[\r\n]/.test(text) && text.trim() === text && /[^,;|]/.test(text) && !/^\S+@\S+\.\S+$|^sep=.$/i.test(text));
  const cell = fc
    .oneof(fc.string(), fc.string({ unit: fc.constantFrom(",", ";", "\t", "|", '"', "\n", " ", "a", "=") }))
    .filter((text) => !text.includes("\r") && !/^\s*[[{]/.test(text));

  it("as it was written: a table is the same after a way through CSV", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .uniqueArray(name, { minLength: 2, maxLength: 5 })
          .chain((columns) => fc.tuple(fc.constant(columns), fc.array(fc.tuple(...columns.map(() => cell)), { minLength: 1, maxLength: 8 }))),
        fc.constantFrom(",", ";", "\t", "|"),
        fc.constantFrom("\n", "\r\n", "\r"),
        async ([columns, rows], delimiter, newline) => {
          const lengths = rows.map((cells) => cells.filter((text) => text.trim() !== "").length);
          // Lines of one cell at the end may be notes below the table.
          fc.pre((lengths.findLast((length) => length > 0) ?? 0) > 1);
          const csv = papa.unparse([columns, ...rows], { delimiter, newline, quotes: true });
          const table = await readTable({ text: csv });
          const expected = rows
            .map((cells, at) => ({
              number: at + 1,
              cells: new Map(columns.flatMap((column, index) => ((cells[index] ?? "").trim() === "" ? [] : [[column, cells[index]] as const]))),
            }))
            .filter(({ cells }) => cells.size > 0);
          expect(table.columns).toEqual(columns);
          expect(table.rows).toEqual(expected);
        },
      ),
    );
  });
});

describe("objects are read", () => {
  it("with values of any JSON type; columns are all of their keys", async () => {
    const rows = [{ name: { firstName: "Dana", lastName: null }, email: ["a@b.de", ""] }, {}, { " score ": 5, active: false, email: null }];
    const table = await readTable({ rows });
    expect(table.columns).toEqual(["name", "email", "score", "active"]);
    expect(await rowsOf({ rows })).toEqual({ 1: { name: { firstName: "Dana" }, email: ["a@b.de"] }, 3: { score: 5, active: false } });
  });

  it("without anything blank, which could clear what is stored", async () => {
    const blanks = [null, "", "  \n", [], {}, [""], { firstName: "" }, { replace: null }, "[]", '{"firstName": ""}', [[{ a: [" "] }]]];
    expect(await rowsOf({ rows: [...blanks.map((value) => ({ value })), { value: 0 }, { value: false }, { value: "[x" }] })).toEqual({
      [blanks.length + 1]: { value: 0 },
      [blanks.length + 2]: { value: false },
      [blanks.length + 3]: { value: "[x" },
    });
  });

  it("whatever their keys are called", async () => {
    const { columns, rows } = await readTable({ rows: [JSON.parse('{"__proto__": "a", "constructor": "b"}')] });
    expect(columns).toEqual(["__proto__", "constructor"]);
    expect(rows[0]?.cells.get("__proto__")).toBe("a");
  });
});

describe("it is refused", () => {
  it("where it is not exactly one of rows, text and file", async () => {
    expect(await refusal({})).toMatchInlineSnapshot(`"Nothing to import was given. Accepted: text or file."`);
    expect(await refusal({ rows: [], text: "", file: "" })).toMatchInlineSnapshot(
      `"rows and text and file were given together. Accepted: text or file."`,
    );
  });

  it("where it is empty or has no header", async () => {
    expect(await refusal({ text: " \n,,\n" })).toMatchInlineSnapshot(
      `"text: It has no line with column names. Accepted: names of fields in the first line, then a line for each contact."`,
    );
    expect(await refusal({ text: "Name,Email\n\n" })).toMatchInlineSnapshot(
      `"text: No row below the line with the column names holds a value. Accepted: 1 to 10,000 rows, one for each contact."`,
    );
    expect(await refusal({ rows: [] })).toMatchInlineSnapshot(`"rows: No row holds a value. Accepted: 1 to 10,000 rows, one for each contact."`);
    expect(await refusal({ rows: [{ name: "" }, {}] })).toContain("No row holds a value");
  });

  it("where keys of an object are the same or blank", async () => {
    expect(await refusal({ rows: [{ name: "a", "name ": "b" }] })).toContain('Several columns have the same name: "name"');
    expect(await refusal({ rows: [{ " ": "a" }] })).toContain('A row has a value with the empty key ""');
  });

  it("where rows have more cells than the header", async () => {
    expect(await refusal({ text: "Name,Title\nDana,Agent\nFox,Agent, Special\n\nWalter,Director,Assistant" })).toMatchInlineSnapshot(
      `"text: The header has 2 columns, but there are more cells in rows 2 and 4. Accepted: at most as many cells as the header has. Put quotes around a cell that contains the delimiter."`,
    );
    expect(await refusal({ text: `Name\n${"a,b\n".repeat(25)}` })).toContain("rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 15 more");
  });

  it("where quotes are wrong, with the line", async () => {
    expect(await refusal({ text: 'Name,Title\nDana,Agent\nFox,"Special\nWalter,Director\n' })).toMatchInlineSnapshot(
      `"text: Line 3: the quote before "Special" is never closed. Accepted: quotes around the whole cell, with each quote inside it doubled ("")."`,
    );
    expect(await refusal({ text: 'sep=;\nName;Title\nDana;Agent\n"Fox" M.;Special\n' })).toMatchInlineSnapshot(
      `"text: Line 4: the quote before "Fox\\" M.;Special" is closed within the cell. Accepted: quotes around the whole cell, with each quote inside it doubled ("")."`,
    );
  });

  it("where there are too many rows or columns", async () => {
    const lines = (count: number) => `Name\n${"Dana\n\n".repeat(count)}`;
    expect((await readTable({ text: lines(10_000) })).rows).toHaveLength(10_000);
    expect(await refusal({ text: lines(20_001) })).toMatchInlineSnapshot(
      `"text: 20,001 rows are too many. Accepted: up to 10,000 a call; split them into 3 parts and import one after the other."`,
    );
    expect(await refusal({ rows: Array.from({ length: 10_001 }, () => DANA) })).toContain("10,001 rows are too many");
    expect(await refusal({ text: Array.from({ length: 501 }, (_, at) => `c${at}`).join(",") })).toMatchInlineSnapshot(
      `"text: 501 columns are too many. Accepted: up to 500; leave out those that are not fields."`,
    );
    expect(await refusal({ rows: Array.from({ length: 501 }, (_, at) => ({ [`c${at}`]: at })) })).toContain("501 columns are too many");
  });

  it("where a row is no object", async () => {
    expect(await refusal({ rows: [DANA, "Fox", [1], null] })).toMatchInlineSnapshot(
      `"rows: Not every row is an object (rows 2, 3 and 4). Accepted: objects by column, e.g. {"name": "Dana Scully", "email": "dana@fbi.gov"}."`,
    );
  });
});
