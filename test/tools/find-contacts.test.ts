import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { beforeEach, describe, expect, it } from "vitest";
import { Deadline } from "../../src/api/index.ts";
import type { Sandbox, WireContactJson } from "../../src/sandbox/index.ts";
import { TOOLS } from "../../src/tools/index.ts";
import { aDesk, type Desk, type Fetch } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";

const all = ({ sandbox }: { readonly sandbox: Sandbox }) => [...sandbox.contacts().values()];
const storedValue = (contact: WireContactJson, key: string) => contact.fields[key]?.value;
const nameOf = (contact: WireContactJson) => storedValue(contact, "$name") as { firstName: string | null; lastName: string | null } | null;
const idsIn = (text: string) => text.match(/con_\w+/g) ?? [];

async function aFullDesk(options: Parameters<typeof aDesk>[0] = {}): Promise<Desk> {
  const desk = aDesk({ contacts: 300, ...options });
  await desk.text("find_contacts", {});
  return desk;
}

let asked: Promise<Desk> | undefined;

/** The same for all tests that change nothing. */
const theFullDesk = (): Promise<Desk> => {
  asked ??= aFullDesk();
  return asked;
};

/** A contact whose name no other has. */
function aLoner(desk: Desk, isIt: (contact: WireContactJson) => boolean = () => true): { contact: WireContactJson; first: string; last: string } {
  const contacts = all(desk);
  const full = (one: WireContactJson) => `${nameOf(one)?.firstName} ${nameOf(one)?.lastName}`;
  const names = contacts.map(full);
  const contact = contacts.find((one) => {
    const { firstName, lastName } = nameOf(one) ?? {};
    const isPlain = /^[A-Za-z]{5,}$/.test(firstName ?? "") && /^[A-Za-z]{6,}$/.test(lastName ?? "");
    return isPlain && names.filter((name) => name === full(one)).length === 1 && isIt(one);
  });
  if (!contact) throw new Error("no loner");
  return { contact, first: nameOf(contact)?.firstName ?? "", last: nameOf(contact)?.lastName ?? "" };
}

