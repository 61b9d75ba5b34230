import { describe, expect, it } from "vitest";
import { aSmallDesk as aDesk, type Desk, type Fetch, writtenContact } from "../../builders.ts";
import { aMemoryCache } from "../../memory-cache.ts";

const DANA = {
  fields: { name: "Dana Scully", email: "dana@fbi.example", phone: "+1 415 555 2671", linkedIn: "dana-scully" },
  relationships: { account: "Brightloom" },
};

const countOf = (desk: Desk) => desk.sandbox.contacts().size;

/** Somebody whom a colleague has created, so that this session has not seen them. */
async function aColleaguesContact(desk: Desk, input: object) {
  const colleague = aDesk({ contacts: 0 });
  const { fields, relationships } = writtenContact(colleague, await colleague.text("create_contact", input));
  const [id = ""] = [...desk.sandbox.contacts().keys()];
  desk.sandbox.editContact(id, (contact) => {
    contact.fields = { ...contact.fields, $email: { valueType: "EMAIL", value: [] }, $phone: { valueType: "TELEPHONE", value: [] }, ...fields };
    contact.relationships = relationships;
  });
  return id;
}

describe("a number that several people share, and almost the same name", () => {
  const PHONE = "+49 30 5551234";
  const created = async (desk: Desk, name: string, more: object = {}) =>
    writtenContact(desk, await desk.text("create_contact", { fields: { name, phone: [PHONE] }, ...more })).id;

  it.each([
    ["two people", ["Ben Holz"]],
    ["many people", ["Ben Holz", "Carla Witt", "Dora Lenz"]],
  ])("is a reason to ask, if %s have it", async (_, others) => {
    const desk = aDesk();
    const nora = await created(desk, "Nora Falk");
    for (const other of others) await created(desk, other, { allow_duplicate: true });
    for (const name of ["Norah Falck", "Nora Falck", "Norah Falk"]) {
      const text = await desk.failure("create_contact", { fields: { name, phone: [PHONE] } });
      expect(text).toContain("Not created");
      expect(text.split("\n")[1]).toMatch(new RegExp(`^Contact Nora Falk \\(${nora}\\).* the (first |last )?name in a similar spelling\\)$`));
      expect(await desk.text("import_contacts", { rows: [{ Name: name, Phone: PHONE }] })).toContain("Plan: 1 ambiguous");
    }
    // The third of another name makes it a number of many.
    await created(desk, "Emil Sand");
    const norah = await created(desk, "Norah Falck", { allow_duplicate: true });
    for (const input of [{ query: "Falk" }, { ids: [nora, norah] }]) {
      const found = await desk.text("find_duplicates", input);
      expect(found).toContain(nora);
      expect(found).toContain(norah);
    }
  });
});

