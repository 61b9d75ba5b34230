import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config.ts";
import { whyNotOffered } from "../../src/server/tool-list.ts";
import { TOOLS } from "../../src/tools/index.ts";
import { aSmallDesk as aDesk, aPerson, type Desk, type DeskOptions, type Fetch } from "../builders.ts";
import { inFastTime } from "./fake-time.ts";
import { aCache, aLog, contactOf, planIn } from "./plans/plan-support.ts";

/** The ID of a new contact, whoever else is like it. */
async function made(desk: Pick<Desk, "text">, fields: object): Promise<string> {
  const text = await desk.text("create_contact", { fields, allow_duplicate: true });
  const [, id] = /\((con_\w+)\)/.exec(text) ?? [];
  if (id === undefined) throw new Error(text);
  return id;
}

const DANA = { name: "Dana Scully", email: ["dana@fbi.example"], title: "Agent", interests: ["AI Agents"] };
const TWICE = {
  name: "Dana Scully",
  email: ["dana@fbi.example", "d.scully@fbi.example"],
  title: "Special Agent",
  notes: "met in Bonn",
  account: ["Sakura Mobility"],
  owner: "Priya Raman",
};

/** A desk with one person twice. */
async function withDana(options: DeskOptions = {}) {
  const desk = aDesk(options);
  const keep = await made(desk, DANA);
  const twin = await made(desk, TWICE);
  const applied = async (args: object = {}) =>
    desk.run("apply_plan", { plan_id: planIn(await desk.text("merge_contacts", { keep, merge: [twin], ...args })) });
  return { desk, keep, twin, applied };
}

const valuesOf = (desk: Desk, id: string) => {
  const { fields, relationships } = contactOf(desk, id);
  return { title: fields.$title?.value, email: fields.$email?.value, notes: fields.notes?.value, accounts: relationships.$account?.values.length };
};