describe("find_contacts by query", () => {
  it("says who is clearly meant, with main fields and reasons, in spite of a typo", async () => {
    const desk = await theFullDesk();
    const { contact, first, last } = aLoner(desk, (one) => storedValue(one, "$email") !== null);
    const typo = `${last.slice(0, 3)}${last.slice(4)}`;
    const text = await desk.text("find_contacts", { query: `${first} ${typo}`.toLowerCase() });
    expect(text).toMatch(new RegExp(`^Found: ${contact.id} \\(.*${typo.toLowerCase()}→`, "i"));
    expect(text).toContain(`Name: ${first} ${last}`);
    expect(text).toContain([storedValue(contact, "$email")].flat()[0]);
    expect(countTokens(text)).toBeLessThan(250);
  });

  it("takes a first name and a company, in under 250 tokens", async () => {
    const desk = await theFullDesk();
    const { contact, first } = aLoner(desk, (one) => (one.relationships.$account?.values.length ?? 0) > 0);
    await desk.names.ensure([{ objectType: "account", id: String(contact.relationships.$account?.values[0]) }], desk.call);
    const account = desk.names.nameOf("account", String(contact.relationships.$account?.values[0]));
    const text = await desk.text("find_contacts", { query: `${first} at ${account}` });
    expect(idsIn(text)[0]).toBe(contact.id);
    expect(text).toMatch(/account /);
    expect(countTokens(text)).toBeLessThan(250);
  });

  it("takes the last digits of a phone number", async () => {
    const desk = await theFullDesk();
    const { contact } = aLoner(desk, (one) => storedValue(one, "$phone") !== null);
    const digits = String([storedValue(contact, "$phone")].flat()[0]).slice(-6);
    const text = await desk.text("find_contacts", { query: `number ending ${digits}` });
    expect(idsIn(text)).toContain(contact.id);
    expect(text).toContain(`phone …${digits}`);
  });

  it("does not choose between namesakes", async () => {
    const desk = aDesk();
    for (const title of ["CTO", "Nurse"]) await desk.text("create_contact", { fields: { name: "Quillon Zwart", title }, allow_duplicate: true });
    const text = await desk.text("find_contacts", { query: "Quillon Zwart" });
    expect(text).not.toMatch(/^Found:/);
    expect(text).toMatch(/^2 contacts match \(name Quillon Zwart\)\.$/m);
    expect(text).toContain("CTO");
    expect(text).toContain("Nurse");
    expect(await desk.text("find_contacts", { query: "Quillon Zwart", filters: [{ field: "title", value: "nurse" }] })).toMatch(/^Found:/);
  });

  it("names nobody who is gone, also where that comes out one after the other", async () => {
    const desk = await aFullDesk();
    const ids: string[] = [];
    for (const [name, title] of [
      ["Quillon Zwart", "Astronaut"],
      ["Quillo Zwart", "Baker"],
    ]) {
      ids.push(...idsIn(await desk.text("create_contact", { fields: { name, title }, allow_duplicate: true })).slice(0, 1));
    }
    expect(await desk.text("find_contacts", { query: "Quillon Zwart" })).toMatch(`Found: ${ids[0]}`);
    for (const id of ids) desk.sandbox.deleteContact(id);
    const text = await desk.text("find_contacts", { query: "Quillon Zwart" });
    expect(text).not.toMatch(/^Found/);
  });

  describe("with three people", () => {
    async function aSmallDesk(options: Parameters<typeof aDesk>[0] = {}) {
      const desk = aDesk({ contacts: 60, ...options });
      for (const { owner, ...fields } of [
        { name: "Quillon Zwart", title: "Wainwright", owner: "Priya Raman" },
        { name: "Quilla Zwart", title: "Chandler", owner: "Tomás Herrera" },
        { name: "Ysolde Zwart", title: "Chandler", owner: "Priya Raman" },
      ])
        await desk.text("create_contact", { fields, relationships: { owner }, allow_duplicate: true });
      return desk;
    }

    it("says how many have everything, and by what", async () => {
      const desk = await aSmallDesk();
      expect(await desk.text("find_contacts", { query: "Zwart Chandler" })).toMatch(/^2 contacts match \(name Zwart, title Chandler\)\.\n/);
      expect(await desk.text("find_contacts", { query: "Zwart", limit: 2 })).toMatch(/^3 contacts match \(name Zwart\)\. The first 2:\n/);
    });

    it("says what the nearest lack where nobody has everything", async () => {
      const desk = await aSmallDesk();
      const text = await desk.text("find_contacts", { query: "Ysolde Zwart, Wainwright at Brightloom", limit: 1 });
      expect(text).toMatch(/^No contact matches every word\. The nearest \(.*Zwart.*\) lacks "(Wainwright|Ysolde)" and "Brightloom":/);
    });

    it("says which word nobody has, and what is near it, beside those who have the rest", async () => {
      const desk = await aSmallDesk();
      expect(await desk.text("find_contacts", { query: "Zwart Ysoldum" })).toMatch(
        /^No contact has "Ysoldum" \(near: Ysolde.*\)\. 3 contacts match the other words \(name Zwart\)\.\n/,
      );
    });

    it("lists no strangers where nobody has a word of the name, but says how many have the rest and what lists them", async () => {
      const desk = await aSmallDesk();
      const text = await desk.text("find_contacts", { query: "Ysoldum Qwertz at Brightloom" });
      const [, count, query] =
        /^No contact has "Ysoldum" or "Qwertz".*\. (\d+) contacts match the other words: find_contacts (\{.*\}) lists them\.$/m.exec(text) ?? [];
      expect(idsIn(text)).toEqual([]);
      expect(await desk.text("find_contacts", JSON.parse(query ?? ""))).toMatch(new RegExp(`^${count} contacts match \\(account Brightloom`));
      // The call keeps the filters, and who does not pass them is no nearer.
      const filters = [{ field: "name", operator: "startsWith", value: "Ysolde" }];
      const among = await desk.text("find_contacts", { query: "Qwertz, Chandler", filters });
      expect(among).toMatch(/^No contact among the 1 that passes the filters has "Qwertz"\./);
      expect(among).toContain(`1 contact matches the other words: find_contacts {"query":"Chandler","filters":${JSON.stringify(filters)}} lists it.`);
      const outside = await desk.text("find_contacts", { query: "Qwertz, Wainwright", filters });
      expect(idsIn(outside)).toEqual([]);
      // An initial is nobody's name.
      expect(idsIn(await desk.text("find_contacts", { query: "Y. Qwertz" }))).toEqual([]);
      // A role and a company describe one person.
      expect(idsIn(await desk.text("find_contacts", { query: "Chandler Qwertz" }))).toEqual([]);
    });

    it("asks which field is meant by a label that two have", async () => {
      const desk = await aSmallDesk();
      const [id] = desk.sandbox.contacts().keys();
      const several = '"Notes" is the label of several fields or relationships. Accepted: notes (text) | notes_2 (text, notes-2).';
      const calls = [{ filters: [{ field: "Notes", operator: "isSet" }] }, { fields: ["Notes"] }, { sort: "Notes" }, { group_by: ["Notes"] }];
      for (const args of calls) expect(await desk.failure("find_contacts", args)).toContain(several);
      expect(await desk.failure("retrieve_contact", { id, fields: ["Notes"] })).toContain(several);
      expect(await desk.failure("find_contacts", { fields: ["NOTES"] })).toContain('Did you mean "notes" or "notes_2"?');
      expect(await desk.text("find_contacts", { fields: ["notes"], limit: 2 })).toContain("\nid\tnotes\n");
    });

    it("says of filters that nobody passes together how many pass each, and what shows the values of the one that nobody passes", async () => {
      const desk = await aSmallDesk();
      const titled = ["Chandler", "Chandlerin"].map((value) => ({ field: "title", value }));
      const none = await desk.text("find_contacts", { filters: titled });
      expect(none).toMatch(
        /^None of 63 contacts passes the filters\. Contacts that pass each filter alone: filters\[0\] 2, filters\[1\] 0\. equal compares whole values; contains finds parts of them\.$/m,
      );
      const amount = await desk.text("find_contacts", { filters: [{ field: "deal_size", operator: "greaterThan", value: "999999999" }] });
      expect(amount).toMatch(/^None of 63 contacts passes the filters\. find_contacts \{"sort":"deal_size desc"\} shows the largest\./);
    });

    it("names whom the filters leave out", async () => {
      const desk = await aSmallDesk();
      const filters = [{ field: "title", value: "Chandler" }];
      const part = await desk.text("find_contacts", { query: "Quillon Zwart", filters });
      expect(part).toMatch(/^No contact among the 2 that pass the filters matches every word\. The nearest/);
      expect(part).toMatch(/^Without the filters, 1 contact matches: Quillon Zwart \(con_\w+\)\.$/m);
      const none = await desk.text("find_contacts", { query: "Quillon", filters: [{ field: "name", operator: "startsWith", value: "Ysolde" }] });
      expect(none).toMatch(/^No contact among the 1 that passes the filters matches "Quillon"\. Searched: .* of these contacts\./);
      expect(none).toMatch(/^Without the filters, 1 contact matches: Quillon Zwart \(con_\w+\)\.$/m);
    });

    it("calls people by their names, whatever columns are asked for", async () => {
      const desk = await aSmallDesk();
      await desk.text("create_contact", { fields: { name: "Quillan Zwart" }, allow_duplicate: true });
      const text = await desk.text("find_contacts", { query: "Quillon Zwart", fields: ["owner", "title"] });
      expect(text).toMatch(
        /^Found: con_\w+ \(.*\), the most likely of 2 matches\nName: Quillon Zwart\nOwner: Priya Raman \(mem_\w+\)\nTitle: Wainwright\nLess likely: Quillan Zwart \(con_\w+\)$/,
      );
    });

    it("takes mine for those of the member that asks, and says so", async () => {
      const desk = await aSmallDesk({ me: "tomas.herrera@brightpath.example" });
      const text = await desk.text("find_contacts", { query: "my Zwart contacts" });
      expect(text).toMatch(/^Found: con_\w+ .*\nName: Quilla Zwart$/m);
      expect(text).toContain("Only the user's own contacts were searched: Owner Tomás Herrera.");
      const all = await desk.text("find_contacts", { query: "my contacts" });
      const count = (await desk.text("find_contacts", { filters: [{ field: "owner", value: "me" }] })).split("\n")[0];
      expect(all.split("\n")[0]).toBe(count);
    });

    const UNREAD = "query: The contacts of the user cannot be found";

    it.each(["my Zwart contacts", "my leads", "contacts of mine", "how many customers do I have"])(
      "does not answer %s for all where it is not known who asks, and says how to tell",
      async (query) => {
        const desk = await aSmallDesk();
        const failure = await desk.failure("find_contacts", { query });
        expect(failure).toContain(`${UNREAD}. "me" is not known, because LIGHTFIELD_ME is not set. `);
        expect(failure).toContain('Accepted: the owner\'s name in place of "my", in the query or in a filter on owner.');
      },
    );

    it("says who may be meant if no member has the address", async () => {
      const desk = await aSmallDesk({ me: "tomas.herera@brightpath.example" });
      const failure = await desk.failure("find_contacts", { query: "my contacts" });
      expect(failure).toContain(`${UNREAD}. "me" means "tomas.herera@brightpath.example" (LIGHTFIELD_ME), `);
      expect(failure).toMatch(/Did you mean "Tomás Herrera" \(mem_\w+, tomas\.herrera@brightpath\.example\)\?/);
    });

    it("says so if contacts have no owner", async () => {
      const desk = aDesk({ contacts: 60, hidden: ["owner"] });
      expect(await desk.failure("find_contacts", { query: "my contacts" })).toBe(
        `${UNREAD}: contacts have no owner in this workspace. Accepted: a query without "my".`,
      );
    });
  });

  it.each(["our contacts", "list all contacts", "everyone"])("counts %s, and names nobody as the one", async (query) => {
    const desk = await theFullDesk();
    expect(await desk.text("find_contacts", { query })).toMatch(/^300 contacts\. The first 4:\n/);
  });

  it.each(["leads", "how many leads", "count of customers"])("counts %s exactly, by the filters that they mean", async (query) => {
    const desk = await theFullDesk();
    const filters = [{ field: "lifecycle_stage", value: query.includes("lead") ? "Lead" : "Customer" }];
    const [heading = ""] = (await desk.text("find_contacts", { filters, limit: 0 })).split("\n");
    const text = await desk.text("find_contacts", { query });
    expect(text.split("\n")[0]).toBe(query === "leads" ? `${heading} The first 4:` : heading);
    expect(text).toContain(`\nRead as {"filters":${JSON.stringify(filters)}`);
  });

  it("points to filters where it is asked how many and not all have the words as they are written", async () => {
    const desk = aDesk({ contacts: 60 });
    for (const name of ["Quillon Zwart", "Quillon Zwarts", "Quillon Zwart"])
      await desk.text("create_contact", { fields: { name }, allow_duplicate: true });
    const heading = async (query: string) => (await desk.text("find_contacts", { query, limit: 1 })).split("\n")[0];
    expect(await heading("how many Quillon Zwart")).toBe(
      "3 contacts match (2 of them: name Quillon Zwart). For an exact count, use filters. The first:",
    );
    expect(await heading("Quillon Zwart")).toBe("3 contacts match (2 of them: name Quillon Zwart). The first:");
  });

  it("shows what was asked for in full, and where it is empty", async () => {
    const desk = await aFullDesk();
    const background = `Met in Oslo.\n${"Likes sledges. ".repeat(20).trim()}`;
    await desk.text("create_contact", { fields: { name: "Quillon Zwart", background }, allow_duplicate: true });
    const text = await desk.text("find_contacts", { query: "Quillon Zwart", fields: ["background", "title", "account"] });
    expect(text).toContain(`\nBackground:\n\`\`\`\n${background}\n\`\`\`\nTitle: -\nAccount: -`);
  });

  it("shows the boxes that are checked for the one that was found, whatever was asked for", async () => {
    const desk = await theFullDesk();
    const isChecked = (one: WireContactJson) => storedValue(one, "$doNotContact") === true;
    const asks = ({ contact, first, last }: ReturnType<typeof aLoner>) => [
      { query: `${first} ${last}` },
      { query: `${first} ${last}`, fields: ["email"] },
      { filters: [{ field: "email", value: String([storedValue(contact, "$email")].flat()[0]) }], fields: ["email"] },
    ];
    const [checked, others] = [true, false].map((is) => aLoner(desk, (one) => storedValue(one, "$email") !== null && isChecked(one) === is));
    if (!checked || !others) throw new Error("nobody to find");
    for (const ask of asks(checked)) expect(await desk.text("find_contacts", ask)).toMatch(/^Do not contact: yes$/m);
    for (const ask of asks(others)) expect(await desk.text("find_contacts", ask)).not.toContain("Do not contact");
    expect(await desk.text("find_contacts", { filters: [{ field: "doNotContact", value: "yes" }] })).not.toContain("Do not contact");
  });

  it("takes a negation for the filter that it means, names nobody where there is none, and knows a name", async () => {
    const desk = await aFullDesk();
    const filters = [{ field: "owner", operator: "not_isSet" }];
    const text = await desk.text("find_contacts", { query: "contacts without an owner" });
    expect(text.split("\n")[0]).toBe((await desk.text("find_contacts", { filters })).split("\n")[0]);
    expect(text).toContain(`\nRead as {"filters":${JSON.stringify(filters)}}`);
    expect(await desk.failure("find_contacts", { query: "people without a spaceship" })).toContain(
      'query: "without a spaceship" could not be read as a condition, so nothing was searched.',
    );
    await desk.text("create_contact", { fields: { name: "No Zwart" }, allow_duplicate: true });
    expect(await desk.text("find_contacts", { query: "No Zwart" })).toMatch(/^Found: (?!.*Ignored).*$/s);
  });

  it("says of which names it knows nothing, and which scope would give them", async () => {
    const desk = aDesk({ scopes: ["contacts:read"] });
    const text = await desk.text("find_contacts", { query: "owned by Priya" });
    expect(text).toMatch(/^No contact matches "owned by Priya"\. Searched: names, .* of \d+ contacts\./);
    expect(text).not.toMatch(/owners|accounts,/);
    expect(text).toMatch(/^Account names need the scope accounts:read\. Member names need the scope members:read\.$/m);
  });

  it("claims to have searched only what the workspace shows", async () => {
    const desk = await aFullDesk({ hidden: ["phone", "mobile", "direct_line", "work_phone", "name"] });
    const text = await desk.text("find_contacts", { query: "xqzvkwj" });
    expect(text).toMatch(/Searched: e-mails, .*titles, accounts, owners, .* contacts\./);
  });

  it("says what was searched where nobody matches, and the nearest", async () => {
    const desk = await theFullDesk();
    const { isError, text } = await desk.run("find_contacts", { query: "xqzvkwj" });
    expect(isError).toBeFalsy();
    expect(text).toMatch(/^No contact matches "xqzvkwj"\. Searched: names, .* of 300 contacts\./);
    expect(text).not.toContain("con_");
  });

  it("refuses a query that is longer than anybody would say, and reads nothing for it", async () => {
    const desk = aDesk();
    const failure = await desk.failure("find_contacts", { query: "1 ".repeat(10_000) });
    expect(failure).toContain("query: It has 20,000 characters. Accepted: up to 500");
    expect(desk.requests()).toEqual([]);
    expect(await desk.text("find_contacts", { query: "anna ".repeat(100) })).toBeTruthy();
  });

  it("neither searches nor shows nor keeps what is hidden", async () => {
    const desk = await aFullDesk({ hidden: ["email", "owner"] });
    const { contact } = aLoner(desk, (one) => storedValue(one, "$email") !== null);
    const email = String([storedValue(contact, "$email")].flat()[0]);
    expect(await desk.text("find_contacts", { query: email })).not.toContain(email);
    expect(await desk.failure("find_contacts", { filters: [{ field: "email", operator: "contains", value: email }] })).toMatch(/email/);
    const kept = desk.workspace.replica.blocks.map((block) => block.store({ stamp: "", savedAt: 0, hidden: "" }).toString()).join();
    expect(kept).toContain(contact.id);
    expect(kept).not.toContain(email);
    expect(kept).not.toContain("$owner");
  });
});

