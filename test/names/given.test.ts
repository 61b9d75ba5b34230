import { describe, expect, it } from "vitest";
import type { SandboxOptions } from "../../src/sandbox/index.ts";
import { aDesk, type Desk, type Fetch, writtenContact } from "../builders.ts";

const byAccount = (value: string) => ({ filters: [{ field: "account", value }], fields: ["account"] });
const byOwner = (value: string) => ({ filters: [{ field: "owner", value }], fields: ["owner"] });

/** The names in the last column of a list. */
const cells = (text: string) => new Set(text.split("\n").flatMap((line) => (line.startsWith("con_") ? [line.split("\t").at(-1)] : [])));

/** The accounts of a new contact. */
async function created(desk: Desk, account: string) {
  const text = await desk.text("create_contact", { fields: { name: "Quillon Zwart" }, relationships: { account }, allow_duplicate: true });
  return { text, accounts: writtenContact(desk, text).relationships.$account?.values };
}

const failure = (desk: Desk, filter: object) => desk.failure("list_contacts", filter);

describe("an account", () => {
  it.each([
    ["Copperline", "Copperline"],
    ["  copperLINE ", "Copperline"],
    ["blabaer foods", "Blåbær Foods"],
    ["ACME", "Acme"],
    ["orchard vine", "Orchard & Vine"],
    ["Orchard and Vine", "Orchard & Vine"],
  ])("is meant by its name without regard to case, accents and signs: %s", async (given, name) => {
    for (const filterMatching of ["strict", "loose"] satisfies SandboxOptions["filterMatching"][]) {
      const shown = cells(await aDesk({ contacts: 300, filterMatching }).text("list_contacts", byAccount(given)));
      expect([...shown].every((cell) => cell?.split(", ").includes(name))).toBe(true);
      expect(shown.size).toBeGreaterThan(0);
    }
  });

  it("is meant by its ID without a request for it", async () => {
    const desk = aDesk();
    const [id = ""] = [...desk.sandbox.contacts().values()][0]?.relationships.$account?.values ?? [];
    await desk.text("list_contacts", { filters: [{ field: "account", value: id }], fields: ["name"] });
    expect(desk.requests().filter((request) => request.includes("/accounts"))).toEqual([]);
  });

  it("is meant as answers name it, by name and ID together, and not by one of them alone", async () => {
    const desk = aDesk();
    const id = "acc_c1shban61x18uuw06cx2xf";
    for (const given of [`Meridian Health (${id})`, `Meridian Health (${id}, meridianhealth-eu.example)`]) {
      const { accounts, text } = await created(desk, given);
      expect(accounts, text).toEqual([id]);
    }
    for (const given of [`Copperline (${id})`, "Meridian Health (acc_c0t21ibj1v56adf0qy4lma)"])
      expect(await failure(desk, byAccount(given))).toContain(`There is no account "${given}"`);
  });

  it("of a name that several have is refused with what tells them apart; of none, with the nearest", async () => {
    const desk = aDesk();
    expect(await failure(desk, byAccount("Meridian health"))).toMatchInlineSnapshot(
      `"filters[0]: "Meridian health" is the name of 2 accounts. Accepted: the ID of one of them: Meridian Health (acc_c0m7ywul1r85p0z041r4hb, meridian-health.example) | Meridian Health (acc_c1shban61x18uuw06cx2xf, meridianhealth-eu.example)."`,
    );
    expect(await failure(desk, byAccount("Copperlime"))).toMatchInlineSnapshot(
      `"filters[0]: There is no account "Copperlime". Did you mean "Copperline" (acc_c1jhcztv01t82351m2pg2l, copperline.example)? Accepted: account name or ID (acc_…)."`,
    );
    expect(await failure(desk, byAccount("Beacons"))).toContain('Did you mean "Beacon Hospitals" (acc_');
    const link = "https://crm.lightfield.app/accounts/acc_c0m7ywul1r85p0z041r4hb";
    expect(await desk.text("find_contacts", byAccount(link))).toBe(await desk.text("find_contacts", byAccount("acc_c0m7ywul1r85p0z041r4hb")));
    expect(await failure(desk, byAccount("mem_c0kxygne0pnkywp1vjy1f2"))).toContain("is not a valid ID. Accepted: account name or ID (acc_…)");
    expect(desk.requests().filter((request) => request.includes("/accounts"))).toHaveLength(3);
  });
});

