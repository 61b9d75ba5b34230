import { describe, expect, it } from "vitest";
import { cellFormat } from "../../src/files/xlsx/cell-format.ts";
import { expectLinear } from "../cpu-time.ts";
import { readBytes, refusalOf } from "./tables.ts";
import { workbook } from "./workbooks.ts";
import { zip } from "./zip.ts";

const PEOPLE = [
  ["Name", "Email", "City"],
  ["Ida Holm", "ida@holm.example", "Oslo"],
  ["Ove & Una <Holm>", undefined, "Ålesund\nNorth"],
] as const;

const ROWS = {
  1: { Name: "Ida Holm", Email: "ida@holm.example", City: "Oslo" },
  2: { Name: "Ove & Una <Holm>", City: "Ålesund\nNorth" },
};

/** A cell with a number and a style. */
const styled = (style: number, value: number) => ({ xml: `<c s="${style}"><v>${value}</v></c>` });

describe("an Excel workbook is read", () => {
  it("with cells to the right of the header, in columns without a name", async () => {
    const { columns, rows } = await readBytes(workbook({ S: [["Name"], ["Ida"], ["Ove", undefined, "remark"]] }));
    expect(columns).toEqual(["Name", "Column 3"]);
    expect(rows).toEqual({ 1: { Name: "Ida" }, 2: { Name: "Ove", "Column 3": "remark" } });
  });

  it("with its hidden rows, which are named", async () => {
    const file = workbook({ S: [["Name"], ["Ida"], ["Ove"]] }, { reference: (usual) => (usual === "3" ? '3" hidden="1' : usual) });
    expect(await readBytes(file)).toMatchObject({
      rows: { 1: { Name: "Ida" }, 2: { Name: "Ove" } },
      notes: ["Hidden rows are imported too: sheet row 3."],
    });
  });

  it("with the value of merged cells in each of their rows, which are named", async () => {
    const rows = [
      ["Company", "Name"],
      ["Acme", "Ida"],
      [undefined, "Ove"],
      [undefined, "Una"],
      ["Bolt", "Per"],
      [undefined, "Max"],
    ];
    const file = workbook({ S: rows }, { merged: ["A2:A3", "A5:B5", "A6:XFD1048576"] });
    expect(await readBytes(file)).toMatchObject({
      rows: { 1: { Company: "Acme" }, 2: { Company: "Acme", Name: "Ove" }, 3: { Name: "Una" }, 4: { Company: "Bolt" }, 5: { Name: "Max" } },
      notes: ["Merged cells count in each of their rows: sheet row 3."],
    });
    expect((await readBytes(file)).rows[3]).toEqual({ Name: "Una" });
  });

  it("with a header over two rows", async () => {
    const rows = [
      ["Name", "Contact"],
      [undefined, "Email", "Phone"],
      ["Ida", "ida@holm.example", "+47 21 00 00 00"],
    ];
    const isField = (text: string) => ["Name", "Email", "Phone"].includes(text);
    const { columns, rows: read } = await readBytes(workbook({ S: rows }, { merged: ["A1:A2", "B1:C1"] }), undefined, isField);
    expect(columns).toEqual(["Name", "Email", "Phone"]);
    expect(Object.values(read)).toEqual([{ Name: "Ida", Email: "ida@holm.example", Phone: "+47 21 00 00 00" }]);
  });

  it("with the address of a link whose text is only a word for it", async () => {
    const formula = (text: string) => ({ xml: `<c t="str"><f>HYPERLINK("https://x.com/ida","${text}")</f><v>${text}</v></c>` });
    const rows = [
      ["Name", "Email", "LinkedIn", "X"],
      ["Ida Holm", "Mail me", "Profile", formula("Link")],
      ["Ove Holm", "ove@holm.example", "linkedin.com/in/ove", formula("@ove")],
    ];
    const page = "https://www.linkedin.com/in/ida";
    const links = { A2: page, B2: "mailto:ida@holm.example?subject=Hi", C2: page, B3: "mailto:ove@holm.example", C3: page };
    expect((await readBytes(workbook({ S: rows }, { links }))).rows).toEqual({
      1: { Name: "Ida Holm", Email: "ida@holm.example", LinkedIn: page, X: "https://x.com/ida" },
      2: { Name: "Ove Holm", Email: "ove@holm.example", LinkedIn: "linkedin.com/in/ove", X: "@ove" },
    });
  });

  it("with the stored values of formulas, and says where they are missing", async () => {
    const rows = [
      ["Name", "Email"],
      ["Ida", { xml: '<c t="str"><f>A2&amp;"@holm.example"</f><v>ida@holm.example</v></c>' }],
      ["Ove", { xml: "<c><f>A3</f></c>" }],
      ["Per", { xml: '<c t="str"><f>""</f><v></v></c>' }],
    ];
    const { rows: read, notes } = await readBytes(workbook({ S: rows }));
    expect(read).toEqual({ 1: { Name: "Ida", Email: "ida@holm.example" }, 2: { Name: "Ove" }, 3: { Name: "Per" } });
    expect(notes).toEqual(["Formulas without a stored value are read as blank: sheet row 3. To store the values, save the file in Excel."]);
  });

  it.each(["inline", "shared"] as const)("with texts that are %s", async (texts) => {
    expect(await readBytes(workbook({ People: PEOPLE }, { texts }))).toEqual({ columns: ["Name", "Email", "City"], rows: ROWS, notes: [] });
  });

  it("with numbers and booleans as they are typed", async () => {
    const rows = [
      ["Score", "Active", "Zip", "Sum"],
      [1200.5, true, styled(1, 1234), 0.1 + 0.2],
      [0, false, styled(1, 54321), styled(2, 4_930_123_456_789)],
    ];
    expect((await readBytes(workbook({ S: rows }, { formats: ["00000", "#,##0"] }))).rows).toEqual({
      1: { Score: 1200.5, Active: true, Zip: "01234", Sum: 0.3 },
      2: { Score: 0, Active: false, Zip: 54321, Sum: 4_930_123_456_789 },
    });
  });

  it("with dates as ISO texts", async () => {
    const formats = ["dd.mm.yyyy", "m/d/yy h:mm", "[h]:mm", "[$-407]d. mmmm yyyy;@", "0.00"];
    const rows = [
      ["A", "B", "C", "D", "E"],
      [styled(1, 46_387), styled(2, 46_387.75), styled(3, 0.5), styled(4, 1), styled(5, 46_387)],
    ];
    expect((await readBytes(workbook({ S: rows }, { formats }))).rows).toEqual({
      1: { A: "2026-12-31", B: "2026-12-31T18:00:00", C: "12:00:00", D: "1900-01-01", E: 46_387 },
    });
    const old = await readBytes(
      workbook(
        {
          S: [
            ["Name", "Day"],
            ["Ida", styled(1, 46_387 - 1462)],
          ],
        },
        { formats, isFrom1904: true },
      ),
    );
    expect(old.rows).toEqual({ 1: { Name: "Ida", Day: "2026-12-31" } });
  });

  it("with the results of formulas, rich texts and errors", async () => {
    const rows = [
      ["A", "B", "C"],
      [
        { xml: '<c t="str"><f>A1&amp;B1</f><v>Ida Holm</v></c>' },
        { xml: '<c t="inlineStr"><is><r><t>Ida </t></r><r><rPr><b/></rPr><t>Holm</t></r><rPh sb="0" eb="1"><t>ida</t></rPh></is></c>' },
        { xml: '<c t="e"><v>#N/A</v></c>' },
      ],
    ];
    expect((await readBytes(workbook({ S: rows }))).rows).toEqual({ 1: { A: "Ida Holm", B: "Ida Holm", C: "#N/A" } });
  });

  it("and a refusal names another sheet, if the first has no table", async () => {
    const refusal = await refusalOf(workbook({ README: [["See the sheet Leads"]], Leads: PEOPLE }));
    expect(refusal).toContain("No row below");
    expect(refusal).toContain('"README" was read. To read another, add its name after the file\'s name: "….xlsx#Leads".');
  });

  it("from its first sheet that is not hidden, or the one that is named", async () => {
    const book = workbook({ Lists: [["A"], ["x"]], People: PEOPLE, Leads: [["Name"], ["Per Holm"]] }, { states: { Lists: "hidden" } });
    const first = await readBytes(book);
    expect(first.rows).toEqual(ROWS);
    expect(first.notes).toMatchInlineSnapshot(`
      [
        "The workbook has 2 sheets; "People" was read. To read another, add its name after the file's name: "….xlsx#Leads".",
      ]
    `);
    expect((await readBytes(book, "leads")).rows).toEqual({ 1: { Name: "Per Holm" } });
    expect((await readBytes(book, "Lists")).rows).toEqual({ 1: { A: "x" } });
    expect(await refusalOf(book, "Deals")).toMatchInlineSnapshot(`"file: It has no sheet "Deals". Accepted: "Lists" | "People" | "Leads"."`);
  });

  it("below a title, with blank rows that are counted", async () => {
    const { columns, rows, notes } = await readBytes(workbook({ S: [["Our people"], [], ...PEOPLE.slice(0, 2), [], PEOPLE[2]] }));
    expect(columns).toEqual(["Name", "Email", "City"]);
    expect(rows).toEqual({ 1: ROWS[1], 3: ROWS[2] });
    expect(notes).toEqual(['Lines above the header were left out: "Our people".']);
  });

  it.each<[string, (usual: string) => string]>([
    ["in small letters", (usual) => usual.toLowerCase()],
    ["without letters or numbers", () => "?"],
    ["far beyond all rows", (usual) => usual.replace(/\d+/, "9".repeat(20))],
  ])("whose references are written %s", async (_how, reference) => {
    const rows = [PEOPLE[0], ["Ida Holm", "ida@holm.example", "Oslo"], ["Una Holm", "una@holm.example", "Oslo"]];
    expect((await readBytes(workbook({ S: rows }, { reference }))).rows).toEqual({
      1: ROWS[1],
      2: { Name: "Una Holm", Email: "una@holm.example", City: "Oslo" },
    });
  });

  it("of 10,000 rows", async () => {
    const people = Array.from({ length: 10_000 }, (_, at) => [`Person ${at}`, `person${at}@holm.example`, at]);
    const { rows } = await readBytes(workbook({ S: [["Name", "Email", "Score"], ...people] }));
    expect(Object.keys(rows)).toHaveLength(10_000);
  });
});