describe("find_contacts by filters", () => {
  const isSet = (value: unknown) => value !== null && value !== undefined && value !== "" && [value].flat().length > 0;
  const text = (value: unknown) => String(value ?? "").toLowerCase();

  it("counts as a naive look at the sandbox does", async () => {
    const desk = await theFullDesk();
    const contacts = all(desk);
    const account = contacts.flatMap(({ relationships }) => relationships.$account?.values ?? [])[0] ?? "";
    await desk.names.ensure([{ objectType: "account", id: account }], desk.call);
    const schema = await desk.live.get();
    const multi = schema.fields.find(({ type }) => type.name === "multi-select");
    const option = multi?.definition.config.options?.[0];
    const cases: [object[], (contact: WireContactJson) => boolean][] = [
      [
        [{ field: "title", operator: "contains", value: "HEAD" }],
        (one) => text(storedValue(one, "$title") ?? storedValue(one, "title")).includes("head"),
      ],
      [
        [{ field: "title", operator: "startsWith", value: "head" }],
        (one) => text(storedValue(one, "$title") ?? storedValue(one, "title")).startsWith("head"),
      ],
      [[{ field: "phone", operator: "isSet" }], (one) => isSet(storedValue(one, "$phone"))],
      [[{ field: "phone", operator: "not_isSet" }], (one) => !isSet(storedValue(one, "$phone"))],
      [
        [
          { field: "phone", operator: "not_isSet" },
          { field: "email", operator: "isSet" },
        ],
        (one) => !isSet(storedValue(one, "$phone")) && isSet(storedValue(one, "$email")),
      ],
      [[{ field: "icp_score", operator: "greaterThan", value: 50 }], (one) => Number(storedValue(one, "icp-score") ?? Number.NaN) > 50],
      [[{ field: "icp_score", operator: "not_greaterThan", value: "50" }], (one) => !(Number(storedValue(one, "icp-score") ?? Number.NaN) > 50)],
      [
        [{ field: "deal_size", operator: "lessThanOrEqual", value: "€20,000" }],
        (one) => isSet(storedValue(one, "deal-size")) && Number(storedValue(one, "deal-size")) <= 20_000,
      ],
      [
        [{ field: "next_follow_up", operator: "lessThan", value: "2026-03-01" }],
        (one) => String(storedValue(one, "next-follow-up") ?? "9") < "2026-02-28T23:00:00Z",
      ],
      [
        [{ field: "account", value: desk.names.nameOf("account", account) ?? "?" }],
        (one) => one.relationships.$account?.values.includes(account) ?? false,
      ],
      [[{ field: "account", operator: "not_contains", value: account }], (one) => !(one.relationships.$account?.values.includes(account) ?? false)],
      [[{ field: "account", operator: "not_isSet" }], (one) => (one.relationships.$account?.values.length ?? 0) === 0],
      [[{ field: "doNotContact", value: true }], (one) => storedValue(one, "$doNotContact") === true],
      [
        [{ field: String(multi?.agentKey), operator: "contains", value: String(option?.label) }],
        (one) => [storedValue(one, String(multi?.apiKey))].flat().includes(option?.id),
      ],
    ];
    for (const [filters, isIt] of cases) {
      const expected = contacts.filter(isIt);
      const answer = await desk.text("find_contacts", { filters, limit: 25 });
      expect(answer.split(" ")[0], JSON.stringify(filters)).toBe(expected.length === 0 ? "None" : String(expected.length));
      for (const id of idsIn(answer)) expect(expected.map((one) => one.id)).toContain(id);
    }
    const counts = cases.map(([, isIt]) => contacts.filter(isIt).length);
    expect(counts.filter((count) => count > 0 && count < 300).length).toBeGreaterThan(10);
  });

  it("finds whatever the API's own filters list, and so takes what is shown as well as what is stored", async () => {
    const desk = await aFullDesk({ contacts: 100, filterMatching: "loose" });
    const { fields } = await desk.live.get();
    const missed: string[] = [];
    for (const field of fields) {
      const contact = all(desk).find((one) => isSet(storedValue(one, field.apiKey)));
      const raw = contact && [storedValue(contact, field.apiKey)].flat()[0];
      if (raw === undefined) continue;
      const shown = field.type.show(raw, field.definition, desk.locale);
      for (const operator of field.type.filter.operators) {
        expect(field.type.filter.localOperators, field.agentKey).toContain(operator);
        for (const value of [shown, ...(typeof raw === "string" ? [raw] : [])]) {
          const filters = [{ field: field.agentKey, operator, value }];
          const listed = await desk.text("list_contacts", { filters, limit: 1 }).catch(() => undefined);
          if (listed === undefined) continue;
          const [count = "0"] = listed.match(/(?<= of )[\d,]+/) ?? [];
          const found = await desk.text("find_contacts", { filters, limit: 1 });
          const [own = ""] = found.match(/^[\d,]+/) ?? ["0"];
          if (Number(own) < Number(count) || own === "0") missed.push(`${JSON.stringify(filters)}: API ${count}, found ${own}`);
        }
      }
    }
    expect(missed).toEqual([]);
  });

  it("goes on from an offset, to the end and past it", async () => {
    const desk = await aFullDesk({ contacts: 60 });
    const filters = [{ field: "name", operator: "isSet" }];
    const pages = [];
    for (const offset of [0, 25, 50]) pages.push(await desk.text("find_contacts", { filters, limit: 25, offset }));
    expect(pages.map((page) => page.split("\n")[0])).toEqual([
      "60 contacts pass the filters. The first 25:",
      "60 contacts pass the filters. Contacts 26 to 50:",
      "60 contacts pass the filters. Contacts 51 to 60:",
    ]);
    expect(pages.map((page) => page.split("\n").at(-1))).toEqual(["More: offset 25.", "More: offset 50.", expect.stringMatching(/^con_/)]);
    expect(new Set(pages.flatMap(idsIn)).size).toBe(60);
    expect(await desk.text("find_contacts", { filters, offset: 60 })).toBe(
      "Offset 60 is past the end of the list, which has 60 contacts with these filters.",
    );
    expect(await desk.text("find_contacts", { filters, limit: 10 })).toMatch(/\nMore: offset 10, or a limit up to 25\.$/);
    expect(await desk.text("find_contacts", { filters })).toMatch(/\nMore: offset 4, or a limit up to 25\.$/);
    expect(await desk.text("find_contacts", { filters, offset: 59 })).toMatch(/^60 contacts pass the filters\. Contact 60:\n/);
  });

  it("goes on with a query as far as its hits go, and names nobody there as the one", async () => {
    const desk = aDesk({ contacts: 120 });
    for (const id of [...desk.sandbox.contacts().keys()].slice(0, 104))
      desk.sandbox.editContact(id, ({ fields }) => {
        fields.$name = { valueType: "FULL_NAME", value: { firstName: "Quillon", lastName: "Zwart" } };
      });
    const ask = async (offset: number) => (await desk.text("find_contacts", { query: "Quillon Zwart", limit: 25, offset })).split("\n");
    const [first, second, last] = [await ask(0), await ask(25), await ask(75)];
    expect([first[0], second[0], last[0]]).toEqual([
      "104 contacts match (name Quillon Zwart). The first 25:",
      "104 contacts match. Contacts 26 to 50 (name Quillon Zwart):",
      "104 contacts match. Contacts 76 to 100 (name Quillon Zwart):",
    ]);
    expect([first.at(-1), second.at(-1), last.at(-1)]).toEqual(["More: offset 25.", "More: offset 50.", "More: offset 100."]);
    expect(new Set([first, second].flatMap((lines) => idsIn(lines.join("\n")))).size).toBe(50);
    expect((await ask(100))[0]).toBe("104 contacts match. Contacts 101 to 104 (name Quillon Zwart):");
    expect((await ask(100)).at(-1)).toMatch(/^con_/);
    expect(await ask(125)).toEqual(["Offset 125 is past the end of the list, which has 104 contacts for this query."]);
    expect((await desk.text("find_contacts", { query: "xqzvkwj", offset: 25 })).split(". ")[0]).toBe('No contact matches "xqzvkwj"');
  });

  it("refuses bad filters, naming all problems, before it reads contacts", async () => {
    const desk = aDesk();
    const failure = await desk.failure("find_contacts", {
      filters: [
        { field: "titel", operator: "contains", value: "x" },
        { field: "icp_score", operator: "contains", value: "5" },
        { field: "account", value: "No Such Company Anywhere" },
      ],
    });
    for (const at of [0, 1, 2]) expect(failure).toContain(`filters[${at}]`);
    expect(desk.requests().filter((request) => request.startsWith("GET /v1/contacts?"))).toEqual([]);
  });
});

