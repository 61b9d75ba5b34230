import { describe, expect, it } from "vitest";

import { aDesk, type Desk, tampering, writtenContact } from "../builders.ts";

/** IDs of records of the sandbox that a contact can be linked to. */
async function someIds(desk: Desk) {
  const linked = [...desk.sandbox.contacts().values()];
  const idsOf = (key: string) => linked.flatMap(({ relationships }) => relationships[key]?.values ?? []);
  const [account = "", other = ""] = new Set(idsOf("$account"));
  const [member = ""] = idsOf("$owner");
  return { account, other, member };
}

describe("create_contact", () => {
  it("stores what the agent means and shows what is stored", async () => {
    const desk = aDesk();
    const { account, member } = await someIds(desk);
    const { text, isError } = await desk.run("create_contact", {
      fields: {
        name: "Dana Scully",
        email: "dana@fbi.example",
        phone: "(415) 555-2671",
        address: { street: "1 Road", city: "Berlin", country: "Germany", latitude: 52.5, longitude: "13.4" },
        linkedIn: "dana-scully",
        icp_score: "1,200.50",
        deal_size: "€5,000",
        lifecycle_stage: "lead",
        doNotContact: "yes",
        next_follow_up: "2026-02-03",
      },
      relationships: { account, owner: member },
    });
    const { id, fields, relationships } = writtenContact(desk, text);
    expect(Object.fromEntries(Object.entries(fields).flatMap(([key, { value }]) => (value === null ? [] : [[key, value]])))).toMatchObject({
      $name: { firstName: "Dana", lastName: "Scully" },
      $email: ["dana@fbi.example"],
      $phone: ["+14155552671"],
      $address: { street: "1 Road", city: "Berlin", country: "DE", latitude: 52.5, longitude: 13.4 },
      $linkedIn: "https://www.linkedin.com/in/dana-scully",
      "icp-score": 1200.5,
      "deal-size": 5000,
      $doNotContact: true,
      "next-follow-up": "2026-02-02T23:00:00Z",
    });
    expect(relationships.$account?.values).toEqual([account]);
    expect(relationships.$owner?.values).toEqual([member]);
    expect(isError).toBe(false);
    expect(
      text
        .replace(/Write w\w+/, "Write w…")
        .replaceAll(id, "con_…")
        .replaceAll(account, "acc_…")
        .replaceAll(member, "mem_…"),
    ).toMatchInlineSnapshot(`
      "Created Dana Scully (con_…). Write w….
      Name: Dana Scully
      Email: dana@fbi.example
      Phone: +14155552671
      Address: 1 Road, Berlin, DE
      LinkedIn: linkedin.com/in/dana-scully
      ICP score: 1,200.5
      Expected deal size: 5,000 EUR
      Lifecycle stage: Lead
      Do not contact: yes
      Next follow-up: 2026-02-03
      Account: Brightloom (acc_…)
      Owner: Daniel Okoye (mem_…)
      https://app.lightfield.app/contacts/con_…"
    `);
  });

  it("sends nothing where anything is wrong", async () => {
    const desk = aDesk();
    await desk.failure("create_contact", { fields: { name: "A", icp_score: "many", titel: "x" }, relationships: { owner: "Bob" } });
    expect(desk.requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
  });

  it("writes a field of any name", async () => {
    const desk = aDesk();
    const text = await desk.text("create_contact", {
      fields: { email: "badge@zed.example", name_custom: "Badge", constructor: "a", spitzname: "愛", t_shirt_gro_e: "M", "Notes (notes_2)": "n" },
    });
    expect(writtenContact(desk, text).fields).toMatchObject({
      name: { value: "Badge" },
      constructor: { value: "a" },
      spitzname: { value: "愛" },
      "t-shirt.größe": { value: "M" },
      "notes-2": { value: "n" },
    });
  });
});

describe("update_contact", () => {
  it("changes what is named and nothing else", async () => {
    const desk = aDesk();
    const text = await desk.text("create_contact", { fields: { name: "Dana Scully", title: "CFO", email: ["a@b.co"] } });
    const { id } = writtenContact(desk, text);
    const { account, other } = await someIds(desk);
    const answer = await desk.run("update_contact", {
      id,
      fields: { title: "CEO" },
      clear_fields: "icp_score, email",
      relationships: { account: { add: [account, other] } },
    });
    expect(answer.isError).toBe(false);
    const contact = writtenContact(desk, answer.text);
    expect(contact.fields).toMatchObject({ $title: { value: "CEO" }, $email: { value: null }, $name: { value: { lastName: "Scully" } } });
    expect(contact.relationships.$account?.values).toEqual([account, other]);
    await desk.run("update_contact", { id, relationships: { account: { remove: account } } });
    expect(desk.sandbox.contacts().get(id)?.relationships.$account?.values).toEqual([other]);
  });

  it("are shown with their ID, also if the columns name it", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", { fields: { name: "Dana Scully" } }));
    expect(await desk.text("retrieve_contact", { id, fields: ["id", "name"] })).toBe(await desk.text("retrieve_contact", { id, fields: ["name"] }));
    for (const [tool, args] of [
      ["find_contacts", { filters: [{ field: "name", operator: "startsWith", value: "Dana" }], limit: 3 }],
      ["list_contacts", { limit: 3 }],
    ] as const) {
      const [, header] = (await desk.text(tool, { ...args, fields: ["ID", "name"] })).split("\n");
      expect(header).toMatch(/^id\tname$|^Contact con_/);
    }
    expect(await desk.failure("get_contact_definitions", { keys: ["id"] })).toContain('There is no field or relationship "id"');
    expect(await desk.failure("get_contact_definitions", { keys: ["zip"] })).toContain('"zip" is a part of "address". Accepted: "address".');
  });

  it("keeps the other part of a name", async () => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", { fields: { name: "Dana Scully" } }));
    await desk.run("update_contact", { id, fields: { name: { firstName: "Katherine" } } });
    expect(desk.sandbox.contacts().get(id)?.fields.$name?.value).toEqual({ firstName: "Katherine", lastName: "Scully" });
  });
});