describe("a create of somebody who is there already is refused", () => {
  it.each<[string, object]>([
    ["e-mail", { fields: { name: "D. S.", email: "DANA@FBI.example" } }],
    ["e-mail", { fields: { email: ["other@x.example", "dana@fbi.example"] } }],
    ["phone", { fields: { name: "D. S.", phone: "(415) 555-2671" } }],
    ["linkedin.com profile", { fields: { name: "D. S.", linkedIn: "http://linkedin.com/in/Dana-Scully/" } }],
    ["name and account", { fields: { name: "dana  scully", email: "d@x.example" }, relationships: { account: "Brightloom" } }],
  ])("by %s: %j", async (by, again) => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    const before = countOf(desk);
    const text = await desk.failure("create_contact", again);
    expect(text).toContain("Not created");
    expect(text).toContain(id);
    expect(text).toContain(`(same ${by})`);
    expect(countOf(desk)).toBe(before);
  });

  it("by a name, where nothing tells them apart: it is not certain", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    const text = await desk.failure("create_contact", { fields: { name: "Dána Scully", title: "Agent" } });
    expect(text.split("\n")).toEqual([
      "Not created: this contact may be the same person.",
      `Contact Dana Scully (${id}), dana@fbi.example, +14155552671, Brightloom (shares only the name)`,
      `If it is the same person, add the missing values: update_contact {"id":"${id}","fields":[{"field":"title","value":"Agent"}]}`,
      "It has other values (stored -> given): Name: Dana Scully -> Dána Scully. Ask the user which values are right before you change them with update_contact.",
      'If it is another person, repeat the call with "allow_duplicate": true.',
    ]);
  });

  it.each([
    ["Danna Scully", "the last name, the account and the first name in a similar spelling"],
    ["Dana Sculy", "the first name, the account and the last name in a similar spelling"],
  ])("by a name that differs in a letter, at the same account: %s may be another person", async (name, shared) => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    const again = { fields: { name }, relationships: { account: "Brightloom" } };
    const text = await desk.failure("create_contact", again);
    expect(text).toMatch(/^Not created: this contact may be the same person\./);
    expect(text).toContain(`Contact Dana Scully (${id}), dana@fbi.example, +14155552671, Brightloom (shares ${shared})`);
    expect(text).toContain('If it is another person, repeat the call with "allow_duplicate": true.');
    const plan = await desk.text("import_contacts", { rows: [{ Name: name, Account: "Brightloom" }] });
    expect(plan).toContain("Plan: 1 ambiguous.");
    // With another address, the two are probably colleagues, and the answer names the other.
    const created = await desk.text("create_contact", { ...again, fields: { name, email: "ds@fbi.example" } });
    expect(created).toMatch(/^Created .*\n(?:.*\n)*Perhaps the same person: Dana Scully \(con_\w+\)/);
  });

  it("says that nothing identifies a new contact, and shows its ID once", async () => {
    const desk = aDesk();
    const nameless = { fields: { title: "Chief Penguin" }, relationships: { account: "Brightloom" } };
    const text = await desk.text("create_contact", nameless);
    expect(text).toContain("These values do not identify a person.");
    const id = /con_\w+/.exec(text)?.[0] ?? "";
    expect(text).toMatch(new RegExp(`^Created ${id}\\. Write w\\w+\\.$`, "m"));
    expect(text.split("\n")[0]?.split(id)).toHaveLength(2);
    expect((await desk.text("list_writes")).split(id)).toHaveLength(2);
    expect((await desk.text("undo_write")).split("\n")[0]?.split(id)).toHaveLength(2);
    expect(await desk.text("create_contact", { ...nameless, fields: { name: "Zed Penguin" } })).not.toContain("do not say who");
  });

  it.each([
    ["e-mail, in another spelling", { email: "Dana@FBI.example" }],
    ["phone", { phone: "+1 415-555-2671" }],
    ["profile", { linkedIn: "zed-zed" }],
    ["a custom e-mail field", { email_custom: "dana@fbi.example" }],
  ])("by %s, where only the API knows them", async (_by, fields) => {
    const desk = aDesk();
    const id = await aColleaguesContact(desk, { fields: { email: "dana@fbi.example", phone: "+14155552671", linkedIn: "zed-zed" } });
    expect(await desk.failure("create_contact", { fields: { name: "D. S.", ...fields } })).toContain(id);
  });

  it("by a value that must be unique, which no second contact may have", async () => {
    const desk = aDesk();
    const [id = ""] = [...desk.sandbox.contacts().keys()];
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.crm_id = { valueType: "TEXT", value: "A-1" };
    });
    const text = await desk.failure("create_contact", { fields: { name: "Zed Newcomer", crm_id: "A-1 " }, relationships: { account: "Brightloom" } });
    expect(text).toContain(`${id}`);
    expect(text).toContain("(shares only the Legacy CRM ID and the account)");
    expect(text).toMatch(/It has other values \(stored -> given\): Name: .* -> Zed Newcomer\. Ask the user which values are right before/);
    expect(text).toContain("The Legacy CRM ID must be unique, so another contact cannot have the same one");
    expect(text).not.toContain("allow_duplicate");
  });

  it("by phone, however many e-mail addresses are given before it", async () => {
    const desk = aDesk();
    const id = await aColleaguesContact(desk, { fields: { phone: "+14155552671" } });
    const email = ["Zed.One@n.example", "Zed.Two@n.example", "Zed.Three@n.example", "Zed.Four@n.example"];
    expect(await desk.failure("create_contact", { fields: { name: "D. S.", email, phone: "+14155552671" } })).toContain(id);
  });

  it("by the last of very many addresses", async () => {
    const desk = aDesk();
    const id = await aColleaguesContact(desk, { fields: { email: "zed49@n.example" } });
    const email = Array.from({ length: 50 }, (_, at) => `zed${at}@n.example`);
    expect(await desk.failure("create_contact", { fields: { email } })).toContain(id);
    await desk.text("create_contact", { fields: { email: email.slice(0, 49) } });
  });

  it.each<[string, object, object]>([
    ["with other capitals", { email: "Mixed.Case@n.example" }, { email: "mixed.case@n.example" }],
    ["by a name without its accents, and an account", { name: "Grzegorz Wiśniewski" }, { name: "Grzegorz Wisniewski", email: "g@other.example" }],
  ])("%s, which the API's filters do not find", async (_how, held, given) => {
    const desk = aDesk();
    const id = await aColleaguesContact(desk, { fields: held, relationships: { account: "Brightloom" } });
    expect(await desk.failure("create_contact", { fields: given, relationships: { account: "Brightloom" } })).toContain(id);
  });

  it("by a name without its accents, if they came after the last look at all contacts", async () => {
    let time = Date.UTC(2026, 2, 2, 9);
    const now = () => time;
    const desk = aDesk({ now });
    await desk.text("find_contacts", {});
    const at = { relationships: { account: "Brightloom" } };
    await aDesk({ sandbox: desk.sandbox, now }).text("create_contact", { fields: { name: "Grzegorz Wiśniewski" }, ...at });
    time += 120_000;
    expect(await desk.failure("create_contact", { fields: { name: "Grzegorz Wisniewski", email: "g@other.example" }, ...at })).toContain(
      "Wiśniewski",
    );
  });

  it("where the deployment has no filters: all contacts are read", async () => {
    const desk = aDesk({ filters: false });
    const id = await aColleaguesContact(desk, { fields: { email: "dana@fbi.example" } });
    expect(await desk.failure("create_contact", { fields: { name: "D. S.", email: "dana@fbi.example" } })).toContain(id);
    await desk.text("create_contact", { fields: { name: "D. S.", email: "d.s@fbi.example" } });
  });

  it.each(["earlier session's", "session's own"])("where it has none: also those who came after the %s look at all contacts", async (whose) => {
    const clock = { now: Date.UTC(2026, 2, 2, 9) };
    const [cache, now] = [aMemoryCache(), () => clock.now];
    const before = aDesk({ filters: false, cache, now });
    await before.text("find_contacts", {});
    await before.workspace.save();
    const { sandbox } = before;
    await aDesk({ sandbox, now, filters: false }).text("create_contact", DANA);
    clock.now += 3 * 24 * 3_600_000;
    let deaf = true;
    const through =
      (fetch: Fetch): Fetch =>
      async (input, init) =>
        deaf && input instanceof Request && /\/contacts\?limit=\d+&offset=\d+$/.test(input.url)
          ? new Response("{}", { status: 403 })
          : fetch(input, init);
    const desk = whose === "session's own" ? before : aDesk({ sandbox, cache, now, filters: false, through });
    if (desk !== before) expect(await desk.failure("create_contact", DANA)).toMatch(/it is not known .* what has changed is still being read/);
    deaf = false;
    expect(await desk.failure("create_contact", DANA)).toContain("same e-mail");
  });

  it.each([false, true])("nobody gets the address of somebody who came later, in other capitals: with filters %j", async (filters) => {
    let time = Date.UTC(2026, 2, 2, 9);
    const now = () => time;
    const desk = aDesk({ filters, now });
    await desk.text("find_contacts", {});
    await aDesk({ sandbox: desk.sandbox, now, filters }).text("create_contact", { fields: { name: "Dana Scully", email: "Dana@FBI.example" } });
    time += 120_000;
    const [id] = desk.sandbox.contacts().keys();
    expect(await desk.failure("update_contact", { id, fields: { email: { add: "dana@fbi.example" } } })).toContain("Dana Scully");
  });

  it("where it has none and not all contacts can be read: it is not known whether anybody is there", async () => {
    const desk = aDesk({ contacts: 60, filters: false, maxOffset: 25 });
    const dana = { fields: { name: "D. S.", email: "dana@fbi.example" } };
    expect(await desk.failure("create_contact", dana)).toMatch(
      /^Not created: it is not known whether .* not all contacts can be searched .*allow_duplicate/,
    );
    await desk.text("create_contact", { ...dana, allow_duplicate: true });
  });

  it.each([{}, { relationshipFilters: "key" as const }])("by name and account, among hundreds of that name %j", async (options) => {
    const desk = aDesk({ contacts: 260, ...options });
    const ids = [...desk.sandbox.contacts().keys()].slice(0, 240);
    const { id: model } = writtenContact(
      desk,
      await desk.text("create_contact", { fields: { name: "Zed Brook", title: "At Brightloom" }, relationships: { account: "Brightloom" } }),
    );
    const atBrightloom = desk.sandbox.contacts().get(model)?.relationships.$account?.values ?? [];
    const { id: other } = writtenContact(
      desk,
      await desk.text("create_contact", { fields: { name: "Ann Marsh", title: "At Kestrel" }, relationships: { account: "Kestrel Aerospace" } }),
    );
    const atKestrel = desk.sandbox.contacts().get(other)?.relationships.$account?.values ?? [];
    for (const [at, id] of ids.entries())
      desk.sandbox.editContact(id, ({ fields, relationships }) => {
        fields.$name = { valueType: "FULL_NAME", value: { firstName: "John", lastName: "Smith" } };
        fields.$email = { valueType: "EMAIL", value: [`john${at}@n.example`] };
        if (relationships.$account) relationships.$account.values = at === 120 ? atBrightloom : atKestrel;
      });
    const create = { fields: { name: "John Smith" }, relationships: { account: "Brightloom" } };
    expect(await desk.failure("create_contact", create)).toContain(ids[120]);
    await desk.text("find_contacts", { query: "John Smith" });
    expect(await desk.failure("create_contact", create)).toContain(ids[120]);
  });

  it("where those who came first are gone", async () => {
    const desk = aDesk({ indexLagMs: 3_600_000 });
    const made: string[] = [];
    for (const title of ["A", "B", "C", "D", "E", "F", "G"])
      made.push(writtenContact(desk, await desk.text("create_contact", { fields: { name: "Dana Scully", title }, allow_duplicate: true })).id);
    for (const id of made.slice(0, 3)) desk.sandbox.deleteContact(id);
    for (const id of made.slice(4)) desk.sandbox.deleteContact(id);
    expect(await desk.failure("create_contact", { fields: { name: "Dana Scully" } })).toContain(made[3]);
  });

  it("with the calls for either way out, which do what they say", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    const again = {
      fields: { name: "Dana Scully", email: ["DANA@fbi.example", "ds@x.example"], title: "Agent" },
      relationships: { account: ["Brightloom", "Kestrel Aerospace"], owner: "Daniel Okoye" },
    };
    const text = await desk.failure("create_contact", again);
    const update = JSON.parse(/update_contact (\{.*\})$/m.exec(text)?.[1] ?? "{}");
    expect(update).toEqual({
      id,
      fields: [
        { field: "title", value: "Agent" },
        { field: "owner", value: "Daniel Okoye" },
      ],
      add: [
        { field: "email", value: "DANA@fbi.example" },
        { field: "email", value: "ds@x.example" },
        { field: "account", value: "Brightloom" },
        { field: "account", value: "Kestrel Aerospace" },
      ],
    });
    expect((await desk.run("update_contact", update)).isError).toBe(false);
    expect(desk.sandbox.contacts().get(id)?.fields.$email?.value).toEqual(["dana@fbi.example", "ds@x.example"]);
    const { id: other } = writtenContact(desk, await desk.text("create_contact", { ...again, allow_duplicate: true }));
    expect(other).not.toBe(id);
  });

  it("with the values that would be overwritten, which the user has to decide on, and no call that does it", async () => {
    const desk = aDesk();
    const { id } = writtenContact(
      desk,
      await desk.text("create_contact", { fields: { ...DANA.fields, title: "Chief Financial Officer", owner: "Priya" } }),
    );
    const fields = { name: "Dana Scully", email: "dana@fbi.example", title: "CFO", owner: "Daniel", region: "EMEA" };
    const text = await desk.failure("create_contact", { fields });
    expect(text).toContain(`To add the missing values: update_contact {"id":"${id}","fields":[{"field":"region","value":"EMEA"}]}\n`);
    expect(text).toMatch(
      /^It has other values \(stored -> given\): Title: Chief Financial Officer -> CFO; Owner: Priya Raman \(mem_\w+\) -> Daniel Okoye \(mem_\w+\)\. Ask the user which values are right before you change them with update_contact\.$/m,
    );
    expect(await desk.failure("create_contact", { fields: { ...fields, region: undefined } })).not.toMatch(/update_contact \{/);
    expect(await desk.failure("create_contact", { fields: { email: "dana@fbi.example" } })).toContain("It already has all the given values.");
  });

  it("not where somebody only bears the same name, who is mentioned", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    const text = await desk.text("create_contact", { fields: { name: "Dana Scully" }, relationships: { account: "Kestrel Aerospace" } });
    expect(text).toMatch(/^Created Dana Scully/);
    expect(text).toContain(`Counts as another person with the same name: Dana Scully (${id}), dana@fbi.example`);
  });

  it("nor where somebody may be called so, who is mentioned too", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", { fields: { name: "Robert Zimmerly", email: "r.z@fbi.example" } }));
    const other = { name: "Robert Zimmerly", email: "other@csi.example" };
    const { id: namesake } = writtenContact(desk, await desk.text("create_contact", { fields: other }));
    const text = await desk.text("create_contact", { fields: { name: "Bob Zimmerly" } });
    expect(text).toMatch(/^Created Bob Zimmerly/);
    expect(text).toContain("Perhaps the same person: ");
    for (const one of [`Robert Zimmerly (${id}), r.z@fbi.example`, `Robert Zimmerly (${namesake}), other@csi.example`]) expect(text).toContain(one);
    // An initial is too little, and another first name is another person.
    expect(await desk.text("create_contact", { fields: { name: "Ronald Zimmerly" } })).not.toContain("Perhaps");
  });

  it("nor where two only give the page of one company", async () => {
    const desk = aDesk();
    const linkedIn = "https://www.linkedin.com/company/brightloom";
    await desk.text("create_contact", { fields: { name: "Ann Zwart", linkedIn } });
    expect(await desk.text("create_contact", { fields: { name: "Bob Zwart", linkedIn } })).toMatch(/^Created/);
  });

  it("nor where they were deleted, or have another address by now", async () => {
    const desk = aDesk({ indexLagMs: 3_600_000 });
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$email = { valueType: "EMAIL", value: ["new@fbi.example"] };
      fields.$phone = { valueType: "TELEPHONE", value: [] };
    });
    expect(await desk.text("create_contact", { fields: { email: "dana@fbi.example" } })).toMatch(/^Created/);
    const { id: other } = writtenContact(desk, await desk.text("create_contact", { fields: { email: "x@y.example" } }));
    desk.sandbox.deleteContact(other);
    expect(await desk.text("create_contact", { fields: { email: "x@y.example" } })).toMatch(/^Created/);
  });
});