describe("it is refused", () => {
  it("where its texts become far longer than the file", async () => {
    const long = "so ".repeat(40_000);
    expect(await refusalOf(workbook({ S: [["Name"], [long.repeat(5)]] }))).toContain("too long once they are unpacked");
    const shared = { xml: '<c t="s"><v>1</v></c>' };
    const rows = Array.from({ length: 500 }, () => [shared]);
    expect(await refusalOf(workbook({ S: [["Name"], [long], ...rows] }))).toContain("too long once they are unpacked");
  });

  it("where it is no workbook or damaged", async () => {
    expect(await refusalOf(zip({ "a.txt": "x" }))).toMatchInlineSnapshot(
      `"file: It is a ZIP archive, but not an Excel workbook (.xlsx). Accepted: CSV, vCard (.vcf), Excel (.xlsx) or JSON."`,
    );
    expect(await refusalOf(workbook({ S: PEOPLE }).subarray(0, 500))).toContain("It is a damaged ZIP archive");
    const broken = zip({
      "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
      "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/></Relationships>',
      "xl/s.xml": "<worksheet><sheetData><row></sheetData>",
    });
    expect(await refusalOf(broken)).toContain("It is a damaged Excel workbook");
    expect(await refusalOf(workbook({ S: [] }))).toContain("It has no line with column names");
    expect(await refusalOf(Buffer.from("Name\nIda\n"), "S")).toContain('It is not a workbook, so it has no sheet "S"');
  });

  it("where it has cells far to the right, or would be too large", async () => {
    expect(await refusalOf(workbook({ S: [["Name", ...Array.from({ length: 1000 }, () => undefined), "x"]] }))).toContain("beyond its column 1000");
  });
});

it.each([
  ["yyyy-mm-dd", "date"],
  ["mmm yy", "date"],
  ['dd" of "mmmm', "date"],
  ["hh:mm:ss", "time"],
  ["[hh]:mm", "time"],
  ["mm:ss.0", "time"],
  ["General", "number"],
  ["#,##0.00", "number"],
  ["0", "number"],
  ["00000", "number"],
  ['0.0 "days"', "number"],
  ["[Red]0.00", "number"],
  ["0%", "number"],
  ["0.00E+00", "number"],
  ["@", "number"],
  ["\\d0", "number"],
])("the format %s is of a %s", (code, kind) => {
  expect(cellFormat(164, code).kind).toBe(kind);
});

it.each(["[", "0", '"'])("the format of a cell takes time by its length: %s", async (sign) => {
  await expectLinear((length) => cellFormat(164, `a${sign.repeat(length)}`), 100_000);
});