describe("a name in an update", () => {
  const update = async (before: unknown, name: unknown) => {
    const desk = aDesk();
    const { id } = writtenContact(desk, await desk.text("create_contact", { fields: { title: "CFO", name: before } }));
    const answer = await desk.run("update_contact", { id, fields: { name } });
    expect(answer.isError).toBe(false);
    return desk.sandbox.contacts().get(id)?.fields.$name?.value;
  };

  it.each<[unknown, unknown, unknown]>([
    ["Dana Scully", { firstName: "Kate", lastName: null }, { firstName: "Kate", lastName: "Scully" }],
    ["Dana Scully", { lastName: "" }, { firstName: "Dana" }],
    ["Cher Smith", '{"firstName": "Cher", "lastName": ""}', { firstName: "Cher" }],
    ["Dana Scully", { lastName: "Fox" }, { firstName: "Dana", lastName: "Fox" }],
  ])("%j with %j is %j", async (before, name, after) => {
    const stored = await update(before, name);
    expect(JSON.parse(JSON.stringify(stored, (_key, value) => value ?? undefined))).toEqual(after);
  });

  it("that is not cleared is noticed", async () => {
    const keep: Parameters<typeof tampering>[0] = ({ fields }) =>
      (fields.$name = { valueType: "FULL_NAME", value: { firstName: "Dana", lastName: "Scully" } });
    const desk = aDesk({ through: tampering(keep) });
    const { id } = writtenContact(desk, await desk.text("create_contact", { fields: { name: "Dana Scully" } }));
    expect((await desk.run("update_contact", { id, fields: { name: { firstName: "Dana", lastName: "" } } })).isError).toBe(true);
  });
});

