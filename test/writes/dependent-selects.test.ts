import { describe, expect, it } from "vitest";
import type { DefinitionsJson } from "../../src/sandbox/index.ts";
import { aDesk, type Desk, writtenContact } from "../builders.ts";
import { planIn } from "./plans/plan-support.ts";

/** Where somebody lives: a country, a city of it, and districts (many) of the city, beside a region that only its ID names as a parent. */
const definitions: DefinitionsJson = {
  objectType: "contact",
  fieldDefinitions: {
    $name: { label: "Name", description: null, valueType: "FULL_NAME", typeConfiguration: {} },
    $title: { label: "Title", description: null, valueType: "TEXT", typeConfiguration: {} },
    country: select("Country", "SINGLE_SELECT", { de: null, fr: null }),
    city: select("City", "SINGLE_SELECT", { berlin: "de", bonn: "de", paris: "fr", abroad: null, lost: "nowhere" }, "country"),
    districts: select("Districts", "MULTI_SELECT", { mitte: "berlin", wedding: "berlin", louvre: "paris" }, "ad_city"),
    skills: select("Skills", "MULTI_SELECT", { code: null, draw: null }),
    tools: select("Tools", "MULTI_SELECT", { vim: "code", emacs: "code", pen: "draw" }, "skills"),
    stray: select("Stray", "SINGLE_SELECT", { a: "de" }, "gone"),
    own: select("Own", "SINGLE_SELECT", { b: "b" }, "own"),
  },
  relationshipDefinitions: {},
};

function select(label: string, valueType: string, options: Record<string, string | null>, parentFieldKey?: string) {
  return {
    id: `ad_${label.toLowerCase()}`,
    slug: label.toLowerCase(),
    label,
    description: null,
    valueType,
    typeConfiguration: {
      options: Object.entries(options).map(([id, parentId]) => ({ id, label: id, description: null, ...(parentId === null ? {} : { parentId }) })),
      ...(parentFieldKey === undefined ? {} : { parentFieldKey }),
    },
  };
}

const aWorld = () => aDesk({ contacts: 0, definitions });

async function create(desk: Desk, fields: Record<string, unknown>): Promise<string> {
  return writtenContact(desk, await desk.text("create_contact", { fields: { name: "Dana Scully", ...fields } })).id;
}

const posts = (desk: Desk) => desk.requests().filter((request) => request.startsWith("POST")).length;

const held = (desk: Desk, id: string) => {
  const { fields = {} } = desk.sandbox.contacts().get(id) ?? {};
  return Object.fromEntries(["country", "city", "districts", "tools"].map((key) => [key, fields[key]?.value ?? null]));
};

describe("a create", () => {
  it.each<[Record<string, unknown>, string | undefined]>([
    [{ country: "de", city: "bonn", districts: [] }, undefined],
    [{ country: "de", city: "berlin", districts: ["mitte", "wedding"] }, undefined],
    [{ city: "abroad", stray: "a", own: "b" }, undefined],
    [{ city: "lost" }, undefined],
    [{ skills: ["code", "draw"], tools: ["vim", "pen"] }, undefined],
    [
      { country: "fr", city: "bonn" },
      'fields.city: "bonn" does not fit "Country" "fr". Accepted: "paris" | "abroad" | "lost"; or fields.country "de" in the same call.',
    ],
    [{ city: "paris" }, 'fields.city: "paris" needs "Country", which has no value. Accepted: fields.country "fr" in the same call.'],
    [
      { country: "de", city: "berlin", districts: ["mitte", "louvre"] },
      'fields.districts: "louvre" does not fit "City" "berlin". Accepted: "mitte" | "wedding"; or fields.city "paris" in the same call.',
    ],
    [
      { skills: ["code"], tools: ["vim", "pen"] },
      'fields.tools: "pen" does not fit "Skills" "code". Accepted: "vim" | "emacs"; or fields.skills "draw" in the same call.',
    ],
  ])("of %j: %s", async (fields, problem) => {
    const desk = aWorld();
    if (problem === undefined) await create(desk, fields);
    else {
      expect(await desk.failure("create_contact", { fields: { name: "Dana", ...fields }, dry_run: true })).toBe(problem);
      expect(await desk.failure("create_contact", { fields: { name: "Dana", ...fields } })).toBe(problem);
      expect(posts(desk)).toBe(0);
    }
  });
});

