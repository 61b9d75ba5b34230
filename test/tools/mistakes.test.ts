import { beforeAll, describe, expect, it } from "vitest";
import { aDesk, type Desk, writtenContact } from "../builders.ts";

let desk: Desk;
let id: string;

beforeAll(async () => {
  desk = aDesk();
  const fields = { email: ["q@zyx.example", "q2@zyx.example"], interests: ["Security"], notes: "Likes tea\nHas a dog", account: "Brightloom" };
  ({ id } = writtenContact(desk, await desk.text("create_contact", { fields })));
});

const update = (args: object) => desk.text("update_contact", { id, ...args });
const refusal = (args: object) => desk.failure("update_contact", { id, ...args });
const stored = () => JSON.stringify(desk.sandbox.contacts().get(id));

describe("the removal of what is not there", () => {
  it.each([
    [{ email: "no@zyx.example" }, "Email: no@zyx.example"],
    [{ interests: ["Reporting"] }, "Interests: Reporting"],
    [{ notes: "Has a cat" }, 'Notes: "Has a cat"'],
    [{ notes: "tea" }, 'Notes: "tea" (did you mean "Likes tea"?)'],
    [{ notes: "Zebra" }, /Notes: "Zebra"$/],
    [{ email: ["q3@zyx.example", "q@zyx.exmple"] }, /Email: q3@zyx\.example, q@zyx\.exmple \(did you mean .*"q@zyx\.example".*\?\)$/],
    [{ account: "Acme" }, /Account: Acme.* \(acc_\w+\)/],
  ])("says so: %j", async (remove, absent) => {
    const text = await update({ remove });
    expect(text).toMatch(/^Nothing was written: q@zyx\.example \(con_\w+\) does not have the values to remove\.\nNot removed, because not stored: /);
    expect(text).toMatch(typeof absent === "string" ? `Not removed, because not stored: ${absent}` : absent);
  });

  it("is named beside what was removed, and beside values that are stored already", async () => {
    const remove = { email: ["no@zyx.example", "q2@zyx.example"] };
    const removed = await update({ remove, dry_run: true });
    expect(removed).toContain(
      '\nEmail: - q2@zyx.example (1 kept)\nNot removed, because not stored: Email: no@zyx.example (did you mean "q@zyx.example" or "q2@zyx.example"?)\n',
    );
    const same = await update({ remove: { email: "no@zyx.example" }, fields: { interests: ["Security"] } });
    expect(same).toMatch(
      /already has these values\.\nUnchanged: Interests\nNot removed, because not stored: Email: no@zyx\.example \(did you mean "q@zyx\.example" or "q2@zyx\.example"\?\)$/,
    );
  });

  it("is not claimed of what is there, or of nulls", async () => {
    expect(await update({ remove: { email: "Q2@zyx.example" }, dry_run: true })).not.toContain("Not removed");
    expect(await update({ remove: { email: null }, fields: { interests: ["Security"] } })).not.toContain("Not removed");
  });
});

describe("a value for a list that holds others", () => {
  const given = (field: string, value: string) => ({ fields: [{ field, value }], dry_run: true });

  it("is refused alone, and the message names the others and a call that works", async () => {
    for (const tool of ["update_contact", "update_contacts"]) {
      const whom = tool === "update_contact" ? { id } : { ids: [id] };
      const text =
        tool === "update_contact" ? await refusal(given("account", "Acme")) : await desk.text(tool, { ...whom, ...given("account", "Acme") });
      expect(text).toMatch(
        /fields\.account: "Acme" alone does not say whether to keep Brightloom \(acc_\w+\)\. Accepted: "add" instead of "fields" to keep it; or "value": "\[\\"Acme\\"\]" to replace it\./,
      );
    }
    expect(await update(given("account", '["Acme"]'))).toMatch(/Account: \+ Acme \(acc_\w+\); - Brightloom \(acc_\w+\)/);
  });

  it.each(["Automation, Compliance", "Automation; Compliance"])("replaces them if it is a list: %s", async (value) => {
    expect(await update(given("interests", value))).toContain("\nInterests: Security -> Automation, Compliance\n");
    expect(await desk.text("update_contacts", { ids: [id], ...given("interests", value) })).toContain(
      "Interests: Security -> Automation, Compliance",
    );
  });
});

it("says of an unknown account where accounts are made, unless there is a similar one", async () => {
  expect(await refusal({ add: { account: "Studio Nuñez" } })).toMatch(/ New accounts are made in the Lightfield app\.$/);
  expect(await refusal({ add: { account: "Brightlom" } })).not.toContain("Lightfield app");
});