describe("a value that is accepted and not stored is a failure", () => {
  it.each<[string, Parameters<typeof tampering>[0], string]>([
    ["dropped", ({ fields }) => delete fields.$title, "Title: NOT stored. Sent CFO; the contact has (empty)"],
    ["changed", ({ fields }) => (fields.$title = { valueType: "TEXT", value: "cfo!" }), "Title: NOT stored. Sent CFO; the contact has cfo!"],
    [
      "cut",
      ({ fields }) => (fields.$email = { valueType: "EMAIL", value: ["a@b.co"] }),
      "Email: NOT stored. Sent a@b.co, c@d.co; the contact has a@b.co",
    ],
    [
      "unlinked",
      ({ relationships }) => (relationships.$account = { cardinality: "HAS_MANY", objectType: "account", values: [] }),
      "Account: NOT stored. Sent + Brightloom (acc_…); the contact has (none)",
    ],
  ])("%s", async (_how, tamper, line) => {
    const desk = aDesk({ through: tampering(tamper) });
    const { account } = await someIds(desk);
    const args = { fields: { title: "CFO", email: ["a@b.co", "c@d.co"], icp_score: 5 }, relationships: { account } };
    const created = await desk.run("create_contact", args);
    expect(created.isError).toBe(true);
    expect(created.text.replaceAll(account, "acc_…")).toContain(line);
    expect(created.text).toContain("1 of 4 values is not stored as sent. The contact exists: correct it with update_contact.");
    expect(created.text).toContain("ICP score: 5");

    const id = [...desk.sandbox.contacts().keys()].find((one) => !desk.sandbox.contacts().get(one)?.fields.$title?.value) ?? "";
    desk.sandbox.editContact(id, ({ fields, relationships }) => {
      for (const key of ["$title", "$email", "icp-score"]) delete fields[key];
      delete relationships.$account;
    });
    const updated = await desk.run("update_contact", { id, ...args, relationships: { account: { add: account } }, allow_duplicate: true });
    expect(updated.isError).toBe(true);
    expect(updated.text).toContain("1 of 4 values is not stored as sent.");
  });

  it("but another spelling of the same is not", async () => {
    const desk = aDesk({
      through: tampering(({ fields }) => {
        fields.$email = { valueType: "EMAIL", value: "A@B.co" };
        fields["next-follow-up"] = { valueType: "DATETIME", value: "2026-02-03T00:00:00.000+01:00" };
        fields["deal-size"] = { valueType: "CURRENCY", value: "5000.0" };
      }),
    });
    const { isError } = await desk.run("create_contact", { fields: { email: ["a@b.co"], next_follow_up: "2026-02-03", deal_size: 5000 } });
    expect(isError).toBe(false);
  });
});

