import { describe, expect, it } from "vitest";
import { InvalidInput } from "../../src/fields/rejection.ts";
import { recipientsIn } from "../../src/files/read-table.ts";
import { readText, refusalOf } from "./tables.ts";

const IDA = { Name: "Ida Holm", Email: "ida@holm.example" };

describe("a table in Markdown is read", () => {
  it.each([
    ["as it is usual", "| Name | Email |\n| --- | :-: |\n| Ida Holm | ida@holm.example |\n"],
    ["without bars at its sides", "Name | Email\n---|---\nIda Holm | ida@holm.example"],
    ["within a text", "Here are the people:\n\n| Name | Email |\r\n|:--|--:|\r\n| Ida Holm | ida@holm.example |\r\n\r\nThat is all, | you see.\r\n"],
    ["with links", "|Name|Email|\n|-|-|\n|[Ida Holm](https://holm.example/ida)|[ida@holm.example](mailto:ida@holm.example)|"],
    ["with emphasis", "|**Name**|_Email_|\n|-|-|\n|**Ida Holm**|`ida@holm.example`|"],
    ["with addresses in brackets", "|Name|Email|\n|-|-|\n|Ida Holm|<ida@holm.example>|"],
  ])("%s", async (_what, text) => {
    const { columns, rows } = await readText(text);
    expect(columns).toEqual(["Name", "Email"]);
    expect(rows).toEqual({ 1: IDA });
  });

  it("with the marks that are no emphasis of a whole cell", async () => {
    const text = "| Name | Notes | City |\n| --- | --- | --- |\n| Ida * | **a** and **b** | * Oslo |\n| ** | snake_case_ | _ |";
    expect((await readText(text)).rows).toEqual({
      1: { Name: "Ida *", Notes: "**a** and **b**", City: "* Oslo" },
      2: { Name: "**", Notes: "snake_case_", City: "_" },
    });
  });

  it("with bars and line breaks in its cells, and blank cells", async () => {
    const text = "| Name | Notes | City |\n| --- | --- | --- |\n| Ida | a \\| b<br>c \\* | |\n| | x | Oslo |";
    expect((await readText(text)).rows).toEqual({ 1: { Name: "Ida", Notes: "a | b\nc *" }, 2: { Notes: "x", City: "Oslo" } });
  });
});

it.each([
  ["blanks", " "],
  ["bars and blanks", "| "],
  ["rules", "|-"],
  ["dots in brackets", `<${".".repeat(3999)}`],
])("a line of a million characters is read at once: %s", async (_what, part) => {
  for (const start of ["", "-", "|", "| a |\n|---|\n|"]) {
    const text = `| Name | Email |\n${start}${part.repeat(1_000_000 / part.length)}x|`;
    await readText(text).catch((error) => expect(error).toBeInstanceOf(InvalidInput));
  }
});

it("a list in a cell of a table with bars makes no Markdown of it", async () => {
  const { rows } = await readText('Name|Email|Notes\nIda Holm|ida@holm.example|"First\n- |\nlast"\n');
  expect(rows).toEqual({ 1: { ...IDA, Notes: "First\n- |\nlast" } });
});

it("a table that was copied from a spreadsheet is read by its tabs", async () => {
  expect((await readText('Name\tEmail\tNotes\nIda Holm\tida@holm.example\t"one, two;\nthree"\n')).rows).toEqual({
    1: { ...IDA, Notes: "one, two;\nthree" },
  });
});