describe("a member", () => {
  it.each([
    ["Priya Raman", "Priya Raman"],
    ["raman", "Priya Raman"],
    ["Priya", "Priya Raman"],
    ["priya.RAMAN@brightpath.example", "Priya Raman"],
    ["kenji ota", "Kenji Ōta"],
    ["Alex Morgan", "Alex Morgan"],
    ["Alexandra Morgan (alex.morgan@brightpath.example)", "Alex Morgan"],
    ["Priya Raman (mem_c0kxygne0pnkywp1vjy1f2)", "Priya Raman"],
    ["Hannah <hannah.weiss@brightpath.example>", "Hannah Weiss"],
    ["me", "Hannah Weiss"],
    ["ME", "Hannah Weiss"],
  ])("is meant by name, a part of it that only they have, e-mail or me: %s", async (given, name) => {
    const desk = aDesk({ contacts: 200, me: "Hannah.Weiss@brightpath.example" });
    expect(cells(await desk.text("list_contacts", byOwner(given)))).toEqual(new Set([name]));
    expect(desk.requests().filter((request) => request.includes("/members"))).toHaveLength(1);
  });

  it("of a part that several have is refused with the candidates", async () => {
    expect(await failure(aDesk(), byOwner("Alex"))).toMatchInlineSnapshot(
      `"filters[0]: The names of 2 members begin with "Alex". Accepted: the ID of one of them: Alex Morgan (mem_c0xflc4s0pdawo81j28ac2, alex.morgan@brightpath.example) | Alexandra Morgan (mem_c0jgrdi20iap1ya0n13jfr, alexandra.morgan@brightpath.example)."`,
    );
    expect(await failure(aDesk(), byOwner("Hana Weiss"))).toContain('Did you mean "Hannah Weiss"');
  });

  it("that is me is explained where nothing says who that is, or somebody who is no member", async () => {
    expect(await failure(aDesk(), byOwner("me"))).toMatchInlineSnapshot(
      `"filters[0]: "me" is not known, because LIGHTFIELD_ME is not set. The user can set LIGHTFIELD_ME to their own e-mail in the client's MCP settings. Accepted: a member's name, e-mail or ID (mem_…)."`,
    );
    expect(await failure(aDesk({ me: "hanna.weiss@brightpath.example" }), byOwner("me"))).toMatchInlineSnapshot(
      `"filters[0]: "me" means "hanna.weiss@brightpath.example" (LIGHTFIELD_ME), but no member has that e-mail. Did you mean "Hannah Weiss" (mem_c1mif9gt0do4weu1387kge, hannah.weiss@brightpath.example)? Accepted: a member's name, e-mail or ID (mem_…)."`,
    );
  });
});

