import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { aDesk } from "../builders.ts";
import { aFolder } from "../temporary-folders.ts";

describe("an empty list of contacts", () => {
  it.each([{ ids: [] }, { ids: [null] }, { ids: "[]" }, { ids: [], filters: [], query: " " }])(
    "is not exported as all contacts: %j",
    async (args) => {
      const exportDirectory = aFolder();
      const text = await aDesk({ exportDirectory }).failure("export_contacts", args);
      expect(text).toBe("ids: The list is empty. Accepted: one ID or more; without ids, all contacts are exported.");
      expect(readdirSync(exportDirectory)).toEqual([]);
    },
  );

  it("is not given, where nothing is written, and an empty list of filters filters nothing", async () => {
    const exportDirectory = aFolder();
    const desk = aDesk({ exportDirectory });
    const all = await desk.text("find_duplicates");
    for (const args of [{ ids: [] }, { ids: "" }, { filters: [], ids: [], query: "" }]) expect(await desk.text("find_duplicates", args)).toBe(all);
    expect(await desk.text("export_contacts", { filters: [], query: " " })).toContain("Exported 60 contacts");
  });

  it("of update_contacts and apply_plan is refused too", async () => {
    const desk = aDesk();
    expect(await desk.failure("update_contacts", { ids: [], filters: [], fields: { title: "x" } })).toContain("Neither filters nor ids");
    const plan = await desk.text("import_contacts", { text: "name,title\nQuentin Zyx,CFO" });
    const plan_id = /plan_id": "([^"]+)"/.exec(plan)?.[1];
    expect(await desk.failure("apply_plan", { plan_id, only: [] })).toContain("only: The list is empty.");
  });

  it("says nothing beside another choice, as clients send it for what a model leaves out", async () => {
    const exportDirectory = aFolder();
    const desk = aDesk({ exportDirectory });
    const filters = [{ field: "account", value: "Brightloom", values: [], any: [] }];
    expect(await desk.text("export_contacts", { ids: [], query: "", filters, fields: [] })).toContain("Exported 2 contacts");
    expect(await desk.text("find_duplicates", { query: "Brightloom", ids: [], filters: [] })).toContain(
      "Compared 2 contacts (Charlotte Jackson, Maja Jensen) with all",
    );
    const shown = await desk.text("find_contacts", {
      filters: [{ field: "", any: [{ ...filters[0], any: null }] }],
      limit: 0,
      group_by: [],
      measures: [],
      sort: "",
    });
    expect(shown).toContain("2 contacts pass the filters.\n");
    expect(shown).toContain('"Brightloom" = acc_');
  });
});

describe("a filter that chooses nothing", () => {
  it.each([
    [{ any: [] }, 'filters[0]: "any" is empty. Accepted: one filter or more.'],
    [{ value: "EMEA" }, 'filters[0]: The filter has no field. Accepted: "field" with a key that get_contact_definitions lists.'],
    [{ field: " ", values: ["EMEA"] }, 'filters[0]: The filter has no field. Accepted: "field" with a key that get_contact_definitions lists.'],
    [{ field: "region", values: [] }, "filters[0]: The filter has no value."],
  ])("is refused: %j", async (filter, problem) => {
    const desk = aDesk();
    for (const tool of ["find_contacts", "update_contacts"])
      expect(await desk.failure(tool, { filters: [filter], ...(tool === "update_contacts" ? { fields: { title: "x" } } : {}) })).toContain(problem);
  });
});

describe("values of a filter that nobody has", () => {
  const filters = [{ field: "title", value: "Chief Nonsense", values: ["General Counsel", "Nobody's Title"] }];
  const told = `None of these contacts has "Chief Nonsense", "Nobody's Title" in title.`;

  it.each([
    ["find_contacts", { filters, limit: 2 }],
    ["find_contacts", { filters, limit: 0 }],
    ["find_contacts", { filters, group_by: ["region"] }],
    ["find_contacts", { filters, query: "Maja" }],
    ["export_contacts", { filters }],
    ["update_contacts", { filters, fields: { doNotContact: true } }],
  ])("are named by %s: %j", async (tool, args) => {
    const exportDirectory = aFolder();
    expect(await aDesk({ exportDirectory }).text(tool, args)).toContain(told);
  });

  it.each([
    ["deal_size", ">", [1, 100_000_000], 'deal_size greaterThan "100000000"'],
    ["name", "startsWith", ["Maja", "Zzz"], 'name startsWith "Zzz"'],
  ])("are named with what they were compared by: %s %s", async (field, operator, values, told) => {
    const filters = [{ field, operator, values }];
    expect(await aDesk().text("find_contacts", { filters, limit: 0 })).toContain(`None of these contacts passes ${told}.`);
  });

  it("are not named where all are held, or nobody passes", async () => {
    const desk = aDesk();
    const held = [{ field: "title", values: ["general counsel", "General Counsel"] }];
    expect(await desk.text("find_contacts", { filters: held, limit: 0 })).not.toContain("None of these");
    expect(await desk.text("find_contacts", { filters: [...filters, { field: "name", value: "Nobody At All" }] })).not.toContain("None of these");
  });
});
