import { describe, expect, it } from "vitest";
import { changeOf } from "../../../src/schema/change.ts";
import { type CreateInput, encodeCreate } from "../../../src/schema/encode.ts";
import { decodeContact } from "../../../src/schema/record.ts";
import { draftAnswer } from "../../../src/tools/answers/draft-answer.ts";
import type { Candidate, DraftRow } from "../../../src/writes/plans/draft.ts";
import { aDesk, aPerson, BERLIN, type Desk } from "../../builders.ts";
import { inFastTime } from "../fake-time.ts";
import { aCache, contactOf, idsOf, planIn, writesTo } from "./plan-support.ts";

/** The values of a new contact. */
async function values(desk: Desk, fields: CreateInput["fields"], relationships: CreateInput["relationships"] = {}) {
  const schema = await desk.live.get(desk.call);
  return changeOf(encodeCreate({ fields, relationships }, { schema, locale: BERLIN }), undefined).change;
}

/** An ambiguous row that may mean these contacts. */
async function ambiguous(desk: Desk, number: number, fields: CreateInput["fields"], candidates: readonly string[] = []): Promise<DraftRow> {
  const named = candidates.map((id): Candidate => ({ id, name: nameOf(desk, id), shares: "shares only the phone number" }));
  return {
    kind: "ambiguous",
    number,
    name: `Row ${number}`,
    reason: "it is not clear who this is",
    candidates: named,
    create: await values(desk, fields),
  };
}

const created = async (desk: Desk, number: number, fields: CreateInput["fields"]): Promise<DraftRow> => ({
  kind: "create",
  number,
  name: `Row ${number}`,
  change: await values(desk, fields),
});

async function updated(desk: Desk, number: number, id: string, title: string): Promise<DraftRow> {
  const schema = await desk.live.get(desk.call);
  const contact = decodeContact(await desk.workspace.api.retrieve(id, desk.call), schema);
  const [titled] = (await values(desk, { title })).fields;
  if (!titled) throw new Error("no title");
  const before = contact.fields.find(({ field }) => field === titled.field)?.raw;
  return { kind: "update", number, name: nameOf(desk, id), contact, by: "Email", change: { fields: [{ ...titled, before }], links: [] } };
}

const shown = (desk: Desk, rows: readonly DraftRow[]) =>
  draftAnswer({ rows, notes: [] }, "import_contacts", ["Columns: name."], { ...desk, api: desk.workspace.api });

const textOf = async (desk: Desk, rows: readonly DraftRow[]) => (await shown(desk, rows)).lines.join("\n");

const nameOf = (desk: Desk, id: string) => Object.values(contactOf(desk, id).fields.$name?.value ?? {}).join(" ");
const stored = (desk: Desk, id: string, key: string) => contactOf(desk, id).fields[key]?.value;

/** A contact that is called Maja Jensen and is a CFO. */
function maja(desk: Desk, at = 0): string {
  const id = idsOf(desk)[at] ?? "";
  desk.sandbox.editContact(id, ({ fields }) => {
    fields.$name = { valueType: "FULL_NAME", value: { firstName: "Maja", lastName: "Jensen" } };
    fields.$title = { valueType: "TEXT", value: "CFO" };
    fields.$email = { valueType: "EMAIL", value: [`maja${at}@kanto.example`] };
  });
  return id;
}

const KLARA = { name: "Klara Overgaard", email: "klara@kanto.example", title: "Paralegal" };