describe("a related contact", () => {
  const scullys = async (options: SandboxOptions = {}) => {
    const desk = aDesk(options);
    const text = await desk.text("create_contact", { fields: { name: "Dana Scully", email: "Dana@fbi.example" } });
    return { desk, id: writtenContact(desk, text).id };
  };

  it.each(["Dana Scully", "dana scully", "Dana@fbi.example", "dana@FBI.example"])("is meant by name or e-mail: %s", async (given) => {
    const { desk, id } = await scullys({ filterMatching: given === "dana@FBI.example" ? "loose" : "strict" });
    const text = await desk.text("create_contact", { fields: { name: "Fox" }, relationships: { reports_to: given } });
    expect(writtenContact(desk, text.replaceAll(`(${id})`, "")).relationships["reports-to"]?.values).toEqual([id]);
    expect(text).toContain(`Reports to: Dana Scully (${id})`);
  });

  it("of a name that several have is refused with their e-mails; of none, with those of the first name", async () => {
    const { desk } = await scullys();
    await desk.text("create_contact", { fields: { name: "Dana Scully", email: "other@fbi.example" }, allow_duplicate: true });
    const twins = await desk.failure("create_contact", { fields: { name: "Fox" }, relationships: { reports_to: "Dana Scully" } });
    expect(twins.replace(/con_\w+/g, "con_…")).toMatchInlineSnapshot(
      `"relationships.reports_to: "Dana Scully" is the name of 2 contacts. Accepted: the ID of one of them: Dana Scully (con_…, other@fbi.example) | Dana Scully (con_…, Dana@fbi.example)."`,
    );
    const nobody = await desk.failure("create_contact", { fields: { name: "Fox" }, relationships: { reports_to: "Dana Sculy" } });
    expect(nobody).toMatchInlineSnapshot(
      `"relationships.reports_to: There is no contact "Dana Sculy". Did you mean "Dana Scully" (con_c0hrugby15fpwy51m0mxy7, other@fbi.example) or "Dana Scully" (con_c0sva6ee18odrre1nxz2gt, Dana@fbi.example)? Accepted: contact name, e-mail or ID (con_…)."`,
    );
  });

  it("is meant by name wherever the index knows it, as it is now", async () => {
    const { desk, id } = await scullys();
    const colleague = aDesk({ through: () => desk.sandbox.fetch });
    await desk.text("find_contacts", {});
    const before = desk.requests().length;
    const linked = async (name: string) => {
      const text = await desk.text("create_contact", { fields: { title: "Agent" }, relationships: { reports_to: name }, allow_duplicate: true });
      return writtenContact(desk, text.replaceAll(`(${id})`, "")).relationships["reports-to"]?.values;
    };
    for (const name of ["DANA scully", "dana@FBI.example"]) expect(await linked(name)).toEqual([id]);
    const once = [`GET /v1/contacts/${id}`, "POST /v1/contacts"];
    expect(desk.requests().slice(before)).toEqual([...once, ...once]);
    expect(await linked("Scully, Dana")).toEqual([id]);
    await colleague.text("update_contact", { id, fields: { name: "Dana Mulder" } });
    expect(await desk.failure("create_contact", { fields: { name: "Fox" }, relationships: { reports_to: "Dana Scully" } })).toContain(
      'There is no contact "Dana Scully"',
    );
  });

  it("is found by the API in the capitals that its name usually has, after a hyphen too", async () => {
    const { desk: colleague } = await scullys();
    const id = writtenContact(colleague, await colleague.text("create_contact", { fields: { name: "Anne-Marie Zwart" } })).id;
    const desk = aDesk({ sandbox: colleague.sandbox });
    const linked = { fields: { name: "Fox" }, relationships: { reports_to: "anne-marie  zwart" }, dry_run: true };
    expect(await desk.text("create_contact", linked)).toContain(`Reports to: Anne-Marie Zwart (${id})`);
  });

  it("of a name that another has too, whom only the API knows, is refused", async () => {
    const { desk: colleague, id } = await scullys();
    const other = writtenContact(colleague, await colleague.text("create_contact", { fields: { name: "Dana Scully" }, allow_duplicate: true }));
    const desk = aDesk({ sandbox: colleague.sandbox });
    await desk.text("retrieve_contact", { id });
    const text = await desk.failure("create_contact", { fields: { name: "Fox" }, relationships: { reports_to: "Dana Scully" } });
    for (const candidate of [id, other.id]) expect(text).toContain(candidate);
  });

  it("of whose name a part is given is only suggested, unless the words are nobody else's", async () => {
    const { desk, id } = await scullys();
    await desk.text("create_contact", { fields: { name: "Dana K. Scully" }, allow_duplicate: true });
    await desk.text("find_contacts", {});
    const linked = (name: string) => ({ fields: { name: "Fox" }, relationships: { reports_to: name } });
    for (const name of ["Scully", "Scully Dana"])
      expect(await desk.failure("create_contact", linked(name))).toMatch(new RegExp(`may mean any of 2 contacts.*Dana Scully \\(${id}, Dana@fbi`));
    expect(await desk.failure("create_contact", linked("Dana Sculli"))).toMatch(
      new RegExp(`Did you mean "Dana Scully" \\(${id}, Dana@fbi.*"Dana K. Scully" \\(con_`),
    );
    expect(await desk.text("create_contact", linked("Dana K Scully"))).toContain("Reports to: Dana K. Scully");
  });

  it("cannot be found where the deployment has no filters and nobody has seen it, which is a refusal and no crash", async () => {
    const { desk: colleague } = await scullys({ filters: false });
    const desk = aDesk({ through: () => colleague.sandbox.fetch });
    const text = await desk.failure("create_contact", { fields: { name: "Fox" }, relationships: { reports_to: "Dana Scully" } });
    expect(text).toContain('No contact "Dana Scully" was found (the API finds only the beginning of a name or a whole e-mail address,');
    expect(text).toContain("con_…");
  });
});

