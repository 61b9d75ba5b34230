import { beforeEach, describe, expect, it } from "vitest";
import { aDesk } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";

beforeEach(() => inFastTime());

const [FIRST, SECOND] = ["+4930901820", "+491712345678"];

/** The plan for a row of Ann Hart, whose contact holds some values. */
async function planFor(row: Record<string, unknown>, stored: Record<string, unknown>) {
  const desk = aDesk();
  const created = await desk.text("create_contact", { fields: { name: "Ann Hart", email: "ann@hart.example", ...stored } });
  const [id = ""] = /con_\w+/.exec(created) ?? [];
  return { plan: await desk.text("import_contacts", { rows: [{ Name: "Ann Hart", Email: "ann@hart.example", ...row }] }), desk, id };
}

describe("an e-mail address or a phone number that another field of the contact holds", () => {
  it.each([
    ["a number of the list", { Phone: FIRST }, { mobile: FIRST }],
    ["the mobile number", { Mobile: FIRST }, { phone: [SECOND, FIRST] }],
    ["an address in another form", { Email: "ann@hart.example; ANN@private.example" }, { email_custom: "ann@private.example" }],
  ])("is not added again: %s", async (_what, row, stored) => {
    const { plan } = await planFor(row, stored);
    expect(plan).toContain("Plan: 1 unchanged.");
    expect(plan).toContain("Not added: e-mail addresses and phone numbers of row 1 that another field of the contact already has.");
  });

  it("is added if the other field loses it, or gets it from the same row", async () => {
    expect((await planFor({ Phone: FIRST, Mobile: SECOND }, { mobile: FIRST })).plan).toContain(
      "Mobile: +4930901820 -> +491712345678; also Phone: +4930901820",
    );
    expect((await planFor({ Phone: FIRST, Mobile: SECOND }, { mobile: FIRST })).plan).not.toContain("are not added");
    const { plan } = await planFor({ Phone: FIRST, Mobile: FIRST }, {});
    expect(plan).toContain("Phone: (empty) -> +4930901820; Mobile: (empty) -> +4930901820");
  });

  it("replaces no other value, unless the row names the contact by its ID", async () => {
    const { plan, desk, id } = await planFor({ Mobile: FIRST }, { phone: [FIRST], mobile: SECOND });
    expect(plan).toContain("Plan: 1 unchanged.");
    expect(await desk.text("import_contacts", { rows: [{ id, Mobile: FIRST }] })).toContain("Mobile: +491712345678 -> +4930901820");
  });
});

describe("notes of a contact", () => {
  it("get the lines of the row that they lack", async () => {
    const { plan } = await planFor({ Notes: "Met at fair\nCalled in May" }, { notes: "Met at fair\nLikes tea" });
    expect(plan).toContain('Notes: + "Called in May" (2 lines kept)');
    expect(plan).not.toContain("Would overwrite");
    expect((await planFor({ Comment: "Likes tea" }, { notes: "Met at fair\nLikes tea" })).plan).toContain("Plan: 1 unchanged.");
    expect((await planFor({ Title: "CFO" }, { title: "CEO" })).plan).toContain("Title: CEO -> CFO");
  });

  it("are replaced if the row names the contact by its ID", async () => {
    const { desk, id } = await planFor({}, { notes: "Met at fair" });
    const plan = await desk.text("import_contacts", { rows: [{ id, Notes: "Met in Ulm" }] });
    expect(plan).toContain("Notes: Met at fair -> Met in Ulm");
  });
});