describe("an ambiguous row of a plan", () => {
  it("is told with its reason and its candidates, and is not written until it is settled", async () => {
    const desk = aDesk();
    const id = maja(desk);
    const rows = [await created(desk, 1, { name: "Ann Newcomer", email: "ann@newcomers.example" }), await ambiguous(desk, 2, KLARA, [id])];
    const text = await textOf(desk, rows);
    expect(text).toContain(
      `Ambiguous (1):\n! row 2 Row 2: it is not clear who this is. Candidates: Maja Jensen (${id}; shares only the phone number)\n`,
    );
    expect(text).toContain("Plan: 1 to create, 1 ambiguous.");
    expect(text).toMatch(/ applies it\. .*: "as_new": \[2\] for a new contact, or "as": \[\{"row": 2, "contact": "con_…"\}\] for an existing one\.$/);
    const applied = await desk.text("apply_plan", { plan_id: planIn(text) });
    expect(applied).toMatch(/^1 of 1 written: 1 created\. /);
    expect(applied).toMatch(
      /\nAmbiguous, and not applied: row 2\. To apply row 2, call apply_plan \{"plan_id": "[^"]+"\} with "as_new": \[2\] .*\.$/m,
    );
    expect(stored(desk, id, "$title")).toBe("CFO");
  });

  it("becomes a new contact, though somebody shares its values, and is undone with the rest", async () => {
    const desk = aDesk();
    const id = maja(desk);
    const rows = [
      await created(desk, 1, { name: "Ann Newcomer", email: "ann@newcomers.example" }),
      await ambiguous(desk, 2, { ...KLARA, email: "maja0@kanto.example" }, [id]),
    ];
    const plan_id = planIn(await textOf(desk, rows));
    const before = idsOf(desk).length;
    const applied = await desk.text("apply_plan", { plan_id, as_new: [2] });
    expect(applied).toMatch(/^2 of 2 written: 2 created\. undo_write /);
    expect(idsOf(desk)).toHaveLength(before + 2);
    expect(nameOf(desk, id)).toBe("Maja Jensen");
    expect(await desk.text("apply_plan", { plan_id, as_new: [2] })).toMatch(/^This plan was applied already\. 2 of 2 written/);
    const [, write_id = ""] = /"write_id": "(b\w+)"/.exec(applied) ?? [];
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("undo_write", { write_id })) });
    expect(idsOf(desk)).toHaveLength(before);
  });

  it("changes an existing contact as any update does: lists grow, and what it overwrites is told", async () => {
    const desk = aDesk();
    const id = maja(desk);
    const plan_id = planIn(
      await textOf(desk, [await ambiguous(desk, 2, KLARA), await ambiguous(desk, 3, { ...KLARA, email: "other@kanto.example" })]),
    );
    const applied = await desk.text("apply_plan", { plan_id, as: { 2: id } });
    expect(applied).toMatch(/^1 of 1 written: 1 updated\. /);
    expect(applied).toMatch(
      new RegExp(`\\nUpdated: row 2 Klara Overgaard \\(${id}\\): Name: Maja Jensen -> Klara Overgaard; .*Title: CFO -> Paralegal`),
    );
    expect(applied).toContain("Email: + klara@kanto.example (1 kept)");
    expect(stored(desk, id, "$email")).toEqual(["maja0@kanto.example", "klara@kanto.example"]);
    expect(applied).toContain("Ambiguous, and not applied: row 3.");
  });

  it("keeps a name that says more than that of the row", async () => {
    const desk = aDesk();
    const id = maja(desk);
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$name = { valueType: "FULL_NAME", value: { firstName: "Zoé", lastName: "Péter" } };
    });
    const text = await textOf(desk, [await ambiguous(desk, 1, { name: "Zoe Peter", title: "COO" }, [id])]);
    await desk.text("apply_plan", { plan_id: planIn(text), as: [{ row: 1, contact: id }] });
    expect(nameOf(desk, id)).toBe("Zoé Péter");
    expect(stored(desk, id, "$title")).toBe("COO");
  });

  it("may mean the contact that another row changes: both are written, one after the other", async () => {
    const desk = aDesk();
    const id = maja(desk);
    const rows = [
      await ambiguous(desk, 1, { name: "Maja Jensen", email: "m1@kanto.example", title: "Chair" }),
      await updated(desk, 2, id, "CEO"),
      await ambiguous(desk, 3, { name: "Maja Jensen", email: "m3@kanto.example" }),
    ];
    const plan_id = planIn(await textOf(desk, rows));
    expect(await desk.text("apply_plan", { plan_id, as: { 1: id, 3: id } })).toMatch(/^3 of 3 written: 3 updated\. /);
    expect(stored(desk, id, "$title")).toBe("Chair");
    expect(stored(desk, id, "$email")).toEqual(["maja0@kanto.example", "m1@kanto.example", "m3@kanto.example"]);
  });

  it("is refused, and nothing is written, for a contact that does not exist or has another name, or an ID of something else", async () => {
    const desk = aDesk();
    const id = maja(desk);
    const plan_id = planIn(await textOf(desk, [await updated(desk, 1, id, "CEO"), await ambiguous(desk, 2, KLARA)]));
    expect(await desk.failure("apply_plan", { plan_id, as: { 2: "con_gone00000000000" } })).toBe(
      'Row 2: There is no contact "con_gone00000000000". Accepted: IDs that find_contacts shows.',
    );
    expect(await desk.failure("apply_plan", { plan_id, as: { 2: `Zora Lind (${id})` } })).toBe(
      `Not written: ${id} is "Maja Jensen", not "Zora Lind". Accepted: the ID of the contact that is meant.`,
    );
    expect(await desk.text("apply_plan", { plan_id, as: { 2: `Maja Jensen (${id})` }, dry_run: true })).toContain("Would write 2 rows");
    expect(await desk.failure("apply_plan", { plan_id, as: { 2: "acc_1", two: id } })).toMatch(/^as\[1\]\.row: "two" is not a whole number/);
    expect(writesTo(desk)).toHaveLength(0);
  });

  it("does not overwrite what somebody else has set since it was shown, before that was shown", async () => {
    const desk = aDesk();
    const id = maja(desk);
    await desk.text("retrieve_contact", { id });
    const plan_id = planIn(await textOf(desk, [await ambiguous(desk, 2, { ...KLARA, name: "Maja Jensen" })]));
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "Chair" };
    });
    expect(await desk.failure("apply_plan", { plan_id, as: { 2: id } })).toMatch(
      /^Row 2: somebody else has changed it since it was shown here: Title: CFO -> Chair/,
    );
    expect(await desk.text("apply_plan", { plan_id, as: { 2: id } })).toContain("Title: Chair -> Paralegal");
  });

  it("stays settled for another process, which goes on with the plan", async () => {
    const cache = aCache();
    const desk = aDesk({ cache, maxWrites: 1 });
    const id = maja(desk);
    const rows = [await created(desk, 1, { name: "Ann Newcomer", email: "ann@newcomers.example" }), await ambiguous(desk, 2, KLARA, [id])];
    const plan_id = planIn(await textOf(desk, rows));
    expect((await desk.run("apply_plan", { plan_id, as: { 2: id } })).text).toMatch(/^1 of 2 written/);
    const later = aDesk({ cache, sandbox: desk.sandbox });
    expect(await later.failure("apply_plan", { plan_id, as_new: [2] })).toContain(
      `as_new: An earlier call has already written row 2 as Maja Jensen (${id}).`,
    );
    expect(await later.text("apply_plan", { plan_id })).toMatch(/^2 of 2 written, 1 of them now: 1 \w+\. /);
    expect(nameOf(desk, id)).toBe("Klara Overgaard");
  });

  it("is shown to the user who must agree, with what it overwrites, and stays ambiguous if they decline", async () => {
    inFastTime();
    const questions: string[] = [];
    const desk = aDesk({ confirm: true, ask: aPerson((question) => questions.push(question) > 1) });
    const id = maja(desk);
    const rows = [await created(desk, 1, { name: "Ann Newcomer", email: "ann@newcomers.example" }), await ambiguous(desk, 2, KLARA, [id])];
    const plan_id = planIn(await textOf(desk, rows));
    expect(await desk.failure("apply_plan", { plan_id, only: [2], as: { 2: id } })).toContain("did not agree");
    expect(await desk.text("apply_plan", { plan_id, only: [2], as_new: [2] })).toMatch(/^1 of 1 written: 1 created\. /);
    expect(questions[0]).toBe(
      `Apply a plan of 1 write?\nWould change names (1):\n~ row 2 Maja Jensen (${id}): Name: Maja Jensen -> Klara Overgaard; Title: CFO -> Paralegal; also Email: + klara@kanto.example`,
    );
    expect(questions[1]).toMatch(/^Apply a plan of 1 write\?\n\+ row 2 Row 2: /);
  });

  it("is named by no name that is hidden by now", async () => {
    const cache = aCache();
    const desk = aDesk({ cache });
    const id = maja(desk);
    const plan_id = planIn(
      await textOf(desk, [await ambiguous(desk, 2, { email: "k@kanto.example", title: "Paralegal" }, [id]), await updated(desk, 3, id, "CEO")]),
    );
    const later = aDesk({ cache, sandbox: desk.sandbox, hidden: ["name"] });
    expect(await later.failure("apply_plan", { plan_id, as_new: [3] })).toContain(`row 3 updates ${id}.`);
    expect(await later.text("apply_plan", { plan_id, as: { 2: id } })).not.toContain("Maja");
  });
});

