import { describe, expect, it } from "vitest";
import { aDesk, type Desk } from "../builders.ts";

const create = async (desk: Desk, fields: Readonly<Record<string, unknown>>) => {
  const answer = await desk.text("create_contact", { fields, allow_duplicate: true });
  return /con_\w+/.exec(answer)?.[0] ?? "";
};

describe("a query with an e-mail address", () => {
  it("finds who has just that address, and not those whose address or name is similar", async () => {
    const desk = aDesk({ contacts: 50 });
    await create(desk, { name: "Quillon Zwart", email: "q.zwart@solo.example" });
    await create(desk, { name: "Zwart Solo", email: "zwart.q@solo.example" });
    const meant = await create(desk, { name: "Anna Bjelke", email: "q@solo.example" });
    for (const query of ["q@solo.example", "who is Q@solo.example?", "Anna q@solo.example"])
      expect(await desk.text("find_contacts", { query })).toMatch(new RegExp(`^Found: ${meant} .*the only match`));
  });

  it("shows what is similar if nobody has it", async () => {
    const desk = aDesk({ contacts: 50 });
    const near = await create(desk, { name: "Quillon Zwart", email: "q.zwart@solo.example" });
    expect(await desk.text("find_contacts", { query: "zwart@solo.example" })).toContain(near);
  });
});

describe("a sentence with an e-mail address, a phone number or a code", () => {
  const desk = aDesk({ contacts: 50 });

  it("finds who has it, whatever else the sentence says", async () => {
    const byMail = await create(desk, { name: "Anna Bjelke", email: "q@solo.example" });
    const byPhone = await create(desk, { name: "Quillon Zwart", phone: "+44 7712 990571" });
    const byCode = [...desk.sandbox.contacts().values()].find(({ externalId }) => externalId === "legacy-43")?.id;
    for (const [query, id] of [
      ["did somebody reply to q@solo.example yesterday, and who is that?", byMail],
      ["I just missed a call from +44 7712 990571, who was that?", byPhone],
      ["a lady called from 07712 990 571 about an invoice", byPhone],
      ["legacy-43", byCode],
      ["our old system calls them legacy-43, who might it be", byCode],
    ])
      expect(await desk.text("find_contacts", { query }), query).toMatch(new RegExp(`^Found: ${id} .*the only match`));
  });

  it("shows what it asks for", async () => {
    const answer = await desk.text("find_contacts", { query: "which rep is responsible for the person behind q@solo.example" });
    expect(answer).toMatch(/^Owner: /m);
    expect(await desk.text("find_contacts", { query: "phone 07712 990 571" })).toMatch(/^Phone: \+447712990571/m);
  });

  it("does not answer with the person whose colleagues it asks for", async () => {
    const colleagues = await desk.text("find_contacts", { query: "colleagues of q@solo.example" });
    expect(colleagues).toMatch(/^None of .*\nRead as .*"operator":"of","value":"q@solo.example"/);
    expect(await desk.failure("find_contacts", { query: "who else works with q@solo.example" })).toContain("could not be read as a condition");
  });
});

describe("a query that is a contact ID", () => {
  it("finds the contact, also before all contacts are read", async () => {
    const desk = aDesk({ contacts: 50 });
    const [id = ""] = desk.sandbox.contacts().keys();
    for (const query of [id, `show ${id}`]) expect(await desk.text("find_contacts", { query })).toMatch(new RegExp(`^Found: ${id} \\(its ID\\)`));
  });

  it("finds nobody else if there is no such contact, before and after all contacts are read", async () => {
    const desk = aDesk({ contacts: 50 });
    for (const query of ["con_c1mcsjl20h70akv08j4nzz", "con_nope"]) {
      const none = `query: There is no contact "${query}". Accepted: IDs that find_contacts shows.`;
      expect(await desk.failure("find_contacts", { query })).toContain(none);
      await desk.text("find_contacts", {});
      expect(await desk.failure("find_contacts", { query })).toContain(none);
    }
  });
});