describe("the plan of a merge", () => {
  it("shows what changes and what is lost, and writes nothing", async () => {
    const { desk, keep, twin } = await withDana();
    const text = await desk.text("merge_contacts", { keep, merge: [twin] });
    expect(
      text
        .replaceAll(keep, "con_keep")
        .replaceAll(twin, "con_twin")
        .replace(/plan_[\w-]{20}/, "plan_1"),
    ).toMatchInlineSnapshot(`
      "Plan: 1 merge. A merge cannot be undone.
      Dana Scully (con_twin) into Dana Scully (con_keep): same e-mail and name. Lost: Title: Special Agent. Added: Email: + d.scully@fbi.example; Notes: met in Bonn; Account: Sakura Mobility; Owner: Priya Raman
      Nothing is written yet. Once the user agrees, apply_plan {"plan_id": "plan_1"} applies it. The plan is valid for 30 minutes, while this server runs."
    `);
    expect(desk.sandbox.contacts().has(twin)).toBe(true);
  });

  it("says who created the contact that goes, and which values only the API decides about", async () => {
    const { desk, keep, twin } = await withDana();
    desk.sandbox.editContact(twin, ({ fields, relationships }) => {
      fields.$lastInteractionAt = { valueType: "DATETIME", value: "2025-06-13T10:00:00Z" };
      fields.sentiment = { valueType: "RATING", value: 2 };
      const [creator] = relationships.$owner?.values ?? [];
      if (relationships.$createdBy && creator) relationships.$createdBy.values = [creator];
    });
    const text = await desk.text("merge_contacts", { keep, merge: [twin] });
    expect(text).toContain("Lost: Title: Special Agent; Created by: Priya Raman.");
    expect(text).toContain(
      "\nThe API decides which values of the two contacts stay in fields that cannot be written: Last interaction, Sentiment.\n",
    );
  });

  it("names every attribute, however much it adds, and so does the list of writes what was lost", async () => {
    const desk = aDesk();
    const keep = await made(desk, { ...DANA, title: "A".repeat(150) });
    const many = {
      email: [...TWICE.email, ...Array.from({ length: 12 }, (_, at) => `dana.scully.${at}@fbi.example`)],
      address: { street: `${"Long ".repeat(25)}Road`, city: "Bonn" },
    };
    const twin = await made(desk, { ...TWICE, ...many, notes: "N".repeat(150) });
    const plan = await desk.text("merge_contacts", { keep, merge: [twin], take: { title: twin } });
    expect(plan).toMatch(/Added: Email: .*; also (?:\w+, )*Owner/);
    await desk.text("apply_plan", { plan_id: planIn(plan) });
    const [line = ""] = (await desk.text("list_writes", {})).split("\n").filter((one) => one.includes(" merge "));
    expect(line).toMatch(/: Title: A{60,}.* -> Special Agent; .* \(\+\d+ characters\)$/);
    const [id] = line.split(" ");
    expect((await desk.text("list_writes", { write_id: id })).split("\n")[1]).toMatch(/Owner: .*Priya Raman$/);
  });

  it("counts no line of a text as lost that the result has", async () => {
    const desk = aDesk();
    const keep = await made(desk, { ...DANA, notes: "likes tea" });
    const twin = await made(desk, { ...TWICE, title: DANA.title, notes: "met in Bonn" });
    const planOf = (notes: string) => desk.text("merge_contacts", { keep, merge: [twin], take: { notes } });
    expect(await planOf("likes tea\nmet in Bonn")).not.toContain("Lost");
    expect(await planOf("likes tea")).toContain("Lost: Notes: met in Bonn");
  });

  it("takes the fuller of two names, unless the call says otherwise", async () => {
    const desk = aDesk();
    const keep = await made(desk, { ...DANA, name: "D. Scully" });
    const twin = await made(desk, DANA);
    const planOf = (args: object) => desk.text("merge_contacts", { keep, merge: [twin], ...args });
    expect(await planOf({ take: { name: "keep" } })).toContain("Lost: Name: Dana Scully");
    const plan = await planOf({});
    expect(plan).toContain("Name: D. Scully -> Dana Scully");
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toMatch(/^Merged/);
    expect(contactOf(desk, keep).fields.$name?.value).toEqual({ firstName: "Dana", lastName: "Scully" });
  });

  it.each([
    ["the value of the one that goes", (_: string, twin: string) => ({ take: { title: twin } }), "Special Agent"],
    ["the value of the one that stays", (keep: string) => ({ take: { title: keep } }), "Agent"],
    [
      "the value of a contact that is called as answers show it",
      (_: string, twin: string) => ({ take: { title: `Dana Scully (${twin})` } }),
      "Special Agent",
    ],
    [
      "the value of a contact by a link to it",
      (_: string, twin: string) => ({ take: { title: `https://crm.lightfield.app/contacts/${twin}?tab=notes` } }),
      "Special Agent",
    ],
    ["the same by its name", () => ({ take: [{ field: "title", value: "keep" }] }), "Agent"],
    ["a value of neither", () => ({ take: { title: "Chief of Staff" } }), "Chief of Staff"],
  ])("takes %s", async (_, take, title) => {
    const { desk, keep, twin, applied } = await withDana();
    expect((await applied(take(keep, twin))).isError).toBe(false);
    expect(valuesOf(desk, keep).title).toBe(title);
  });

  it("keeps values for the parents of dependent selects", async () => {
    const desk = aDesk();
    const keep = await made(desk, { ...DANA, region: "EMEA" });
    const twin = await made(desk, { ...TWICE, region: "APAC", territory: "Japan" });
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("merge_contacts", { keep, merge: [twin] })) });
    expect(await desk.text("retrieve_contact", { id: keep, fields: ["region", "territory"] })).toMatch(/Region: EMEA\n(?!Territory)/);
  });

  it("says what it does not accept", async () => {
    const { desk, keep, twin } = await withDana();
    for (const [args, problem] of [
      [{}, /keep.*merge.*groups/],
      [{ keep }, /keep.*merge.*groups/],
      [{ keep, merge: [keep] }, /would be merged into itself/],
      [
        {
          groups: [
            [keep, twin],
            [twin, "con_1"],
          ],
        },
        /is given twice/,
      ],
      [{ keep, merge: [twin], take: { titel: twin } }, /take\.titel: .*Did you mean "title"/],
      [{ keep, merge: [twin], take: { owner: twin } }, /take\.owner: Owner is a relationship/],
      [{ keep, merge: [twin], take: { title: "con_other" } }, /con_other is not one of the contacts/],
      [{ keep, merge: [twin], take: { title: "Dana Scully (con_other)" } }, /con_other is not one of the contacts/],
      [{ keep, merge: [twin], take: { title: " " } }, /empty\. Accepted: text; or whose value to take: "keep", or the ID of another contact/],
      [{ keep, merge: [twin], take: { icp_score: "much" } }, /take\.icp_score: .*not a number/],
      [
        {
          keep,
          merge: [twin],
          take: [
            { field: "title", value: "A" },
            { field: "title", value: twin },
          ],
        },
        /names this field twice/,
      ],
      [{ groups: Array.from({ length: 201 }, (_, at) => [`con_a${at}`, `con_b${at}`]) }, /too many for one plan|201 items/],
    ] as const)
      expect(await desk.failure("merge_contacts", args)).toMatch(problem);
    const gone = await desk.run("merge_contacts", { keep, merge: ["con_nobody"] });
    expect(gone).toMatchObject({ isError: true, text: expect.stringMatching(/there is no contact con_nobody/) });
    const empty = await desk.run("merge_contacts", { keep: twin, merge: [keep], take: { notes: keep } });
    expect(empty).toMatchObject({ isError: true, text: expect.stringMatching(/take\.notes: con_\w+ has no such value/) });
  });

  it("refuses two people who share at most a weak value, unless the user says that they are one", async () => {
    const desk = aDesk();
    const [one, other, stranger] = [
      await made(desk, { name: "Dana Scully", email: ["dana@fbi.example"], phone: ["+49 30 901820"] }),
      await made(desk, { name: "Fox Mulder", email: ["fox@fbi.example"], phone: ["+49 30 901820"] }),
      await made(desk, { name: "Walter Skinner", email: ["skinner@fbi.example"] }),
    ];
    const refused = await desk.run("merge_contacts", { keep: one, merge: [other] });
    expect(refused).toMatchObject({
      isError: true,
      text: expect.stringMatching(
        /Dana Scully \(con_\w+\), Fox Mulder \(con_\w+\): they may be different people: same phone; different name and e-mail\..*"even_if_different": true/,
      ),
    });
    expect(await desk.text("merge_contacts", { keep: one, merge: [stranger] })).toMatch(/they share nothing that identifies a person/);
    expect(await desk.text("merge_contacts", { keep: one, merge: [other], even_if_different: true })).toMatch(/^Plan: 1 merge\./);
  });

  it("says that hidden fields are merged, and shows none of them", async () => {
    const { desk, keep, twin } = await withDana();
    const hiding = aDesk({ sandbox: desk.sandbox, hidden: ["notes", "title"] });
    const text = await hiding.text("merge_contacts", { keep, merge: [twin] });
    expect(text).toMatch(/The API merges the 3 hidden fields too/);
    const answers = [text, await hiding.text("apply_plan", { plan_id: planIn(text) }), await hiding.text("list_writes")].join("\n");
    expect(answers).not.toMatch(/met in Bonn|Special Agent|Title/);
    expect(valuesOf(desk, keep).notes).toBe("met in Bonn");
  });
});