describe("a part of a plan", () => {
  it("is applied alone, under the same undo ID as the rest, which stays in the plan", async () => {
    const desk = aDesk();
    const ids = [maja(desk), maja(desk, 1), maja(desk, 2)];
    const rows = await Promise.all(ids.map((id, at) => updated(desk, at + 1, id, "CEO")));
    const plan_id = planIn(await textOf(desk, [...rows, await ambiguous(desk, 4, KLARA)]));
    const first = await desk.text("apply_plan", { plan_id, only: [2] });
    expect(first).toMatch(/^1 of 1 written: 1 updated\. undo_write /);
    expect(first).toMatch(
      /\nNot applied, and still in the plan: rows 1, 3\. Once the user agrees, or has already asked for exactly this, apply_plan \{"plan_id": "[^"]+"\} applies them\.\n/,
    );
    expect(await desk.text("list_writes")).toContain("import_contacts: 1 of 3 written");
    expect(ids.map((id) => stored(desk, id, "$title"))).toEqual(["CFO", "CEO", "CFO"]);
    expect(await desk.text("apply_plan", { plan_id, only: [2] })).toMatch(/^The rows of this call were applied already\. 1 of 1 written/);
    expect(await desk.text("apply_plan", { plan_id, except: [1] })).toMatch(/^2 of 2 written, 1 of them now: 1 updated\./);
    const all = await desk.text("apply_plan", { plan_id });
    expect(all).toMatch(/^3 of 3 written, 1 of them now: 1 updated\. /);
    expect(/"write_id": "(b\w+)"/.exec(all)?.[1]).toBe(/"write_id": "(b\w+)"/.exec(first)?.[1]);
    expect(writesTo(desk)).toHaveLength(3);
  });

  it("stays unwritten by the call that is offered for an ambiguous row", async () => {
    const desk = aDesk();
    const ids = [maja(desk), maja(desk, 1)];
    const rows = await Promise.all(ids.map((id, at) => updated(desk, at + 1, id, "CEO")));
    const plan_id = planIn(await textOf(desk, [...rows, await ambiguous(desk, 3, KLARA), await ambiguous(desk, 4, KLARA)]));
    const first = await desk.text("apply_plan", { plan_id, only: [1] });
    expect(first).toMatch(/still in the plan: row 2\. .* applies it\.\n/);
    const [, call = "", settled = ""] = /not applied: rows 3, 4\. To apply row 3, call apply_plan \{(.*)\} with ("as_new": \[3\])/.exec(first) ?? [];
    expect(await desk.text("apply_plan", JSON.parse(`{${call}, ${settled}}`))).toMatch(/^1 of 1 written: 1 created\./);
    expect(stored(desk, ids[1] ?? "", "$title")).toBe("CFO");
  });

  it("that created the person of an ambiguous row is named as that person", async () => {
    const desk = aDesk();
    const text = "name,email,title\nAnn Newcomer,ann@newcomers.example,CFO\nAnn Newcomer,ann@newcomers.example,CEO";
    const applied = await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { text })) });
    const id = /^Created: row 1 Ann Newcomer \((con_\w+)\)$/m.exec(applied)?.[1];
    expect(applied).toContain(`"as": [{"row": 2, "contact": "${id}"}] for an existing one`);
  });

  it("that was undone since is not said to be written, when another call applies the rest", async () => {
    const desk = aDesk();
    const ids = [maja(desk), maja(desk, 1), maja(desk, 2)];
    const plan_id = planIn(await textOf(desk, await Promise.all(ids.map((id, at) => updated(desk, at + 1, id, "CEO")))));
    await desk.text("apply_plan", { plan_id, only: [2] });
    await desk.text("undo_write", {});
    const rest = await desk.text("apply_plan", { plan_id });
    const undoneNow = `row 2 Maja Jensen (${ids[1]})`;
    expect(rest).toContain(`3 of 3 written, 2 of them now: 2 updated. ${undoneNow} has been written before this call, and undone since.`);
    expect(rest.split("\n").filter((line) => line.startsWith("Updated"))).toEqual([expect.not.stringContaining("row 2 ")]);
    expect(ids.map((id) => stored(desk, id, "$title"))).toEqual(["CEO", "CFO", "CEO"]);
    const again = await desk.text("apply_plan", { plan_id });
    expect(again).toMatch(/^This plan was applied already, and 1 of 3 writes has been undone since \(row 2 .+\)\. 3 of 3 written: 3 updated\./);
  });
});
