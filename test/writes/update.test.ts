import { describe, expect, it } from "vitest";
import type { Cache } from "../../src/storage/index.ts";
import { aSmallDesk as aDesk, type Desk, type Fetch, writtenContact } from "../builders.ts";
import { aCache, planIn } from "./plans/plan-support.ts";

const create = async (desk: Desk, fields: object, relationships: object = {}) =>
  writtenContact(desk, await desk.text("create_contact", { fields, relationships })).id;

const held = (desk: Desk, id: string) => {
  const contact = desk.sandbox.contacts().get(id);
  if (!contact) throw new Error(`no contact ${id}`);
  return { fields: contact.fields, links: (key: string) => contact.relationships[key]?.values ?? [] };
};

const posts = (desk: Desk) => desk.requests().filter((request) => request.startsWith("POST"));

/** A cache whose locks exclude each other, as those on disk do. `waiting` resolves when one has to wait. */
function aLockingCache() {
  const locks = new Map<string, Promise<void>>();
  let wait = () => {};
  const waiting = new Promise<void>((resolve) => {
    wait = resolve;
  });
  const lock: Cache["lock"] = async (names) => {
    for (let taken = names.find((name) => locks.has(name)); taken !== undefined; taken = names.find((name) => locks.has(name))) {
      wait();
      await locks.get(taken);
    }
    let free = () => {};
    const freed = new Promise<void>((resolve) => {
      free = resolve;
    });
    for (const name of names) locks.set(name, freed);
    const release = async () => {
      for (const name of names) locks.delete(name);
      free();
    };
    return { isHeld: async () => true, release };
  };
  return { cache: { ...aCache(), lock }, waiting };
}

/** Names of accounts of the sandbox, all different. */
async function accountsOf(desk: Desk) {
  const { records } = await desk.api.listAccounts({ limit: 25 });
  const more = await desk.api.listAccounts({ limit: 25, offset: 25 });
  return [...new Map([...records, ...more.records].map((account) => [account.name, account])).values()];
}

describe("a date that counts from the stored one", () => {
  const moved = { fields: [{ field: "next_follow_up", value: "+2 weeks" }] };

  it("moves it on the clock of the user", async () => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully", next_follow_up: "2026-03-20 20:00" });
    const text = await desk.text("update_contact", { id, ...moved });
    expect(text).toContain("Next follow-up: 2026-03-20 20:00 +01:00 -> 2026-04-03 20:00 +02:00");
    expect(text).toContain('"+2 weeks" counts from the stored date, not from today.');
    const earlier = await desk.text("update_contact", { id, fields: [{ field: "next_follow_up", value: "1 month earlier" }] });
    expect(earlier).toContain("-> 2026-03-03 20:00 +01:00");
  });

  it("is not moved again by a repeated call", async () => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully", next_follow_up: "2026-03-02" });
    await desk.text("update_contact", { id, ...moved });
    const again = /next_follow_up: Write w\w+ has already made this move: 2026-03-02 -> 2026-03-16\. Accepted: 2026-03-30, to move it again\./;
    expect(await desk.failure("update_contact", { id, ...moved })).toMatch(again);
    expect(await desk.text("update_contacts", { ids: [id], ...moved })).toMatch(again);
    await desk.text("undo_write", {});
    expect(await desk.text("update_contact", { id, ...moved })).toContain("2026-03-02 -> 2026-03-16");
  });

  it("needs a stored date, and an update", async () => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully" });
    expect(await desk.failure("update_contact", { id, ...moved })).toContain(
      'fields.next_follow_up: "+2 weeks" counts from the stored value, and there is none. Accepted: a date; "in 2 weeks" counts from today.',
    );
    const notADate = '"+2 weeks" is not a date';
    expect(await desk.failure("create_contact", { fields: { name: "Fox Mulder", next_follow_up: "+2 weeks" } })).toContain(notADate);
    expect(await desk.failure("update_contact", { id, fields: { title: "CFO" }, expect: { next_follow_up: "+2 weeks" } })).toContain(notADate);
    expect(await desk.text("import_contacts", { text: `id,next_follow_up\n${id},+2 weeks` })).toContain(notADate);
  });
});