describe("an update is held against the parent's value as it will be", () => {
  it.each<[object, string | undefined]>([
    [{ fields: { title: "CFO" } }, undefined],
    [{ fields: { city: "bonn" }, clear_fields: ["districts"] }, undefined],
    [{ fields: { country: "fr", city: "paris", districts: ["louvre"] } }, undefined],
    [{ fields: { country: "fr" }, clear_fields: ["city", "districts"] }, undefined],
    [{ clear_fields: ["country", "city", "districts"] }, undefined],
    [{ fields: { city: "paris" }, clear_fields: ["districts"] }, 'fields.city: "paris" does not fit "Country" "de".'],
    [
      { fields: { country: "fr" } },
      'fields.country: "City" is "berlin", which does not fit "fr". Accepted: fields.city ("paris" | "abroad" | "lost") or clear_fields ["city"], in the same call.',
    ],
    [{ clear_fields: ["country"] }, 'country: "City" is "berlin", which needs "Country" "de". Accepted: clear_fields ["city"] in the same call.'],
    [{ fields: { districts: { add: ["louvre"] } } }, 'fields.districts: "louvre" does not fit "City" "berlin".'],
    [{ fields: { city: "bonn" } }, 'fields.city: "Districts" is "mitte", which does not fit "bonn".'],
  ])("%j: %s", async (change, problem) => {
    const desk = aWorld();
    const id = await create(desk, { country: "de", city: "berlin", districts: ["mitte"] });
    const before = posts(desk);
    const trial = desk.run("update_contact", { id, ...change, dry_run: true });
    if (problem === undefined) {
      await trial;
      expect((await desk.run("update_contact", { id, ...change })).isError).toBe(false);
      return;
    }
    await expect(trial).rejects.toThrow(problem);
    expect(await desk.failure("update_contact", { id, ...change })).toContain(problem);
    expect(posts(desk)).toBe(before);
  });

  it("and what misfits already is nobody's business who does not touch it", async () => {
    const desk = aWorld();
    const id = await create(desk, { country: "de", city: "berlin" });
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.country = { valueType: "SINGLE_SELECT", value: "fr" };
    });
    expect((await desk.run("update_contact", { id, fields: { title: "CFO", skills: ["code"] } })).isError).toBe(false);
  });
});

describe("plans", () => {
  it("leave out rows of many contacts that would not fit, with the reason", async () => {
    const desk = aWorld();
    const [german, french] = [await create(desk, { country: "de", city: "berlin" }), await create(desk, { name: "Jo March", country: "fr" })];
    const plan = await desk.text("update_contacts", { ids: [german, french], fields: { city: "paris" } });
    expect(plan).toContain("Plan: 1 to update, 1 invalid.");
    expect(plan).toMatch(/! Dana Scully \(con_\w+\): fields\.city: "paris" does not fit "Country" "de"\./);
  });

  it("leave out values of an import that would not fit, and know a row by the contact it updates", async () => {
    const desk = aWorld();
    const id = await create(desk, { country: "de" });
    const rows = [
      { name: "Ann Lee", city: "paris" },
      { name: "Bo Ek", country: "fr", city: "paris" },
      { name: "Dana Scully", id, city: "bonn" },
    ];
    const plan = await desk.text("import_contacts", { rows });
    expect(plan).toContain('\nLeft out: city: "paris" needs "Country", which has no value (row 1).\n');
    expect(plan).toContain("Plan: 2 to create, 1 to update.");
    expect(await desk.text("import_contacts", { rows: [{ id, city: "paris" }] })).toContain('city: "paris" does not fit "Country" "de"');
  });

  it("are held against the contact once more", async () => {
    const desk = aWorld();
    const id = await create(desk, { country: "fr" });
    const plan = await desk.text("update_contacts", { ids: [id], fields: { city: "paris" } });
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.country = { valueType: "SINGLE_SELECT", value: "de" };
    });
    const before = posts(desk);
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toContain(
      'failed, Not written: fields.city: "paris" does not fit "Country" "de". Call update_contact with fields.country "fr" first.',
    );
    expect(posts(desk)).toBe(before);
  });

  it("an undo as well", async () => {
    const desk = aWorld();
    const id = await create(desk, { country: "de", city: "berlin" });
    await desk.text("update_contact", { id, clear_fields: ["city"] });
    await desk.text("undo_write");
    expect(held(desk, id)).toMatchObject({ country: "de", city: "berlin" });
    await desk.text("update_contact", { id, clear_fields: ["city"] });
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.country = { valueType: "SINGLE_SELECT", value: "fr" };
    });
    expect(await desk.failure("undo_write")).toBe(
      'Not written: fields.city: "berlin" does not fit "Country" "fr". Call update_contact with fields.country "de" first.',
    );
    const other = await create(desk, { name: "Jo March", country: "fr" });
    const write = async (fields: object) => /Write (w\w+)/.exec(await desk.text("update_contact", { id: other, fields }))?.[1];
    const [country, city] = [await write({ country: "de" }), await write({ city: "bonn" })];
    expect(await desk.failure("undo_write", { write_id: country })).toMatch(
      new RegExp(`"City" is "bonn", which does not fit "fr"\\. .*\nTo undo the later write first: undo_write \\{"write_id":"${city}"\\}$`),
    );
  });
});

it("a parent that is hidden is neither asked for nor shown", async () => {
  const desk = aDesk({ contacts: 0, definitions, hidden: ["country"] });
  expect(await desk.text("get_contact_definitions", { keys: ["city"] })).toContain(
    "city select =: berlin | bonn | paris | abroad | lost".replace("city", 'city "City"'),
  );
  expect(await desk.failure("create_contact", { fields: { name: "Dana", city: "paris" } })).toContain("about a hidden field");
});

it("definitions show options by the parent's, and each field that they depend on", async () => {
  const text = await aWorld().text("get_contact_definitions");
  expect(text.split("\n").filter((line) => /^(city|districts|tools|stray|own) /.test(line))).toEqual([
    'city "City" select = (by country): de: berlin | bonn; fr: paris; any: abroad | lost',
    'districts "Districts" multi-select (by city): berlin: mitte | wedding; paris: louvre',
    'tools "Tools" multi-select (by skills): code: vim | emacs; draw: pen',
    'stray "Stray" select =: a',
    'own "Own" select =: b',
  ]);
});
