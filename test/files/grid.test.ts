import { describe, expect, it, vi } from "vitest";
import { tableOfText } from "../../src/files/read-table.ts";
import { countPerTurn, stopClock } from "../async/per-turn.ts";
import { doubtfulRows, readText, refusalOf } from "./tables.ts";

describe("the header is found", () => {
  it("below notes and a blank line", async () => {
    const { columns, rows, notes } = await readText(
      'Remarks:\n"Some people share no address, so that cells stay blank."\n\nGiven name;Family name;E-mail\nIda;Holm;ida@holm.example\n',
    );
    expect(columns).toEqual(["Given name", "Family name", "E-mail"]);
    expect(rows).toEqual({ 1: { "Given name": "Ida", "Family name": "Holm", "E-mail": "ida@holm.example" } });
    expect(notes).toMatchInlineSnapshot(`
      [
        "Lines above the header were left out: "Remarks:", "Some people share no address, so that cells stay blank.".",
      ]
    `);
  });

  it("below the filters of a report, which are pairs", async () => {
    const text = "Report:,Contacts by region\nAs of:,2026-02-03\nRegion:,All\n\nName,Email,Phone\nIda,ida@holm.example,1\nOve,ove@holm.example,2\n";
    const { columns, rows, notes } = await readText(text);
    expect(columns).toEqual(["Name", "Email", "Phone"]);
    expect(Object.keys(rows)).toEqual(["1", "2"]);
    expect(notes).toEqual(['Lines above the header were left out: "Report: Contacts by region", "As of: 2026-02-03", "Region: All".']);
  });

  it("right below a title", async () => {
    const { columns } = await readText("Contacts 2026\tx\nName\tEmail\tCity\tNotes\nIda\tida@holm.example\tOslo\t\n");
    expect(columns).toEqual(["Name", "Email", "City", "Notes"]);
  });

  it.each([
    ["one column, with delimiters in its cells", "Name\nHolm, Ida\nHolm, Ove\n"],
    ["a row that is too wide", "Name,City\nIda,Oslo,Smith,Baker\n"],
    ["a wide row below a blank line", "Name,City\n\nIda,Oslo,ida@holm.example\n"],
  ])("in the first line: %s", async (_what, text) => {
    expect(await refusalOf(text)).toMatch(/^text: The header has [12] columns?, but there are more cells in row/);
  });
});

describe("columns", () => {
  it("of the same name get a number each", async () => {
    const { columns, rows } = await readText("Name,Phone,Phone,Phone (2),Phone\nIda,1,2,3,4\n");
    expect(columns).toEqual(["Name", "Phone", "Phone (3)", "Phone (2)", "Phone (4)"]);
    expect(rows).toEqual({ 1: { Name: "Ida", Phone: "1", "Phone (3)": "2", "Phone (2)": "3", "Phone (4)": "4" } });
  });

  it("without a name are called by their place if they hold values", async () => {
    expect((await readText(",Name,,Email,\n0,Ida,,ida@holm.example\n")).rows).toEqual({
      1: { "Column 1": "0", Name: "Ida", Email: "ida@holm.example" },
    });
  });
});

const REPORT_LINE = "It looks like a title, a total or a note of the report, not a contact.";

const THREE_ROWS = "Name,Email,City\nIda,ida@holm.example,Oslo\nOve,ove@holm.example,Oslo\nPer,per@holm.example,Oslo\n";