describe("a merge", () => {
  it("ends with one contact that holds what the plan said, and the index without the other", async () => {
    const { desk, keep, twin, applied } = await withDana();
    const { text } = await applied({ take: { title: twin } });
    expect(
      text
        .replaceAll(keep, "con_keep")
        .replaceAll(twin, "con_twin")
        .replaceAll(/\bw[\w]{6}\b/g, "w1"),
    ).toMatchInlineSnapshot(`
      "Merged Dana Scully (con_twin) into Dana Scully (con_keep). Write w1.
      Email: + d.scully@fbi.example (1 kept)
      Title: Agent -> Special Agent
      Notes: (empty) -> met in Bonn
      Account: + Sakura Mobility (acc_c0d4w7x80c3ujqg0gfgi93)
      Owner: (none) -> Priya Raman (mem_c0kxygne0pnkywp1vjy1f2)
      A merge cannot be undone. list_writes {"write_id":"w1"} shows both contacts as they were.
      https://app.lightfield.app/contacts/con_keep"
    `);
    expect(valuesOf(desk, keep)).toEqual({
      title: "Special Agent",
      email: ["dana@fbi.example", "d.scully@fbi.example"],
      notes: "met in Bonn",
      accounts: 1,
    });
    expect(desk.sandbox.contacts().has(twin)).toBe(false);
    expect(await desk.text("find_contacts", { query: "dana scully" })).not.toContain(twin);
    expect(await desk.failure("retrieve_contact", { id: twin })).toMatch(/404|not found/);
  });

  it("joins several into one, and groups one after the other", async () => {
    const desk = aDesk();
    const ids = [];
    for (const at of [1, 2, 3])
      ids.push(await made(desk, { name: "Ann Lee", email: [`ann${at}@lee.example`, "ann@lee.example"], ...(at === 3 ? { title: "CFO" } : {}) }));
    const pair = [await made(desk, DANA), await made(desk, TWICE)];
    const planned = await desk.text("merge_contacts", { groups: [ids, pair] });
    expect(planned).toMatch(/^Plan: 3 merges\.[\s\S]*row 1 Ann Lee[\s\S]*row 2 Dana Scully/);
    // The rest of a plan needs the same consent as the whole.
    const part = await desk.text("apply_plan", { plan_id: planIn(planned), only: [1] });
    expect(part).toMatch(/still in the plan: row 2\. Once the user agrees, apply_plan /);
    const { text } = await desk.run("apply_plan", { plan_id: planIn(planned) });
    expect(text).toMatch(/3 of 3 written, 1 of them now: 1 merged\. list_writes/);
    expect(text).not.toMatch(/undo/);
    expect(valuesOf(desk, ids[0] ?? "")).toMatchObject({
      title: "CFO",
      email: ["ann1@lee.example", "ann@lee.example", "ann2@lee.example", "ann3@lee.example"],
    });
    expect([...ids.slice(1), pair[1] ?? ""].filter((id) => desk.sandbox.contacts().has(id))).toEqual([]);
    const writes = desk.sandbox.requests.filter(({ path }) => path === "/v1/contacts/merge");
    expect(writes).toHaveLength(3);
  });

  it("is left out if one of the contacts has changed since the plan", async () => {
    for (const which of ["keep", "twin"] as const) {
      const { desk, keep, twin } = await withDana();
      const plan_id = planIn(await desk.text("merge_contacts", { keep, merge: [twin] }));
      desk.sandbox.editContact({ keep, twin }[which], ({ fields }) => {
        fields.spitzname = { valueType: "TEXT", value: "Starbuck" };
      });
      expect(await desk.text("apply_plan", { plan_id })).toMatch(/0 of 1 written\. 1 skipped[\s\S]*changed since the plan was made.*Starbuck/);
      expect(desk.sandbox.contacts().has(twin)).toBe(true);
    }
  });

  it("is named where an earlier write to the contact that went cannot be undone", async () => {
    const { desk, keep, twin, applied } = await withDana();
    const [, write_id] = /Write (w\w+)/.exec(await desk.text("update_contact", { id: twin, fields: { spitzname: "Starbuck" } })) ?? [];
    await applied();
    const { text } = await desk.run("undo_write", { write_id });
    expect(text).toContain("is in the trash");
    expect(text).toContain(`${twin} was merged into Dana Scully (${keep}).`);
  });

  it("of a group is not blamed on a change of somebody else, if only the one before it was left out", async () => {
    const { desk, keep, twin } = await withDana();
    const third = await made(desk, { ...DANA, notes: "third" });
    const plan = await desk.text("merge_contacts", { keep, merge: [twin, third], take: { title: twin } });
    expect(plan).not.toContain('"only" or "except"');
    desk.sandbox.editContact(twin, ({ fields }) => {
      fields.spitzname = { valueType: "TEXT", value: "Starbuck" };
    });
    const text = await desk.text("apply_plan", { plan_id: planIn(plan) });
    expect(text).toMatch(/^0 of 2 written\. 2 skipped/);
    expect(text.match(/changed since the plan was made/g)).toHaveLength(1);
    expect(text).toContain("skipped, planned for the result of another row of this contact, which was not written");
  });

  it("goes on although a contact that was merged is linked to another one of the plan", async () => {
    const { desk, keep, twin } = await withDana();
    const boss = await made(desk, { name: "Walter Skinner", email: ["w@fbi.example"] });
    const other = await made(desk, { name: "Walter Skinner", email: ["w@fbi.example"], "reports-to": [twin] });
    const planned = await desk.text("merge_contacts", {
      groups: [
        [keep, twin],
        [boss, other],
      ],
    });
    expect(await desk.text("apply_plan", { plan_id: planIn(planned) })).toMatch(/^2 of 2 written/);
    expect(contactOf(desk, boss).relationships["reports-to"]?.values).toEqual([keep]);
  });

  it("needs the user's word where writes do, and is not sent without it", async () => {
    const asked: string[] = [];
    const { desk, applied, twin } = await withDana();
    const strict = aDesk({
      sandbox: desk.sandbox,
      confirm: true,
      ask: aPerson((question) => {
        asked.push(question);
        return false;
      }, 600),
    });
    const keep = [...desk.sandbox.contacts().keys()].at(-2) ?? "";
    const plan_id = planIn(await strict.text("merge_contacts", { keep, merge: [twin] }));
    expect(await strict.failure("apply_plan", { plan_id })).toMatch(/did not agree/);
    expect(asked.join()).toMatch(/^Make 1 merge\? It cannot be undone\.\nDana Scully \(con_\w+\) into Dana Scully .*Lost: Title: Special Agent/);
    expect(desk.sandbox.contacts().has(twin)).toBe(true);
    await applied();
  });
});