describe("find_contacts while the index fills", () => {
  beforeEach(() => inFastTime());

  it("reads no contacts before the first call that needs them", async () => {
    const desk = aDesk();
    await desk.live.get();
    await desk.workspace.live.restore();
    await desk.text("get_contact_definitions");
    expect(desk.requests().filter((request) => request.startsWith("GET /v1/contacts?"))).toEqual([]);
  });

  it("tells how far it is, never less than before", async () => {
    const desk = aDesk({ contacts: 200 });
    const told: number[] = [];
    const find = TOOLS.find(({ name }) => name === "find_contacts");
    await find?.run({}, { ...desk, progress: (known) => told.push(known) });
    expect(told.length).toBeGreaterThan(3);
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(200);
  });

  it("ends its waiting when the call is cancelled", async () => {
    let isOpen = false;
    const hangingLists =
      (fetch: Fetch): Fetch =>
      (input, init) =>
        isOpen && String(input instanceof Request ? input.url : input).includes("/contacts?")
          ? new Promise((_, reject) => {
              const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
              signal?.addEventListener("abort", () => reject(signal.reason));
            })
          : fetch(input, init);
    const desk = aDesk({ through: hangingLists });
    await desk.live.get();
    isOpen = true;
    const find = TOOLS.find(({ name }) => name === "find_contacts");
    for (const args of [{}, { query: "anna" }]) {
      const begun = performance.now();
      const cancel = new AbortController();
      setTimeout(() => cancel.abort(), 50);
      const call = { signal: cancel.signal, deadline: Deadline.after(45_000) };
      await expect(find?.run(args, { ...desk, call })).rejects.toThrow();
      expect(performance.now() - begun).toBeLessThan(1000);
    }
  });

  describe("with one contact known, of whom a list has shown", () => {
    /** No page but the first comes before it is released. */
    async function aDeskThatKnowsOne() {
      let release = () => {};
      const opened = new Promise<void>((resolve) => {
        release = resolve;
      });
      let isOpen = true;
      const through =
        (fetch: Fetch): Fetch =>
        async (input, init) => {
          const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
          const givenUp = new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
          const url = String(input instanceof Request ? input.url : input);
          if (!isOpen && /contacts\?limit=25&offset=[1-9]\d*$/.test(url)) await Promise.race([opened, givenUp]);
          return fetch(input, init);
        };
      const colleague = aDesk({ contacts: 300 });
      const desk = aDesk({ sandbox: colleague.sandbox, through });
      for (const title of ["CTO", "Nurse"])
        await colleague.text("create_contact", { fields: { name: "Quillon Zwart", title }, allow_duplicate: true });
      const [contact] = all(desk).filter((one) => nameOf(one)?.lastName === "Zwart");
      desk.workspace.replica.clear();
      await desk.text("update_contact", { id: contact?.id, fields: { email: "quillon@zwart.example", phone: "+49 30 901820" } });
      isOpen = false;
      const findWithin = async (ms: number, query: string) => (await desk.run("find_contacts", { query }, { deadline: Deadline.after(ms) })).text;
      return { contact, desk, findWithin, release };
    }

    it("does not take that one for the only one of the name", async () => {
      const { desk, findWithin, release } = await aDeskThatKnowsOne();
      const text = await findWithin(2000, "Zwart CTO");
      expect(text).not.toMatch(/^Found/);
      expect(text).toMatch(/Searched [\d,]+ of 302 contacts so far/);
      release();
      expect(await desk.text("find_contacts", { query: "Zwart CTO" })).toMatch(/^Found/);
    });

    it.each(["quillon@zwart.example", "Quillon@Zwart.example", "+49 30 901820"])(
      "is sure of whose %s is, before the others are read",
      async (query) => {
        const { contact, findWithin, release } = await aDeskThatKnowsOne();
        const begun = performance.now();
        expect(await findWithin(45_000, query)).toContain(`Found: ${contact?.id}`);
        expect(performance.now() - begun).toBeLessThan(5000);
        release();
      },
    );
  });

  it("says why the others are not read where the reading has come to a premature end, and goes on with the next call", async () => {
    let isRefused = true;
    const through =
      (fetch: Fetch): Fetch =>
      async (input, init) =>
        isRefused && /contacts\?limit=25&offset=(9\d|[1-9]\d\d)/.test(String(input instanceof Request ? input.url : input))
          ? new Response(JSON.stringify({ type: "forbidden", message: "Not on Sundays" }), { status: 403 })
          : fetch(input, init);
    const desk = aDesk({ contacts: 300, through });
    const text = await desk.text("find_contacts", { filters: [{ field: "phone", operator: "isSet" }] });
    expect(text).toMatch(/\nSearched \d+ of 300 contacts; the others could not be read: the API answered 403 .*Not on Sundays\.\nMore: .*$/);
    isRefused = false;
    expect(await desk.text("find_contacts", {})).toMatch(/^300 contacts/);
  });

  it("says why, too, while the reading is tried again", async () => {
    let answer: "all" | "refuse" | "hang" = "all";
    const through =
      (fetch: Fetch): Fetch =>
      (input, init) => {
        const signal = init?.signal ?? (input instanceof Request ? input.signal : undefined);
        if (answer === "all" || !/contacts\?limit=25&offset=/.test(String(input instanceof Request ? input.url : input))) return fetch(input, init);
        if (answer === "refuse")
          return Promise.resolve(new Response(JSON.stringify({ type: "forbidden", message: "Not on Sundays" }), { status: 403 }));
        return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
      };
    const desk = aDesk({ contacts: 300, through });
    await desk.text("list_contacts", {});
    answer = "refuse";
    const findWithin = async (ms: number) => (await desk.run("find_contacts", {}, { deadline: Deadline.after(ms) })).text;
    const reason = /\nSearched 25 of .* contacts; the others could not be read: .*Not on Sundays\.\nMore: .*$/;
    expect(await findWithin(45_000)).toMatch(reason);
    answer = "hang";
    expect(await findWithin(3000)).toMatch(reason);
  });

  it("says why, too, while a page is asked for again and again", async () => {
    let isGone = false;
    const through =
      (fetch: Fetch): Fetch =>
      async (input, init) => {
        if (isGone) throw Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("refused"), { code: "ECONNREFUSED" }) });
        return fetch(input, init);
      };
    const desk = aDesk({ contacts: 300, through, timeoutMs: 400 });
    await desk.text("list_contacts", {});
    isGone = true;
    const answer = await desk.run("find_contacts", {}, { deadline: Deadline.after(2500) });
    expect(answer.text).toMatch(/contacts; the others could not be read: .*ECONNREFUSED/);
  });

  it("says so where nothing could be read", async () => {
    const desk = aDesk({ scopes: ["members:read"] });
    await expect(desk.run("find_contacts", {})).rejects.toMatchObject({ status: 403 });
  });
});