describe("an update that empties what says who a person is", () => {
  const STAYS = /^Cleared values stay in the history and in list_writes\./m;

  it("says where the values stay, once they are cleared", async () => {
    const desk = aDesk();
    const people = await Promise.all(
      ["Dana Scully", "Fox Mulder"].map((name) => create(desk, { name, email: `${name[0]}@fbi.example`, title: "Agent" })),
    );
    const [id = ""] = people;
    const clear = (clear_fields: string[]) => desk.text("update_contacts", { ids: people, clear_fields });
    const apply = async (plan: string) => desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(await apply(await clear(["title"]))).not.toMatch(STAYS);
    expect(await desk.text("update_contact", { id, clear_fields: ["email"], dry_run: true })).not.toMatch(STAYS);
    expect(await apply(await clear(["email"]))).toMatch(STAYS);
    expect(await desk.text("undo_write", {})).not.toMatch(STAYS);
    expect(await desk.text("update_contact", { id, fields: { name: "Deleted Person" }, clear_fields: ["email"] })).toMatch(STAYS);
  });
});

describe("an update", () => {
  it("sends only what differs, and shows it before -> after", async () => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully", title: "CFO", email: "a@b.example" });
    const text = await desk.text("update_contact", { id, fields: { title: "CEO", email: ["A@b.example"], notes: "n" } });
    expect(text).toContain("Title: CFO -> CEO");
    expect(text).toContain("Notes: (empty) -> n");
    expect(text).toContain("Unchanged: Email");
    expect(held(desk, id).fields.$email?.value).toEqual(["a@b.example"]);
  });

  it("that changes nothing is not sent, and says so", async () => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully", title: "CFO", email: ["a@b.example", "c@d.example"] }, { account: "Brightloom" });
    const before = posts(desk).length;
    const input = {
      id,
      fields: { title: "CFO", email: ["c@d.example", "a@b.example"], name: { firstName: "Dana" } },
      clear_fields: ["icp_score"],
      relationships: { account: { add: "Brightloom", remove: "Kestrel Aerospace" } },
    };
    const answer = await desk.run("update_contact", input);
    expect(answer).toMatchObject({
      text: expect.stringContaining("already has these values.\nUnchanged: Title, Email, Name, ICP score, Account"),
    });
    expect(answer.isError).toBeFalsy();
    expect(posts(desk)).toHaveLength(before);
  });

  it("adds an e-mail and loses none", async () => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully", email: "a@b.example" });
    await Promise.all([..."cdefg"].map((letter) => desk.run("update_contact", { id, fields: { email: { add: `${letter}@b.example` } } })));
    expect([held(desk, id).fields.$email?.value].flat().toSorted()).toEqual([..."acdefg"].map((letter) => `${letter}@b.example`));
  });

  it("loses nothing that another server with the same cache adds to the same lists and texts", async () => {
    const { cache, waiting } = aLockingCache();
    const first = aDesk({
      cache,
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        if (request.method === "POST") await Promise.race([other(), waiting]);
        return fetch(request);
      },
    });
    const second = aDesk({ cache, sandbox: first.sandbox });
    const id = await create(aDesk({ sandbox: first.sandbox }), { name: "Dana Scully", email: "a@b.example", notes: "one" });
    let others: Promise<string> | undefined;
    const other = () => {
      others ??= second.text("update_contact", { id, add: { email: "c@b.example", notes: "three" } });
      return others;
    };
    const own = await first.text("update_contact", { id, add: { email: "b@b.example", notes: "two" } });
    expect([own, await other()]).toEqual([
      expect.stringMatching(/^Updated/),
      expect.stringMatching(/^Not written: somebody else has changed|^Updated/),
    ]);
    const { $email, notes } = held(first, id).fields;
    expect([$email?.value, notes?.value]).toEqual([["a@b.example", "b@b.example", "c@b.example"], "one\ntwo\nthree"]);
  });

  it("is only shown with dry_run", async () => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully", title: "CFO" });
    const before = posts(desk).length;
    const text = await desk.text("update_contact", { id, fields: { title: "CEO" }, relationships: { owner: "Daniel Okoye" }, dry_run: true });
    expect(text).toContain("Would update Dana Scully");
    expect(text).toContain("Title: CFO -> CEO");
    expect(text).toMatch(/Owner: \(none\) -> Daniel Okoye/);
    expect(text).toContain("Nothing was written");
    expect(posts(desk)).toHaveLength(before);
    expect(await desk.text("create_contact", { fields: { name: "Fox Mulder" }, dry_run: true })).toContain("Would create Fox Mulder:");
    expect(posts(desk)).toHaveLength(before);
  });
});

