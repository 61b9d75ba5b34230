import { describe, expect, it } from "vitest";
import { aDesk } from "../builders.ts";
import { ACCOUNT, aDirectory } from "./a-directory.ts";

const NOTE = 'Only match for "Sakura": Sakura Mobility.';
const OWNER = 'Only match for "Hannah": Hannah Weiss.';

describe("a part of a name that one record has", () => {
  it("is taken for it in a write, and the answer says so", async () => {
    const desk = aDesk();
    const fields = { name: "Dana Scully" };
    const relationships = { account: ["Sakura"], owner: "Hannah" };
    for (const dry_run of [true, false]) {
      const text = await desk.text("create_contact", { fields, relationships, dry_run });
      expect(text).toContain("Account: Sakura Mobility");
      expect(text).toContain("Owner: Hannah Weiss");
      expect(text.split("\n")).toEqual(expect.arrayContaining([NOTE, OWNER]));
    }
    const [id] = /con_\w+/.exec(await desk.text("find_contacts", { query: "Dana Scully" })) ?? [];
    // Also where nothing is to be written.
    expect(await desk.text("update_contact", { id, relationships: { owner: "hannah" } })).toContain('Only match for "hannah": Hannah Weiss.');
    expect(await desk.text("update_contact", { id, fields: { title: "CFO" }, expect: { owner: "Hannah" } })).toContain(OWNER);
    expect(await desk.text("update_contact", { id, relationships: { owner: "Priya Raman" } })).not.toContain("Only match");
  });

  it("in a plan", async () => {
    const desk = aDesk();
    const plan = await desk.text("update_contacts", { filters: [{ field: "account", value: "Sakura" }], relationships: { owner: "Hannah" } });
    expect(plan.split("\n")).toEqual(expect.arrayContaining([NOTE, OWNER]));
    const rows = [
      { name: "Ann Lee", account: "Sakura" },
      { name: "Bo Ek", account: "Sakura Mobility" },
    ];
    expect((await desk.text("import_contacts", { rows })).split("\n").filter((line) => line.includes("Only match"))).toEqual([NOTE]);
  });

  it("in a filter", async () => {
    const desk = aDesk();
    const filters = [{ field: "account", value: "Sakura" }];
    expect(await desk.text("list_contacts", { filters })).toContain(NOTE);
    expect(await desk.text("list_contacts", { filters: [...filters, { field: "title", value: "no such title" }] })).toContain(NOTE);
    expect(await desk.text("find_contacts", { filters })).toContain(NOTE);
    expect(await desk.text("find_contacts", { query: "sales", filters })).toContain(NOTE);
  });

  it("is reported for five names, and the others are counted", async () => {
    const { targets } = aDirectory({ accounts: Array.from({ length: 8 }, (_, at) => ({ id: `acc_${at}`, name: `Only${at} Holding` })) });
    const { notes } = await targets.lookUp((encode) => Array.from({ length: 8 }, (_, at) => encode(`Only${at}`, ACCOUNT)), {});
    expect(notes).toHaveLength(6);
    expect(notes[0]).toBe('Only match for "Only0": Only0 Holding.');
    expect(notes[5]).toBe("3 more names are only part of a record's name. If another record may be meant, give its full name or ID.");
  });

  it("while one of several, or a part of a word, is refused", async () => {
    const desk = aDesk();
    const owner = (name: string) => desk.failure("create_contact", { fields: { name: "Fox" }, relationships: { owner: name } });
    const account = (name: string) => desk.failure("create_contact", { fields: { name: "Fox" }, relationships: { account: name } });
    expect(await owner("Alex")).toContain("may mean any of 2 members");
    expect(await owner("Hanna")).toContain('Did you mean "Hannah Weiss"?');
    expect(await account("Sakur")).toContain('Did you mean "Sakura Mobility"?');
  });
});
