import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { AuditLog } from "../../src/writes/journal/audit-log.ts";
import { WriteLimitError } from "../../src/writes/refusal.ts";
import { undoText } from "../../src/writes/sentences.ts";
import { aSmallDesk as aDesk, type Desk, writtenContact } from "../builders.ts";
import { contentsOf } from "./contents.ts";
import { argumentsOf } from "./model.ts";
import { aCache, aLog, idsOf, planIn } from "./plans/plan-support.ts";
import { playAll, RUNS } from "./played.ts";

const INTERESTS = ["Automation", "Security"] as const;

const DANA = { fields: { name: "Dana Scully", title: "CFO", email: ["a@b.example"] }, relationships: { account: "Brightloom" } };

const writeIn = (text: string) => /Write (w\w{6})/.exec(text)?.[1] ?? "";

const contact = (desk: Desk, id: string) => {
  const found = desk.sandbox.contacts().get(id);
  if (!found) throw new Error(`no contact ${id}`);
  return found;
};

describe("undo_write", () => {
  it("puts back the last write that was not taken back, and then the one before", async () => {
    const desk = aDesk();
    const answer = await desk.text("create_contact", DANA);
    const [createdBy, { id }] = [writeIn(answer), writtenContact(desk, answer)];
    const created = contentsOf(contact(desk, id));
    await desk.text("update_contact", { id, fields: { title: "CEO", email: { add: "c@d.example" } }, relationships: { owner: "Daniel Okoye" } });
    const updated = contentsOf(contact(desk, id));
    await desk.text("update_contact", { id, clear_fields: ["email", "account"] });
    expect(await desk.text("undo_write", { confirm: true })).toContain("Email: (empty) -> a@b.example, c@d.example");
    expect(contentsOf(contact(desk, id))).toEqual(updated);
    await desk.text("undo_write", { confirm: true });
    expect(contentsOf(contact(desk, id))).toEqual(created);
    expect(await desk.text("undo_write", { confirm: true })).toMatch(/^Undid w\w{6}: moved Dana Scully .*to the trash/);
    expect(desk.sandbox.contacts().has(id)).toBe(false);
    expect(await desk.failure("undo_write", { confirm: true })).toContain("no write to undo");
    expect(await desk.failure("undo_write", { write_id: createdBy, confirm: true })).toMatch(
      /^Not undone: the contact Dana Scully is in the trash\. It can be restored in the Lightfield app/,
    );
  });

  it("shows the next create, after the undo of one, although a call without an ID confirms: it may be the same call again", async () => {
    const desk = aDesk();
    const [kept, gone] = [await desk.text("create_contact", DANA), await desk.text("create_contact", { fields: { name: "Fox Mulder" } })];
    const { id } = writtenContact(desk, kept);
    expect(await desk.text("undo_write", { confirm: true })).toContain(`Undid ${writeIn(gone)}`);
    const shown = await desk.text("undo_write", { confirm: true });
    expect(shown).toMatch(/^Nothing has been undone yet\./);
    expect(shown).toContain(`undo_write {"write_id":"${writeIn(kept)}","confirm":true}`);
    expect(desk.sandbox.contacts().has(id)).toBe(true);
    expect(await desk.text("undo_write", { write_id: writeIn(kept), confirm: true })).toMatch(/^Undid /);
  });

  it("logs what a contact in the trash held as its old values, so that a person can restore them by hand", async () => {
    const auditLog = aLog();
    const desk = aDesk({ auditLog });
    await desk.text("create_contact", DANA);
    await desk.text("undo_write", { confirm: true });
    const [entry] = (await auditLog.read(0)).entries.filter(({ action }) => action === "delete");
    expect(entry?.fields.get("$title")).toEqual({ old: "CFO", new: null });
    expect(entry?.relationships.get("$account")).toEqual({ old: [expect.stringMatching(/^acc_/)], new: [] });
  });

  it("names in a later session the last write of the audit log that can be taken back, and the call that does so", async () => {
    const auditLog = aLog();
    const desk = aDesk({ auditLog });
    const [one = "", two = "", three = ""] = idsOf(desk);
    const later = () => aDesk({ auditLog, sandbox: desk.sandbox });
    expect(await later().failure("undo_write", { confirm: true })).toBe(
      'Not undone: this session has no write to undo. list_writes shows today\'s writes of this session and of the audit log; "since" goes back further.',
    );
    const first = writeIn(await desk.text("update_contact", { id: one, fields: { title: "Head of one" } }));
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("update_contacts", { ids: [two, three], fields: { title: "Head of two" } })) });
    const named = async () => {
      const text = await later().failure("undo_write", { confirm: true });
      const [, what, call = "{}"] =
        /^Not undone: this session has no write to undo\. Last written in an earlier session: (.+)\. To undo: undo_write (.+)$/.exec(text) ?? [];
      return { what, call: JSON.parse(call) as Record<string, string> };
    };
    const batch = await named();
    expect(batch.what).toMatch(/^2 writes of update_contacts, \d{4}-/);
    expect(await later().text("undo_write", batch.call)).toContain("2 of 2 undone");
    const single = await named();
    expect(single.call).toEqual({ write_id: first });
    expect(single.what).toMatch(new RegExp(`^update_contact, .+ \\(${one}\\), `));
    expect(await later().text("undo_write", single.call)).toMatch(/^Undid /);
    expect(await later().failure("undo_write", { confirm: true })).toContain("list_writes shows today's writes of this session");
  });

  it("calls nothing the last write of other sessions while no audit log tells of them, and says what it knows of them", async () => {
    const cache = aCache();
    const desk = aDesk({ cache, maxWrites: 2 });
    const later = (auditLog?: AuditLog) => aDesk({ cache, sandbox: desk.sandbox, ...(auditLog ? { auditLog } : {}) });
    const unknown = "Without LIGHTFIELD_AUDIT_LOG, other sessions' writes are not known, except unfinished plans.";
    expect(await later().failure("undo_write")).toBe(`Not undone: this session has no write to undo. ${unknown}`);
    expect(await later().text("list_writes")).toMatch(new RegExp(`^0 writes since .+\\n${unknown}$`));
    const plan_id = planIn(await desk.text("update_contacts", { ids: idsOf(desk).slice(0, 3), fields: { title: "Head of all" } }));
    await desk.text("apply_plan", { plan_id });
    const session = later();
    expect(await session.failure("undo_write")).toMatch(
      new RegExp(
        `${unknown} The last of these, which may not be the last write: 2 writes of update_contacts, .+\\. To undo: undo_write \\{"write_id":"b`,
      ),
    );
    expect(await session.text("list_writes")).toMatch(new RegExp(`^2 writes since [^]+\\n${unknown}$`));
    expect((await session.run("list_writes", { write_id: "w222222" })).text).toBe(`There is no write "w222222" in this session. ${unknown}`);
    expect(await later(aLog()).text("list_writes")).not.toContain(unknown);
  });

  it("is itself undoable, by its ID", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    const first = writeIn(await desk.text("update_contact", { id, fields: { title: "CEO" } }));
    const undo = writeIn(await desk.text("undo_write", { write_id: first, confirm: true }));
    expect(contact(desk, id).fields.$title?.value).toBe("CFO");
    expect(await desk.failure("undo_write", { write_id: first, confirm: true })).toBe(
      `Not undone: the write ${first} is undone already. To redo it: undo_write {"write_id":"${undo}"}`,
    );
    await desk.text("undo_write", { write_id: undo, confirm: true });
    expect(contact(desk, id).fields.$title?.value).toBe("CEO");
    // It stands again, so it can be taken back again.
    await desk.text("undo_write", { write_id: first, confirm: true });
    expect(contact(desk, id).fields.$title?.value).toBe("CFO");
  });

  it("is refused only if somebody has changed the values that it would restore", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    await desk.text("update_contact", { id, fields: { title: "CEO" } });
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "VP" };
    });
    const refused = await desk.run("undo_write", { confirm: true });
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain("Title: CEO -> VP");
    expect(contact(desk, id).fields.$title?.value).toBe("VP");
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "CEO" };
      fields.notes = { valueType: "TEXT", value: "a colleague's" };
    });
    expect((await desk.run("undo_write", { confirm: true })).isError).toBe(false);
    expect(contact(desk, id).fields).toMatchObject({ $title: { value: "CFO" }, notes: { value: "a colleague's" } });
  });

  it("deletes values that a new contact has got since only once they were shown, whether or not the call confirms", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    expect(await desk.text("undo_write", { confirm: true })).not.toContain("since got");
    expect(desk.sandbox.contacts().has(id)).toBe(false);
    const again = writtenContact(desk, await desk.text("create_contact", DANA));
    const edit = (value: string) =>
      desk.sandbox.editContact(again.id, ({ fields, relationships }) => {
        fields.notes = { valueType: "TEXT", value };
        const owner = desk.sandbox.contacts().values().next().value?.relationships.$owner;
        if (owner) relationships.$owner = owner;
      });
    for (const notes of ["Call on Monday", "Call on Tuesday"]) {
      edit(notes);
      const shown = await desk.text("undo_write", { confirm: true });
      expect(shown).toMatch(/^Nothing has been undone yet\./);
      expect(shown).toMatch(new RegExp(`^It has since got: Notes: ${notes}; Owner: .+\nOnce the user agrees: undo_write {.*"confirm":true}$`, "m"));
    }
    expect(desk.sandbox.contacts().has(again.id)).toBe(true);
    expect(await desk.text("undo_write", { confirm: true })).toMatch(
      /^Undid w\w{6}: .*The contact can be restored in the Lightfield app\.\nThe contact had since got: Notes: Call on Tuesday; Owner: /,
    );
    expect(desk.sandbox.contacts().has(again.id)).toBe(false);
  });

  it("counts only values that its own answer has shown for this write", async () => {
    const desk = aDesk();
    const note = (id: string, value: string) =>
      desk.sandbox.editContact(id, ({ fields }) => {
        fields.notes = { valueType: "TEXT", value };
      });
    const shows: readonly [string, (id: string) => object][] = [
      ["update_contact", (id) => ({ id, fields: { notes: "Met at the fair" } })],
      ["retrieve_contact", (id) => ({ id })],
      ["find_contacts", () => ({ query: "Dana Scully", fields: ["name", "notes"] })],
      ["list_contacts", () => ({ fields: ["notes"] })],
    ];
    for (const [tool, args] of shows) {
      const created = await desk.text("create_contact", DANA);
      const { id } = writtenContact(desk, created);
      note(id, "Call on Monday");
      await desk.text(tool, args(id));
      const call = { write_id: writeIn(created), confirm: true };
      expect(await desk.text("undo_write", call)).toMatch(/^Nothing has been undone yet\..*\nIt has since got: Notes: /);
      expect(await desk.text("undo_write", call)).toContain("The contact had since got: Notes: ");
      expect(desk.sandbox.contacts().has(id)).toBe(false);
    }
  });

  it("shows values once more if they have changed, even only by a part or behind the cut", async () => {
    const desk = aDesk();
    const created = await desk.text("create_contact", DANA);
    const { id } = writtenContact(desk, created);
    const call = { write_id: writeIn(created), confirm: true };
    const edit = (key: string, valueType: string, value: unknown) =>
      desk.sandbox.editContact(id, ({ fields }) => {
        fields[key] = { valueType, value };
      });
    const long = "Called. ".repeat(100);
    for (const [key, valueType, value] of [
      ["notes", "TEXT", `${long}1`],
      ["notes", "TEXT", `${long}2`],
      ["$address", "ADDRESS", { city: "Bonn" }],
      ["$address", "ADDRESS", { city: "Bonn", street: "1 Road" }],
    ] as const) {
      edit(key, valueType, value);
      expect(await desk.text("undo_write", call)).toMatch(/^Nothing has been undone yet\./);
    }
    expect(await desk.text("undo_write", call)).toMatch(/^Undid /);
  });

  it("goes past what is in the trash, and says what came before a write that somebody has changed", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    const first = writeIn(await desk.text("update_contact", { id, fields: { title: "CEO" } }));
    const [other = ""] = [...desk.sandbox.contacts().keys()];
    await desk.text("update_contact", { id: other, fields: { title: "CTO" } });
    desk.sandbox.editContact(other, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "VP" };
    });
    expect((await desk.run("undo_write", { confirm: true })).text).toContain(`To undo the write before it: undo_write {"write_id":"${first}"}`);
    const created = await desk.text("create_contact", { fields: { name: "Zoe Newcomer", title: "CFO" } });
    const gone = writtenContact(desk, created);
    await desk.text("update_contact", { id: gone.id, fields: { icp_score: 5 } });
    for (const _ of ["shown", "undone"]) await desk.text("undo_write", { write_id: writeIn(created), confirm: true });
    expect((await desk.run("undo_write", { confirm: true })).text).toMatch(/^Not undone: .* was changed again after/);
    expect(desk.sandbox.contacts().has(gone.id)).toBe(false);
  });

  it("does not name a write before it that another session has undone", async () => {
    const auditLog = aLog();
    const desk = aDesk({ auditLog });
    const [one = "", two = ""] = idsOf(desk);
    const [first, second] = [
      writeIn(await desk.text("update_contact", { id: one, fields: { title: "Head of everything" } })),
      writeIn(await desk.text("update_contact", { id: one, fields: { "address.city": "Odense" } })),
    ];
    await desk.text("create_contact", DANA);
    await desk.text("undo_write", { write_id: writeIn(await desk.text("update_contact", { id: two, fields: { title: "Head of nothing" } })) });
    await aDesk({ auditLog, sandbox: desk.sandbox }).text("undo_write", { write_id: second });
    expect(await desk.text("undo_write")).toContain(`To undo the write before it: undo_write {"write_id":"${first}"}`);
  });

  it("does not delete what somebody has worked on since", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "VP" };
    });
    expect((await desk.run("undo_write", { confirm: true })).text).toContain("Title: CFO -> VP");
    expect(desk.sandbox.contacts().has(id)).toBe(true);
  });

  it("names the later write of the contact, which has to be undone first", async () => {
    const desk = aDesk();
    const created = await desk.text("create_contact", DANA);
    const { id } = writtenContact(desk, created);
    const later = writeIn(await desk.text("update_contact", { id, fields: { title: "VP" } }));
    const refused = (await desk.run("undo_write", { write_id: writeIn(created), confirm: true })).text;
    expect(refused.split("\n").slice(-2)).toEqual(["Title: CFO -> VP", `To undo the later write first: undo_write {"write_id":"${later}"}`]);
    await desk.text("undo_write", { write_id: later });
    expect(await desk.text("undo_write", { write_id: writeIn(created), confirm: true })).toMatch(/^Undid /);
  });

  it.each<[string, object]>([
    ["lacks the scope", { scopes: ["contacts:read", "contacts:create", "contacts:update", "accounts:read"] }],
    ["has no such operation", { canDelete: false }],
  ])("says how to delete in the app where the key or the deployment %s", async (_why, options) => {
    const desk = aDesk(options);
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    expect(await desk.failure("undo_write", { confirm: true })).toContain(
      `can be deleted in the Lightfield app (https://app.lightfield.app/contacts/${id}).`,
    );
    expect(desk.sandbox.contacts().has(id)).toBe(true);
  });

  it("says how to take back what came before where the last write cannot be", async () => {
    const desk = aDesk({ canDelete: false });
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    const [, write] = /Write (w\w+)/.exec(await desk.text("update_contact", { id, fields: { title: "CEO" } })) ?? [];
    await desk.text("create_contact", { fields: { name: "Zoe Newcomer", email: ["zoe@newcomers.example"] } });
    expect(await desk.failure("undo_write", { confirm: true })).toContain(`To undo the write before it: undo_write {"write_id":"${write}"}`);
    await desk.text("undo_write", { write_id: write, confirm: true });
    expect(contact(desk, id).fields).toMatchObject({ $title: { value: "CFO" } });
  });

  it("deletes a created contact only once that is confirmed, after a warning", async () => {
    const desk = aDesk();
    const [other = ""] = idsOf(desk);
    const first = writeIn(await desk.text("update_contact", { id: other, fields: { title: "Head of undoing" } }));
    const created = await desk.text("create_contact", DANA);
    const [{ id }, write] = [writtenContact(desk, created), writeIn(created)];
    for (const args of [{}, { write_id: write }, { write_id: write, confirm: false }])
      expect((await desk.text("undo_write", args)).split("\n")).toEqual([
        `Nothing has been undone yet. The undo of ${write} moves Dana Scully (${id}) to the trash. Lightfield adds people that you exchange e-mails with, but might not add a deleted person again.`,
        `Once the user agrees, or has already asked for exactly this: undo_write {"write_id":"${write}","confirm":true}`,
        ...("write_id" in args ? [] : [`To undo the write before it: undo_write {"write_id":"${first}"}`]),
      ]);
    expect(desk.sandbox.contacts().has(id)).toBe(true);
    expect(await desk.text("undo_write", { write_id: write, confirm: true })).toMatch(/moved Dana Scully \(con_\w+\) to the trash/);
    expect(desk.sandbox.contacts().has(id)).toBe(false);
  });

  it("does not ask for a confirmation of what would not be done", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "VP" };
    });
    expect((await desk.run("undo_write")).text).toContain("Title: CFO -> VP");
  });

  it("takes back the last write by the order of the writes, whatever the clock said", async () => {
    let now = Date.UTC(2026, 2, 2, 9);
    const auditLog = aLog();
    const desk = aDesk({ auditLog, now: () => now });
    const other = aDesk({ auditLog, sandbox: desk.sandbox, now: () => now - 1000 });
    const [one = "", two = ""] = idsOf(desk);
    const writes: string[] = [];
    for (const [at, title] of ["CFO", "CEO", "COO"].entries()) {
      now -= at * 60_000;
      writes.push(writeIn(await desk.text("update_contact", { id: one, fields: { title } })));
      writes.push(writeIn(await other.text("update_contact", { id: two, fields: { title } })));
    }
    const listed = (text: string) => [...text.matchAll(/^(w\w{6}) /gm)].map(([, id]) => id);
    for (const session of [desk, other]) expect(listed(await session.text("list_writes"))).toEqual(writes.toReversed());
    expect(await desk.text("undo_write")).toContain("Title: COO -> CEO");
    expect(await desk.text("undo_write")).toContain("Title: CEO -> CFO");
    const later = aDesk({ auditLog, sandbox: desk.sandbox, now: () => now });
    expect(await later.failure("undo_write")).toContain(`undo_write {"write_id":"${writes.at(-1)}"}`);
  });

  it("names writes that it does not know, and has nothing to take back of a trial or a refusal", async () => {
    const desk = aDesk();
    await desk.run("create_contact", { ...DANA, dry_run: true });
    await desk.failure("create_contact", { fields: { icp_score: "many" } });
    expect(await desk.failure("undo_write", { confirm: true })).toContain("no write to undo");
    expect(await desk.failure("undo_write", { write_id: "w222222", confirm: true })).toContain('Not undone: there is no write "w222222"');
  });
});

