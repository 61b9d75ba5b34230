import { describe, expect, it } from "vitest";
import { GroupCounter } from "../../src/find/arranged/group-counter.ts";
import { parseGrouping, parseGroupOrder } from "../../src/find/arranged/grouping.ts";
import type { WireContactJson } from "../../src/sandbox/index.ts";
import { filterPredicate } from "../../src/schema/filters.ts";
import { aDesk, aField, aRelationship, aSchema, BERLIN, type Desk, type DeskOptions } from "../builders.ts";
import { titled } from "../replica/sync/support.ts";

const NOW = Date.UTC(2026, 2, 18, 9);

/** A desk that knows the names of all linked records, and its contacts. */
async function aFullDesk(options: DeskOptions = {}): Promise<{ readonly desk: Desk; count(passes: (contact: WireContactJson) => boolean): number }> {
  const desk = aDesk({ contacts: 200, now: () => NOW, ...options });
  await desk.text("find_contacts", {});
  return { desk, count: (passes) => [...desk.sandbox.contacts().values()].filter(passes).length };
}

const stored = (contact: WireContactJson, key: string) => contact.fields[key]?.value ?? null;

/** The number at the beginning of an answer. */
async function counted(desk: Desk, filters: unknown): Promise<number> {
  const text = await desk.text("find_contacts", { filters });
  return /^None/.test(text) ? 0 : Number(/^[\d,]+/.exec(text)?.[0].replaceAll(",", ""));
}

describe("parts of an address", () => {
  it("are filtered alone: a country by any of its names, a state by its name or abbreviation", async () => {
    const { desk } = await aFullDesk({ contacts: 5 });
    for (const address of [
      { city: "Santa Fe", state: "NM", country: "US" },
      { city: "Austin", state: "TX", country: "US" },
      { street: "Texas Road 1", city: "York", state: "Texas", country: "US" },
      { city: "Puebla", country: "MX" },
    ]) {
      await desk.text("create_contact", { fields: { name: `Quillon ${address.city}`, address }, allow_duplicate: true });
    }
    const among = (field: string, value: string, operator?: string) =>
      counted(desk, [
        { field: "name", operator: "startsWith", value: "Quillon" },
        { field, value, operator },
      ]);
    for (const mexico of ["Mexico", "MX", "mexique"]) expect(await among("address.country", mexico)).toBe(1);
    for (const texas of ["Texas", "TX", "tx"]) expect(await among("address state", texas)).toBe(2);
    expect(await among("address.state", "Mexico", "contains")).toBe(1);
    expect(await among("address.country", "US", "not_equal")).toBe(1);
    expect(await among("address.state", "", "not_isSet")).toBe(1);
    expect(await desk.failure("find_contacts", { filters: [{ field: "address.country", value: "Atlantis" }] })).toContain(
      '"Atlantis" is not a country',
    );
  });

  it("are no filters of the API", async () => {
    const { desk } = await aFullDesk({ contacts: 5 });
    expect(await desk.failure("list_contacts", { filters: [{ field: "address.country", value: "Mexico" }] })).toContain("find_contacts");
  });
});

