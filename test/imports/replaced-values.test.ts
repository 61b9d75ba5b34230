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
    expect(plan).toContain('Stage: "Kunde" is read as "Customer" (2).\nRegion: "Europe" is read as "EMEA" (1).');
  });

  it('are left out with "", and the plan says which are in no cell', async () => {
    const plan = await planOf([
      { column: "Stage=Kunde", field: "" },
      { column: "Region=Europe", field: "" },
      { column: "Region=Mars", field: "APAC" },
      { column: "Interests=AI", field: "" },
    ]);
    expect(plan).toMatch(/\+ row 2 Bob Newcomer: Name: Bob Newcomer; Email: bob@newcomers.example\n/);
    expect(plan).toContain('Stage: "Kunde" is left out (2).');
    expect(plan).toContain('Region: "Mars" is in no cell.');
  });

  it("are offered where a value is no option or no record", async () => {
    const plan = await planOf([]);
    expect(plan).toContain("Plan: 1 to create, 2 invalid.");
    expect(plan).toContain(
      'call import_contacts again with columns, filled in: [{"column":"Stage=Kunde","field":""},{"column":"Interests=AI","field":""},{"column":"Region=Europe","field":""}]; "" leaves a value out.',
    );
    expect(plan).toContain('names or IDs of existing accounts, e.g. [{"column":"Company=BL Corporation","field":""}], or create');
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
