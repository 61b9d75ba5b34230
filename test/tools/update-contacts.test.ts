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