describe("merge_contacts", () => {
  it.each([
    [["contacts:read", "contacts:update", "contacts:delete"], undefined],
    [[], undefined],
    [["contacts:read", "contacts:update"], /^the API key lacks the scope contacts:delete/],
    [["contacts:read", "contacts:delete"], /lacks the scope contacts:update/],
  ])("with the scopes %j is offered, or not: %s", (scopes, problem) => {
    const tool = TOOLS.find(({ name }) => name === "merge_contacts");
    const why = tool && whyNotOffered(tool, readConfig({}), { active: true, scopes });
    if (problem) expect(why).toMatch(problem);
    else expect(why).toBeUndefined();
    expect(tool).toMatchObject({ asksEveryTime: true, annotations: { readOnlyHint: false, destructiveHint: true } });
  });

  it("needs two calls and under 500 tokens from the question to the plan", async () => {
    const { desk, keep, twin } = await withDana();
    const calls = [
      ["find_duplicates", { query: "Dana Scully" }],
      ["merge_contacts", { keep, merge: [twin], take: [{ field: "title", value: twin }] }],
    ] as const;
    const answers: string[] = [];
    for (const [name, args] of calls) answers.push(await desk.text(name, args));
    expect(answers[0]).toMatch(/^1 group: 1 certain\.[\s\S]*merge_contacts \{"keep":/);
    expect(answers[1]).toMatch(/Title: Agent -> Special Agent/);
    expect(countTokens(JSON.stringify(calls)) + countTokens(answers.join("\n"))).toBeLessThan(500);
  });
});

it("takes under 230 tokens of the tool list, together with find_duplicates and get_contact_history", () => {
  const seen = ["find_duplicates", "merge_contacts", "get_contact_history"].map((wanted) => {
    const tool = TOOLS.find(({ name }) => name === wanted);
    return tool && { name: tool.name, description: tool.description, inputSchema: tool.inputSchema() };
  });
  expect(seen.reduce((sum, tool) => sum + countTokens(JSON.stringify(tool)), 0)).toBeLessThan(230);
});

describe("what is left of a merge", () => {
  it("is complete in the log, and list_writes shows it, also in a later session", async () => {
    const auditLog = aLog();
    const { desk, keep, twin, applied } = await withDana({ auditLog });
    await applied();
    const later = aDesk({ sandbox: desk.sandbox, auditLog });
    for (const one of [desk, later]) {
      const [, id = ""] = /(w\w{6}) [^\n]*merge Dana/.exec(await one.text("list_writes")) ?? [];
      const text = await one.text("list_writes", { write_id: id });
      expect(text).toContain(`${keep} before: Name: Dana Scully; Email: dana@fbi.example; Title: Agent; Interests: AI Agents`);
      expect(text).toMatch(new RegExp(`\n${twin} before: .*Title: Special Agent.*Notes: met in Bonn; Account: Sakura Mobility.*Owner: Priya Raman`));
    }
    const hidden = aDesk({ sandbox: desk.sandbox, auditLog, hidden: ["title"] });
    const [, id = ""] = /(w\w{6}) [^\n]*merge Dana/.exec(await hidden.text("list_writes")) ?? [];
    expect(await hidden.text("list_writes", { write_id: id })).not.toContain("Special Agent");
  });

  it("is the contact's new ID, for calls that still have the old one", async () => {
    const auditLog = aLog();
    const { desk, keep, twin, applied } = await withDana({ auditLog });
    await applied();
    const last = await made(desk, { name: "Dana Scully", email: ["dana@fbi.example"], phone: "+49 171 2345678" });
    await desk.run("apply_plan", { plan_id: planIn(await desk.text("merge_contacts", { keep: last, merge: [keep] })) });
    const later = aDesk({ sandbox: desk.sandbox, auditLog });
    const said = `${twin} was merged into Dana Scully (${last}).`;
    for (const one of [desk, later]) {
      expect((await one.run("update_contacts", { ids: [twin], fields: { title: "CEO" } })).text).toContain(said);
      expect((await one.run("merge_contacts", { keep: last, merge: [twin] })).text).toContain(said);
      expect((await one.run("import_contacts", { text: `id,title\n${twin},CEO` })).text).toContain(said);
      expect((await one.run("update_contacts", { ids: ["con_nobody"], fields: { title: "CEO" } })).text).not.toContain("merged");
    }
  });

  it("cannot be undone, and the refusal says what to restore by hand", async () => {
    const { desk, keep, twin, applied } = await withDana();
    await made(desk, { name: "Walter Skinner" });
    await applied();
    const [, id = ""] = /(w\w{6}) [^\n]*merge Dana/.exec(await desk.text("list_writes")) ?? [];
    for (const args of [{}, { write_id: id }]) {
      const refused = await desk.failure("undo_write", args);
      expect(refused).toMatch(
        new RegExp(
          `^Not undone: a merge cannot be undone by a call\\. In the Lightfield app, a person can restore Dana Scully \\(${twin}\\) from the trash .*correct the values of Dana Scully \\(${keep}\\)`,
        ),
      );
      expect(refused).toContain(`list_writes {"write_id":"${id}"}`);
    }
    expect(await desk.failure("undo_write")).toMatch(/To undo the write before it: undo_write \{"write_id":"w\w{6}"\}$/);
  });
});

describe("a merge that the API does not end as usual", () => {
  it("is asked for again while the API is not done with it", async () => {
    inFastTime();
    let now = Date.UTC(2026, 2, 2, 9);
    const { desk, twin, keep } = await withDana({ mergeCleanupMs: 60_000, now: () => now });
    const plan_id = planIn(await desk.text("merge_contacts", { keep, merge: [twin] }));
    const pending = await desk.run("apply_plan", { plan_id });
    expect(pending).toMatchObject({
      isError: true,
      text: expect.stringMatching(
        /Stopped: Dana Scully is being merged, and the API has not finished yet \(merge mrg_1\)[\s\S]*1 left to do: apply_plan/,
      ),
    });
    now += 120_000;
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^Merged Dana Scully/);
    expect(desk.sandbox.requests.filter(({ path }) => path === "/v1/contacts/merge")).toHaveLength(1);
  });

  it("is asked for by the next process, if this one has ended meanwhile", async () => {
    inFastTime();
    let now = Date.UTC(2026, 2, 2, 9);
    const kept = { cache: aCache(() => now), auditLog: aLog() };
    const { desk, twin, keep } = await withDana({ mergeCleanupMs: 60_000, now: () => now, ...kept });
    const plan_id = planIn(await desk.text("merge_contacts", { keep, merge: [twin] }));
    await desk.run("apply_plan", { plan_id });
    now += 120_000;
    const next = aDesk({ sandbox: desk.sandbox, now: () => now, ...kept });
    expect(await next.text("apply_plan", { plan_id })).toMatch(/^Merged Dana Scully/);
    const [, ...later] = desk.sandbox.requests.filter(({ path }) => path.startsWith("/v1/merges/") || path === "/v1/contacts/merge");
    expect(later.at(-1)?.path).toBe("/v1/merges/mrg_1");
    expect(later.map(({ path }) => path)).not.toContain("/v1/contacts/merge");
    expect(await next.text("list_writes")).toMatch(/merge Dana Scully \(con_\w+\) into Dana Scully \(con_\w+\): Email/);
  });

  describe("can be asked for after the plan has become too old", () => {
    const HOUR_MS = 3_600_000;
    const mergesSent = (desk: Pick<Desk, "sandbox">) => desk.sandbox.requests.filter(({ path }) => path === "/v1/contacts/merge");

    /** A plan of two merges an hour ago: the API did not finish the first, and the session's limit allowed no second. */
    async function halfDone(options: DeskOptions = {}) {
      inFastTime();
      const state = { time: Date.UTC(2026, 2, 2, 9) };
      const now = () => state.time;
      const { desk, twin, keep } = await withDana({ now, mergeCleanupMs: 60_000, ...options });
      const others = [
        await made(desk, { name: "Fox Mulder", email: "fox@fbi.example" }),
        await made(desk, { name: "Fox Mulder", email: "fox@fbi.example" }),
      ];
      const poor = aDesk({ sandbox: desk.sandbox, now, maxWrites: 1 });
      const plan_id = planIn(await poor.text("merge_contacts", { groups: [[keep, twin], others] }));
      await poor.run("apply_plan", { plan_id });
      expect(mergesSent(poor)).toHaveLength(1);
      state.time += HOUR_MS;
      return { desk: poor, plan_id, others, state };
    }

    it("without a new merge, and what was not sent needs a new plan", async () => {
      const { desk, plan_id, others } = await halfDone();
      const { text } = await desk.run("apply_plan", { plan_id });
      expect(text).toMatch(/^1 of 2 written: 1 merged\. [\s\S]*\n1 left to do: the plan is older than 30 minutes, so make a new plan\.$/);
      expect(mergesSent(desk)).toHaveLength(1);
      for (const id of others) expect(desk.sandbox.contacts().has(id)).toBe(true);
      // What was found out makes the plan no newer.
      expect(await desk.failure("apply_plan", { plan_id })).toContain("older than 30 minutes");
      expect(mergesSent(desk)).toHaveLength(1);
    });

    it("also if no answer has come, and both contacts still exist", async () => {
      inFastTime();
      const state = { time: Date.UTC(2026, 2, 2, 9), sent: 0 };
      const through: DeskOptions["through"] = (fetch) => (input, init) => {
        if (!String(input instanceof Request ? input.url : input).endsWith("/contacts/merge")) return fetch(input, init);
        state.sent += 1;
        return Promise.reject(new TypeError("fetch failed"));
      };
      const { desk, twin, keep } = await withDana({ now: () => state.time, through });
      const plan_id = planIn(await desk.text("merge_contacts", { keep, merge: [twin] }));
      expect((await desk.run("apply_plan", { plan_id })).text).toContain("1 left to do: apply_plan");
      const { sent } = state;
      state.time += HOUR_MS;
      expect((await desk.run("apply_plan", { plan_id })).text).toMatch(/1 failed[\s\S]*both contacts still exist, so they were not merged/);
      expect(state.sent).toBe(sent);
      expect(await desk.text("list_writes")).toContain("not written");
    });

    it("as often as it takes", async () => {
      const { desk, plan_id, state } = await halfDone({ mergeCleanupMs: 2 * HOUR_MS });
      expect((await desk.run("apply_plan", { plan_id })).text).toContain("left to do: apply_plan");
      state.time += 2 * HOUR_MS;
      expect((await desk.run("apply_plan", { plan_id })).text).toContain("1 merged.");
      expect(mergesSent(desk)).toHaveLength(1);
    });
  });

  it("is proven by the contacts alone where the API tells no status", async () => {
    inFastTime();
    const { desk, twin, applied } = await withDana({ mergeCleanupMs: 60_000, through: without("/v1/merges/") });
    expect(await applied()).toMatchObject({ isError: false, text: expect.stringMatching(/^Merged Dana Scully/) });
    expect(desk.sandbox.contacts().has(twin)).toBe(false);
  });

  it("stops if the key may not merge", async () => {
    const { desk, keep, twin } = await withDana();
    const poor = aDesk({ sandbox: desk.sandbox, through: refusing("/v1/contacts/merge") });
    const planned = await poor.text("merge_contacts", { groups: [[keep, twin]] });
    expect(await poor.run("apply_plan", { plan_id: planIn(planned) })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/Stopped: .*403.* The key needs the scope contacts:delete\./),
    });
    expect(await poor.text("list_writes")).toMatch(/^0 writes/);
  });

  it("is told if it failed, and both contacts stay", async () => {
    const { desk, twin, applied } = await withDana({ mergesFail: true });
    expect((await applied()).text).toMatch(
      /^0 of 1 written\. 1 failed\.[\s\S]*the API says that the merge failed \(merge mrg_1\), and both contacts still exist; to try again, plan the merge again with merge_contacts/,
    );
    expect(desk.sandbox.contacts().has(twin)).toBe(true);
    expect(await desk.text("list_writes")).toMatch(/not written/);
  });

  it("is told if it failed after the contact had gone", async () => {
    inFastTime();
    let now = Date.UTC(2026, 2, 2, 9);
    const { desk, keep, twin } = await withDana({ mergesFail: true, mergeCleanupMs: 60_000, now: () => now });
    const plan_id = planIn(await desk.text("merge_contacts", { keep, merge: [twin] }));
    await desk.run("apply_plan", { plan_id });
    now += 120_000;
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/the API says that the merge failed \(merge mrg_1\), but the duplicate is gone/);
  });

  it("is compared with the plan, and the call that sets it right is offered", async () => {
    const { desk, keep, twin, applied } = await withDana({ through: withoutResolutions });
    const { text } = await applied({ take: { title: twin } });
    expect(text).toMatch(
      /the API merged them differently \(planned -> now\): Email: .*; Title: Special Agent -> Agent\. To restore the planned values: update_contact /,
    );
    const [, args = "{}"] = /To restore the planned values: update_contact (\{.*\})/.exec(text) ?? [];
    await desk.text("update_contact", JSON.parse(args));
    expect(valuesOf(desk, keep)).toMatchObject({ title: "Special Agent", email: ["dana@fbi.example", "d.scully@fbi.example"] });
  });

  it("names system fields as the deployment does", async () => {
    const { desk, keep, twin, applied } = await withDana({ mergeResolutions: "slug" });
    expect((await applied({ take: { title: twin } })).isError).toBe(false);
    expect(valuesOf(desk, keep).title).toBe("Special Agent");
  });

  it("offers an update and the app where the API has none", async () => {
    const { desk, keep, twin, applied } = await withDana({ canMerge: false });
    const { isError, text } = await applied();
    expect(isError).toBe(true);
    expect(text).toMatch(/Stopped: The API of this Lightfield deployment cannot merge contacts/);
    expect(text).toMatch(
      new RegExp(`Instead: update_contact \\{.*\\}\\. Then merge or delete Dana Scully \\(${twin}\\) in the Lightfield app: https://`),
    );
    const again = await desk.run("merge_contacts", { keep, merge: [twin] });
    // Whoever deletes a contact by hand opens this link.
    for (const one of [text, again.text]) expect(one).toMatch(new RegExp(`\\(${twin}\\) in the Lightfield app: https://\\S+/${twin}$`, "m"));
    expect(again).toMatchObject({ isError: true, text: expect.stringMatching(/^The API of this Lightfield deployment cannot merge contacts/) });
    const [, args = "{}"] = /Instead: update_contact (\{.*?\})\. Then/.exec(text) ?? [];
    await desk.text("update_contact", JSON.parse(args));
    expect(valuesOf(desk, keep)).toMatchObject({
      title: "Agent",
      notes: "met in Bonn",
      accounts: 1,
      email: ["dana@fbi.example", "d.scully@fbi.example"],
    });
  });
});