describe("alternatives", () => {
  it("are several values of one filter", async () => {
    const { desk, count } = await aFullDesk();
    const options = await desk.live
      .get(desk.call)
      .then(({ fields }) => fields.find(({ agentKey }) => agentKey === "persona")?.definition.config.options);
    const [first, second] = options ?? [];
    const isEither = (contact: WireContactJson) => [first?.id, second?.id].includes(String(stored(contact, "persona")));
    const values = [first?.label, second?.label];
    const expected = count(isEither);
    expect(expected).toBeGreaterThan(2);
    expect(await counted(desk, [{ field: "persona", values }])).toBe(expected);
    expect(await counted(desk, [{ field: "persona", operator: "in", values: values.join(",") }])).toBe(expected);
    expect(await counted(desk, [{ field: "persona", operator: "not_equal", values }])).toBe(200 - expected);
    expect(await counted(desk, [{ field: "persona", value: values[0], values: [values[1]] }])).toBe(expected);
  });

  it("are named if none of the found contacts has them", async () => {
    const { desk } = await aFullDesk();
    const filters = [{ field: "address.city", values: ["Berlin", "Paris", "Nowhere"] }];
    const note = 'None of these contacts has "Nowhere" in address.city.';
    for (const more of [{}, { limit: 0 }, { group_by: ["address.city"] }, { sort: "name" }])
      expect(await desk.text("find_contacts", { filters, ...more })).toContain(note);
    expect(await desk.text("find_contacts", { filters: [{ field: "address.city", values: ["Berlin", "Paris"] }] })).not.toContain("None of these");
    expect(await desk.text("find_contacts", { query: "contacts in Berlin or Nowhere" })).toContain('has "Nowhere" in address');
    expect(await desk.text("find_contacts", { query: "CFOs or founders" })).not.toContain("None of these");
  });

  it("are filters of which any matches, beside others that must match", async () => {
    const { desk, count } = await aFullDesk();
    const isOpen = (contact: WireContactJson) => stored(contact, "$title") === null || stored(contact, "$phone") === null;
    const any = [
      { field: "title", operator: "empty" },
      { field: "phone", operator: "empty" },
    ];
    expect(await counted(desk, [{ any }])).toBe(count(isOpen));
    const budget = { field: "annual_budget", operator: ">", value: 100_000 };
    const isRich = (contact: WireContactJson) => Number(stored(contact, "annual_budget") ?? 0) > 100_000;
    expect(await counted(desk, [{ any }, budget])).toBe(count((contact) => isOpen(contact) && isRich(contact)));
  });

  it("report all their problems, each with its place", async () => {
    const { desk } = await aFullDesk();
    const filters = [
      {
        any: [
          { field: "persnoa", value: "x" },
          { field: "icp_score", value: "high" },
        ],
      },
      { field: "title", any: [{ field: "phone", operator: "isSet" }] },
      { field: "region", values: ["Nowhere"] },
    ];
    expect(await desk.failure("find_contacts", { filters })).toMatchInlineSnapshot(`
      "filters[0].any[0]: There is no field or relationship "persnoa". Did you mean "persona"? Accepted: the keys that get_contact_definitions lists.
      filters[0].any[1]: "high" is not a number. Accepted: a number with at most 2 decimals, e.g. 1200.5.
      filters[1]: Both "field" and "any" are given. Accepted: one of them.
      filters[2]: "Nowhere" is not an option. Accepted: "Americas" | "EMEA" | "APAC"."
    `);
    expect(await desk.failure("list_contacts", { filters: [{ field: "title", values: ["CTO", "CFO"] }] })).toContain("values");
  });
});

describe("created and updated", () => {
  it("are filters and columns like fields", async () => {
    const { desk, count } = await aFullDesk();
    const day = [...desk.sandbox.contacts().values()][150]?.createdAt.slice(0, 10) ?? "";
    const onDay = count(({ createdAt }) => new Date(Date.parse(createdAt) + 3_600_000).toISOString().startsWith(day));
    expect(onDay).toBeGreaterThan(10);
    for (const field of ["created", "createdAt", "created_at", "creation date"]) {
      expect(await counted(desk, [{ field, value: day }])).toBe(onDay);
    }
    const text = await desk.text("find_contacts", { filters: [{ field: "created", value: day }], fields: ["created", "updated"], limit: 2 });
    expect(text.split("\n")[1]).toBe("id\tcreated\tupdated");
    expect(text.split("\n")[2]).toMatch(new RegExp(`\\t${day} \\d\\d:\\d\\d \\+01:00\\t${day} `));
  });

  it("know what was changed a moment ago", async () => {
    const { desk } = await aFullDesk();
    const filters = [{ field: "updated", operator: ">=", value: "today" }];
    expect(await counted(desk, filters)).toBe(0);
    const [id = ""] = desk.sandbox.contacts().keys();
    await desk.text("update_contact", { id, fields: { title: "Toymaker" } });
    expect(await counted(desk, filters)).toBe(1);
    expect(await counted(desk, [{ field: "updated", operator: "lessThan", value: "90 days ago" }])).toBe(199);
  });

  it("are the workspace's own attribute where it has one of that key", async () => {
    const field = { id: "f1", label: "Created in", description: null, valueType: "TEXT", readOnly: false, typeConfiguration: {} };
    const definitions = { objectType: "contact", fieldDefinitions: { created: field }, relationshipDefinitions: {} } as const;
    const { desk } = await aFullDesk({ definitions, contacts: 3 });
    await desk.text("create_contact", { fields: { created: "Oslo" }, allow_duplicate: true });
    expect(await counted(desk, [{ field: "created", value: "oslo" }])).toBe(1);
    expect(await counted(desk, [{ field: "createdAt", value: "today" }])).toBe(1);
  });
});