describe("any sequence of updates", () => {
  const value = fc.oneof(
    fc.record({ title: fc.constantFrom("CEO", "CFO", null) }),
    fc.record({ name: fc.oneof(fc.constantFrom("Ann Lee", "Cher Bono"), fc.record({ firstName: fc.constantFrom("Bo", "Cy") })) }),
    fc.record({
      email: fc.oneof(
        fc.subarray(["a@b.example", "c@d.example", "E@f.example"]),
        fc.record({ add: fc.constantFrom("g@h.example") }),
        fc.record({ remove: fc.constantFrom("a@b.example") }),
      ),
    }),
    fc.record({ phone: fc.subarray(["+14155552671", "+49 30 901820 ext. 5"]) }),
    fc.record({
      address: fc.option(
        fc.record(
          { city: fc.constantFrom("Berlin", "Bonn"), street: fc.constantFrom("1 Road", "2 Road"), country: fc.constantFrom("Germany", "CH") },
          { requiredKeys: ["city"] },
        ),
      ),
    }),
    fc.record({ linkedIn: fc.constantFrom("dana-scully", null) }),
    fc.record({ lifecycle_stage: fc.constantFrom("Lead", "Customer", null) }),
    fc.record({ interests: fc.oneof(fc.subarray([...INTERESTS]), fc.record({ add: fc.constantFrom(...INTERESTS) })) }),
    fc.record({ icp_score: fc.option(fc.integer({ min: -5, max: 5 })) }),
    fc.record({ deal_size: fc.option(fc.constantFrom(0, 1200.5)) }),
    fc.record({ doNotContact: fc.option(fc.boolean()) }),
    fc.record({ next_follow_up: fc.option(fc.constantFrom("2026-02-03", "2026-03-29T02:30+01:00")) }),
  );
  const account = fc.oneof(
    fc.record({ add: fc.constantFrom("Brightloom", "Kestrel Aerospace") }),
    fc.record({ remove: fc.constantFrom("Brightloom", "Kestrel Aerospace") }),
    fc.record({ replace: fc.subarray(["Brightloom", "Kestrel Aerospace"]) }),
  );
  const update = fc.record({
    fields: fc.array(value, { maxLength: 3 }).map((parts) => Object.assign({}, ...parts)),
    relationships: fc.record({ account, owner: fc.constantFrom("Daniel Okoye", "Hannah Weiss", null) }, { requiredKeys: [] }),
  });

  const CONTACTS = 30;

  /** Updates of one contact, which is said by its number. */
  const updates = fc.tuple(fc.nat(CONTACTS - 1), fc.array(update, { minLength: 1, maxLength: 6 }));

  async function play([number, changes]: typeof updates extends fc.Arbitrary<infer T> ? T : never): Promise<void> {
    const desk = aDesk({ contacts: CONTACTS });
    const id = [...desk.sandbox.contacts().keys()][number] ?? "";
    const states = [contentsOf(contact(desk, id))];
    for (const one of changes) {
      const { isError = false, text } = await desk
        .run("update_contact", { id, ...argumentsOf(one) })
        .catch((error: Error) => ({ isError: true, text: error.message }));
      if (text.includes("No change was given")) continue;
      expect(isError, text).toBe(false);
      if (!text.includes("Nothing was written: ")) states.push(contentsOf(contact(desk, id)));
    }
    for (const before of states.slice(0, -1).reverse()) {
      const { isError, text } = await desk.run("undo_write", { confirm: true });
      expect(isError, text).toBe(false);
      expect(contentsOf(contact(desk, id))).toEqual(before);
    }
  }

  playAll("is taken back step by step, to every writable value and link as it was", updates, play, RUNS / 2);
});

