import { beforeAll, describe, expect, it } from "vitest";
import { LONG_TEXTS } from "../../bench/hostile.mjs";
import type { ColumnHints } from "../../src/fields/column-reading.ts";
import { loadFieldTypes } from "../../src/fields/index.ts";
import { matchColumns } from "../../src/imports/columns/column-matcher.ts";
import { readTable } from "../../src/imports/import-table.ts";
import { leftOutNotes } from "../../src/imports/left-out.ts";
import { readCells } from "../../src/imports/readings.ts";
import { aDesk, BERLIN } from "../builders.ts";
import { expectLinear } from "../cpu-time.ts";

const schema = await aDesk().live.get();

beforeAll(() => loadFieldTypes());

/** The cells of one column once they are read, and what is said of them. */
async function readColumn(column: string, cells: readonly unknown[], hints: ColumnHints = {}, key?: string) {
  const table = await readTable({ rows: cells.map((cell, at) => ({ crm_id: `c${at}`, [column]: cell })) });
  const keys = key === undefined ? {} : { [column]: key };
  const { rows, notes, unclear } = await readCells(table, {
    ...matchColumns(table.columns, schema, { keys }),
    hints,
    locale: BERLIN,
    localeOf: () => BERLIN,
  });
  const values = rows.map(({ cells: read, unread }) => (unread === undefined ? read.get(column) : { problem: unread.join(" ") }));
  return { values, notes: [...notes, ...leftOutNotes(rows)], unclear };
}

const problem = (text: string) => ({ problem: expect.stringContaining(text) as unknown });

it("cells of a row that is no contact are not read", async () => {
  const table = await readTable({ text: "Name,Email,Annual budget\nIda Holm,ida@holm.example,12\nTotal,,n/a\nSum,,1.234\n" });
  const { notes, unclear } = await readCells(table, { ...matchColumns(table.columns, schema), hints: {}, locale: BERLIN, localeOf: () => BERLIN });
  expect(notes.join(" ")).not.toContain("Sum");
  expect(unclear).toEqual([]);
});