describe("what contradicts itself is refused", () => {
  it.each([
    [{ add: { email: "a@b.example" }, remove: { email: "A@b.example" } }, 'add.email: "a@b.example" is both added and removed.'],
    [{ add: { interests: "Reporting" }, remove: { interests: "reporting" } }, 'add.interests: "Reporting" is both added and removed.'],
    [{ add: { notes: "Has a cat\nCalled" }, remove: { notes: "Called " } }, 'add.notes: "Called" is both added and removed.'],
    [{ fields: { reports_to: "q@zyx.example" } }, /^fields\.reports_to: con_\w+ is this contact itself\. Accepted: another contact\.$/],
    [{ add: { referred: ["q@zyx.example"] } }, /^fields\.referred: con_\w+ is this contact itself\./],
  ])("%j", async (args, problem) => {
    const before = stored();
    expect(await refusal(args)).toMatch(problem);
    expect(stored()).toBe(before);
  });

  it("a column for two fields", async () => {
    const columns = [
      { column: "title", field: "title" },
      { column: "title", field: "notes" },
    ];
    expect(await desk.failure("import_contacts", { text: "name,title\nA B,x", columns })).toBe(
      'columns: The column "title" is given for two fields. Accepted: one field for each column.',
    );
    expect(await desk.text("import_contacts", { text: "name,title\nA B,x", columns: [columns[0], columns[0]] })).toContain("1 to create");
  });
});

it("leaves a contact that would be linked to itself out of a plan of many", async () => {
  const ids = [id, [...desk.sandbox.contacts().keys()][0]];
  const text = await desk.text("update_contacts", { ids, fields: { reports_to: id } });
  expect(text).toContain("Plan: 1 to update, 1 invalid.");
  expect(text).toContain(`! q@zyx.example (${id}): fields.reports_to: ${id} is this contact itself. Accepted: another contact.`);
});

describe("all wrong values are named at once", () => {
  it.each([
    [
      "fields.interests",
      { fields: { interests: ["Automatic", "Complience", "Security"] } },
      '"Automatic" is not an option. Did you mean "Automation"? "Complience" is not an option. Did you mean "Compliance"? Accepted: "Automation" | ',
    ],
    [
      "add.email",
      { add: { email: ["nobody", "x@", "a@b.example"] } },
      '"nobody" is not an e-mail address. "x@" is not an e-mail address. Accepted: an address',
    ],
    [
      "add.account",
      { add: { account: ["Nope One", "Nope Two"] } },
      'There is no account "Nope One". There is no account "Nope Two". Accepted: account name',
    ],
    ["expect.events", { fields: { title: "x" }, expect: { events: ["q"] }, clear_fields: ["nothing"] }, '"q" is not an option. Accepted: '],
  ])("of %s", async (place, args, problem) => {
    expect(await refusal(args)).toContain(`${place}: ${problem}`);
  });

  it("of the values of a filter, and counts those beyond ten", async () => {
    const values = Array.from({ length: 13 }, (_, at) => `Option ${at}`);
    const text = await desk.failure("find_contacts", { filters: [{ field: "region", values }] });
    expect(text).toMatch(
      /^filters\[0\]: "Option 0" is not an option\. .*"Option 9" is not an option\. 3 more are wrong too\. Accepted: "Americas" \| "EMEA" \| "APAC"\.$/,
    );
    const eleven = await desk.failure("find_contacts", { filters: [{ field: "region", values: values.slice(0, 11) }] });
    expect(eleven).toContain('"Option 9" is not an option. 1 more is wrong too. Accepted: "Americas"');
  });
});

it("shows what was expected and what is stored, each whole", async () => {
  const expect_ = { email: ["q@zyx.example"], notes: "Likes tea\nHas a cat", account: ["Acme"] };
  expect(await refusal({ fields: { title: "x" }, expect: expect_ })).toMatch(
    /is not as expected \(expected -> now\):\nEmail: q@zyx\.example -> q@zyx\.example, q2@zyx\.example\nNotes: Likes tea ↵ Has a cat -> Likes tea ↵ Has a dog\nAccount: Acme.* \(acc_\w+\) -> Brightloom \(acc_\w+\)\n/,
  );
});

it("calls a contact without a name by its first address", async () => {
  expect(await update({ fields: { title: "Nameless" } })).toMatch(/^Updated q@zyx\.example \(con_/);
});

it("says that dry_run changes nothing where a tool only plans", async () => {
  expect(await desk.text("update_contacts", { ids: [id], fields: { title: "Other" }, dry_run: true })).toContain(
    "\ndry_run has no effect here, because update_contacts only makes a plan.\n",
  );
});