describe("a query with an account's whole name", () => {
  it("means this account, and names those that have more words", async () => {
    const desk = aDesk({ contacts: 500 });
    await desk.text("find_contacts", {});
    const counted = async (args: unknown) => /^\d+/.exec(await desk.text("find_contacts", args))?.[0];
    const answer = await desk.text("find_contacts", { query: "how many people work at Acme?" });
    expect(answer).toContain(
      '"Acme" was read as the account of exactly that name. The filter {"field":"account","operator":"contains","value":"Acme"} also finds contacts of Acme Robotics.',
    );
    expect(/^\d+/.exec(answer)?.[0]).toBe(await counted({ filters: [{ field: "account", value: "Acme" }], limit: 0 }));
    const all = await counted({ filters: [{ field: "account", operator: "contains", value: "Acme" }], limit: 0 });
    expect(Number(all)).toBeGreaterThan(Number.parseInt(answer, 10));
    const [acme, wren] = await Promise.all(["Acme", "Wren Software"].map((value) => counted({ filters: [{ field: "account", value }], limit: 0 })));
    expect(await counted({ query: "how many people at Acme or Wren" })).toBe(String(Number(acme) + Number(wren)));
    expect(await desk.text("find_contacts", { query: "how many people are not at Acme?" })).toContain('"operator":"not_equal","value":"Acme"');
    expect(await desk.text("find_contacts", { query: "how many people work at Nimbus?" })).toContain('"Nimbus" stands for 1 account: ');
  });
});

it("a negation that is somebody's name is searched, and another is refused", async () => {
  const desk = aDesk({ contacts: 50 });
  const meant = await create(desk, { name: "Maria Lack" });
  for (const query of ["lack maria", "maria lack"]) expect(await desk.text("find_contacts", { query })).toContain(`Found: ${meant}`);
  expect(await desk.failure("find_contacts", { query: "lack acme" })).toContain('"lack acme" could not be read');
});

describe("what stands in the texts of others", () => {
  const withNotes = async () => {
    const desk = aDesk({ contacts: 500 });
    const [sophie = ""] = /con_\w+/.exec(await desk.text("find_contacts", { query: "Sophie Vogel" })) ?? [];
    const notes = "Intro came from Anna Hofmann, private mail anna.h@privat.example";
    await desk.text("update_contact", { id: sophie, add: [{ field: "notes", value: notes }] });
    return { desk, sophie };
  };

  it("an e-mail address is found there if nobody has it, and nobody is called the one who is meant", async () => {
    const { desk, sophie } = await withNotes();
    const answer = await desk.text("find_contacts", { query: "anna.h@privat.example" });
    expect(answer).toMatch(/^1 contact matches \(Notes anna\.h@privat\.example\)\./);
    expect(answer).toContain(sophie);
    expect(answer).not.toContain("Found:");
  });

  it("a name is told beside the contact who has it", async () => {
    const { desk, sophie } = await withNotes();
    expect(await desk.text("find_contacts", { query: "Anna Hofmann" })).toContain(
      `Others with these words: Sophie Vogel (${sophie}), by Notes Anna Hofmann`,
    );
  });

  it("an option is told with its field", async () => {
    const { desk } = await withNotes();
    expect(await desk.text("find_contacts", { query: "Svalbard Lead", limit: 25 })).not.toMatch(/\boption /);
    expect(await desk.text("find_contacts", { query: "Sophie Dinner", limit: 25 })).toContain("Events attended: Customer Dinner");
  });

  it("a city is no country of a similar name", async () => {
    const { desk } = await withNotes();
    expect(await desk.text("find_contacts", { query: "People in Portland" })).toMatch(/^No contact matches/);
    expect(await desk.text("find_contacts", { query: "People in Amsterdm" })).toContain("place Amsterdm→Amsterdam");
  });
});

it("a name is found if it is also a word for people of a country, or for further contacts", async () => {
  const desk = aDesk({ contacts: 50 });
  for (const name of ["Clara Danes", "Thomas More"]) {
    const id = await create(desk, { name });
    for (const query of [name, name.replace(/.* /, "")]) expect(await desk.text("find_contacts", { query })).toContain(`Found: ${id}`);
  }
});
