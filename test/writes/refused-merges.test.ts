import { describe, expect, it } from "vitest";
import { aSmallDesk as aDesk, aField, aSelect, type Desk, type DeskOptions, definitionsJson, type Fetch, someDefinitions } from "../builders.ts";
import { inFastTime } from "./fake-time.ts";
import { aCache, aLog, contactOf, planIn } from "./plans/plan-support.ts";

/** The ID of a new contact, whoever else is like it. */
async function made(desk: Pick<Desk, "text">, fields: object): Promise<string> {
  const text = await desk.text("create_contact", { fields, allow_duplicate: true });
  const [, id] = /\((con_\w+)\)/.exec(text) ?? [];
  if (id === undefined) throw new Error(text);
  return id;
}

const all = (desk: Desk, people: readonly object[]) =>
  people.reduce<Promise<string[]>>(async (ids, one) => [...(await ids), await made(desk, one)], Promise.resolve([]));

const DANA = { name: "Dana Scully", email: ["dana@fbi.example"], title: "Agent" };
const TWIN = { name: "Dana Scully", email: ["dana@fbi.example"], title: "Special Agent", notes: "met in Bonn" };
const FOX = { name: "Fox Mulder", email: ["fox@fbi.example"] };

describe("a merge of contacts that may be different people", () => {
  it.each([
    [
      "namesakes at two companies",
      [
        { name: "John Smith", email: ["john@acme.example"] },
        { name: "John Smith", email: ["john@globex.example"] },
      ],
      /different e-mail/,
    ],
    [
      "two names with one e-mail",
      [
        { name: "Paula Meyer", email: ["office@meyer-fine.example", "p@meyer-fine.example"] },
        { name: "Walter Skinner", email: ["p@meyer-fine.example"] },
      ],
      /same e-mail; different name/,
    ],
    [
      "an initial and another e-mail",
      [
        { name: "John Smith", email: ["john@acme.example"] },
        { name: "J. Smith", email: ["jane@acme.example"] },
      ],
      /different e-mail/,
    ],
    ["strangers", [DANA, { name: "Walter Skinner", email: ["skinner@x.example"] }], /they share nothing that identifies a person/],
  ])("is refused for %s, and both are named", async (_, people, why) => {
    const desk = aDesk();
    const [keep = "", other = ""] = await all(desk, people);
    const { isError, text } = await desk.run("merge_contacts", { keep, merge: [other] });
    expect(isError).toBe(true);
    const [one, two] = people.map(({ name }) => name);
    expect(text).toContain(`! ${one} (${keep}), ${two} (${other}): they may be different people: `);
    expect(text).toMatch(why);
    expect(text).toMatch(/If the user confirms that they are one person, repeat the call with "even_if_different": true$/);
    expect(await desk.text("merge_contacts", { keep, merge: [other], even_if_different: true })).toMatch(/^Plan: 1 merge\./);
  });

  it("is refused if all that they share is a number of many others, whom the plan does not name", async () => {
    const desk = aDesk();
    const people = ["Rosa Adler", "R. Adler", "Timo Zander", "Uta Kranz"].map((name) => ({ name, phone: ["+49 30 901820"] }));
    const [keep = "", other = ""] = await all(desk, people.slice(0, 2));
    expect(await desk.text("merge_contacts", { keep, merge: [other] })).toMatch(/^Plan: 1 merge\./);
    await all(desk, people.slice(2));
    const { text } = await desk.run("merge_contacts", { keep, merge: [other] });
    expect(text).toContain("they may be different people: same phone that several people have");
  });

  it("is refused for two values of a unique field", async () => {
    const desk = aDesk({
      contacts: 0,
      definitions: definitionsJson(
        someDefinitions([
          aField({ key: "$name", valueType: "FULL_NAME" }),
          aField({ key: "$email", valueType: "EMAIL", config: { multipleValues: true } }),
          aField({ key: "crm-id", label: "CRM ID", config: { unique: true } }),
        ]),
      ),
    });
    const [keep, other] = await all(
      desk,
      ["A-1", "A-2"].map((crm_id) => ({ name: "Dana Scully", email: ["dana@fbi.example"], crm_id })),
    );
    expect((await desk.run("merge_contacts", { keep, merge: [other] })).text).toMatch(/may be different people: same e-mail.*; different CRM ID/);
  });

  it("is not planned because a third contact is like both", async () => {
    const desk = aDesk();
    const [one = "", between = "", other = ""] = await all(desk, [
      { name: "Alan Jackson", email: ["alan@acme.example"], phone: ["+49 30 901820"] },
      { name: "A. Jackson", email: ["alan@acme.example", "anna@acme.example"] },
      { name: "Anna Jackson", email: ["anna@acme.example"] },
    ]);
    const { isError, text } = await desk.run("merge_contacts", { keep: one, merge: [between, other] });
    expect(isError).toBe(true);
    expect(text).toMatch(new RegExp(`Jackson \\(con_\\w+\\) and Anna Jackson \\(${other}\\) may be different people`));
  });

  it("is planned where what they share makes it certain, also by way of a third contact", async () => {
    const desk = aDesk();
    const [keep, ...merge] = await all(desk, [
      { name: "Dana Scully", email: ["dana@fbi.example"], account: "Sakura Mobility" },
      { name: "Dana Scully", email: ["scully@x.example"] },
      { name: "Dana Scully", email: ["dana@fbi.example", "scully@x.example"] },
    ]);
    const text = await desk.text("merge_contacts", { keep, merge });
    expect(text).toMatch(/^Plan: 2 merges\./);
    expect(text.match(/\): same e-mail and name\. /g)).toHaveLength(2);
  });

  it("is refused for Herr and Frau, as the session wrote them", async () => {
    const desk = aDesk();
    for (const shared of [
      ["Schmidt", { phone: "+49 30 23125 700" }],
      ["Kim Adler", { email: "adler@x.example" }],
    ] as const) {
      const [name, values] = shared;
      const [keep, other] = await all(desk, [
        { name: `Herr ${name}`, ...values },
        { name: `Frau ${name}`, ...values },
      ]);
      const { text } = await desk.run("merge_contacts", { keep, merge: [other] });
      expect(text).toContain(`! ${name} (${keep}), ${name} (${other}): they may be different people: `);
    }
  });

  it("leaves the other groups in the plan, and says what to call for this one", async () => {
    const desk = aDesk();
    const [keep, twin, fox, stranger] = await all(desk, [DANA, TWIN, FOX, { name: "Walter Skinner" }]);
    const text = await desk.text("merge_contacts", {
      groups: [
        [keep, twin],
        [fox, stranger],
      ],
    });
    expect(text).toMatch(/^Plan: 1 merge, 1 group left out\./);
    expect(text).toMatch(/Fox Mulder \(con_\w+\), Walter Skinner .*merge_contacts for this group alone with "even_if_different": true/);
  });
});

