import { describe, expect, it } from "vitest";
import { aDesk, aPerson, type Desk } from "../../builders.ts";
import { contactOf, idsOf, newPeople, planIn, writesTo } from "../../writes/plans/plan-support.ts";

const persona = { field: "persona", value: "Champion" };
const ownerFields = [{ field: "owner", value: "Priya Raman" }, persona];

/** Two contacts of one owner that have neither a persona nor notes. */
function twoOfOneOwner(desk: Desk): string[] {
  const free = idsOf(desk).filter((id) => !contactOf(desk, id).fields.persona?.value && !contactOf(desk, id).fields.notes?.value);
  const ownerOf = (id: string) => contactOf(desk, id).relationships.$owner?.values[0];
  const pairs = free.map((id) => free.filter((other) => ownerOf(id) !== undefined && ownerOf(other) === ownerOf(id)).slice(0, 2));
  return pairs.find(({ length }) => length === 2) ?? [];
}

describe("a plan names all that it writes", () => {
  it("with the values that overwrite nothing, where several contacts get the same", async () => {
    const desk = aDesk();
    const ids = twoOfOneOwner(desk);
    const add = [{ field: "notes", value: "übernommen" }];
    const plan = await desk.text("update_contacts", { ids, fields: ownerFields, add });
    expect(plan).toMatch(/^~ .*; .*: Owner: .* -> Priya Raman; also Persona: Champion; Notes: übernommen$/m);
  });

  it("with the values where all contacts get the same, and with counts, where there are many", async () => {
    const desk = aDesk();
    const ids = idsOf(desk).slice(0, 40);
    const plan = await desk.text("update_contacts", { ids, fields: ownerFields });
    expect(plan).toMatch(/^Plan: 39 to update, 1 unchanged\.\nWrites Persona: Champion in \d+ rows; Owner: Priya Raman in \d+\./m);
  });

  it("with how many rows write each field, in an import that does not show all rows", async () => {
    const desk = aDesk();
    const rows = newPeople(12).map((person, at) => ({ ...person, title: "CFO", ...(at > 6 ? { notes: `Note ${at}` } : {}) }));
    const plan = await desk.text("import_contacts", { rows });
    expect(plan).toMatch(/^Plan: 12 to create\.\nWrites Name in 12 rows; Email in 12; Title: CFO in 12; Notes in 5\./m);
  });

  it("in the question to the user as well", async () => {
    const questions: string[] = [];
    const desk = aDesk({ confirm: true, ask: aPerson((question) => questions.push(question) > 0) });
    const plan = await desk.text("update_contacts", { ids: idsOf(desk).slice(0, 40), fields: ownerFields });
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(questions.join()).toMatch(/^Writes Persona: Champion in \d+ rows; Owner: Priya Raman in \d+\./m);
  });
});

describe("a dry run of a plan", () => {
  it("shows rows with all values, and writes nothing", async () => {
    const desk = aDesk();
    const rows = newPeople(12).map((person, at) => ({ ...person, title: `Head of part ${at}` }));
    const plan = await desk.text("import_contacts", { rows });
    expect(plan).toContain('apply_plan with "dry_run": true and "only" shows rows in full.');
    const plan_id = planIn(plan);
    const text = await desk.text("apply_plan", { plan_id, only: [11], dry_run: true });
    expect(text).toMatch(
      /^Would write 1 row, unless the contacts have changed since\.\n\+ row 11 Zoltan Newcomer10: Name: Zoltan Newcomer10; Email: zoltan10@newcomers\.example; Title: Head of part 10\nNothing is written yet\./,
    );
    expect(text).toContain(`apply_plan {"plan_id": "${plan_id}", "only": [11]} applies it.`);
    expect(writesTo(desk)).toHaveLength(0);
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^12 of 12 written/);
    expect(await desk.text("apply_plan", { plan_id, dry_run: true })).toBe(
      "Would write 0 rows. Earlier calls have already dealt with 12 rows. Nothing was written (dry run).",
    );
  });

  it("leave out a row that would change nothing", async () => {
    const desk = aDesk();
    const [id = ""] = idsOf(desk);
    const { $email, $name } = contactOf(desk, id).fields;
    const plan_id = planIn(await desk.text("import_contacts", { rows: [{ name: $name?.value }, ...newPeople(1)] }));
    await desk.run("update_contact", { id, fields: { email: $email?.value } });
    expect(await desk.text("apply_plan", { plan_id, as: { 1: id }, dry_run: true })).toMatch(/^Would write 1 row, .*\n\+ row 2 /);
  });

  it.each([{ only: [3, 4] }, { except: [3, 4] }, { only: [2], as_new: [2] }])("offers a call that writes what it has shown: %j", async (part) => {
    const desk = aDesk();
    const before = idsOf(desk).length;
    const [id = ""] = idsOf(desk);
    const names = contactOf(desk, id).fields.$name?.value;
    const rows = newPeople(6).map((person, at) => (at === 1 && "as_new" in part ? { name: names } : person));
    const plan_id = planIn(await desk.text("import_contacts", { rows }));
    const text = await desk.text("apply_plan", { plan_id, ...part, dry_run: true });
    const [, count = ""] = /^Would write (\d) rows?[,.]/.exec(text) ?? [];
    const [, call = ""] = /apply_plan (\{.*\}) applies it\./.exec(text) ?? [];
    await desk.text("apply_plan", JSON.parse(call));
    expect(idsOf(desk)).toHaveLength(before + Number(count));
  });
});
