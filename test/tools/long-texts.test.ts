import { beforeAll, describe, expect, it } from "vitest";
import { aDesk, type Desk, writtenContact } from "../builders.ts";

const LINES = "Met in Berlin\nLikes tea\n\nHas a dog";
const FENCED = `Notes:\n\`\`\`\n${LINES}\n\`\`\``;
/** Longer than a cell of a table. */
const LONG = "Head of everything between here and there ".repeat(5).trim();

describe("a text of several lines", () => {
  let desk: Desk;
  let id: string;

  beforeAll(async () => {
    desk = aDesk();
    const text = await desk.text("create_contact", { fields: { name: "Quentin Zyx", title: LONG, notes: LINES, account: "Brightloom" } });
    ({ id } = writtenContact(desk, text));
    expect(text).toContain("\nNotes: Met in Berlin ↵ Likes tea ↵ ↵ Has a dog\n");
  });

  const filters = [{ field: "name", operator: "equal", value: "Quentin Zyx" }];
  const fields = ["title", "notes", "account", "phone"];

  it.each([
    ["retrieve_contact", () => ({ id, fields: ["notes"] })],
    ["find_contacts", () => ({ query: "Quentin Zyx", fields })],
    ["find_contacts", () => ({ filters, fields })],
    ["find_contacts", () => ({ sort: "created desc", limit: 1, fields })],
    ["list_contacts", () => ({ filters, fields })],
  ])("%s shows it in full where one contact is found and it was asked for", async (tool, args) => {
    const text = await desk.text(tool, args());
    expect(text).toContain(FENCED);
    if (tool === "retrieve_contact") return;
    expect(text).toContain(`\nTitle: ${LONG}\n`);
    expect(text).toMatch(/^Account: Brightloom \(acc_\w+\)$/m);
    expect(text).toContain("\nPhone: -");
    expect(text).toContain(id);
  });

  it("has marks for its line breaks among all values of a contact, in a table of many contacts, and in a group", async () => {
    expect(await desk.text("retrieve_contact", { id })).toContain("\nNotes: Met in Berlin ↵ Likes tea ↵ ↵ Has a dog\n");
    const both = { any: [...filters, { field: "name", operator: "equal", value: "Maja Jensen" }] };
    expect(await desk.text("find_contacts", { filters: [both], fields: ["notes"] })).toMatch(/^con_\w+\tMet in Berlin ↵ Likes tea ↵ ↵ Has a dog$/m);
    expect(await desk.text("find_contacts", { filters, group_by: ["notes"] })).toContain("\nMet in Berlin ↵ Likes tea ↵ ↵ Has a dog\t1");
  });

  it("is the same text when it is copied from one line: as a value, as what is expected, and in a filter", async () => {
    const copied = "Met in Berlin ↵ Likes tea ↵ ↵ Has a dog";
    for (const operator of ["equal", "contains", "startsWith"])
      expect(await desk.text("find_contacts", { filters: [{ field: "notes", operator, value: copied }], limit: 0 })).toMatch(/^1 contact passes/m);
    const notes = () => desk.sandbox.contacts().get(id)?.fields.notes?.value;
    await desk.text("update_contact", { id, fields: { title: "CIO" }, expect: { notes: copied } });
    await desk.text("update_contact", { id, add: { notes: "One ↵ Two" } });
    expect(notes()).toBe(`${LINES}\nOne\nTwo`);
    await desk.text("update_contact", { id, remove: { notes: "One ↵ Two" } });
    expect(notes()).toBe(LINES);
    await desk.text("update_contact", { id, fields: { notes: `${copied} ↵ Called today` } });
    expect(notes()).toBe(`${LINES}\nCalled today`);
    await desk.text("update_contact", { id, fields: { notes: LINES, title: LONG } });
  });

  it("keeps an arrow that somebody else has written into another line", async () => {
    const own = aDesk();
    const { id: other } = writtenContact(own, await own.text("create_contact", { fields: { name: "Ada Zyx", notes: "x" } }));
    own.sandbox.editContact(other, ({ fields: { notes: stored } }) => {
      if (stored) stored.value = "Press ↵ to call\nLikes tea";
    });
    await own.text("update_contact", { id: other, add: { notes: "Called" }, expect: { notes: "Press ↵ to call ↵ Likes tea" } });
    expect(own.sandbox.contacts().get(other)?.fields.notes?.value).toBe("Press ↵ to call\nLikes tea\nCalled");
  });

  it("that does not fit into an answer is cut, and the answer names no call that would show the same again", async () => {
    const own = aDesk();
    const { id: other } = writtenContact(own, await own.text("create_contact", { fields: { name: "Ada Zyx", notes: "x", background: "y" } }));
    own.sandbox.editContact(other, ({ fields: { notes, background } }) => {
      for (const stored of [notes, background]) if (stored) stored.value = "A line about tea.\n".repeat(2500).trim();
    });
    const rest = async (names?: string[]) => {
      const text = await own.text("retrieve_contact", { id: other, ...(names ? { fields: names } : {}) });
      return [/ shows (\w+)\):/.exec(text)?.[1], /To see the rest, use (.+)\.$/.exec(text)?.[1]];
    };
    expect(await rest()).toEqual(["more", undefined]);
    expect(await rest(["notes", "background"])).toEqual([undefined, 'retrieve_contact with fewer "fields"']);
    expect(await rest(["notes"])).toEqual([undefined, "the Lightfield app"]);
  });

  it("shows the lines that changed, also in the history if it is long", async () => {
    const more = `${LINES}\n${"A long call about prices. ".repeat(12).trim()}`;
    expect(await desk.text("update_contact", { id, fields: { notes: more } })).toMatch(/^Notes: \+ "A long call .* \(3 lines kept\)$/m);
    expect(await desk.text("update_contact", { id, remove: { notes: "Has a dog" } })).toContain('\nNotes: - "Has a dog" (3 lines kept)\n');
    const history = await desk.text("get_contact_history", { id, field: "notes" });
    expect(history).toMatch(/: - "Has a dog" \(3 lines kept\)/m);
    expect(history).toMatch(/: Met in Berlin ↵ Likes tea ↵ ↵ Has a dog \(set at creation/);
  });
});