describe("numbers", () => {
  it.each([
    { cells: ["1.234,50", "7.000"], values: ["1234.50", "7000"] },
    { cells: ["12,5", "1.234"], values: ["12.5", "1234"] },
    { cells: ["1,234.50", "7,000"], values: ["1234.50", "7000"] },
    { cells: ["1'200.50", "7,000"], values: ["1200.50", "7000"] },
    { cells: ["1 200,50", "7.000"], values: ["1200.50", "7000"] },
    { cells: ["12,34,567.00", "3,000"], values: ["1234567.00", "3000"] },
    { cells: ["1.234.567", "7.000"], values: ["1234567", "7000"] },
    { cells: ["0,5", "-3.000"], values: ["0.5", "-3000"] },
    { cells: ["12", "1200"], values: ["12", "1200"] },
    { cells: [12.5, "1,5"], values: [12.5, "1.5"] },
  ])("have the mark that their column has: $cells", async ({ cells, values }) => {
    expect(await readColumn("ICP score", cells)).toMatchObject({ values, unclear: [] });
  });

  it("are not decided by a word, which is left out", async () => {
    expect(await readColumn("Deal size", ["viel", "12"])).toEqual({
      values: [undefined, "12"],
      notes: [expect.stringMatching(/^Left out of Deal size: "viel" is not .* \(1 row\)\.$/)],
      unclear: [],
    });
  });

  it("are unclear if the mark of the column would leave three decimals", async () => {
    const { unclear } = await readColumn("Deal size", ["1.234,50 €", "1,200", "2.500,00"]);
    expect(unclear).toEqual([expect.stringContaining('"1,200" is 1.2 with decimal_mark ",", and 1200 with "."')]);
    expect((await readColumn("Deal size", ["1.234,50 €", "1,200"], { decimalMark: "." })).values).toEqual(["1234.50€", "1200"]);
    expect((await readColumn("Deal size", ["1.234,50", "1.200", "12,5"])).unclear).toEqual([]);
  });

  it("lose zeros behind the decimals, and a plus", async () => {
    const cells = [
      "12.500",
      "+7.5",
      "1.000 €",
      "50000.0000",
      "€ 1200.5000",
      "(1200.5000)",
      "10.0500",
      "1000.500",
      "2000.000",
      "1 000.500",
      "20.00",
      "100",
    ];
    const { values } = await readColumn("Deal size", cells, { decimalMark: "." });
    expect(values.map((value) => Number(String(value).replace(/[^-\d.]/g, "")))).toEqual([
      12.5, 7.5, 1, 50000, 1200.5, -1200.5, 10.05, 1000.5, 2000, 1000.5, 20, 100,
    ]);
  });

  it("keep the currency beside them", async () => {
    const { values } = await readColumn("Expected deal size", ["1.200,50 €", "EUR 7.000", "1.200,- €", "(3,5)"]);
    expect(values).toEqual(["1200.50€", "EUR7000", "1200 €", "-3.5"]);
  });

  it.each([
    ["Volumen (T€)", "12,5", "12500"],
    ["CA potentiel (k€)", "45.5", "45500"],
    ["Umsatz in Tsd.", "1 200", "1200000"],
    ["Umsatz TEUR", 12.5, 12500],
    ["Revenue (in thousands)", "€ 1.5", "€1500"],
    ["Budget €k", "0.29", "290"],
    ["Umsatz Mio", "(1,5)", "-1500000"],
    ["Budget (€m)", "3", "3000000"],
    ["Volumen (T€)", "12k", "12k"],
    ["Volumen (T€)", "1,5 Mio. €", "1.5Mio. €"],
    ["Budget (T €)", "3", "3000"],
    ["Dept. B Umsatz (k)", "3", "3000"],
    ["Umsatz (Monat)", "3", "3"],
    ["Price per t €", "3", "3"],
    ["Preis pro Tsd. Stück", "3", "3"],
    ["Form 10-K", "3", "3"],
    ["Plan B revenue", "3", "3"],
    ["Deal in EUR", "3", "3"],
  ])("have the unit of their column: %s, %j", async (column, cell, value) => {
    expect((await readColumn(column, [cell], {}, "deal_size")).values).toEqual([value]);
  });

  it("of a column with a unit are told in the plan", async () => {
    const { notes } = await readColumn("Volumen (T€)", ["12,5"], {}, "deal_size");
    expect(notes).toEqual(['Volumen (T€): "12,5" is read as 12,500 EUR, because of the unit "T€".']);
  });

  it.each(["Höhe (m)", "Score K", "Temperature in K"])("that are no amounts keep their value if the unit is not clear: %s", async (column) => {
    const { values, notes } = await readColumn(column, ["3"], {}, "icp_score");
    expect(values).toEqual(["3"]);
    expect(notes).toEqual([expect.stringMatching(/: the numbers are read as written, because "[mK]" might not be a unit\.$/)]);
  });

  it("are unclear if their unit is, until the call says it", async () => {
    const { values, unclear } = await readColumn("Volume (m)", ["3"], {}, "deal_size");
    expect(unclear[0]).toContain('"m" may be a unit; call import_contacts again with the columns argument, e.g. [{"column":"Volume (m)"');
    expect(values).toEqual([problem("unit")]);
    expect((await readColumn("Volume (m)", ["3"], {}, "deal_size in millions")).values).toEqual(["3000000"]);
    for (const column of ["Dept. B €", "Revenue MN", "Umsatz in T €", "Temperature (K)"])
      expect((await readColumn(column, ["3"], {}, "deal_size")).unclear).toEqual([expect.stringContaining("may be a unit")]);
    expect(await readColumn("Volume (m)", ["3"], {}, "deal_size in ones")).toMatchObject({ values: ["3"], unclear: [] });
  });

  it("are unclear where both marks are possible, until decimal_mark says which", async () => {
    const cells = ["1.234", "56.789"];
    expect(await readColumn("ICP score", cells)).toEqual({
      values: [problem('"1.234" may be 1234 or 1.234'), problem("56789 or 56.789")],
      notes: [],
      unclear: ['ICP score: "1.234" is 1234 with decimal_mark ",", and 1.234 with "."; call import_contacts again with decimal_mark.'],
    });
    expect((await readColumn("ICP score", cells, { decimalMark: "," })).values).toEqual(["1234", "56789"]);
    expect((await readColumn("ICP score", cells, { decimalMark: "." })).notes).toEqual([expect.stringContaining('"1.234" has more than 2 decimals')]);
    expect((await readColumn("ICP score", ["1,234"])).unclear).toHaveLength(1);
  });

  it.each(["Deal size", "ICP score"])("whose digits a spreadsheet has lost make the row invalid: %s", async (column) => {
    expect((await readColumn(column, ["4.9E+10"])).values).toEqual([problem("has lost digits")]);
  });

  it("are read one by one where the column has both marks, and none may be the other", async () => {
    expect((await readColumn("ICP score", ["1,234.5", "1.234,5"])).values).toEqual(["1234.5", "1234.5"]);
    expect((await readColumn("ICP score", ["1,234.5", "1.234,5", "1.234"])).unclear).toHaveLength(1);
  });
});