describe("a value of another contact", () => {
  it("that belongs to one person is refused with the name of its holder, before anything is written", async () => {
    const desk = aDesk();
    const other = await create(desk, { name: "Fox Mulder", email: ["fox@fbi.example"] });
    const id = await create(desk, { name: "Dana Scully", email: ["dana@fbi.example"] });
    const before = posts(desk).length;
    const call = { id, fields: { email: { add: "Fox@fbi.example" } } };
    const refusal = `Not written: another contact already has this value: Fox Mulder (${other}), same e-mail. If the change is still right, call update_contact with "allow_duplicate": true.`;
    expect(await desk.failure("update_contact", call)).toBe(refusal);
    expect(await desk.failure("update_contact", { ...call, dry_run: true })).toBe(refusal);
    expect(posts(desk)).toHaveLength(before);
    const text = await desk.text("update_contact", { ...call, allow_duplicate: true });
    expect(text).toContain(`Other contacts share a value: Fox Mulder (${other}), same e-mail`);
    expect(await desk.text("update_contact", { id, fields: { email: { add: "d@s.example" } } })).not.toContain("share a value");
  });

  it("that several people may share is written, and its holder is named", async () => {
    const desk = aDesk();
    const other = await create(desk, { name: "Fox Mulder", email: ["fox@fbi.example", "info@fbi.example"] });
    const id = await create(desk, { name: "Dana Scully", email: ["dana@fbi.example"] });
    const text = await desk.text("update_contact", { id, fields: { email: { add: "info@fbi.example" } } });
    expect(text).toMatch(/^Updated Dana Scully/);
    expect(text).toContain(`Other contacts share a value: Fox Mulder (${other}), same e-mail`);
  });
});

it("a value is not both added and removed, in whatever spelling", async () => {
  const desk = aDesk();
  const id = await create(desk, { name: "Dana Scully" });
  const text = await desk.failure("update_contact", { id, fields: { email: { add: "a@b.example", remove: "A@b.example" } } });
  expect(text).toContain('"a@b.example" is both added and removed');
});

describe("what is expected", () => {
  it.each<[object, boolean]>([
    [{ title: "CFO" }, true],
    [{ Title: "CTO" }, false],
    [{ title: "" }, false],
    [{ icp_score: "" }, true],
    [{ title: null }, true],
    [{ email: { add: "a@b.example" } }, true],
    [{ email: ["a@b.example"] }, false],
    [{ email: "a@b.example" }, false],
    [{ email: ["c@d.example", "A@b.example"] }, true],
    [{ owner: "" }, true],
    [{ owner: "(none)", notes: "(empty)" }, true],
    [{ title: "(empty)" }, false],
    [{ owner: "Daniel Okoye" }, false],
    [{ account: "Brightloom" }, true],
    [{ account: { remove: "Brightloom" } }, false],
    [{ "address.city": "Odense", "name.lastName": "Scully" }, true],
    [{ "address.city": "Bonn" }, false],
    [{ "address.state": "" }, true],
    [{ address: "Odense, DK" }, true],
    [{ address: "Odense" }, false],
    [{ "address.city": "(empty)" }, false],
    [{ "name.firstName": "Kate", "address.city": "Odense" }, false],
  ])("%j lets the update through: %s", async (expected, passes) => {
    const desk = aDesk();
    const fields = { name: "Dana Scully", title: "CFO", email: ["a@b.example", "c@d.example"], "address.city": "Odense", "address.country": "DK" };
    const id = await create(desk, fields, { account: "Brightloom" });
    const write = desk.run("update_contact", { id, fields: { title: "CEO" }, expect: expected });
    if (passes) expect((await write).isError).toBe(false);
    else await expect(write).rejects.toThrow("is not as expected (expected -> now):");
    expect(held(desk, id).fields.$title?.value).toBe(passes ? "CEO" : "CFO");
  });
});