describe("list_contacts", () => {
  const sandboxTotal = (desk: Desk) => desk.sandbox.contacts().size;

  it("filters and negates as the API does", async () => {
    const desk = aDesk();
    const count = async (filter: object) => Number(/of (\d+)/.exec(await desk.text("list_contacts", { filters: [filter] }))?.[1] ?? 0);
    const leads = await count({ field: "lifecycle_stage", value: "Lead" });
    expect(leads).toBeGreaterThan(0);
    expect(leads + (await count({ field: "Lifecycle stage", operator: "not_equal", value: "lead" }))).toBe(sandboxTotal(desk));
    const titled = await count({ field: "title", operator: "isSet" });
    expect(titled + (await count({ field: "$title", operator: "not_isSet" }))).toBe(sandboxTotal(desk));
    expect(desk.requests()).toContainEqual(expect.stringContaining("$title[-startsWith]="));
  });

  it("finds a contact by a day in the zone, and by a whole phone number however it is written", async () => {
    const desk = aDesk();
    const created = await desk.text("create_contact", { fields: { next_follow_up: "2027-03-28 23:30", phone: "+49 30 901820" } });
    const { id } = writtenContact(desk, created);
    for (const filter of [
      { field: "next_follow_up", value: "2027-03-28" },
      { field: "phone", value: "+49 (30) 90 18 20" },
    ]) {
      expect(await desk.text("list_contacts", { filters: filter })).toContain(id);
    }
    expect(await desk.text("list_contacts", { filters: { field: "next_follow_up", value: "2027-03-29" } })).not.toContain(id);
  });

  it.each(["slug", "key"] as const)("filters relationships where the deployment wants the %s, and remembers it", async (relationshipFilters) => {
    const desk = aDesk({ relationshipFilters });
    const { account } = await someIds(desk);
    const filters = [{ field: "account", value: account }];
    expect(await desk.text("list_contacts", { filters })).toMatch(/^[1-9]\d* of/);
    const before = desk.requests().length;
    await desk.text("list_contacts", { filters });
    const name = relationshipFilters === "slug" ? "$account-contact" : "$account";
    const lists = desk
      .requests()
      .slice(before)
      .filter((request) => request.includes("/contacts"));
    expect(lists).toEqual([`GET /v1/contacts?limit=25&offset=0&${name}[contains]=${account}`]);
  });

  it("says what the next page is, and that this was the last", async () => {
    const desk = aDesk();
    const filters = [{ field: "title", operator: "isSet" }];
    const first = await desk.text("list_contacts", { limit: 10, filters, fields: "title" });
    const next = JSON.parse(/Next page: (.*)$/m.exec(first)?.[1] ?? "{}");
    expect(next).toEqual({ limit: 10, offset: 10, filters, fields: ["title"] });
    expect(await desk.text("list_contacts", next)).toContain("from offset 10");
    expect(await desk.text("list_contacts", { offset: 50 })).not.toContain("Next page");
  });

  it.each([
    [{ field: "email", operator: "contains", value: "mailbox.example" }, "strict"],
    [{ field: "phone", operator: "contains", value: "+1 4" }, "strict"],
    [{ field: "title", operator: "startsWith", value: "vp" }, "strict"],
    [{ field: "title", operator: "startsWith", value: "VP" }, "loose"],
  ] as const)("by text %j, which a %s deployment reads as it likes, says so and who reads it as people do", async (filter, filterMatching) => {
    const desk = aDesk({ contacts: 300, filterMatching });
    const text = await desk.text("list_contacts", { filters: [filter] });
    if (filterMatching === "strict") expect(text).toMatch(/^The API found no contacts that pass these filters\.$/m);
    else expect(text).toMatch(/^25 of \d+ matching contacts/);
    expect(text).toContain('find_contacts ignores case, matches parts with the operator "contains"');
    expect(await desk.text("find_contacts", { filters: [filter] })).toMatch(/^\d+ contacts? pass/);
    expect(await desk.text("list_contacts", { filters: [filter], offset: 25 })).not.toContain("find_contacts");
  });

  it("by what every deployment reads alike has nothing to add", async () => {
    const desk = aDesk();
    for (const filter of [
      { field: "title", operator: "not_isSet" },
      { field: "lifecycle_stage", value: "Lead" },
      { field: "icp_score", operator: "greaterThan", value: 1000 },
    ])
      expect(await desk.text("list_contacts", { filters: [filter] })).not.toContain("find_contacts");
  });

  it.each([
    { field: "interests", operator: "contains", value: "AI Agents" },
    { field: "title", operator: "contains", value: "sales" },
    { field: "phone", operator: "not_isSet" },
    { field: "owner", operator: "isSet" },
    { field: "next_follow_up", operator: "not_equal", value: "2026-03-01" },
  ])("refuses %j, and says that find_contacts takes it", async (filter) => {
    const desk = aDesk();
    expect(await desk.failure("list_contacts", { filters: [filter] })).toContain("the same filters in find_contacts");
    expect(await desk.text("find_contacts", { filters: [filter] })).toMatch(/pass/);
  });

  it("names unknown columns before anything is fetched", async () => {
    const desk = aDesk();
    expect(await desk.failure("list_contacts", { fields: ["titel", "emial"] })).toMatchInlineSnapshot(`
      "fields: There is no field or relationship "titel". Did you mean "title"? Accepted: the keys that get_contact_definitions lists.
      fields: There is no field or relationship "emial". Did you mean "email"? Accepted: the keys that get_contact_definitions lists."
    `);
    expect(desk.requests().filter((request) => !request.startsWith("GET"))).toEqual([]);
  });
});