it("groups with a limit of 0 name no next page", async () => {
  const text = await aDesk().text("find_contacts", { group_by: ["lifecycle_stage"], limit: 0 });
  expect(text).toMatch(/\n\d+ groups by lifecycle_stage: a higher limit shows them\.$/m);
  expect(text).not.toContain("offset");
});

describe("a list of people who object to contact", () => {
  const answer = async (query: string, fields: string[] = []) => {
    const desk = aDesk();
    for (const at of [0, 1, 2])
      await desk.run("create_contact", { fields: { name: `Person${at} Example`, title: "Zookeeper", doNotContact: at < 2 }, allow_duplicate: true });
    return desk.text("find_contacts", { query, fields });
  };

  it.each<[string, string[]]>([
    ["e-mail addresses of all zookeepers", []],
    ["zookeepers", ["name", "mobile"]],
  ])("says who they are if it is asked for addresses or numbers: %s", async (query, fields) => {
    expect((await answer(query, fields)).split("\n")[1]).toMatch(
      /^2 of the contacts shown are "Do not contact": Person[01] Example, Person[01] Example\.$/,
    );
  });

  it("costs no token otherwise", async () => {
    expect(await answer("zookeepers")).not.toContain("Do not contact");
    expect(await answer("zookeepers", ["name", "title"])).not.toContain("Do not contact");
  });
});

it("reads words that objects of JavaScript have as any other word", async () => {
  const desk = aDesk({ contacts: 40 });
  for (const word of Object.getOwnPropertyNames(Object.prototype))
    for (const query of [word, `contacts in ${word}`]) {
      const answer = await desk.run("find_contacts", { query }).catch((error: unknown) => error);
      expect(answer).not.toBeInstanceOf(TypeError);
    }
});