describe("hasWords", () => {
  it("takes the words of a text as wholes, in any order, without case", async () => {
    const { desk, count } = await aFullDesk();
    const title = (contact: WireContactJson) => String(stored(contact, "$title") ?? "");
    const expected = count((contact) => /\bmanager\b/i.test(title(contact)) && /\bsales\b/i.test(title(contact)));
    expect(expected).toBeGreaterThan(0);
    expect(await counted(desk, [{ field: "title", operator: "hasWords", value: "sales Manager" }])).toBe(expected);
    expect(await counted(desk, [{ field: "title", operator: "not_hasWords", value: "sales manager" }])).toBe(200 - expected);
    // "CTO" is in "director", and "UK" in "Fukuoka".
    expect(await counted(desk, [{ field: "title", operator: "hasWords", value: "cto" }])).toBe(count((contact) => /\bcto\b/i.test(title(contact))));
    const isThere = ({ fields }: WireContactJson) => (fields.$address?.value as { country?: string } | null)?.country === "GB";
    expect(await counted(desk, [{ field: "address", operator: "hasWords", value: "UK" }])).toBe(count(isThere));
  });
});

describe("the beginning of a phone number", () => {
  it("may be written with 00, or without the plus", async () => {
    const { desk, count } = await aFullDesk();
    const numbers = (contact: WireContactJson) => [stored(contact, "$phone") ?? []].flat().map(String);
    const expected = count((contact) => numbers(contact).some((number) => number.startsWith("+49")));
    expect(expected).toBeGreaterThan(0);
    for (const value of ["+49", "0049", "49", "(+49)"])
      expect(await counted(desk, [{ field: "phone", operator: "startsWith", value }])).toBe(expected);
    const [id = ""] = desk.sandbox.contacts().keys();
    await desk.text("update_contact", { id, add: { phone: "+491711234567" } });
    for (const value of ["+49 (0)171 12", "0049 (0) 171 12", "0049171 12"])
      expect(await counted(desk, [{ field: "phone", operator: "startsWith", value }])).toBe(1);
  });
});

describe("hasAtLeast", () => {
  it("counts the values of a field and the records of a relationship", async () => {
    const { desk, count } = await aFullDesk();
    const emails = (contact: WireContactJson) => (stored(contact, "$email") as string[] | null)?.length ?? 0;
    const accounts = ({ relationships }: WireContactJson) => relationships.$account?.values.length ?? 0;
    for (const [field, countOf] of [
      ["email", emails],
      ["account", accounts],
    ] as const) {
      const expected = count((contact) => countOf(contact) >= 2);
      expect(expected).toBeGreaterThan(0);
      expect(await counted(desk, [{ field, operator: "hasAtLeast", value: 2 }])).toBe(expected);
      expect(await counted(desk, [{ field, operator: "not_hasAtLeast", value: "2" }])).toBe(200 - expected);
    }
    // An owner is one.
    expect(await desk.failure("find_contacts", { filters: [{ field: "owner", operator: "hasAtLeast", value: 2 }] })).toContain("not an operator");
    expect(await desk.failure("list_contacts", { filters: [{ field: "email", operator: "hasAtLeast", value: 2 }] })).toContain("find_contacts");
  });
});