describe("hidden fields", () => {
  const NAMES = ["$title", "title", "Title"];

  it("are never shown, listed, filtered by or written, under any of their names", async () => {
    for (const hidden of NAMES) {
      const desk = aDesk({ hidden: [hidden], contacts: 10 });
      desk.sandbox.editContact([...desk.sandbox.contacts().keys()][0] ?? "", ({ fields }) => {
        fields.$title = { valueType: "TEXT", value: "Hidden CFO" };
      });
      const id = [...desk.sandbox.contacts().keys()][0] ?? "";
      const shown = [
        await desk.text("get_contact_definitions"),
        await desk.text("retrieve_contact", { id }),
        await desk.text("list_contacts"),
        await desk.text("update_contact", { id, fields: { notes: "n" } }),
      ].join("\n");
      expect(shown).not.toContain("Hidden CFO");
      expect(shown).not.toMatch(/^title\b|^Title:/m);
      for (const name of NAMES) {
        const calls: [string, object][] = [
          ["get_contact_definitions", { keys: [name] }],
          ["list_contacts", { filters: [{ field: name, value: "Hidden CFO" }] }],
          ["list_contacts", { fields: [name] }],
          ["retrieve_contact", { id, fields: [name] }],
          ["update_contact", { id, fields: { [name]: "x" } }],
          ["update_contact", { id, clear_fields: [name] }],
          ["create_contact", { fields: { notes: "n", [name]: "x" } }],
        ];
        for (const [tool, args] of calls) expect(await desk.failure(tool, args)).toContain(`"${name}"`);
      }
      expect(desk.sandbox.contacts().get(id)?.fields.$title?.value).toBe("Hidden CFO");
    }
  });
});

it("created and updated are told where definitions are, and shown where they are asked for", async () => {
  const desk = aDesk();
  expect(await desk.text("get_contact_definitions")).toContain("\nFurther keys: created and updated (in find_contacts: columns, filters");
  expect(await desk.text("get_contact_definitions", { keys: ["created"] })).toMatch(/\ncreated .*date-time read-only/);
  const [id = ""] = desk.sandbox.contacts().keys();
  expect(await desk.text("retrieve_contact", { id, fields: ["createdAt", "updated"] })).toMatch(/^Contact con_\w+\nCreated: 20.*\nUpdated: 20/);
});

it("list_contacts names wrong columns and wrong filters together", async () => {
  const text = await aDesk().failure("list_contacts", { fields: ["titel"], filters: [{ field: "ouner", value: "me" }] });
  expect(text).toMatch(/^fields: .*"titel".*\nfilters\[0\]: .*"ouner"/);
});

it("attributes of one label point at each other in the definitions", async () => {
  const text = await aDesk().text("get_contact_definitions");
  expect(text).toContain('notes "Notes" (notes_2 has the same label) text');
  expect(text).toContain('"Notes (notes_2)" text');
});

it("dates are read and shown in the configured zone", async () => {
  for (const timeZone of ["America/New_York", "Asia/Kolkata", "Pacific/Apia"]) {
    const desk = aDesk({ locale: { timeZone }, contacts: 0 });
    const text = await desk.text("create_contact", { fields: { name: "Zed Brook", next_follow_up: "2026-02-03" } });
    expect(text).toContain("Next follow-up: 2026-02-03\n");
    expect(text).not.toContain(timeZone);
    const timed = await desk.text("update_contact", {
      id: writtenContact(desk, text).id,
      fields: { next_follow_up: "2026-02-03 14:30" },
      dry_run: true,
    });
    expect(timed).toContain(`Times without an offset were read in ${timeZone}.`);
    const { id } = writtenContact(desk, text);
    expect(await desk.text("retrieve_contact", { id })).toContain("Next follow-up: 2026-02-03\n");
  }
});