describe("two identical creates yield one contact", () => {
  it("even at once, and although the API's index lags", async () => {
    const desk = aDesk({ indexLagMs: 3_600_000 });
    const before = countOf(desk);
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => desk.run("create_contact", DANA)));
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(countOf(desk)).toBe(before + 1);
  });

  it("even where they say nothing that tells people apart", async () => {
    const desk = aDesk({ indexLagMs: 3_600_000 });
    const before = countOf(desk);
    const nobody = { fields: { title: "CEO of all" }, relationships: { account: "Brightloom" } };
    const answers = await Promise.allSettled([desk.text("create_contact", nobody), desk.text("create_contact", nobody)]);
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await desk.failure("create_contact", nobody)).toContain("(same values, none of which identifies a person)");
    expect(countOf(desk)).toBe(before + 1);
    expect(await desk.text("create_contact", { fields: { title: "CEO of others" }, relationships: { account: "Brightloom" } })).toMatch(/^Created/);
  });

  it("and others are not held up by them", async () => {
    const desk = aDesk({ contacts: 0 });
    const names = ["Ann", "Bob", "Cem", "Dee"];
    const answers = await Promise.all(
      names.map((name) => desk.text("create_contact", { fields: { name: `${name} Zwart`, email: `${name}@x.example` } })),
    );
    expect(answers.every((text) => text.startsWith("Created"))).toBe(true);
    expect(countOf(desk)).toBe(4);
  });
});

it("where the API cannot be asked, nothing is created", async () => {
  const desk = aDesk();
  await desk.live.get();
  const before = countOf(desk);
  const deaf =
    (fetch: typeof globalThis.fetch): typeof globalThis.fetch =>
    (input, init) =>
      new URL(input instanceof Request ? input.url : String(input)).search
        ? Promise.resolve(new Response("no", { status: 403 }))
        : fetch(input, init);
  const other = aDesk({ through: deaf });
  expect(await other.failure("create_contact", { fields: { name: "Dana Scully" } })).toContain("403");
  expect(countOf(desk)).toBe(before);
  expect(other.requests().filter((request) => request.startsWith("POST"))).toEqual([]);
});

it("a deployment without filters still has its guard", async () => {
  const desk = aDesk({ filters: false });
  await desk.text("create_contact", DANA);
  expect(await desk.failure("create_contact", DANA)).toContain("same e-mail");
});