describe("dates", () => {
  it.each([
    { cells: ["31/12/2026", "05/06/2026"], values: ["2026-12-31", "2026-06-05"] },
    { cells: ["12/31/2026", "05/06/2026"], values: ["2026-12-31", "2026-05-06"] },
    { cells: ["31.12.2026", "5. 6. 2026"], values: ["2026-12-31", "2026-06-05"] },
    { cells: ["07/07/2026"], values: ["2026-07-07"] },
    { cells: ["14 Feb 2027", "Feb 14, 2027", "14. Februar 2027"], values: ["2027-02-14", "2027-02-14", "2027-02-14"] },
    { cells: ["14 février 2027", "14 de febrero de 2027", "14 mrt 2027"], values: ["2027-02-14", "2027-02-14", "2027-03-14"] },
    { cells: ["Sunday, February 14th, 2027"], values: ["2027-02-14"] },
    { cells: ["31/12/2026 2:30 PM", "31/12/2026 14:30"], values: ["2026-12-31 14:30:00", "2026-12-31 14:30:00"] },
    { cells: ["Thu, 31 Dec 2026 14:30:00 +0100"], values: ["2026-12-31 14:30:00+0100"] },
    { cells: ["2026-12-31", "2026/1/5", "20261231"], values: ["2026-12-31", "2026-01-05", "2026-12-31"] },
  ])("have the order that their column leaves: $cells", async ({ cells, values }) => {
    expect(await readColumn("Next follow-up", cells)).toMatchObject({ values, unclear: [] });
  });

  it("are unclear where both orders are possible, until date_order says which", async () => {
    const cells = ["05/06/2026", "07/08/2026", "2026-01-02"];
    const { values, unclear } = await readColumn("Next follow-up", cells);
    expect(unclear).toEqual([
      'Next follow-up: "05/06/2026" is 2026-06-05 with date_order "dmy", 2026-05-06 with date_order "mdy"; call import_contacts again with date_order.',
    ]);
    expect(values).toEqual([problem('"05/06/2026" may be 2026-06-05 or 2026-05-06'), problem("07/08/2026"), "2026-01-02"]);
    expect((await readColumn("Next follow-up", cells, { dateOrder: "dmy" })).values).toEqual(["2026-06-05", "2026-08-07", "2026-01-02"]);
    expect((await readColumn("Next follow-up", cells, { dateOrder: "mdy" })).values).toEqual(["2026-05-06", "2026-07-08", "2026-01-02"]);
  });

  it("with dots have the day first, unless another with dots has not", async () => {
    expect(await readColumn("Next follow-up", ["03.12.2026", "12/31/2026", "asap"])).toMatchObject({
      values: ["2026-12-03", "2026-12-31", undefined],
      unclear: [],
    });
    expect((await readColumn("Next follow-up", ["03.12.2026", "12.31.2026"])).values).toEqual(["2026-03-12", "2026-12-31"]);
    expect((await readColumn("Next follow-up", ["03.12.2026", "12.31.2026", "31.12.2026"])).unclear[0]).toContain('"03.12.2026"');
    expect((await readColumn("Next follow-up", ["03.12.2026", "05/06/2026"])).unclear[0]).toContain('"05/06/2026"');
    expect((await readColumn("Next follow-up", ["03.12.2026"], { dateOrder: "mdy" })).values).toEqual(["2026-03-12"]);
  });

  it("are unclear where some are day first and some month first", async () => {
    expect((await readColumn("Next follow-up", ["31/12/2026", "12/31/2026", "05/06/2026"])).unclear).toHaveLength(1);
    expect((await readColumn("Next follow-up", ["31/12/2026", "12/31/2026"])).values).toEqual(["2026-12-31", "2026-12-31"]);
  });

  it("are unclear with years of two digits, which date_order makes the nearest ones", async () => {
    expect((await readColumn("Next follow-up", ["14-Feb-27"])).unclear[0]).toContain('"14-Feb-27" is 2027-02-14 with date_order "dmy"');
    expect((await readColumn("Next follow-up", ["14-Feb-27", "31/12/85"], { dateOrder: "dmy" })).values).toEqual(["2027-02-14", "1985-12-31"]);
  });

  it("with two digits for the year have the order that the other dates show", async () => {
    expect(await readColumn("Next follow-up", ["15/01/27", "13.01.2027", "14-Feb-27"])).toEqual({
      values: ["2027-01-15", "2027-01-13", "2027-02-14"],
      notes: ['Next follow-up: "14-Feb-27" is read as 2027-02-14.'],
      unclear: [],
    });
    const { values, unclear } = await readColumn("Next follow-up", ["15/01/27"]);
    expect([values, unclear[0]]).toEqual([[problem('date_order "dmy" or "ymd" in the call')], expect.stringContaining('"ymd"')]);
    expect((await readColumn("Next follow-up", ["01/15/27", "13.01.2027"])).values).toEqual([undefined, "2027-01-13"]);
  });

  it.each(["31.04.26", "29.02.27", "31/04/26", "31-Apr-26"])("with two digits for the year do not exist only year first: %s", async (cell) => {
    const { values, unclear, notes } = await readColumn("Next follow-up", [cell, "05.04.26"]);
    expect([values[0], unclear[0]]).toEqual([undefined, expect.stringContaining('"05.04.26" is 2026-04-05 with date_order "dmy"')]);
    expect(notes.join()).toContain(`"${cell}" does not exist in the calendar`);
    expect((await readColumn("Next follow-up", ["31.04.26", "98.05.13"], { dateOrder: "ymd" })).values).toEqual(["2031-04-26", "1998-05-13"]);
    expect((await readColumn("Next follow-up", ["98.05.13"])).unclear[0]).toContain('"ymd"');
  });

  it("are never made of what is none", async () => {
    const { values, notes } = await readColumn("Next follow-up", [46_387, "46387", "14-Feb", "31/02/2026", "Dec 2026"]);
    expect(values).toEqual([problem("46387"), problem('"46387"'), undefined, undefined, undefined]);
    expect(notes.join()).toMatch(/"14-Feb" is not .*"31\/02\/2026" does not exist in the calendar.*"Dec 2026" is not /);
    expect((await readColumn("Next follow-up", ["12/31/2026"], { dateOrder: "dmy" })).notes.join()).toContain("in the order day/month/year");
  });
});