it("every contact of the sandbox, odd ones too, is shown in lines of ours", async () => {
  const desk = aDesk({ contacts: 90 });
  for (const offset of [0, 25, 50, 75]) {
    const text = await desk.text("list_contacts", { offset, fields: ["name", "title", "notes", "spitzname"] });
    expect(text.replace(/[\n\t]/g, "")).not.toMatch(/[\p{Cc}\u2028\u2029]|(?!(?<=\p{Extended_Pictographic})\u200d)\p{Cf}/u);
    const rows = text.split("\n").filter((line) => line.startsWith("con_"));
    expect(rows.length).toBe(offset === 75 ? 15 : 25);
    for (const row of rows) expect(row.split("\t")).toHaveLength(5);
  }
});

describe("a part of a field", () => {
  it("is named with its field, if a filter names it alone", async () => {
    const filters = [{ field: "city", operator: "equal", value: "Berlin" }];
    expect(await aDesk().failure("find_contacts", { filters })).toContain('There is no field or relationship "city". Did you mean "address.city"?');
  });

  it.each([
    ["city", '"address.city"'],
    ["last_name", '"name.lastName"'],
  ])("is refused as %s in a write, with the path that is accepted", async (field, accepted) => {
    const desk = aDesk();
    const [id = ""] = desk.sandbox.contacts().keys();
    expect(await desk.failure("update_contact", { id, fields: { [field]: "Berlin" } })).toContain(`Accepted: ${accepted}.`);
    expect(await desk.failure("update_contact", { id, add: { [field]: "Berlin" } })).toContain(`Accepted: ${accepted} in fields.`);
  });

  it("is set and emptied by its path, and the other parts stay as they are stored then", async () => {
    const desk = aDesk();
    const fields = { name: "Dana Scully", "address.city": "Bonn", "address.country": "Germany", "address.street": "Ahornweg 1" };
    const { id } = writtenContact(desk, await desk.text("create_contact", { fields }));
    const stored = () => {
      const { $address, $name } = desk.sandbox.contacts().get(id)?.fields ?? {};
      return { address: $address?.value, name: $name?.value };
    };
    expect(stored().address).toEqual({ street: "Ahornweg 1", city: "Bonn", country: "DE" });
    const planned = await desk.text("update_contacts", { ids: [id], fields: { "address.postalCode": "53113" } });
    await desk.run("update_contact", { id, fields: { "Address.city": "Köln", "name.lastName": "Katz" }, clear_fields: ["address.street"] });
    expect(stored()).toEqual({ address: { city: "Köln", country: "DE" }, name: { firstName: "Dana", lastName: "Katz" } });
    await desk.run("apply_plan", { plan_id: /"plan_id": "(\S+)"/.exec(planned)?.[1] });
    expect(stored().address).toEqual({ city: "Köln", country: "DE" });
    await desk.run("update_contact", { id, clear_fields: ["address.city", "address.country"] });
    expect(stored().address).toBe(null);
  });

  it.each([
    [{ fields: { "address.city": "" } }, /no value\. Accepted: a value; clear_fields empties the field/],
    [{ fields: { "address.city": "Bonn" }, clear_fields: ["address.city"] }, /"address\.city" is given twice/],
    [{ fields: { "address.city": "Bonn", address: { city: "Ulm" } } }, /Given twice, as "address\.city" and as "address"/],
    [{ fields: { "address.country": "Atlantis" } }, /"Atlantis" is not a country/],
    [
      { fields: { "address.land": "Bonn" } },
      /"Address" has no part "land"\. Accepted: "address\.street" \| "address\.street2" \| "address\.city" \|/,
    ],
  ])("is refused in %j", async (args, problem) => {
    const desk = aDesk();
    const [id = ""] = desk.sandbox.contacts().keys();
    expect(await desk.failure("update_contact", { id, ...args })).toMatch(problem);
  });
});