describe("lines of a report are no rows", () => {
  it.each(["\nSumme,,,46750.5", "Total:,,,12", "\n,,GRAND TOTAL,12 500"])("with a last line of totals: %s", async (line) => {
    const { rows } = await readText(`Name,Email,City,Deal size\nIda,ida@holm.example,Oslo,12\nPer,per@holm.example,Bergen,13\n${line}\n`);
    expect(Object.values(rows).filter((row) => typeof row === "object")).toHaveLength(2);
    expect(Object.values(rows).at(-1)).toBe(REPORT_LINE);
  });

  it("with totals of groups", async () => {
    const { rows } = await readText("Company,Name,Email\nAcme,Ida,ida@holm.example\nSubtotal,Count,1\nTotal,Ove,ove@total.example\nTotal,Count,2\n");
    expect(rows).toMatchObject({ 1: { Name: "Ida" }, 2: REPORT_LINE, 3: { Name: "Ove" }, 4: REPORT_LINE });
  });

  it.each(["Sales report\n", "Sales report,\n", "Sales report\nAs of March\n"])(
    "right below a title of two columns that name fields: %j",
    async (title) => {
      const { columns, rows, notes } = await readText(`${title}Name,E-Mail\nIda,ida@holm.example\nOve,ove@holm.example\n`, (text) =>
        ["Name", "E-Mail"].includes(text),
      );
      expect(columns).toEqual(["Name", "E-Mail"]);
      expect(rows).toMatchObject({ 1: { Name: "Ida" }, 2: { Name: "Ove" } });
      expect(notes[0]).toContain('Lines above the header were left out: "Sales report"');
    },
  );

  it("where each group has its title and the header again", async () => {
    const header = "Name,Owner,Email,Status";
    const { rows, notes } = await readText(
      `Contacts\n\nLeads\n${header}\nIda,Ann,ida@holm.example,New\nSubitems,Name,Owner,Status\n\nCustomers 2\n${header}\nOve,Ann,ove@holm.example,New\nPer\n`,
      (text) => ["Name", "Owner", "Status"].includes(text),
    );
    expect(rows).toMatchObject({ 1: { Name: "Ida" }, 2: REPORT_LINE, 4: REPORT_LINE, 5: REPORT_LINE, 6: { Name: "Ove" }, 7: { Name: "Per" } });
    expect(notes).toEqual(['Lines above the header were left out: "Contacts", "Leads".']);
  });

  it("where each header has a title right above it", async () => {
    const { rows } = await readText("Leads\nName,Email,City\nIda,ida@holm.example,Oslo\nCustomers\nName,Email,City\nOve,ove@holm.example,Oslo\n");
    expect(rows).toMatchObject({ 1: { Name: "Ida" }, 2: REPORT_LINE, 3: REPORT_LINE, 4: { Name: "Ove" } });
  });

  it.each(["Per", "Per,,", "Per\nUna,,"])("where the header is repeated, but people above it without more are: %j", async (people) => {
    const { rows } = await readText(`Name,Email,City\nIda,ida@holm.example,Oslo\n${people}\nName,Email,City\nOve,ove@holm.example,Oslo\n`);
    expect(Object.values(rows).filter((row) => row === REPORT_LINE)).toHaveLength(1);
    expect(rows).toMatchObject({ 2: { Name: "Per" } });
  });

  it.each(["Total,total@sum.example,,12", "Summe,,Oslo,12", "Sum,,,", "Total,,,+47 22 33 44 55"])(
    "without one where the last line is a person: %s",
    async (line) => {
      expect((await readText(`Name,Email,City,Deal size\nIda,ida@holm.example,Oslo,12\n${line}\n`)).rows[2]).toBeTypeOf("object");
    },
  );

  it("where a report ends with them", async () => {
    const { rows } = await readText(
      "Name,Email,City\nIda,ida@holm.example,Oslo\n\nTotal: 1\nPrinted for internal use only\nCopyright (c) 2026 by the owners\n",
    );
    expect(rows).toMatchInlineSnapshot(`
      {
        "1": {
          "City": "Oslo",
          "Email": "ida@holm.example",
          "Name": "Ida",
        },
        "3": "It looks like a title, a total or a note of the report, not a contact.",
        "4": "It looks like a title, a total or a note of the report, not a contact.",
        "5": "It looks like a title, a total or a note of the report, not a contact.",
      }
    `);
  });

  it.each([`${THREE_ROWS}"* A = hot, B = warm"\n`, `${THREE_ROWS}A = hot\nB = warm\n`, `${THREE_ROWS}Total,,12\nSource: notes of talks\n`])(
    "where a legend or a source follows the rows: %j",
    async (text) => {
      const { rows } = await readText(text);
      expect(Object.values(rows).slice(3)).toEqual(
        text
          .trim()
          .split("\n")
          .slice(4)
          .map(() => REPORT_LINE),
      );
    },
  );

  it.each([
    ["a row with a mark, as others have", "Name,Email,City\n* Ida,ida@holm.example,Oslo\n* Ove Holm\n"],
    ["a person without more", "Name,Email,City\nIda,ida@holm.example,Oslo\n\nOve Holm\n"],
    ["an address alone", "Email,Name,City\nida@holm.example,Ida,Oslo\n\nove.1@holm.example\n"],
    ["a table of names", "Name,Email,City\nIda M Holm\n\nOve M Holm\n"],
    ["a number with a bracket", "Phone,Name,City\n(555) 123-4566,Ida,Oslo\n\n(555) 123-4567\n"],
    ["a number alone", "Phone,Name,City\n+4722334455,Ida,Oslo\n\n+4722334466\n"],
    ["two columns", "Name,Email\nIda,ida@holm.example\n\nOve M Holm\n"],
  ])("but %s is one", async (_what, text) => {
    expect(Object.values((await readText(text)).rows).filter((row) => typeof row === "string")).toEqual([]);
  });

  it.each([
    ["notes that may be names", "Name,Email,City\nIda,ida@holm.example,Oslo\n\nGenerated today\nConfidential\nAnn Mary Lee\n", [3, 4, 5]],
    ["names among the notes", "Name,Email,City\nIda,ida@holm.example,Oslo\n\nOve Holm\nTotal: 2\nMaria Lopez\n", [3, 5]],
    ["names with a digit", `${THREE_ROWS}\nJohn Smith\nKim Lee 2nd\nMaria Lopez\nAnn Bell\n`, [5, 6, 7, 8]],
    ["companies with a digit", "Company,Name,City\nAcme,Ida,Oslo\n\n3M\nMaria Lopez\n", [3, 4]],
    ["a long name behind a note", `${THREE_ROWS}\nTotal: 3\nMaria de los Ángeles García López\n`, [6]],
    ["what looks like a note, as rows do", "Company,Name,City\nStudio: 54,Ida,Oslo\n\nBar: 7\nthe bakery on the corner\n", [3, 4]],
    ["notes with an address", `${THREE_ROWS}\nReport generated 2026-11-30\nQuestions? reports@acme.example\n`, [5, 6]],
    ["a note above an address", `${THREE_ROWS}\nReport generated today\nreports@acme.example\n`, [5, 6]],
    ["an address below names", `${THREE_ROWS}\nreports@acme.example\n`, [5]],
    ["no phone number below phone numbers", "Phone,Name,City\n(555) 123-4566,Ida,Oslo\n\n(555) 123-4567\n", []],
    ["notes of two columns", "Name,Email\nIda,ida@holm.example\n\nTotal: 1\nConfidential\n", [3, 4]],
    ["a total of two columns", "Name,Email\nIda,ida@holm.example\nTotal,1\n", [2]],
    ["no names without a blank line", "Name,Email\nIda,ida@holm.example\nOve Holm\n", []],
    ["no address", "Email,Name\nida@holm.example,Ida\n\nove@holm.example\n", []],
    ["no names in a table of names", "Name,Email\nIda\nPer\nTor,tor@holm.example\n\nOve Holm\n", []],
  ])("in doubt, for %s", async (_what, text, rows) => {
    expect(await doubtfulRows(text)).toEqual(rows);
  });
});