it("numbers that a spreadsheet has damaged are refused in unique values, and may be texts elsewhere", async () => {
  const cells = ["1.23457E+15", "1,2E+12", "1E+15"];
  const rows = cells.map((cell) => ({ Title: cell, "CRM ID": cell }));
  const table = await readTable({ rows });
  const read = await readCells(table, { ...matchColumns(table.columns, schema), hints: {}, locale: BERLIN, localeOf: () => BERLIN });
  expect(read.rows.map((row) => [Object.fromEntries(row.cells), row.unread?.join()])).toEqual(
    cells.map((cell) => [{ Title: cell }, expect.stringContaining(`CRM ID: "${cell}" is in scientific notation`) as unknown]),
  );
});

describe("e-mail addresses that cannot be read", () => {
  it("are left out, and the plan says so", async () => {
    const { values, notes } = await readColumn("Email", [
      "/o=ExchangeLabs/ou=A/cn=Recipients/cn=ida",
      ["/O=A/CN=ida", "ida@holm.example"],
      "pierre@@dubois.example",
    ]);
    expect(values).toEqual([undefined, ["ida@holm.example"], undefined]);
    expect(notes).toEqual([
      'Left out of Email: "/o=ExchangeLabs/ou=A/cn=Recipients/cn=ida" is not an e-mail address (1 row); "/O=A/CN=ida" is not an e-mail address (1 row); "pierre@@dubois.example" is not an e-mail address. Did you mean "pierre@dubois.example"? (1 row).',
    ]);
  });

  it("make the row invalid if only a name is left, and cost only the value otherwise", async () => {
    const csv = "Name,Email,Phone\nPierre Newcomer,pierre@@dubois.example,\nPaul Newcomer,paul@@dubois.example,+33142685300";
    const plan = await aDesk().text("import_contacts", { csv });
    expect(plan).toContain("Plan: 1 to create, 1 invalid.");
    expect(plan).toContain(
      '! row 1 Pierre Newcomer: only a name is left to identify the person: "pierre@@dubois.example" is not an e-mail address. Did you mean "pierre@dubois.example"?',
    );
    expect(plan).toMatch(/\+ row 2 Paul Newcomer: .*Phone: \+33142685300/);
  });

  it("make the row invalid if match_on names the field", async () => {
    const plan = await aDesk().text("import_contacts", { csv: "Name,Email\nPierre Newcomer,pierre@@dubois.example", match_on: ["email"] });
    expect(plan).toContain("Plan: 1 invalid.");
  });
});

