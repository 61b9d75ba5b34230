import { describe, expect, it } from "vitest";
import { aDesk } from "../builders.ts";
import { ACCOUNT, aDirectory } from "./a-directory.ts";

const NOTE = '"Sakura" = "Sakura Mobility" (acc_c0d4w7x80c3ujqg0gfgi93, sakura-mobility.example), the only match.';
const OWNER = '"Hannah" = "Hannah Weiss" (mem_c1mif9gt0do4weu1387kge, hannah.weiss@brightpath.example), the only match.';
const BRIEF = ['"Sakura" = "Sakura Mobility", the only match.', '"Hannah" = "Hannah Weiss", the only match.'];

describe("a part of a name that one record has", () => {
  it("is taken for it in a write, and the answer says so", async () => {
    const desk = aDesk();
    const fields = { name: "Dana Scully" };
    const relationships = { account: ["Sakura"], owner: "Hannah" };
    for (const dry_run of [true, false]) {
      const text = await desk.text("create_contact", { fields, relationships, dry_run });
      expect(text).toContain("Account: Sakura Mobility");
      expect(text).toContain("Owner: Hannah Weiss");
      expect(text.split("\n")).toEqual(expect.arrayContaining(BRIEF));
    }
    const [id] = /con_\w+/.exec(await desk.text("find_contacts", { query: "Dana Scully" })) ?? [];
    // Also where nothing is to be written.
    expect(await desk.text("update_contact", { id, relationships: { owner: "hannah" } })).toContain('"hannah" = "Hannah Weiss", the only match.');
    expect(await desk.text("update_contact", { id, fields: { title: "CFO" }, expect: { owner: "Hannah" } })).toContain(BRIEF[1]);
    expect(await desk.text("update_contact", { id, relationships: { owner: "Priya Raman" } })).not.toContain("the only");
  });

  it("in a plan", async () => {
    const desk = aDesk();
    const plan = await desk.text("update_contacts", { filters: [{ field: "account", value: "Sakura" }], relationships: { owner: "Hannah" } });
    expect(plan.split("\n")).toEqual(expect.arrayContaining([NOTE, OWNER]));
    const rows = [
      { name: "Ann Lee", account: "Sakura" },
      { name: "Bo Ek", account: "Sakura Mobility" },
    ];
    expect((await desk.text("import_contacts", { rows })).split("\n").filter((line) => line.includes("the only"))).toEqual([NOTE]);
  });

  it("as is the name of an account with a legal form, unless two accounts have it", async () => {
    const accounts = ["Lund", "Holm", "HOLM", "Vogt AG", "Sa"].map((name, at) => ({ id: `acc_${at}`, name }));
    const { targets } = aDirectory({ accounts });
    const linked = async (name: string) =>
      targets
        .lookUp((encode) => encode(name, ACCOUNT), {})
        .then(
          ({ notes }) => notes,
          (error: unknown) => String(error),
        );
    expect(await linked("Lund, Inc.")).toEqual(['"Lund, Inc." = "Lund" (acc_0), the only match.']);
    expect(await linked("Lund GmbH & Co. KG")).toEqual(['"Lund GmbH & Co. KG" = "Lund" (acc_0), the only match.']);
    for (const name of ["Holm Ltd", "Vogt GmbH", "Lund Trading Ltd"]) expect(await linked(name)).not.toContain("the only match");
  });

  it("but a legal form is not read as the beginning of another word", async () => {
    const accounts = ["Acme", "Acme Incubator", "Stone Consulting"].map((name, at) => ({ id: `acc_${at}`, name }));
    const { targets } = aDirectory({ accounts });
    const linked = (name: string) => targets.lookUp((encode) => encode(name, ACCOUNT), {}).then(({ targetId }) => targetId(name, ACCOUNT));
    await expect(linked("Acme, Inc.")).rejects.toThrow("may mean any of 2 accounts");
    await expect(linked("Stone Co")).rejects.toThrow('There is no account "Stone Co". Did you mean "Stone Consulting"');
  });

  it("in a filter", async () => {
    const desk = aDesk();
    const filters = [{ field: "account", value: "Sakura" }];
    expect(await desk.text("list_contacts", { filters })).toContain(NOTE);
    expect(await desk.text("list_contacts", { filters: [...filters, { field: "title", value: "no such title" }] })).toContain(NOTE);
    expect(await desk.text("find_contacts", { filters })).toContain(NOTE);
    expect(await desk.text("find_contacts", { query: "sales", filters })).toContain(NOTE);
  });

  it("in a question about the colleagues of a contact, but not in a link to one", async () => {
    const desk = aDesk({ contacts: 500 });
    expect(await desk.text("find_contacts", { query: "colleagues of Kasper" })).toMatch(
      /\n"Kasper" = "Kasper Hansen" \(con_\w+, .*\), the only match\./,
    );
    const fields = { name: "Dana Scully" };
    expect(await desk.failure("create_contact", { fields, relationships: { reports_to: "Kasper" } })).toContain('There is no contact "Kasper"');
  });

  it("is reported for five names, and the others are counted", async () => {
    const { targets } = aDirectory({ accounts: Array.from({ length: 8 }, (_, at) => ({ id: `acc_${at}`, name: `Only${at} Holding` })) });
    const { notes } = await targets.lookUp((encode) => Array.from({ length: 8 }, (_, at) => encode(`Only${at}`, ACCOUNT)), {});
    expect(notes).toHaveLength(6);
    expect(notes[0]).toBe('"Only0" = "Only0 Holding" (acc_0), the only match.');
    expect(notes[5]).toBe("3 more names in this call are not the full name of a record. If you mean another record, give its full name or ID.");
  });

  it("while one of several, or a part of a word, is refused", async () => {
    const desk = aDesk();
    const owner = (name: string) => desk.failure("create_contact", { fields: { name: "Fox" }, relationships: { owner: name } });
    const account = (name: string) => desk.failure("create_contact", { fields: { name: "Fox" }, relationships: { account: name } });
    expect(await owner("Alex")).toMatch(
      /The names of 2 members begin with "Alex"\. Accepted: the ID of one of them: Alex Morgan \(mem_\w+, alex\.morgan@/,
    );
    expect(await owner("Hanna")).toMatch(/Did you mean "Hannah Weiss" \(mem_\w+, hannah\.weiss@brightpath\.example\)\?/);
    expect(await account("Sakur")).toContain('Did you mean "Sakura Mobility" (acc_');
  });
});

describe("a whole name", () => {
  it("is shown in filters and plans with the ID of the record, and as whose it is where it is an address or me", async () => {
    const desk = aDesk({ contacts: 100, me: "hannah.weiss@brightpath.example" });
    const filters = [
      { field: "account", value: "brightloom" },
      { field: "owner", operator: "not_equal", value: "me" },
    ];
    const only =
      /\n"brightloom" = acc_\w+, the only account of that name\.\n"me" = "Hannah Weiss" \(mem_\w+, hannah\.weiss@brightpath\.example\)\.\n/;
    expect(await desk.text("find_contacts", { filters })).toMatch(only);
    expect(await desk.text("list_contacts", { filters, limit: 1 })).toMatch(only);
    expect(await desk.text("update_contacts", { filters, fields: { owner: "Daniel Okoye" } })).toMatch(
      /\n"Daniel Okoye" = mem_\w+, the only member of that name\.\n/,
    );
  });

  it("of a contact is said to be nobody else's in the answer to a write, which shows the ID", async () => {
    const desk = aDesk();
    await desk.text("create_contact", { fields: { name: "Dana Scully", email: "dana@fbi.example" } });
    const text = await desk.text("create_contact", { fields: { name: "Fox", reports_to: "dana scully" } });
    expect(text).toMatch(/\nReports to: Dana Scully \(con_\w+\)\nNo other contact is called "dana scully"\.\n/);
    expect(await desk.text("create_contact", { fields: { name: "Ann", reports_to: "dana@fbi.example" } })).not.toContain("No other contact");
  });

  it("that no record is like is refused with the call that looks further", async () => {
    const desk = aDesk({ contacts: 20 });
    const failure = (field: string, value: string) => desk.failure("find_contacts", { filters: [{ field, value }] });
    expect(await failure("account", "Qqqqq")).toContain('find_contacts {"group_by":["account"]} shows the accounts that contacts have');
    expect(await failure("reports_to", "Zzzzz Qqqqq")).toContain('find_contacts {"query":"Zzzzz Qqqqq"} searches all contacts');
  });

  it("that several accounts begin with is refused with all of them, or taken for any of them by contains", async () => {
    const desk = aDesk({ contacts: 20 });
    const text = await desk.failure("find_contacts", { filters: [{ field: "account", value: "Acm" }] });
    expect(text).toMatch(
      /The names of 2 accounts begin with "Acm"\. Accepted: the ID of one of them: Acme.* \(acc_\w+, acme.* \| Acme.*; or the operator contains, to match all of them\.$/,
    );
    expect(await desk.text("find_contacts", { filters: [{ field: "account", operator: "contains", value: "Acm" }] })).toContain("2 accounts");
  });

  it("of several contacts is refused without another operator where the filter asks for the links of one", async () => {
    const desk = aDesk({ contacts: 500 });
    const of = () => desk.failure("find_contacts", { filters: [{ field: "reports_to", operator: "of", value: "Maja" }] });
    const several = (limits: string) =>
      new RegExp(`: The names of 3 contacts begin with "Maja"${limits}\\. Accepted: the ID of one of them: Maja [^;]*\\)\\.$`);
    // Not all contacts are read yet.
    expect(await of()).toMatch(several(" \\(there may be more: the API finds only .*\\)"));
    await desk.text("find_contacts", { query: "Maja Jensen" });
    expect(await of()).toMatch(several(""));
  });
});