describe("what stands for a value, or for none, is not written", () => {
  it.each(["-", "(empty)", "(none)", "null", "undefined"])("%s", async (title) => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully", title: "CFO" });
    expect(await desk.failure("update_contact", { id, fields: { title } })).toContain(
      `fields.title: "${title}" stands for no value. Accepted: a value; clear_fields empties the field.`,
    );
  });

  it("in a part of a field either: the rest of the field need not be emptied", async () => {
    const fields = { name: { firstName: "Dana", lastName: "-" }, "address.city": "-" };
    expect((await aDesk().failure("create_contact", { fields })).split("\n")).toEqual([
      'fields.address.city: "-" stands for no value. Accepted: a value; to leave the field empty, omit it.',
      'fields.name: "-" stands for no value. Accepted: a value for "lastName", or "".',
    ]);
  });

  it("in a profile either, but an option may be called so", async () => {
    const desk = aDesk();
    desk.sandbox.editDefinitions(({ fieldDefinitions }) => {
      const [option] = fieldDefinitions.persona?.typeConfiguration?.options ?? [];
      if (option) option.label = "(none)";
    });
    const id = await create(desk, { name: "Dana Scully" });
    expect(await desk.failure("update_contact", { id, fields: { linkedIn: "null" } })).toContain("stands for no value");
    expect(await desk.text("update_contact", { id, fields: { persona: "(none)" } })).toContain("Persona: (empty) -> (none)");
  });

  it("and what empties a field of any type is said", async () => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully" });
    const fields = { next_follow_up: "", deal_size: "n/a", lifecycle_stage: "none", email: "None", phone: "", account: "none" };
    const problems = (await desk.failure("update_contact", { id, fields })).split("\n").filter((line) => line.startsWith("fields."));
    expect(problems.filter((problem) => /clear_fields empties the field\.$/.test(problem))).toHaveLength(Object.keys(fields).length);
    expect(await desk.failure("create_contact", { fields: { name: "Eva Lenz", title: "" } })).toContain("to leave the field empty, omit it");
  });

  it("a value that is cut", async () => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully", notes: "word ".repeat(500) });
    const shown = /^Notes: (.*)$/m.exec(await desk.text("retrieve_contact", { id }))?.[1];
    for (const call of [{ fields: { notes: shown } }, { add: { notes: shown } }])
      expect(await desk.failure("update_contact", { id, ...call })).toMatch(
        /" word.* word… \(\+[\d,]+ characters\)" is the end of a value that an answer has cut\. Accepted: the whole value, which retrieve_contact shows with "fields"\./,
      );
  });
});

describe("what somebody else has changed since it was shown", () => {
  const colleague = (desk: Desk, id: string, title: string | null) =>
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: title };
    });

  it.each(["retrieve_contact", "list_contacts", "find_contacts", "update_contact"])(
    "is not overwritten before it was seen: shown by %s",
    async (tool) => {
      const desk = aDesk({ contacts: 3 });
      const id = await create(desk, { name: "Quillon Zwart", title: "CFO" });
      await desk.text(
        tool,
        { retrieve_contact: { id }, list_contacts: {}, find_contacts: { query: "Quillon Zwart" }, update_contact: { id, fields: { title: "COO" } } }[
          tool
        ],
      );
      colleague(desk, id, "VP");
      expect(await desk.failure("update_contact", { id, fields: { title: "CEO" } })).toMatch(
        /somebody else has changed[\s\S]*Title: (CFO|COO) -> VP/,
      );
      expect(held(desk, id).fields.$title?.value).toBe("VP");
      expect(await desk.text("update_contact", { id, fields: { title: "CEO" } })).toContain("Title: VP -> CEO");
    },
  );

  it.each<[string, object, string]>([
    ["a column that the table leaves out", { query: "Quillon" }, "$phone"],
    ["how many have the other words", { query: "Kobbert VP" }, "$title"],
    ["the name, as of somebody less likely", { query: "Zwart" }, "$title"],
    ["a part of it", { query: "Quillon", fields: ["name", "address.country"] }, "$address"],
  ])("is not taken as shown by find_contacts, if it prints only %s", async (_what, args, key) => {
    const desk = aDesk({ contacts: 3 });
    const id = await create(desk, { name: "Quillon Zwarts", title: "CFO", phone: "+4930901820", address: { city: "Bonn" } });
    await create(desk, { name: "Quillon Zwart", title: "Nurse" });
    await desk.text("retrieve_contact", { id });
    const values: Record<string, object> = {
      $phone: { valueType: "TELEPHONE", value: ["+4930901821"] },
      $title: { valueType: "TEXT", value: "VP" },
      $address: { valueType: "ADDRESS", value: { city: "Ulm" } },
    };
    desk.sandbox.editContact(id, ({ fields }) => Object.assign(fields, { [key]: values[key] }));
    // The local copy now has the colleague's value.
    await desk.text("update_contact", { id, fields: { notes: "n" } });
    await desk.text("find_contacts", args);
    const fields = { $phone: { phone: ["+4930901822"] }, $title: { title: "CEO" }, $address: { address: { city: "Berlin" } } }[key];
    expect(await desk.failure("update_contact", { id, fields })).toContain("somebody else has changed");
  });

  it.each([["VP"], [null]])("is compared with what was shown last: %s", async (title) => {
    const desk = aDesk({ contacts: 3 });
    const id = await create(desk, { name: "Quillon Zwart", title: "CFO" });
    await desk.text("retrieve_contact", { id });
    colleague(desk, id, title);
    await desk.text("retrieve_contact", { id, fields: ["title"] });
    colleague(desk, id, "CFO");
    expect(await desk.failure("update_contact", { id, fields: { title: "CEO" } })).toContain(`Title: ${title ?? "(empty)"} -> CFO`);
  });

  it("does not matter where the update does not touch it, or where it expects it", async () => {
    const desk = aDesk();
    const id = await create(desk, { name: "Dana Scully", title: "CFO" });
    colleague(desk, id, "VP");
    expect((await desk.run("update_contact", { id, fields: { notes: "n" } })).isError).toBe(false);
    expect((await desk.run("update_contact", { id, fields: { title: "CEO" }, expect: { title: "VP" } })).isError).toBe(false);
  });

  it("nor is enrichment somebody", async () => {
    const desk = aDesk({ enrich: true });
    const id = await create(desk, { name: "Dana Scully", email: "a@b.example" });
    await desk.text("retrieve_contact", { id });
    for (const title of ["CFO", "CEO", "CTO"]) expect((await desk.run("update_contact", { id, fields: { notes: title } })).isError).toBe(false);
  });
});