describe("dates in words", () => {
  it("are read in the user's zone, and the answer says as what", async () => {
    const { desk, count } = await aFullDesk();
    const [from, to] = [Date.parse("2026-02-01T00:00+01:00"), Date.parse("2026-03-01T00:00+01:00")];
    const moment = (contact: WireContactJson) => Date.parse(String(stored(contact, "$lastInteractionAt")));
    const inFebruary = count((contact) => moment(contact) >= from && moment(contact) < to);
    const text = await desk.text("find_contacts", { filters: [{ field: "lastInteractionAt", value: "last month" }] });
    expect(text).toMatch(new RegExp(`^${inFebruary} contacts`));
    expect(text).toContain('"last month" = 2026-02-01 to 2026-02-28.');
    const exact = await desk.text("find_contacts", { filters: [{ field: "lastInteractionAt", value: "2026-02-01 to 2026-02-28" }] });
    expect(exact).toMatch(new RegExp(`^${inFebruary} contacts`));
    expect(exact).not.toContain('" = ');
    const older = await desk.text("find_contacts", { filters: [{ field: "lastInteractionAt", operator: "<", value: "February" }] });
    expect(older).toMatch(new RegExp(`^${count((contact) => moment(contact) < from)} contacts`));
    expect(await counted(desk, [{ field: "lastInteractionAt", operator: "not_equal", value: "last month" }])).toBe(200 - inFebruary);
  });
});

it("a filter that excludes a value also includes contacts without one, and the answer says so if there can be such", async () => {
  const { desk } = await aFullDesk();
  const answer = (field: string, value: string) => desk.text("find_contacts", { filters: [{ field, operator: "not_equal", value }], limit: 0 });
  expect(await answer("lastInteractionAt", "2026-02-03")).toContain("not_equal also includes contacts without lastInteractionAt.");
  for (const field of ["created", "updated"]) expect(await answer(field, "2026-02-03")).not.toContain("also counts");
});

describe("linked records by a part of their name", () => {
  const linkedTo = (ids: ReadonlySet<string>) => (contact: WireContactJson) =>
    contact.relationships.$account?.values.some((id) => ids.has(id)) ?? false;

  it("are all that have it, and the answer names them", async () => {
    const { desk, count } = await aFullDesk();
    const found = await desk.names.ofType("account")?.withPart("meridian", "contains", desk.call);
    const ids = new Set(found?.records.map(({ id }) => id));
    expect(ids.size).toBe(2);
    const text = await desk.text("find_contacts", { filters: [{ field: "account", operator: "contains", value: "meridian" }] });
    expect(text).toMatch(new RegExp(`^${count(linkedTo(ids))} contacts`));
    expect(text).toContain(`"meridian" stands for 2 accounts: ${[...ids].map((id) => `Meridian Health (${id})`).join(" | ")}.`);
    expect(await counted(desk, [{ field: "account", operator: "not_contains", value: "meridian" }])).toBe(200 - count(linkedTo(ids)));
  });

  it("may be named by a website, an e-mail domain, or the beginning of a name", async () => {
    const { desk, count } = await aFullDesk();
    const accounts = async (operator: string, value: string) => desk.text("find_contacts", { filters: [{ field: "account", operator, value }] });
    expect(await accounts("contains", "meridianhealth-eu.example")).toContain(" stands for 1 account: Meridian Health.");
    expect(await accounts("startsWith", "Acme")).toContain("2 accounts: Acme");
    expect(await accounts("startsWith", "Robotics").catch((error: unknown) => String(error))).toContain(
      `No account's name, e-mail or website begins with "Robotics"`,
    );
    const owned = await desk.text("find_contacts", { filters: [{ field: "owner", operator: "contains", value: "brightpath.example" }] });
    expect(owned).toContain("8 members: ");
    expect(owned).toMatch(new RegExp(`^${count(({ relationships }) => (relationships.$owner?.values.length ?? 0) > 0)} contacts`));
  });

  it("may be contacts", async () => {
    const { desk } = await aFullDesk();
    const [boss = ""] = [...desk.sandbox.contacts().values()].flatMap(({ relationships }) => relationships["reports-to"]?.values ?? []);
    const { lastName } = stored(desk.sandbox.contacts().get(boss) as WireContactJson, "$name") as { lastName: string };
    const text = await desk.text("find_contacts", {
      filters: [{ field: "reports_to", operator: "contains", value: lastName }],
      fields: ["reports_to"],
    });
    expect(text).toMatch(/^\d+ contacts? pass/);
    for (const line of text.split("\n").filter((one) => one.startsWith("con_"))) expect(line).toContain(lastName);
  });

  it("may be those that a contact is linked to", async () => {
    const { desk } = await aFullDesk();
    const contacts = [...desk.sandbox.contacts().values()];
    const linked = ({ relationships }: WireContactJson, key: string) => relationships[key]?.values ?? [];
    for (const [field, key] of [
      ["referred", "referred"],
      ["reports_to", "reports-to"],
    ] as const) {
      const [from] = contacts.filter((contact) => linked(contact, key).length > 0).sort((a, b) => linked(b, key).length - linked(a, key).length);
      const expected = linked(from as WireContactJson, key);
      const filter = { field, operator: "of", value: from?.id };
      const text = await desk.text("find_contacts", { filters: [filter], fields: ["name"], limit: 25 });
      const shown = text.split("\n").flatMap((line) => /^(?:Contact )?(con_\w+)/.exec(line)?.[1] ?? []);
      expect(shown).toHaveLength(Math.min(25, expected.length));
      expect(expected).toEqual(expect.arrayContaining(shown));
      expect(await counted(desk, [filter])).toBe(expected.length);
      expect(await counted(desk, [{ ...filter, operator: "not_of" }])).toBe(contacts.length - expected.length);
    }
    // Links to other records are shared with a contact.
    for (const [field, key] of [
      ["account", "$account"],
      ["owner", "$owner"],
    ] as const) {
      const [from] = contacts.filter((contact) => linked(contact, key).length > 0);
      const own = linked(from as WireContactJson, key);
      const others = contacts.filter((contact) => contact !== from && linked(contact, key).some((id) => own.includes(id)));
      expect(others.length).toBeGreaterThan(0);
      expect(await counted(desk, [{ field, operator: "of", value: from?.id }])).toBe(others.length);
    }
    // The API cannot filter so.
    expect(await desk.failure("list_contacts", { filters: [{ field: "referred", operator: "of", value: "con_1" }] })).toContain("find_contacts");
    // The first call of a session knows the links too.
    const fresh = aDesk({ contacts: 200, now: () => NOW });
    const [from] = contacts.filter((contact) => linked(contact, "referred").length > 0);
    expect(await counted(fresh, [{ field: "referred", operator: "of", value: from?.id }])).toBe(linked(from as WireContactJson, "referred").length);
  });

  it("keep to one record where the whole name is asked for", async () => {
    const { desk } = await aFullDesk();
    expect(await desk.failure("find_contacts", { filters: [{ field: "account", value: "Meridian Health" }] })).toContain("is the name of 2 accounts");
    expect(await desk.text("find_contacts", { filters: [{ field: "account", operator: "equal", value: "Acme" }] })).not.toContain("2 accounts");
  });

  it("choose the same contacts for a plan", async () => {
    const { desk } = await aFullDesk();
    const filters = [{ field: "account", operator: "contains", value: "acme" }];
    const expected = await counted(desk, filters);
    expect(await desk.text("update_contacts", { filters, fields: { title: "Toymaker" } })).toContain(`${expected} `);
  });
});