it("amounts of another currency, by the name of their column, are left out", async () => {
  const planOf = (column: string, columns?: object[]) =>
    aDesk().text("import_contacts", { text: `Name,Email,${column}\nBo Newcomer,bo@newcomers.example,500`, ...(columns ? { columns } : {}) });
  for (const column of ["Annual budget (T€)", "Annual budget (€)"]) {
    const plan = await planOf(column);
    expect(plan).not.toContain("Annual budget: ");
    expect(plan).toMatch(/The amounts are in "€", and nothing is converted \(1 row\)/);
  }
  expect(await planOf("Annual budget (k$)")).toContain("Annual budget: 500,000 USD");
  const columns = [{ column: "Annual budget (€)", field: "annual_budget in ones" }];
  expect(await planOf("Annual budget (€)", columns)).toContain("Annual budget: 500 USD");
});

describe("placeholders", () => {
  it("may be the dates that Outlook exports for none", async () => {
    expect((await readColumn("Next follow-up", ["0/0/00", "0.0.00", "2026-12-31"])).values).toEqual([undefined, undefined, "2026-12-31"]);
  });

  it("are blank, and counted", async () => {
    const { values, notes } = await readColumn("Title", ["N/A", "n/a", "-", "#N/A", "CFO", "Unknown", "\u200b", "null"]);
    expect(values).toEqual([undefined, undefined, undefined, undefined, "CFO", undefined, undefined, undefined]);
    expect(notes).toEqual(['Read as blank: "N/A" (1 row), "n/a" (1 row), "-" (1 row), "#N/A" (1 row), "Unknown" (1 row), "null" (1 row).']);
  });

  it.each(["TBD", "t.b.d.", "[not provided]", "(No value)", "to be confirmed"])("may be %s, as programs and people write it", async (text) => {
    expect((await readColumn("Deal size", [text, "12"])).values).toEqual([undefined, "12"]);
    expect((await readColumn("Last name", [text, "Lenz"])).values).toEqual([undefined, "Lenz"]);
  });

  it("are values where they are names, countries or options", async () => {
    expect((await readColumn("Last name", ["Null", "NULL"])).values).toEqual(["Null", undefined]);
    expect((await readColumn("Country", ["NA", "N/A"])).values).toEqual(["NA", undefined]);
  });

  it("may stand in a list", async () => {
    expect((await readColumn("Email", ["ann@lee.example; N/A", ["-"]])).values).toEqual([["ann@lee.example"], undefined]);
  });
});

it("reads the comma of a coordinate as that before its decimals", async () => {
  expect((await readColumn("Latitude", ["52,52", "-33.9", "91,0"])).values).toEqual(["52,52", "-33.9", undefined]);
});

it("takes out what nobody sees, and the mark that keeps a cell text", async () => {
  expect((await readColumn("Notes", ["\u202aMet\u00a0at fair\u202c", "'=1+1", "'01067", "'tis"])).values).toEqual([
    "Met at fair",
    "=1+1",
    "01067",
    "'tis",
  ]);
});

it("tells the values of a list apart", async () => {
  expect((await readColumn("Email", ["a@lee.example ::: b@lee.example", "c@lee.example"])).values).toEqual([
    ["a@lee.example", "b@lee.example"],
    "c@lee.example",
  ]);
  expect((await readColumn("Account", ["Acme, Inc. ::: Initech|Hooli"])).values).toEqual([["Acme, Inc.", "Initech", "Hooli"]]);
});

it("an address in place of a name is left out", async () => {
  const { values, notes } = await readColumn("Full name", ["Ida Holm", "ida@holm.example"]);
  expect(values).toEqual(["Ida Holm", undefined]);
  expect(notes).toContain('Left out of Full name: "ida@holm.example" is an e-mail address, not a name (1 row).');
  const json = [{ firstName: "ida@holm.example", lastName: "Holm" }, '{"lastName": "ida@holm.example"}'];
  expect((await readColumn("Full name", json)).values).toEqual([undefined, undefined]);
});