describe("a call with names", () => {
  it("says all that is wrong at once, in fields, links and filters", async () => {
    const desk = aDesk();
    const relationships = { account: ["Acme", "Copperlime", "Beacn Hospitals"], owner: ["Priya Raman", "Hannah Weiss"], reports_to: 17 };
    expect(await desk.failure("create_contact", { fields: { titel: "x" }, relationships })).toMatchInlineSnapshot(`
      "fields.titel: There is no field or relationship "titel". Did you mean "title"? Accepted: the keys that get_contact_definitions lists.
      relationships.account: There is no account "Copperlime". Did you mean "Copperline" (acc_c1jhcztv01t82351m2pg2l, copperline.example)? There is no account "Beacn Hospitals". Did you mean "Beacon Hospitals" (acc_c0azmcyb18rsu221p5gzy2, beacon-hospitals.example)? Accepted: account name or ID (acc_…).
      relationships.owner: 2 records were given, but "Owner" holds one. Accepted: one member name, e-mail or ID (mem_…).
      relationships.reports_to: 17 is not a valid ID. Accepted: contact name, e-mail or ID (con_…)."
    `);
    expect(desk.requests().filter((request) => request.startsWith("POST"))).toEqual([]);
    const filters = [
      { field: "owner", value: "Nobody" },
      { field: "titel", value: "x" },
      { field: "account", value: "Copperlime" },
    ];
    expect((await failure(desk, { filters })).split("\n")).toHaveLength(3);
  });

  it("takes names wherever it takes IDs: lists as JSON text, changes, negations, mixed with IDs", async () => {
    const desk = aDesk({ contacts: 200 });
    const text = await desk.text("create_contact", { fields: { name: "Dana" }, relationships: { account: '["Copperline", "acme"]' } });
    const { id, relationships } = writtenContact(desk, text);
    const [copperline] = relationships.$account?.values ?? [];
    expect(relationships.$account?.values).toHaveLength(2);
    await desk.text("update_contact", { id, relationships: { account: { replace: ["Brightloom", copperline, "copperline"] } } });
    expect(desk.sandbox.contacts().get(id)?.relationships.$account?.values).toHaveLength(2);
    await desk.text("update_contact", { id, relationships: { account: { remove: "BRIGHTLOOM" } } });
    expect(desk.sandbox.contacts().get(id)?.relationships.$account?.values).toEqual([copperline]);
    const others = await desk.text("list_contacts", { filters: [{ field: "owner", operator: "not_equal", value: "Priya" }], fields: ["owner"] });
    expect(cells(others)).not.toContain("Priya Raman");
  });

  it("looks a name up anew after its record was refused", async () => {
    const desk = aDesk();
    await desk.text("create_contact", { fields: { name: "Dana" }, relationships: { account: "Copperline" } });
    const more = { fields: { name: "Dana" }, allow_duplicate: true };
    await desk.failure("create_contact", { ...more, relationships: { account: ["Copperline", "acc_gone"] } });
    const before = desk.requests().length;
    await desk.text("create_contact", { ...more, relationships: { account: "Copperline" } });
    const others = desk.requests().slice(before);
    expect(others.filter((request) => !request.includes("/contacts?"))).toEqual([
      ...[0, 25, 50].map((offset) => `GET /v1/accounts?limit=25&offset=${offset}`),
      "POST /v1/contacts",
    ]);
  });

  it("sends nothing where the API cannot be asked for a name", async () => {
    const refusing =
      (fetch: Fetch): Fetch =>
      async (input, init) =>
        String(input instanceof Request ? input.url : input).includes("/v1/accounts") ? new Response("{}", { status: 401 }) : fetch(input, init);
    const desk = aDesk({ through: refusing });
    const text = await desk.failure("create_contact", { fields: { name: "Dana" }, relationships: { account: "Copperline" } });
    expect(text).toMatch(/^Listing accounts: the API answered 401/);
    expect(desk.requests()).toEqual(["GET /v1/contacts/definitions"]);
  });
});