it("signs that other programs take as wildcards mean themselves, and the answer says so", async () => {
  const { desk } = await aFullDesk();
  const answerFor = (value: string, tool = "find_contacts") => desk.text(tool, { filters: [{ field: "email", operator: "contains", value }] });
  for (const value of ["*@acme.example", "%acme%", "acme*"]) {
    const note = `"${value}" is compared as written, because filters have no wildcards.`;
    for (const tool of ["find_contacts", "list_contacts"]) expect(await answerFor(value, tool)).toContain(note);
  }
  for (const value of ["100%", "% of quota", "5 * 3"]) expect(await answerFor(value)).not.toContain("wildcards");
  const [id = ""] = desk.sandbox.contacts().keys();
  await desk.text("update_contact", { id, fields: { title: "*** VIP ***" } });
  expect(await counted(desk, [{ field: "title", value: "*** VIP ***" }])).toBe(1);
});

describe("a value that a filter cannot compare with is refused", () => {
  it.each([
    ["title", "hasWords", "++", '"++" has no word. Accepted: a text with a letter or a digit'],
    ["title", "not_hasWords", "👍", "has no word"],
    ["sentiment", "greaterThan", "many", '"many" is not a number'],
    ["email", "hasAtLeast", "two", '"two" is not a number of values. Accepted: a whole number from 1 on'],
  ])("%s %s %s", async (field, operator, value, problem) => {
    const { desk } = await aFullDesk();
    const filters = [{ field, operator, value }];
    expect(await desk.failure("find_contacts", { filters })).toContain(problem);
    expect(await desk.failure("update_contacts", { filters, fields: { title: "Oops" } })).toContain(problem);
  });
});

