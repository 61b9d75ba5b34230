import { describe, expect, it } from "vitest";
import { aDesk } from "../builders.ts";
import { idsOf } from "../writes/plans/plan-support.ts";

/** What `import_contacts` and `update_contact` do instead. */
const INSTEAD = /^All contacts of this call get the same values\. For different values, import_contacts \{"text":"id,title\\n/m;

describe("update_contacts with a value for each contact", () => {
  const [one, other] = ["con_c1mcsjl20h70akv08j4n0x", "con_c03fxyxk0vfttog1yocecv"];
  const ids = [one, other];

  it.each<[string, object]>([
    ["a list of updates", { updates: [{ id: one, fields: [{ field: "title", value: "CFO" }] }] }],
    ["contacts with their values", { contacts: [{ id: one, title: "CFO" }] }],
    ["values by ID", { ids, fields: { [one]: { title: "CFO" }, [other]: { title: "CEO" } } }],
    ["IDs beside the values", { fields: [{ id: one, field: "title", value: "CFO" }] }],
    [
      "one value after the other",
      {
        ids,
        fields: [
          { field: "title", value: "CFO" },
          { field: "title", value: "CEO" },
        ],
      },
    ],
    ["as many values as contacts", { ids, fields: [{ field: "title", value: ["CFO", "CEO"] }] }],
    ["as many values by key", { ids, fields: { title: ["CFO", "CEO"] } }],
  ])("is refused, and the answer says what does that (%s)", async (_form, args) => {
    expect(await aDesk().failure("update_contacts", args)).toMatch(INSTEAD);
  });

  it.each<[string, object]>([
    ["an invalid value", { ids, fields: [{ field: "lifecycle_stage", value: "Costumer" }] }],
    ["an unknown argument", { ids, values: { title: "CFO" } }],
    ["arguments of any depth", { ids, updates: JSON.parse("[".repeat(20_000) + "]".repeat(20_000)) }],
  ])("is not suspected behind %s", async (_form, args) => {
    expect(await aDesk().failure("update_contacts", args)).not.toMatch(INSTEAD);
  });

  it("is planned by the call that the answer names", async () => {
    const desk = aDesk();
    const [first, second] = idsOf(desk);
    const text = `id,title\n${first},CFO\n${second},CEO`;
    expect(await desk.text("import_contacts", { text })).toMatch(/^Plan: 2 to update\.$/m);
  });
});

describe("filters of update_contacts", () => {
  const fields = [{ field: "title", value: "CFO" }];

  it("that no contact passes are answered as by find_contacts", async () => {
    const desk = aDesk();
    const filters = [
      { field: "lifecycle_stage", value: "Lead" },
      { field: "address.city", value: "Atlantis" },
    ];
    const text = await desk.text("update_contacts", { filters, fields });
    expect(text).toMatch(
      /^None of 60 contacts passes the filters\. Contacts that pass each filter alone: lifecycle_stage \d+, address\.city 0\. find_contacts .+ shows the existing values\.\nNothing is planned\.$/,
    );
  });

  it("with several values name those that no contact has", async () => {
    const desk = aDesk();
    const emails = idsOf(desk)
      .slice(0, 10)
      .flatMap((id) => [desk.sandbox.contacts().get(id)?.fields.$email?.value].flat().slice(0, 1))
      .slice(0, 2);
    const text = await desk.text("update_contacts", { filters: [{ field: "email", values: [...emails, "nobody@x.example"] }], fields });
    expect(text).toContain("Plan: 2 to update.");
    expect(text).toMatch(/^None of these contacts has email "nobody@x\.example"\.$/m);
  });
});