it("plans every group of the call that find_duplicates offers", async () => {
  const desk = aDesk({ contacts: 30, duplicates: true });
  const offered = JSON.parse(/merge_contacts (\{.*\})/.exec(await desk.text("find_duplicates"))?.[1] ?? "{}");
  expect(offered.groups.length).toBeGreaterThan(5);
  expect(await desk.text("merge_contacts", offered)).toMatch(
    new RegExp(`^Plan: ${offered.groups.flat().length - offered.groups.length} merges\\. A merge`),
  );
});

describe("what holds for one group", () => {
  it("is refused with several groups", async () => {
    const desk = aDesk();
    const ids = await all(desk, [DANA, TWIN, FOX, FOX]);
    const groups = [ids.slice(0, 2), ids.slice(2)];
    expect(await desk.failure("merge_contacts", { groups, take: { name: "Dana Scully", title: "CEO" } })).toMatch(
      /^take is for one group, but several groups were given\. Accepted: a call of merge_contacts for each group/,
    );
    expect(await desk.failure("merge_contacts", { groups, even_if_different: true })).toMatch(/^even_if_different is for one group/);
    expect(await desk.text("merge_contacts", { groups: groups.slice(0, 1), take: { title: "CEO" } })).toMatch(/Title: Agent -> CEO/);
  });

  it("is refused inside a group, as is all that a group does not have", async () => {
    const desk = aDesk();
    const [keep, twin] = await all(desk, [DANA, TWIN]);
    expect(await desk.failure("merge_contacts", { groups: [{ keep, merge: [twin], take: { title: twin } }] })).toMatch(
      /^groups: Unknown argument "take"\. This argument is for one group\. Give it beside keep and merge, in a call for this group alone\. Accepted: keep, merge\./,
    );
    expect(await desk.failure("merge_contacts", { groups: [{ keep, merged: [twin] }] })).toMatch(
      /Unknown argument "merged"\. Did you mean "merge"\?/,
    );
    expect(await desk.text("merge_contacts", { groups: [{ keep, merge: [twin] }] })).toMatch(/^Plan: 1 merge\./);
  });
});