describe("a word of a name", () => {
  it("is no title in the plural, and no order to compare", async () => {
    const { desk } = await aFullDesk();
    const add = async (name: string, more: object) => {
      const text = await desk.text("create_contact", { fields: { name, ...more }, allow_duplicate: true });
      return /con_\w+/.exec(text)?.[0] ?? "";
    };
    const peter = await add("Peter Sellers", { title: "Actor" });
    await add("Ola Lund", { title: "Seller" });
    const tyra = await add("Tyra Banks", { title: "Model" });
    await add("Otto Klein", { title: "Bank Manager" });
    const firm = await add("Compare Networks", {});
    expect(await desk.text("find_contacts", { query: "Sellers" })).toContain(peter);
    expect(await desk.text("find_contacts", { query: "Tyra Banks" })).toContain(`Found: ${tyra}`);
    expect(await desk.text("find_contacts", { query: "Compare Networks" })).toContain(`Found: ${firm}`);
    expect(await desk.text("find_contacts", { query: "bank managers" })).toContain("Otto Klein");
  });
});

describe("what filters, sorts and groups compare", () => {
  it.each([
    ["Łódź", "lodz"],
    ["Ærøskøbing", "aeroskobing"],
    ["Køge", "koge"],
    ["Gießen", "GIESSEN"],
    ["Zürich", "zurich"],
  ])("is without accents, and %s is %s", async (stored, asked) => {
    const desk = aDesk({ contacts: 0 });
    await desk.text("create_contact", { fields: { name: "Ann Lee", title: stored } });
    for (const operator of ["equal", "contains", "startsWith"])
      expect(await desk.text("find_contacts", { filters: [{ field: "title", operator, value: asked }] })).toContain("Ann Lee");
  });

  it("puts names where people look for them", async () => {
    const desk = aDesk({ contacts: 0 });
    for (const name of ["Zoe Zorn", "Łukasz Nowak", "Øystein Dahl", "Adam Adler"]) await desk.text("create_contact", { fields: { name } });
    const text = await desk.text("find_contacts", { sort: "name" });
    const places = ["Adam", "Łukasz", "Øystein", "Zoe"].map((name) => text.indexOf(name));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  });

  it("is a date without a time as the day that is shown, west of UTC too", () => {
    const schema = aSchema({ fields: [aField({ key: "renewal", valueType: "DATETIME" })] });
    const locale = { timeZone: "America/New_York", now: () => Date.UTC(2026, 2, 2) };
    const contact = { ...titled("con_1"), fields: new Map([["renewal" as never, { valueType: "DATETIME", value: "2026-02-01" }]]) };
    const passes = (value: string) => filterPredicate([{ field: "renewal", operator: "equal", value }], schema, locale)?.(contact);
    expect(["2026-01-31", "2026-02-01", "February 2026", "January 2026"].map(passes)).toEqual([false, true, true, false]);
    const counter = new GroupCounter([parseGrouping("renewal month", schema)], [], locale);
    counter.add(contact);
    expect(counter.result(undefined, undefined, () => undefined).groups[0]?.values[0]?.item).toBe(Date.UTC(2026, 1, 1));
  });

  it("groups linked records in the order in which a sort has them", () => {
    const schema = aSchema({ relationships: [aRelationship({ key: "account", objectType: "account" })] });
    const names = new Map([
      ["acc_1", "apple"],
      ["acc_2", "Zebra"],
      ["acc_3", "Berg"],
      ["acc_4", "Émile"],
    ]);
    const counter = new GroupCounter([parseGrouping("account", schema)], [], BERLIN);
    for (const id of names.keys())
      counter.add({
        ...titled("con_1"),
        relationships: new Map([["account" as never, { cardinality: "HAS_ONE", objectType: "account", ids: [id] }]]),
      });
    const order = parseGroupOrder("account asc", schema, [parseGrouping("account", schema)], []);
    const { groups } = counter.result(order, undefined, (_, id) => names.get(id));
    expect(groups.map(({ values }) => names.get(String(values[0]?.item)))).toEqual(["apple", "Berg", "Émile", "Zebra"]);
  });
});