it("the page of a record in another program is no part of its name", async () => {
  const page = (name: string) => `${name} (https://www.notion.so/${name}-1f2e?pvs=21)`;
  const { values } = await readColumn("Account", [page("Acme"), `${page("Acme")}, ${page("Tulip")}`, "Acme, Inc. (Ohio)"]);
  expect(values).toEqual(["Acme", ["Acme", "Tulip"], "Acme, Inc. (Ohio)"]);
});

it.each([
  ["Interests", '"AI Agents",Automation', ["AI Agents", "Automation"]],
  ["Interests", '"Food, wine",Automation', ["Automation"]],
  ["Email", "ida@holm.example - ida2@holm.example", ["ida@holm.example", "ida2@holm.example"]],
  ["Email", "ida@holm.example · ida2@holm.example – ida3@holm.example", ["ida@holm.example", "ida2@holm.example", "ida3@holm.example"]],
])("the items of a list are separated: %s %s", async (column, cell, items) => {
  expect((await readColumn(column, [cell])).values).toEqual([items]);
});

it("an apostrophe that makes a cell text is left out, and one of the value is not", async () => {
  const cells = ["'S-GRAVENWEG 12", "'90S KID 2", "'LS1 1AA", "'t Hooft"];
  for (const column of ["Street", "Title", "Notes"]) expect((await readColumn(column, cells)).values).toEqual(cells);
  expect((await readColumn("Title", ["'007", "'=A1", "'+49 30", "A;'=B"])).values).toEqual(["007", "=A1", "+49 30", "A;'=B"]);
  expect((await readColumn("Notes", ["a\n'90s", "a '=b"])).values).toEqual(["a\n'90s", "a '=b"]);
  expect((await readColumn("Postal code", ["'LS1 1AA", "'01067", "LS2"])).values).toEqual(["LS1 1AA", "01067", "LS2"]);
});

describe("an address", () => {
  it("in one cell goes into the street, which is told", async () => {
    const { values, notes } = await readColumn("Address", ["1 High Street\nLeeds LS1", "2 High Street, Leeds"]);
    expect(values).toEqual([{ street: "1 High Street, Leeds LS1" }, { street: "2 High Street, Leeds" }]);
    expect(notes).toEqual([String.raw`Address: a whole address goes into the street, e.g. "1 High Street\nLeeds LS1" (2 rows).`]);
  });

  it("loses the part that is not understood, and no other", async () => {
    const { values, notes } = await readColumn("Country", ["Germny", "Schweiz", "Germny", "Atlantis"]);
    expect(values).toEqual([undefined, "Schweiz", undefined, undefined]);
    expect(notes).toEqual(['Left out of Country: "Germny" is not a country. Did you mean "Germany"? (2 rows); "Atlantis" is not a country (1 row).']);
    expect((await readColumn("Address", [{ city: "Bern", country: "Atlantis" }])).values).toEqual([{ city: "Bern" }]);
  });
});

it("knows a column whatever nobody sees in its name", async () => {
  const csv = "E\u200bmail,Full\u00a0name\nann@lee.example,Ann Lee\n";
  const { columns } = await readTable({ text: csv });
  expect(columns).toEqual(["Email", "Full name"]);
  expect((await readTable({ rows: [{ "E\u200bmail": "ann@lee.example" }] })).columns).toEqual(["Email"]);
  expect(matchColumns(columns, schema, { keys: { "E\u200bmail": "" } }).leftOut).toEqual(["Email"]);
});

const COLUMNS = [
  "Full name",
  "Email",
  "Phone",
  "Title",
  "Account",
  "Country",
  "Address",
  "Website",
  "LinkedIn",
  "Interests",
  "ICP score",
  "Deal size",
];

it.each([...COLUMNS, "Next follow-up", "Do not contact", "Lifecycle stage", "Notes"])("a cell of %s takes time by its length", async (column) => {
  for (const [what, textOf] of LONG_TEXTS) await expectLinear((length) => readColumn(column, [textOf(length)]), 30_000, what);
});

it("a header of many digits is refused in time by its length", async () => {
  await expectLinear(
    (length) => expect(readTable({ text: `Name,1${"1".repeat(length)}b\nIda Holm,x\n` })).rejects.toThrow("00,002 characters"),
    400_000,
  );
});