describe("relationships", () => {
  it("take a name, an e-mail, an ID or me, and one alone where they hold one", async () => {
    const { records } = await aDesk().api.listMembers({ limit: 25 });
    const daniel = records.find(({ name }) => name === "Daniel Okoye");
    const mine = aDesk({ me: daniel?.email ?? "" });
    const id = await create(mine, { name: "Dana Scully" }, { owner: "me" });
    expect(held(mine, id).links("$owner")).toEqual([daniel?.id]);
    const other = records.find(({ id: one }) => one !== daniel?.id);
    for (const owner of [other?.email, daniel?.name, other?.id, "me"]) {
      expect((await mine.run("update_contact", { id, relationships: { owner } })).isError).toBe(false);
    }
    expect(held(mine, id).links("$owner")).toEqual([daniel?.id]);
    expect(await mine.text("update_contact", { id, relationships: { owner: { add: other?.name } } })).toContain(
      '"Owner" holds one record: the previous one is replaced.',
    );
    expect(held(mine, id).links("$owner")).toEqual([other?.id]);
    await mine.text("update_contact", { id, clear_fields: ["owner"] });
    expect(held(mine, id).links("$owner")).toEqual([]);
  });

  it("of more than 25 records go in several requests, on create and update, and come back in one undo", async () => {
    const desk = aDesk({ contacts: 300 });
    const ids = (await accountsOf(desk)).map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(40);
    const id = await create(desk, { name: "Dana Scully" }, { account: ids.slice(0, 30) });
    expect(held(desk, id).links("$account").toSorted()).toEqual(ids.slice(0, 30).toSorted());
    await desk.text("update_contact", { id, fields: { title: "CEO" }, relationships: { account: { replace: ids.slice(10, 40) } } });
    expect(held(desk, id).links("$account").toSorted()).toEqual(ids.slice(10, 40).toSorted());
    await desk.text("undo_write");
    expect(held(desk, id).links("$account").toSorted()).toEqual(ids.slice(0, 30).toSorted());
    expect(held(desk, id).fields.$title?.value ?? null).toBe(null);
  });

  it("that are refused half-way are told of as they are", async () => {
    let count = 0;
    const refusingThird =
      (fetch: Fetch): Fetch =>
      (input, init) => {
        if (input instanceof Request && input.method === "POST" && ++count === 3)
          return Promise.resolve(new Response(JSON.stringify({ error: { type: "unprocessable_content", message: "No." } }), { status: 422 }));
        return fetch(input, init);
      };
    const desk = aDesk({ contacts: 300, through: refusingThird });
    const ids = (await accountsOf(desk)).map(({ id }) => id);
    const id = await create(desk, { name: "Dana Scully" });
    const answer = await desk.run("update_contact", { id, fields: { title: "CEO" }, relationships: { account: { add: ids.slice(0, 30) } } });
    expect(answer.isError).toBe(true);
    expect(answer.text).toContain("in part");
    expect(answer.text).toContain("Title: (empty) -> CEO");
    expect(answer.text).toContain("Account: stored in part, + ");
    const linked = held(desk, id).links("$account").length;
    expect(linked).toBe(25);
    // What is left can be done, and all of it be undone.
    expect((await desk.run("update_contact", { id, relationships: { account: { add: ids.slice(0, 30) } } })).isError).toBe(false);
    expect(held(desk, id).links("$account")).toHaveLength(30);
  });
});