describe("take", () => {
  it.each(["newer", "Newest", "the older one", "duplicate", "Keep", "most recent"])("does not read %j as the value of a text field", async (word) => {
    const desk = aDesk();
    const [keep, twin] = await all(desk, [DANA, TWIN]);
    expect(await desk.failure("merge_contacts", { keep, merge: [twin], take: { title: word } })).toMatch(
      /^take\.title: ".*" describes a contact and is not a value\. Accepted: the ID of the contact that has the value, or "keep"/,
    );
  });

  it("says how to find out which value is newer, also for a select without such an option", async () => {
    const desk = aDesk();
    const [keep, twin] = await all(desk, [DANA, TWIN]);
    for (const field of ["title", "lifecycle_stage"]) {
      const problem = await desk.failure("merge_contacts", { keep, merge: [twin], take: { [field]: "newer" } });
      expect(problem).toMatch(/"newer" describes a contact and is not a value.* get_contact_history shows since when each contact has had its value/);
    }
    expect(await desk.failure("merge_contacts", { keep, merge: [twin], take: { title: "longer" } })).not.toContain("get_contact_history");
  });

  it("reads an option of such a name, and an ID at the end of an address", async () => {
    const desk = aDesk({
      contacts: 0,
      definitions: definitionsJson(
        someDefinitions([aField({ key: "$name", valueType: "FULL_NAME" }), aField({ key: "$title" }), aSelect(["First", "Other"], { key: "touch" })]),
      ),
    });
    const [keep, twin] = await all(desk, [
      { name: "Dana Scully", title: "Agent", touch: "First" },
      { name: "Dana Scully", title: "Special Agent" },
    ]);
    const take = { title: `https://app.lightfield.app/contacts/${twin}`, touch: "Other" };
    const text = await desk.text("merge_contacts", { keep, merge: [twin], take, even_if_different: true });
    expect(text).toMatch(/title: Agent -> Special Agent/);
    expect(text).toMatch(/First -> Other/);
  });

  it("cannot give a contact an option that does not fit its parent", async () => {
    const desk = aDesk();
    const [keep, twin] = await all(desk, [
      { ...DANA, region: "EMEA" },
      { ...TWIN, region: "APAC", territory: "Japan" },
    ]);
    const refused = await desk.run("merge_contacts", { keep, merge: [twin], take: { territory: twin } });
    expect(refused).toMatchObject({
      isError: true,
      text: expect.stringMatching(
        /"Japan" does not fit "Region" "EMEA"\. Accepted: in "take", both fields from one contact, or two values that fit each other/,
      ),
    });
    const planned = await desk.text("merge_contacts", { keep, merge: [twin], take: { territory: twin, region: twin } });
    expect(planned).toMatch(/Region: EMEA -> APAC/);
    expect((await desk.run("apply_plan", { plan_id: planIn(planned) })).isError).toBe(false);
  });
});

it("is not made if the options no longer fit each other when the plan is applied", async () => {
  const cache = aCache();
  const desk = aDesk({ cache });
  const [keep, twin = ""] = await all(desk, [DANA, { ...TWIN, region: "APAC", territory: "Japan" }]);
  const plan_id = planIn(await desk.text("merge_contacts", { keep, merge: [twin] }));
  desk.sandbox.editDefinitions(({ fieldDefinitions }) => {
    const regions = fieldDefinitions.region?.typeConfiguration.options ?? [];
    const japan = fieldDefinitions.territory?.typeConfiguration.options?.find(({ label }) => label === "Japan");
    if (japan) japan.parentId = regions.find(({ label }) => label === "EMEA")?.id ?? "";
  });
  const later = aDesk({ sandbox: desk.sandbox, cache });
  expect((await later.run("apply_plan", { plan_id })).text).toMatch(/1 failed[\s\S]*Not written: .*"Japan" does not fit "Region" "APAC"/);
  expect(desk.sandbox.contacts().has(twin)).toBe(true);
});