const answering =
  (status: number, path: string) =>
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    return url.includes(path) ? Response.json({ error: { type: "error", message: "No." } }, { status }) : fetch(input, init);
  };

/** A deployment that lacks what lies below a path. */
const without = (path: string) => answering(404, path);

/** A key that lacks the scope for a path. */
const refusing = (path: string) => answering(403, path);

/** An API that goes by its own rules. */
const withoutResolutions =
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.endsWith("/contacts/merge")) return fetch(input, init);
    const request = new Request(input, init);
    const { fieldResolutions: _, ...body } = JSON.parse(await request.text());
    return fetch(new Request(url, { method: "POST", headers: request.headers, body: JSON.stringify(body) }));
  };

describe("objections of two contacts that are one person", () => {
  const OPEN = { doNotContact: false, newsletter_opt_in: true };
  const CLOSED = { doNotContact: true, newsletter_opt_in: false };
  const wills = (desk: Desk, id: string) => {
    const { fields } = contactOf(desk, id);
    return [fields.$doNotContact?.value, fields["newsletter-opt-in"]?.value];
  };

  it.each([
    ["kept", CLOSED, OPEN],
    ["merged", OPEN, CLOSED],
  ])("stay if the %s one has them, and the plan says so first", async (_, ofKept, ofTwin) => {
    const desk = aDesk();
    const [keep, twin] = [await made(desk, { ...DANA, ...ofKept }), await made(desk, { ...TWICE, ...ofTwin })];
    const plan = await desk.text("merge_contacts", { keep, merge: [twin] });
    expect(plan.split("\n").slice(1, 3)).toEqual([
      '"Do not contact" stays in 1 merge ("take" can choose otherwise): Dana Scully.',
      '"Newsletter opt-in: no" stays in 1 merge ("take" can choose otherwise): Dana Scully.',
    ]);
    expect(plan).not.toContain("Lifts");
    await desk.run("apply_plan", { plan_id: planIn(plan) });
    expect(wills(desk, keep)).toEqual([true, false]);
  });

  it("go only with take, and the plan and its dry run say so", async () => {
    const desk = aDesk();
    const [keep, twin] = [await made(desk, { ...DANA, ...OPEN }), await made(desk, { ...TWICE, name: "Dana Quinn Scully", ...CLOSED })];
    const plan = await desk.text("merge_contacts", { keep, merge: [twin], take: { doNotContact: "keep" } });
    const line = 'Lifts "Do not contact" of 1 contact: Dana Quinn Scully.';
    expect(plan.split("\n")[1]).toBe(line);
    expect(await desk.text("apply_plan", { plan_id: planIn(plan), dry_run: true })).toContain(`\n${line}\n`);
    await desk.run("apply_plan", { plan_id: planIn(plan) });
    expect(wills(desk, keep)).toEqual([false, false]);
  });

  it("are no matter where the contacts agree", async () => {
    const desk = aDesk();
    const [keep, twin] = [await made(desk, { ...DANA, ...CLOSED }), await made(desk, { ...TWICE, ...CLOSED })];
    expect(await desk.text("merge_contacts", { keep, merge: [twin] })).not.toMatch(/stays in|Lifts/);
  });
});