it("the header is below the line with data about the file", async () => {
  const isFieldName = (text: string) => ["Name", "Email"].includes(text);
  const { columns, rows } = await readText('"EXTF";700;20260203101512345;RE\nId;Name;Email\n1;Ida;ida@holm.example\n', isFieldName);
  expect(columns).toEqual(["Id", "Name", "Email"]);
  expect(rows).toEqual({ 1: { Id: "1", Name: "Ida", Email: "ida@holm.example" } });
});

describe("a table without a header", () => {
  it.each(["ida@holm.example", "Ida,ida@holm.example", "Ida;+47 22 12 34 56", "Ida,https://holm.example/ida"])(
    "has columns that are called by their places: %s",
    async (first) => {
      const { columns, rows, notes } = await readText(`${first}\nOve\n`);
      expect(columns[0]).toBe("Column 1");
      expect(Object.values(rows[1] ?? {})).toEqual(first.split(/[,;]/));
      expect(rows[2]).toEqual({ "Column 1": "Ove" });
      expect(notes).toEqual(['The first line has no column names, so the columns are called "Column 1", "Column 2" and so on.']);
    },
  );

  it("may have rows of different lengths", async () => {
    const { columns, rows } = await readText("Ida,ida@holm.example\nOve,ove@holm.example,Oslo\n");
    expect(columns).toEqual(["Column 1", "Column 2", "Column 3"]);
    expect(Object.keys(rows)).toEqual(["1", "2"]);
  });
});

describe("cells beyond the header", () => {
  const TEXT = "Name,Email,Notes\nIda,ida@holm.example,fine\nOve,ove@holm.example,one, two\nPer,per@holm.example,ok\n";

  it("make a row invalid, and the others are kept", async () => {
    const { columns, rows } = await readText(TEXT);
    expect(columns).toEqual(["Name", "Email", "Notes"]);
    expect(rows[2]).toBe(
      "The row has more cells than the header, so they may be in the wrong columns. Put quotes around a cell that contains the delimiter.",
    );
    expect(rows[3]).toEqual({ Name: "Per", Email: "per@holm.example", Notes: "ok" });
  });

  it("are a column where the header has a place for them, but no name", async () => {
    const { columns, rows } = await readText(TEXT.replace("Notes", "Notes,").replace("Ida,", '"Ida",').replace("fine", 'fine,""'));
    expect(columns).toEqual(["Name", "Email", "Notes", "Column 4"]);
    expect(rows[2]).toEqual({ Name: "Ove", Email: "ove@holm.example", Notes: "one", "Column 4": " two" });
  });
});

it("lets other work run while it looks for names of fields among the rows", async () => {
  await stopClock();
  const cells = countPerTurn();
  const isFieldName = () => {
    cells.note();
    vi.advanceTimersByTime(4);
    return false;
  };
  await tableOfText(`Name,City,Notes\n${"Ida,Oslo,tall\n".repeat(50)}`, { subject: "text", isFieldName });
  // Three cells for each line, and the header before them.
  expect(cells.most()).toBeLessThanOrEqual(6);
});

it("takes a total with its count for a line of the report", async () => {
  const { rows } = await readText("Name,City,Email\nIda,Oslo,ida@holm.example\nOve,Oslo,ove@holm.example\n\nGrand Totals (2 records)\n");
  expect(rows[4]).toMatch(/^It looks like a title, a total or a note/);
});