describe("JSON is read", () => {
  it.each([
    ["a list of objects", JSON.stringify([IDA])],
    ["a list in an object", JSON.stringify({ total: 1, people: [IDA], tags: [] }, undefined, 2)],
    ["an object in each line", `${JSON.stringify(IDA)}\n`],
    ["lists of cells", JSON.stringify([Object.keys(IDA), Object.values(IDA)])],
    ["a byte order mark", `\uFEFF${JSON.stringify([IDA])}`],
  ])("as %s", async (_what, text) => {
    expect(await readText(text)).toEqual({ columns: ["Name", "Email"], rows: { 1: IDA }, notes: [] });
  });

  it("with values of any type", async () => {
    const rows = [
      { Name: "Ida", Score: 5, Active: false },
      { Name: null, Email: ["a@b.example", "c@d.example"], Address: { city: "Oslo" } },
    ];
    expect((await readText(rows.map((row) => JSON.stringify(row)).join("\n"))).rows).toEqual({
      1: rows[0],
      2: { Email: ["a@b.example", "c@d.example"], Address: { city: "Oslo" } },
    });
  });

  it("or refused with the place where it is wrong", async () => {
    expect(await refusalOf('[\n{"Name": "Ida"},\n{"Name": Ida}]')).toMatch(
      /^text: It is not valid JSON \((line 3|an unexpected "I")\)\. Accepted: a list of objects/,
    );
    expect(await refusalOf('[{"Name": "Ida"')).toContain("It is not valid JSON");
    expect(await refusalOf("[{}]")).toContain("No row holds a value");
    expect(await refusalOf(`[${"[".repeat(1_000_000)}`)).toContain("nested too deeply");
    expect(await refusalOf('[{"Name": "Ida"}, 5]')).toContain("Not every row is an object (row 2");
  });
});

it("recipients of a mail are people", async () => {
  const { rows } = await readText('Ida Holm <ida@holm.example>, "Li, Jo" <jo@li.example>;\n<eva@lenz.example>');
  expect(rows).toEqual({ 1: IDA, 2: { Name: "Li, Jo", Email: "jo@li.example" }, 3: { Email: "eva@lenz.example" } });
  expect((await readText("Email\nIda Holm <ida@holm.example>")).rows).toEqual({ 1: { Email: "Ida Holm <ida@holm.example>" } });
  const addresses = { 1: { Email: "jo@li.example" }, 2: { Email: "eva@lenz.example" }, 3: { Email: "ida@holm.example" } };
  expect((await readText("jo@li.example, eva@lenz.example; ida@holm.example\n")).rows).toEqual(addresses);
  expect((await readText("jo@li.example,\neva@lenz.example,\n\nida@holm.example")).rows).toEqual(addresses);
  expect((await readText("jo@li.example\neva@lenz.example")).rows[1]).toEqual({ "Column 1": "jo@li.example" });
  expect((await readText("jo@li.example, Ida Holm <ida@holm.example>")).rows).toEqual({ 1: { Email: "jo@li.example" }, 2: IDA });
  expect((await readText("jo@li.example,li@jo.example\neva@lenz.example,")).rows[1]).toEqual({
    "Column 1": "jo@li.example",
    "Column 2": "li@jo.example",
  });
});

it("a text without delimiters is soon seen to be no list of recipients", () => {
  for (const part of ["a", "a@", "<a@b ", '"', "a@b.example x,"]) expect(recipientsIn(part.repeat(1_000_000))).toBeUndefined();
});

it("files of other programs are refused by their names", async () => {
  expect(await refusalOf(Buffer.from("<html><table><tr><td>Name"))).toMatchInlineSnapshot(
    `"file: It is a web page. Accepted: CSV, vCard (.vcf), Excel (.xlsx) or JSON; save it as one of them first."`,
  );
  for (const [beginning, format] of [
    ["\xd0\xcf\x11\xe0\xa1\xb1", ".xls"],
    ["dn: cn=Ida,mail=ida@holm.example\nobjectclass: person\n", "LDIF"],
    [`PK\x03\x04${"\0".repeat(26)}mimetypeapplication/vnd.oasis.opendocument.spreadsheet`, ".ods"],
    [`PK\x03\x04${"\0".repeat(26)}Index/Document.iwa`, "Numbers"],
    ["%PDF-1.7", "PDF"],
  ] as const) {
    expect(await refusalOf(Buffer.from(beginning, "latin1"))).toContain(format);
  }
});