test("every refusal of an undo says first that nothing was undone", () => {
  const { before, after, listShows, unlogged, lastOfEarlier, ...refusals } = undoText;
  const texts = Object.values(refusals).map((text) => Reflect.apply(text, undefined, ["w234567", "Dana", "con_1"]));
  const limitError = (most: number, kind: "writes" | "undos") => new WriteLimitError({ most, setting: "LIGHTFIELD_MAX_WRITES" }, kind);
  for (const text of [...texts, limitError(3, "undos").message, limitError(0, "undos").message]) expect(text).toMatch(/^Not undone: /);
  expect(limitError(3, "writes").message).toMatch(/^Not written: /);
});

it("says that confirm does not undo a batch with creates at once", async () => {
  const desk = aDesk();
  const rows = [
    { name: "Ann Newcomer", email: "ann@newcomers.example" },
    { name: "Bo Newcomer", email: "bo@newcomers.example" },
  ];
  await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows })) });
  const text = await desk.text("undo_write", { confirm: true });
  expect(text).toContain("\nconfirm undoes one create.");
  expect(await desk.text("apply_plan", { plan_id: planIn(text) })).toContain("2 of 2 undone");
});

describe("a new contact that has got values since", () => {
  const SHOWN = "since got: Expected deal size: 40,000 EUR; Notes: 30 min call";
  const LATER = { fields: { deal_size: 40_000, notes: "30 min call" } };
  const isThere = (desk: Desk, id: string) => desk.sandbox.contacts().has(id);

  it("is shown with them before it goes to the trash, and once more when it has gone", async () => {
    const desk = aDesk();
    const created = await desk.text("create_contact", DANA);
    const { id } = writtenContact(desk, created);
    await desk.text("update_contact", { id, ...LATER });
    const call = { write_id: writeIn(created) };
    const [, shown, next] = (await desk.text("undo_write", call)).split("\n");
    expect([shown, next]).toEqual([`It has ${SHOWN}`, `Once the user agrees: undo_write {"write_id":"${call.write_id}","confirm":true}`]);
    expect(isThere(desk, id)).toBe(true);
    expect(await desk.text("undo_write", { ...call, confirm: true })).toContain(`\nThe contact had ${SHOWN}`);
    expect(isThere(desk, id)).toBe(false);
  });

  async function imported() {
    const desk = aDesk();
    const rows = ["Ann", "Bo", "Cy"].map((name) => ({ name: `${name} Newcomer`, email: `${name}@newcomers.example` }));
    const written = await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows })) });
    const write_id = /"write_id": "(b\w+)"/.exec(written)?.[1] ?? "";
    const idOf = (name: string) => new RegExp(`${name} Newcomer \\((con_\\w+)\\)`).exec(written)?.[1] ?? "";
    return { desk, write_id, ann: idOf("Ann"), bo: idOf("Bo"), cy: idOf("Cy") };
  }

  it("stays, if the undo of its import does not name it", async () => {
    const { desk, write_id, ann, bo, cy } = await imported();
    await desk.text("update_contact", { id: bo, ...LATER });
    const plan = await desk.text("undo_write", { write_id });
    expect(plan).toContain(`- row 2 Bo Newcomer (${bo}): to the trash; has ${SHOWN}\n`);
    expect(plan).toContain('Row 2 is applied only if a call names it: "only": [2].');
    const plan_id = planIn(plan);
    const first = await desk.text("apply_plan", { plan_id });
    expect(first).toContain("2 of 2 undone");
    expect(first).toContain('Row 2 is applied only if a call names it: "only": [2].');
    expect([ann, bo, cy].map((id) => isThere(desk, id))).toEqual([false, true, false]);
    expect(await desk.text("apply_plan", { plan_id, only: [2] })).toContain("1 of 1 undone");
    expect(isThere(desk, bo)).toBe(false);
  });

  it("can be left out of the undo of its import by its row there", async () => {
    const { desk, write_id, ann, bo, cy } = await imported();
    const plan = await desk.text("undo_write", { write_id });
    expect(plan.split("\n").slice(2, 5)).toEqual([
      `- row 3 Cy Newcomer (${cy}): to the trash`,
      `- row 2 Bo Newcomer (${bo}): to the trash`,
      `- row 1 Ann Newcomer (${ann}): to the trash`,
    ]);
    expect(plan).toContain('"only" or "except" with row numbers applies a part.');
    expect(await desk.text("apply_plan", { plan_id: planIn(plan), except: [1] })).toContain("2 of 2 undone");
    expect([ann, bo, cy].map((id) => isThere(desk, id))).toEqual([true, false, false]);
  });

  it("stays, if it gets them after the plan was made", async () => {
    const { desk, write_id, bo } = await imported();
    const plan_id = planIn(await desk.text("undo_write", { write_id }));
    await desk.text("update_contact", { id: bo, ...LATER });
    const text = (await desk.run("apply_plan", { plan_id })).text;
    expect(text).toContain("2 of 3 undone");
    expect(text).toContain("changed since the plan was made (then -> now): Expected deal size: (empty) -> 40,000 EUR; Notes: (empty) -> 30 min call");
    expect(isThere(desk, bo)).toBe(true);
  });

  it("stays, if its first values have changed, and the plan says so under its present name", async () => {
    const { desk, write_id, ann, bo, cy } = await imported();
    await desk.text("update_contact", { id: bo, fields: { name: { firstName: "Bob", lastName: "Newcomer" } } });
    const plan = await desk.text("undo_write", { write_id });
    expect(plan).toContain("2 contacts go to the trash.");
    expect(plan).toContain(`- row 2 Bob Newcomer (${bo}): stays, because it has changed since (then -> now): Name: Bo Newcomer -> Bob Newcomer\n`);
    const { text } = await desk.run("apply_plan", { plan_id: planIn(plan) });
    expect(text).toContain("2 of 3 undone");
    expect(text).toContain(`! row 2 Bob Newcomer (${bo}): skipped, changed since the plan was made`);
    expect([ann, bo, cy].map((id) => isThere(desk, id))).toEqual([false, true, false]);
  });

  it("goes to the trash, if the change of its first values is undone too", async () => {
    const desk = aDesk();
    const text = "name,email,title\nAnn Newcomer,ann@newcomers.example,CFO\nAnn Newcomer,ann@newcomers.example,CEO";
    const plan_id = planIn(await desk.text("import_contacts", { text }));
    const written = await desk.text("apply_plan", { plan_id });
    const contact = /Created: row 1 Ann Newcomer \((con_\w+)\)/.exec(written)?.[1] ?? "";
    await desk.text("apply_plan", { plan_id, as: [{ row: 2, contact }] });
    const plan = await desk.text("undo_write", { write_id: /"write_id": "(b\w+)"/.exec(written)?.[1] });
    expect(plan).toMatch(/^~ row 2 Ann Newcomer .*: Title: CEO -> CFO$/m);
    expect(plan).toContain(`- row 1 Ann Newcomer (${contact}): to the trash\n`);
  });

  it("is in a plan that writes nothing, if all new contacts have got some", async () => {
    const { desk, write_id, ann, bo, cy } = await imported();
    for (const id of [ann, bo, cy]) await desk.text("update_contact", { id, ...LATER });
    const plan_id = planIn(await desk.text("undo_write", { write_id }));
    expect(await desk.failure("apply_plan", { plan_id })).toContain("Nothing was applied. Rows 1-3 are applied only if a call names them");
    expect([ann, bo, cy].map((id) => isThere(desk, id))).toEqual([true, true, true]);
  });
});