describe("the undo of a create", () => {
  async function withMerge(options: DeskOptions) {
    const desk = aDesk(options);
    const [keep = "", twin = ""] = await all(desk, [DANA, TWIN]);
    const [twins, keeps] = [...(await desk.text("list_writes")).matchAll(/(w\w{6}) [^\n]*create Dana/g)].map(([, id]) => id);
    return { desk, keep, twin, create: keeps ?? twins, plan: async () => planIn(await desk.text("merge_contacts", { keep, merge: [twin] })) };
  }

  it.each([false, true])("is refused once another contact was merged into it, in another session: %s", async (isLater) => {
    const kept = { cache: aCache(), auditLog: aLog() };
    const { desk, keep, twin, create, plan } = await withMerge(kept);
    await desk.text("apply_plan", { plan_id: await plan() });
    const session = isLater ? aDesk({ sandbox: desk.sandbox, ...kept }) : desk;
    for (const args of [{}, { confirm: true }]) {
      const refused = await session.failure("undo_write", { write_id: create, ...args });
      expect(refused).toMatch(
        new RegExp(
          `^Not undone: Dana Scully \\(${twin}\\) was merged into Dana Scully \\(${keep}\\), so the undo would delete the values of both\\. In the Lightfield app, restore .*, then delete Dana Scully \\(${keep}\\) by hand \\(https://\\S+/${keep}\\)\\. list_writes `,
        ),
      );
    }
    expect(desk.sandbox.contacts().has(keep)).toBe(true);
    expect(await session.failure("undo_write")).not.toContain(`"${create}"`);
  });

  it("is refused where the plan of the undo is older than the merge", async () => {
    const desk = aDesk({ confirm: true });
    const applied = async (tool: string, args: object) => desk.run("apply_plan", { plan_id: planIn(await desk.text(tool, args)) });
    const [keep, twin] = [DANA, TWIN].map((fields) => applied("create_contact", { fields, allow_duplicate: true }));
    const texts = [(await keep)?.text ?? "", (await twin)?.text ?? ""];
    const [kept = "", merged = ""] = texts.map((text) => /\((con_\w+)\)/.exec(text)?.[1] ?? "");
    const [, create] = /Write (w\w{6})/.exec(texts[0] ?? "") ?? [];
    const undo = planIn(await desk.text("undo_write", { write_id: create }));
    await applied("merge_contacts", { keep: kept, merge: [merged] });
    expect((await desk.run("apply_plan", { plan_id: undo })).text).toMatch(/was merged into Dana Scully/);
    expect(desk.sandbox.contacts().has(kept)).toBe(true);
  });
});

it("says only that the contact is gone where the answer to a merge that adds nothing was lost", async () => {
  inFastTime();
  const desk = aDesk({ through: losingMerges });
  const [keep = "", twin = ""] = await all(desk, [DANA, { name: "Dana Scully", email: ["dana@fbi.example"] }]);
  const plan_id = planIn(await desk.text("merge_contacts", { keep, merge: [twin] }));
  expect(await desk.text("merge_contacts", { keep, merge: [twin] })).toMatch(/Adds nothing$/m);
  const first = await desk.run("apply_plan", { plan_id });
  expect(first.text).toMatch(/1 left to do/);
  desk.sandbox.deleteContact(twin);
  const { text } = await desk.run("apply_plan", { plan_id });
  expect(text).toMatch(
    /skipped, the answer to the merge was lost; the duplicate is gone, but either this merge or somebody else may have removed it/,
  );
  expect(text).not.toMatch(/Merged|1 merged|1 of 1 written/);
  expect(await desk.text("list_writes")).toMatch(/merge Dana Scully .*outcome unknown/);
  expect(contactOf(desk, keep).fields.$title?.value).toBe("Agent");
});

/** A deployment whose gateway fails before it passes merges on. */
const losingMerges =
  (fetch: Fetch): Fetch =>
  async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    return url.endsWith("/contacts/merge") ? Response.json({ error: { type: "error", message: "Down." } }, { status: 503 }) : fetch(input, init);
  };
