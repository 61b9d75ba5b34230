import { beforeEach, describe, expect, it } from "vitest";
import { aDesk } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";

beforeEach(() => inFastTime());

const CSV = [
  "Name,Email,Stage,Region,Company,Interests",
  "Ann Newcomer,ann@newcomers.example,Kunde,EMEA,BL Corporation,Automation; AI",
  "Bob Newcomer,bob@newcomers.example, KUNDE ,Europe,BL Corporation,AI",
  "Cyd Newcomer,cyd@newcomers.example,Customer,,Brightloom,",
].join("\n");

const STAGE = { column: "Stage", field: "lifecycle_stage" };

const STAGE_KUNDE = { column: "Stage=Kunde", field: "Customer" };

const planOf = (columns: readonly { column: string; field: string }[], csv = CSV) =>
  aDesk().text("import_contacts", { csv, columns: [STAGE, ...columns] });

describe("values that the call replaces", () => {
  it("are read as options, parts of lists and names of records", async () => {
    const plan = await planOf([
      { column: "Stage=Kunde", field: "Customer" },
      { column: "Region = Europe", field: "EMEA" },
      { column: "Interests=ai", field: "AI Agents" },
      { column: "Company=BL Corporation", field: "Brightloom" },
    ]);
    expect(plan).toContain("Plan: 3 to create.");
    expect(plan).toMatch(/\+ row 1 .*Lifecycle stage: Customer; Region: EMEA; Interests: Automation, AI Agents; Account: Brightloom/);
    expect(plan).toMatch(/\+ row 2 .*Lifecycle stage: Customer; Region: EMEA; Interests: AI Agents; Account: Brightloom/);
    expect(plan).toContain('Stage: "Kunde" is read as "Customer" (2 rows).\nRegion: "Europe" is read as "EMEA" (1 row).');
  });

  it('are left out with "", and the plan says which are in no cell', async () => {
    const plan = await planOf([
      { column: "Stage=Kunde", field: "" },
      { column: "Region=Europe", field: "" },
      { column: "Region=Mars", field: "APAC" },
      { column: "Region=undefined", field: "APAC" },
      { column: "Interests=AI", field: "" },
    ]);
    expect(plan).toMatch(/\+ row 2 Bob Newcomer: Name: Bob Newcomer; Email: bob@newcomers.example\n/);
    expect(plan).toContain('Stage: "Kunde" is left out (2 rows).');
    expect(plan).toContain('No cell of Region holds "Mars".\nNo cell of Region holds "undefined".');
  });

  it("are offered where a value is no option or no record", async () => {
    const plan = await planOf([]);
    expect(plan).toContain("Plan: 3 to create.");
    expect(plan).toContain(
      'fill in the columns argument and call import_contacts again: [{"column":"Stage=Kunde","field":""},{"column":"Interests=AI","field":""},{"column":"Region=Europe","field":""}]. "" leaves a value out.',
    );
    expect(plan).toContain(
      'To link them, create the accounts in the Lightfield app, or name existing accounts in the columns argument, e.g. [{"column":"Company=BL Corporation","field":"…"}]. Then call import_contacts again.',
    );
  });

  it("name members that exist, and contacts that exist or are created", async () => {
    const plan = await aDesk().text("import_contacts", { csv: "Name,Email,Owner,Reports to\nAnn Newcomer,ann@newcomers.example,Nobody,Daan Nobody" });
    expect(plan).toContain('To link them, name existing members in the columns argument, e.g. [{"column":"Owner=Nobody","field":"…"}]. Then');
    expect(plan).toContain("To link them, create the contacts, or name existing contacts in the columns argument, e.g.");
  });

  it("may be the country of a row, or what is no phone number", async () => {
    const csv =
      "Name,Email,Phone,Country\nJo Falk,jo@falk.example,030 44129981,D-Land\nMo Falk,mo@falk.example,ext 1234567,\nAl Falk,al@falk.example,ext 1234567,";
    const columns = [
      { column: "Country=D-Land", field: "Germany" },
      { column: "Phone=ext 1234567", field: "" },
    ];
    const plan = await aDesk().text("import_contacts", { csv, columns });
    expect(plan).toContain("Plan: 3 to create.");
    expect(plan).toMatch(/\+ row 1 .*Phone: \+493044129981/);
    expect(plan).toContain('Phone: "ext 1234567" is left out (2 rows).');
    expect(plan).toContain('Country: "D-Land" is read as "Germany" (1 row).');
  });

  it("are whole cells or parts of lists, not both", async () => {
    const plan = await planOf([
      STAGE_KUNDE,
      { column: "Interests=Automation; AI", field: "AI; Automation" },
      { column: "Interests=AI", field: "AI Agents" },
      { column: "Region=Europe", field: "" },
    ]);
    expect(plan).toContain('Interests: "Automation; AI" is read as "AI; Automation" (1 row).\nInterests: "AI" is read as "AI Agents" (1 row).');
    expect(plan).toContain('Left out of Interests: "AI" is not an option (1 row).');
  });

  it("are offered again as the cells have them where the new value is unknown too", async () => {
    const plan = await planOf([
      { column: "Stage=Kunde", field: "Custommer" },
      { column: "Company=BL Corporation", field: "Brightlom Corp" },
      { column: "Region=Europe", field: "" },
      { column: "Interests=AI", field: "" },
    ]);
    expect(plan).toContain(
      'fill in the columns argument and call import_contacts again: [{"column":"Stage=Kunde","field":"Customer"}]. "" leaves a value out.',
    );
    expect(plan).toContain('e.g. [{"column":"Company=BL Corporation","field":"…"}]');
  });

  it.each([
    [
      ["Stage=Kunde", "Stage= kunde"],
      '"Stage=Kunde" is to be read as "Customer", and "Stage=kunde" as "Lead". Accepted: one replacement for each value',
    ],
    [["Stage="], '"Stage=" has no value after "=". Accepted: "Stage" for the whole column, or a value after "=".'],
    [["stage=Kunde"], 'There is no column "stage", so "stage=Kunde" replaces no value. Did you mean "Stage"?'],
    [["Ownr=Robbin"], 'There is no column "Ownr", so "Ownr=Robbin" replaces no value. Accepted: "Name",'],
  ])("are refused if they contradict each other, or are of no value or column: %s", async (names, problem) => {
    const columns = names.map((column, at) => ({ column, field: at === 0 ? "Customer" : "Lead" }));
    expect(await aDesk().failure("import_contacts", { csv: CSV, columns: [STAGE, ...columns] })).toContain(`columns: ${problem}`);
  });

  it("are no IDs", async () => {
    const csv = "ID,Name\nold,Ann Newcomer";
    const columns = [
      { column: "ID", field: "id" },
      { column: "ID=old", field: "con_1" },
    ];
    expect(await aDesk().failure("import_contacts", { csv, columns })).toBe(
      'columns: "ID" has the IDs of contacts, which cannot be replaced. Accepted: values of other columns.',
    );
  });

  it("belong to the column whose name has the mark too, or to a used column", async () => {
    const csv = "Name,Email,a=b\nAnn Newcomer,ann@newcomers.example,Kunde";
    const plan = await aDesk().text("import_contacts", {
      csv,
      columns: [
        { column: "a=b", field: "lifecycle_stage" },
        { column: "a=b=Kunde", field: "Lead" },
      ],
    });
    expect(plan).toContain("Lifecycle stage: Lead");
    const unused = await aDesk().failure("import_contacts", {
      csv: CSV.replace("Stage", "Stand"),
      columns: [{ column: "Stand=Kunde", field: "Customer" }],
    });
    expect(unused).toContain(
      'columns: The column "Stand" is not used. Accepted: a key for the whole column too, as {"column": "Stand", "field": "…"}.',
    );
  });
});
