import { describe, expect, it } from "vitest";
import { tableOfFile } from "../../src/files/read-table.ts";
import { expectLinear } from "../cpu-time.ts";
import { readBytes, readText, refusalOf } from "./tables.ts";
import { workbook } from "./workbooks.ts";
import { zip } from "./zip.ts";

/** A workbook with one part as it is given: "s.xml" is its sheet. */
const workbookWith = (part: string, xml: string) =>
  zip({
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="a" Type="x/worksheet" Target="s.xml"/><Relationship Id="b" Type="x/styles" Target="styles.xml"/></Relationships>',
    "xl/s.xml": "<worksheet/>",
    [`xl/${part}`]: xml,
  });

const DAMAGED = "It is a damaged Excel workbook";

describe("a file that would fill the memory is refused", () => {
  it.each([
    ["elements inside each other", workbookWith("s.xml", "<a>".repeat(101) + "</a>".repeat(101)), DAMAGED],
    ["attributes", workbookWith("s.xml", `<a ${Array.from({ length: 20_000 }, (_, at) => `a${at}=""`).join(" ")}/>`), DAMAGED],
    ["a long tag", workbookWith("s.xml", `<a b="${"x".repeat(100_000)}"/>`), DAMAGED],
    ["a large list of styles", workbookWith("styles.xml", `<styleSheet>${" ".repeat(21_000_000)}</styleSheet>`), "too large once it is unpacked"],
    ["cells in a line of CSV", `Name,Email\n${"a,".repeat(6000)}\n`, "Line 2 has 6,001 cells"],
    ["cells in a list of JSON", JSON.stringify([["Name"], Array(6000).fill(1)]), "Line 2 has 6,000 cells"],
    ["a value of a vCard", `BEGIN:VCARD\nNOTE:${"x".repeat(1_000_001)}\nEND:VCARD\n`, "a value of NOTE with more than 1,000,000 characters"],
  ])("with %s", async (_what, file, why) => {
    expect(await refusalOf(file)).toContain(why);
  });
});

it.each([
  ["Excel", workbook({ S: [["Name"], ["Ida"]] })],
  ["CSV", Buffer.from("Name,City\nIda,Oslo\n")],
  ["Markdown", Buffer.from("| Name | City |\n| --- | --- |\n| Ida | Oslo |\n")],
  ["a vCard", Buffer.from("BEGIN:VCARD\nFN:Ida\nEND:VCARD\n")],
])("a file is not read on once its call is over: %s", async (_what, bytes) => {
  const signal = AbortSignal.abort(new Error("the call is over"));
  await expect(tableOfFile(bytes, { subject: "file", signal })).rejects.toThrow("the call is over");
});

it("many merged cells of one long text take no time", async () => {
  await expectLinear(async (length) => {
    const rows = [
      ["Name", "City"],
      [`${" ".repeat(length)}Ida`, "Oslo"],
      [undefined, "Bergen"],
    ];
    const file = workbook({ S: rows }, { merged: Array.from({ length: length / 10 }, () => "A2:A3") });
    expect((await readBytes(file)).rows).toMatchObject({ 1: { City: "Oslo" }, 2: { City: "Bergen" } });
  }, 200_000);
});

it.each(["constructor", "__proto__", "toString"])("a profile of a vCard may have the type %s", async (type) => {
  const { notes } = await readText(`BEGIN:VCARD\nFN:Ida Holm\nX-SOCIALPROFILE;TYPE=${type}:https://x.example/me\nEND:VCARD\n`);
  expect(notes).toEqual([`Left out of the vCards: a profile of ${type} (row 1).`]);
});
