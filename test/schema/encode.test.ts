import { describe, expect, it } from "vitest";
import { parseDefinitions } from "../../src/api/parse-definitions.ts";
import { InvalidInput } from "../../src/fields/rejection.ts";
import type { Edits } from "../../src/schema/collected-edits.ts";
import { type CreateInput, encodeCreate, encodeExpected, encodeUpdate, type UpdateInput } from "../../src/schema/encode.ts";
import { valuesSchema } from "../../src/schema/input-schema.ts";
import { isTargetName } from "../../src/schema/link-target.ts";
import { aField, aRelationship, aSchema, aSelect, BERLIN, fieldOf } from "../builders.ts";

const schema = aSchema({
  fields: [
    aField({ key: "$name", label: "Name", valueType: "FULL_NAME" }),
    aField({ key: "$email", label: "Email", valueType: "EMAIL", config: { multipleValues: true } }),
    aField({ key: "title", label: "Title" }),
    aField({ key: "score", label: "Score", valueType: "NUMBER" }),
    aSelect(["Lead", "Customer"], { key: "stage", label: "Stage" }),
    aField({ key: "follow-up", label: "Follow-up", valueType: "DATETIME" }),
    aField({ key: "$summary", label: "Summary", valueType: "MARKDOWN", readOnly: true }),
    aField({ key: "rating", label: "Rating", valueType: "RATING" }),
  ],
  relationships: [
    aRelationship({ key: "$owner", label: "Owner" }),
    aRelationship({ key: "$account", label: "Account", cardinality: "HAS_MANY", objectType: "account" }),
  ],
});

/** What edits make of a contact that holds this. */
const applied = ({ fields, links, notes }: Edits, stored: Record<string, unknown> = {}, linked: Record<string, readonly string[]> = {}) => ({
  fields: Object.fromEntries([...fields].map(([{ apiKey }, edit]) => [apiKey, edit(stored[apiKey] ?? null)])),
  relationships: Object.fromEntries([...links].map(([{ apiKey }, edit]) => [apiKey, edit(linked[apiKey] ?? [])])),
  notes,
});
const create = (input: CreateInput) => applied(encodeCreate(input, { schema, locale: BERLIN }));
const update = (input: UpdateInput, ...holds: [stored?: Record<string, unknown>, linked?: Record<string, readonly string[]>]) =>
  applied(encodeUpdate(input, { schema, locale: BERLIN }), ...holds);
const problemsOf = (step: () => unknown): readonly string[] => {
  try {
    step();
  } catch (error) {
    if (error instanceof InvalidInput) return error.problems;
    throw error;
  }
  throw new Error("expected problems");
};

describe("a create", () => {
  it("is encoded under API keys, whatever the agent calls the fields", () => {
    expect(
      create({
        fields: { name: "Dana Scully", Email: "a@b.co", title: null, score: "1,200.50", stage: "lead", "follow-up": "2026-02-03" },
        relationships: { owner: "mem_1", $account: ["acc_1", "acc_2", "acc_1"] },
      }),
    ).toEqual({
      fields: {
        $name: { firstName: "Dana", lastName: "Scully" },
        $email: ["a@b.co"],
        score: 1200.5,
        stage: "opt_0",
        "follow-up": "2026-02-02T23:00:00Z",
      },
      relationships: { $owner: ["mem_1"], $account: ["acc_1", "acc_2"] },
      notes: ["1 null was ignored."],
    });
  });

  it("takes relationships among the fields, or apart", () => {
    expect(create({ fields: { title: "CFO", owner: "mem_1" } }).relationships).toEqual({ $owner: ["mem_1"] });
    expect(problemsOf(() => create({ fields: { title: "CFO", owner: "mem_1" }, relationships: { owner: "mem_1" } }))).toEqual([
      "owner: Given in both fields and relationships. Accepted: one of them.",
    ]);
  });

  it("lists all its problems at once", () => {
    const problems = problemsOf(() =>
      create({
        fields: { score: "a lot", stage: "Custmer", titel: "CFO", summary: "x", rating: 5, name: "A", $name: "B" },
        relationships: { owner: ["mem_1", "mem_2"], account: "con_1", boss: "mem_1" },
      }),
    );
    expect(problems.join("\n")).toMatchInlineSnapshot(`
      "fields.score: "a lot" is not a number. Accepted: a number with at most 2 decimals, e.g. 1200.5.
      fields.stage: "Custmer" is not an option. Did you mean "Customer"? Accepted: "Lead" | "Customer".
      fields.titel: There is no field or relationship "titel". Did you mean "title"? Accepted: the keys that get_contact_definitions lists.
      fields.summary: "Summary" is read-only, because Lightfield sets it. Accepted: other fields.
      fields.rating: "Rating" is of type "RATING", which cannot be written. Accepted: a change in the Lightfield app.
      name: Given twice, as "name" and as "$name". Accepted: one of them.
      relationships.owner: 2 records were given, but "Owner" holds one. Accepted: one member name, e-mail or ID (mem_…).
      relationships.account: "con_1" is not a valid ID. Accepted: account name or ID (acc_…).
      relationships.boss: There is no relationship "boss". Accepted: the keys that get_contact_definitions lists."
    `);
  });

  it("of nothing is refused", () => {
    expect(problemsOf(() => create({ fields: {} }))[0]).toContain("No values were given.");
    expect(problemsOf(() => create({ fields: {}, relationships: { account: "acc_1" } }))[0]).toContain("Only links were given. Accepted:");
    expect(problemsOf(() => create({ fields: { email: [] } }))[0]).toContain("No values were given. Accepted:");
    expect(problemsOf(() => create({ fields: { title: null, name: { firstName: null } }, relationships: { owner: null } }))).toEqual([
      'fields: No values were given. 3 nulls were ignored. Accepted: at least one field, e.g. {"fields": {"name": {"firstName": "Dana"}}}.',
    ]);
  });

  it("takes no object for a record", () => {
    const [problem] = problemsOf(() => create({ fields: { title: "x" }, relationships: { account: { name: "Acme" } } }));
    expect(problem).toBe('relationships.account: {"name":"Acme"} is an object. Accepted: one account name or ID (acc_…) or a list of them.');
  });

  it("takes no change of links", () => {
    expect(problemsOf(() => create({ fields: { title: "x" }, relationships: { account: { add: "acc_1" } } }))).toMatchInlineSnapshot(`
      [
        "relationships.account: {"add":"acc_1"} is a change of links, but a new contact has no links yet. Accepted: one account name or ID (acc_…) or a list of them.",
      ]
    `);
  });
});

describe("an update", () => {
  it("clears with clear_fields and an empty list", () => {
    expect(update({ fields: { email: [] }, clear_fields: ["Stage", "owner"] }, {}, { $owner: ["mem_1"] })).toEqual({
      fields: { $email: null, stage: null },
      relationships: { $owner: [] },
      notes: [],
    });
  });

  it("takes no null for anything, however deep it lies, and counts them", () => {
    const stored = { $name: { firstName: "Dana", lastName: "Scully" }, $email: ["a@b.co"], title: "CFO", score: 5, stage: "opt_0" };
    const linked = { $owner: ["mem_1"], $account: ["acc_1"] };
    const everything = {
      fields: {
        name: { firstName: "Kate", lastName: null },
        email: { add: ["c@d.co", null], remove: null, replace: null },
        title: "CTO",
        score: null,
      },
      relationships: { owner: null, account: { add: null, remove: null, replace: null } },
    };
    expect(update(everything, stored, linked)).toEqual({
      fields: { $name: { firstName: "Kate", lastName: "Scully" }, $email: ["a@b.co", "c@d.co"], title: "CTO" },
      relationships: {},
      notes: ["9 nulls were ignored; clear_fields empties fields."],
    });
    const asText = { name: '{"firstName": "Kate", "lastName": null}', email: '{"add": "c@d.co", "replace": null}' };
    expect(update({ fields: asText, relationships: { account: '{"add": "acc_2", "remove": null}' } }, stored, linked)).toMatchObject({
      fields: { $name: { firstName: "Kate", lastName: "Scully" }, $email: ["a@b.co", "c@d.co"] },
      relationships: { $account: ["acc_1", "acc_2"] },
    });
    // What is no attribute is not given either, and what says nothing else is refused.
    expect(update({ fields: { title: "CTO", summary: null, titel: null } }).fields).toEqual({ title: "CTO" });
    const empty = [{ email: "[null]" }, { name: '{"firstName": null}' }, { email: '{"replace": null}' }].map((fields) =>
      problemsOf(() => update({ fields })),
    );
    expect(empty.flat()).toHaveLength(3);
    expect(problemsOf(() => update({ relationships: { account: '{"replace": null}' } }))[0]).toContain("holds no change");
  });

  it("of nothing but nulls is refused, with what empties", () => {
    const nulls = { fields: { title: null, email: [null], name: { firstName: null } }, relationships: { owner: null, account: { replace: null } } };
    expect(problemsOf(() => update(nulls))).toEqual([
      'No change was given (5 nulls were ignored). Set values in fields, or use add and remove; clear_fields empties fields, e.g. {"clear_fields": ["title"]}.',
    ]);
    expect(problemsOf(() => update({}))).toEqual(["No change was given. Set values in fields, or use add and remove; clear_fields empties fields."]);
  });

  it("adds to a list and takes from it, or replaces it", () => {
    const emails = (email: unknown, stored: unknown) => update({ fields: { email } }, { $email: stored }).fields.$email;
    expect(emails({ add: "c@d.co" }, ["a@b.co"])).toEqual(["a@b.co", "c@d.co"]);
    expect(emails('{"add": ["A@b.co", "c@d.co"], "remove": ["x@y.co"]}', ["a@b.co", "X@y.co"])).toEqual(["a@b.co", "c@d.co"]);
    expect(emails({ remove: "a@b.co" }, ["a@b.co"])).toBe(null);
    expect(emails({ add: "a@b.co" }, null)).toEqual(["a@b.co"]);
    expect(emails({ replace: ["c@d.co"] }, ["a@b.co"])).toEqual(["c@d.co"]);
    expect(emails(["c@d.co"], ["a@b.co"])).toEqual(["c@d.co"]);
    expect(emails("A@b.co", ["a@b.co"])).toEqual(["A@b.co"]);
    expect(() => emails("c@d.co", ["a@b.co"])).toThrow(
      '"c@d.co" alone does not say whether to keep "a@b.co". Accepted: "add" instead of "fields" to keep it; or "value": "[\\"c@d.co\\"]" to replace it.',
    );
    for (const several of ["c@d.co, e@f.co", "c@d.co; e@f.co"]) expect(emails(several, ["a@b.co"])).toEqual(["c@d.co", "e@f.co"]);
    expect(() => emails("c@d.co; C@d.co", ["a@b.co"])).toThrow('alone does not say whether to keep "a@b.co"');
    for (const nothing of [";", ", ,"]) expect(() => emails(nothing, ["a@b.co"])).toThrow('"a@b.co"');
    const unclear = { fields: { email: { add: "a@b.co", replace: [] } } };
    expect(problemsOf(() => update(unclear))[0]).toMatch(
      /is not a change of a list\. Accepted: the whole value; or "add" and "remove" beside "fields"\.$/,
    );
    expect(problemsOf(() => create(unclear))[0]).toMatch(/is not a change of a list\. Accepted: the whole value\.$/);
    expect(problemsOf(() => update({ fields: { email: { add: "nobody" } } }))[0]).toContain('"nobody" is not an e-mail address');
  });

  it("keeps the part of a name that it does not mention", () => {
    const name = (given: unknown, stored: unknown) => update({ fields: { name: given } }, { $name: stored }).fields.$name;
    expect(name({ firstName: "Kate" }, { firstName: "Dana", lastName: "Scully" })).toEqual({ firstName: "Kate", lastName: "Scully" });
    expect(name({ firstName: "" }, { firstName: "Dana", lastName: "Scully" })).toEqual({ lastName: "Scully" });
    expect(name("Kate", { firstName: "Dana" })).toEqual({ firstName: "Kate" });
    expect(name("Scully", { lastName: "Scully" })).toEqual({ lastName: "Scully" });
    expect(name("Kate Mulder", { firstName: "Dana", lastName: "Scully" })).toEqual({ firstName: "Kate", lastName: "Mulder" });
    expect(() => name("Kate", { firstName: "Dana", lastName: "Scully" })).toThrow(
      String.raw`"Kate" alone does not say whether to keep "Scully". Accepted: "value": "{\"firstName\":\"Kate\"}" to keep it; or "value": "{\"firstName\":\"Kate\",\"lastName\":\"\"}" to remove it.`,
    );
    for (const given of ["Scully", "scully"])
      expect(() => name(given, { firstName: "Dana", lastName: "Scully" })).toThrow(
        String.raw`"${given}" alone does not say whether to keep "Dana". Accepted: "value": "{\"lastName\":\"Scully\"}" to keep it;`,
      );
    expect(() => name("Ms. Mulder", { firstName: "Dana", lastName: "Scully" })).toThrow('"Mulder" alone does not say whether to keep "Dana"');
  });

  it("changes links: adds, takes away, both, or replaces", () => {
    const links = (account: unknown) => update({ relationships: { account } }, {}, { $account: ["acc_0", "acc_1"] }).relationships.$account;
    expect(links({ add: "acc_2" })).toEqual(["acc_0", "acc_1", "acc_2"]);
    expect(links({ remove: ["acc_1", "acc_2"] })).toEqual(["acc_0"]);
    expect(links({ add: "acc_2", remove: "acc_1" })).toEqual(["acc_0", "acc_2"]);
    expect(links('{"replace": ["acc_1"]}')).toEqual(["acc_1"]);
    expect(links({ replace: [] })).toEqual([]);
    expect(update({ clear_fields: ["account"] }, {}, { $account: ["acc_0"] }).relationships.$account).toEqual([]);
  });

  it("of a link to one record takes the record alone", () => {
    expect(update({ relationships: { owner: "mem_2" } }, {}, { $owner: ["mem_1"] })).toMatchObject({
      relationships: { $owner: ["mem_2"] },
      notes: [],
    });
    expect(update({ relationships: { owner: { replace: [] } } }, {}, { $owner: ["mem_1"] }).relationships.$owner).toEqual([]);
  });

  it("of a link to one record replaces it and says so", () => {
    expect(update({ relationships: { owner: { add: "mem_2" } } }, {}, { $owner: ["mem_1"] })).toMatchObject({
      relationships: { $owner: ["mem_2"] },
      notes: ['"Owner" holds one record: the previous one is replaced.'],
    });
  });

  it("says for each change of links why it is none", () => {
    const problemOf = (account: unknown) => problemsOf(() => update({ relationships: { account } })).join("\n");
    expect(problemOf({ add: "acc_1", remove: "acc_1" })).toContain(
      'is both added and removed. Accepted: each value in "add" or in "remove", not in both.',
    );
    expect(problemOf({ add: "acc_1", replace: "acc_2" })).toMatch(
      /replaces the list and also changes it\. Accepted: one account name or ID \(acc_…\) or a list of them; or "add" and "remove" beside "fields"\.$/,
    );
    expect(problemOf({ delete: "acc_1" })).toContain('"delete" is not a change');
    expect(problemOf({ add: [] })).toContain("The list is empty");
    expect(problemOf({})).toContain("holds no change");
    expect(problemOf({ add: "Acme Inc." })).toMatchInlineSnapshot(
      `"relationships.account: "Acme Inc." is not a valid ID. Accepted: account name or ID (acc_…)."`,
    );
    expect(problemOf({ add: "mem_1" })).toContain('"mem_1"');
  });

  it("sets links as a whole, and refuses what may lose some", () => {
    const linksOf = (account: unknown, ids: readonly string[]) => update({ fields: { account } }, {}, { $account: ids }).relationships.$account;
    expect(linksOf(["acc_2", "acc_3"], ["acc_1"])).toEqual(["acc_2", "acc_3"]);
    expect(linksOf("acc_2", [])).toEqual(["acc_2"]);
    expect(linksOf("acc_1", ["acc_1"])).toEqual(["acc_1"]);
    expect(() => linksOf("acc_2", ["acc_1"])).toThrow(
      '"acc_2" alone does not say whether to keep acc_1. Accepted: "add" instead of "fields" to keep it; or "value": "[\\"acc_2\\"]" to replace it.',
    );
    expect(() => linksOf([], ["acc_1"])).toThrow("An empty list does not remove links. Accepted: clear_fields to remove all of them.");
  });

  it("adds to lists, links and texts, and removes from them", () => {
    const stored = { $email: ["a@b.co", "x@y.co"], title: "CFO\nBoard" };
    const { fields, relationships } = update(
      { add: { email: "c@d.co", title: "Owner", account: "acc_2" }, remove: { email: ["X@y.co"], title: "CFO", account: "acc_1" } },
      stored,
      { $account: ["acc_1"] },
    );
    expect({ fields, relationships }).toEqual({
      fields: { $email: ["a@b.co", "c@d.co"], title: "Board\nOwner" },
      relationships: { $account: ["acc_2"] },
    });
    expect(update({ add: { title: "Board" } }, stored).fields.title).toBe("CFO\nBoard");
    expect(update({ add: { title: "Board" } }, {}).fields.title).toBe("Board");
    expect(update({ remove: { title: ["CFO", "Board"] } }, stored).fields.title).toBe(null);
    expect(
      problemsOf(() => update({ add: { score: 5, owner: "mem_1", summary: "x" }, remove: { stage: "Lead" }, fields: { stage: "Lead" } })),
    ).toEqual([
      'add.score: "Score" holds one value. Accepted: {"fields": [{"field": "score", "value": …}]}.',
      'add.owner: "Owner" holds one record. Accepted: {"fields": [{"field": "owner", "value": …}]}.',
      'add.summary: "Summary" is read-only, because Lightfield sets it. Accepted: other fields.',
      'remove.stage: "Stage" holds one value. Accepted: {"clear_fields": ["stage"]}, whatever it holds.',
    ]);
    expect(problemsOf(() => update({ fields: { email: ["a@b.co"] }, add: { email: "c@d.co" } }))).toEqual([
      "email: Given in both fields and add. Accepted: one of them.",
    ]);
  });

  it("names the argument that holds a problem, if an attribute is in both", () => {
    expect(problemsOf(() => update({ add: { email: "c@d.co", account: "acc_2" }, remove: { email: "nobody", account: [] } }))).toEqual([
      expect.stringMatching(/^remove\.email: "nobody"/),
      expect.stringMatching(/^remove\.account: The list is empty/),
    ]);
    expect(problemsOf(() => update({ add: { account: "acc_2" }, remove: { account: "acc_2" } }))).toEqual([expect.stringMatching(/^add\.account: /)]);
  });

  it("never writes an attribute twice or a read-only one", () => {
    expect(problemsOf(() => update({ fields: { title: "x", Title: "y" } }))).toMatchInlineSnapshot(`
      [
        "title: Given twice, as "title" and as "Title". Accepted: one of them.",
      ]
    `);
    expect(problemsOf(() => update({ fields: { title: "x" }, clear_fields: ["title"] }))).toEqual([
      "title: Given in both fields and clear_fields. Accepted: one of them.",
    ]);
    expect(problemsOf(() => update({ clear_fields: ["title", "title"] }))).toEqual(["title: Given twice in clear_fields. Accepted: one of them."]);
    expect(problemsOf(() => update({ clear_fields: ["summary", "boss"] }))).toMatchInlineSnapshot(`
      [
        "clear_fields: "Summary" is read-only, because Lightfield sets it. Accepted: other fields.",
        "clear_fields: There is no field or relationship "boss". Accepted: the keys that get_contact_definitions lists.",
      ]
    `);
  });

  it("never writes who created a contact, although no definition says that it is read-only", () => {
    const system = aSchema({
      fields: [],
      relationships: [aRelationship({ key: "$createdBy", label: "Created by" }), aRelationship({ key: "created-by", label: "Maker" })],
    });
    const about = (input: UpdateInput) => problemsOf(() => encodeUpdate(input, { schema: system, locale: BERLIN }));
    const problem = '"Created by" is read-only, because Lightfield sets it. Accepted: other fields.';
    expect(about({ fields: { "Created by": "mem_1" } })).toEqual([`fields.Created by: ${problem}`]);
    expect(about({ clear_fields: ["$createdBy"] })).toEqual([`clear_fields: ${problem}`]);
    expect(encodeUpdate({ fields: { Maker: "mem_1" } }, { schema: system, locale: BERLIN }).links.size).toBe(1);
    const offered = valuesSchema(system, { detail: { descriptions: false, listedOptions: 9, fieldsLeftOut: 0 } });
    expect(Object.keys(offered.properties ?? {})).toEqual(["created_by"]);
  });

  it("of nothing is refused", () => {
    expect(problemsOf(() => update({}))[0]).toContain("No change was given");
  });
});

describe("what is expected of a contact", () => {
  const holds = (expected: Record<string, unknown>, stored: Record<string, unknown>, linked: Record<string, readonly string[]> = {}) => {
    const { fields, relationships } = applied(encodeExpected(expected, { schema, locale: BERLIN }), stored, linked);
    return { fields, relationships };
  };

  it("is a change that makes no difference", () => {
    expect(holds({ title: "CFO", owner: "mem_1", account: { add: "acc_1" } }, { title: "CFO" }, { $account: ["acc_1", "acc_2"] })).toEqual({
      fields: { title: "CFO" },
      relationships: { $owner: ["mem_1"], $account: ["acc_1", "acc_2"] },
    });
  });

  it('is nothing by "" or an empty list, and not given by null', () => {
    expect(holds({ summary: "", score: [], email: "", owner: "", account: [] }, { score: 1 }, { $owner: ["mem_1"] })).toEqual({
      fields: { $summary: null, score: null, $email: null },
      relationships: { $owner: [], $account: [] },
    });
    const { fields, links, notes } = encodeExpected(
      { title: null, owner: null, name: { firstName: "Dana", lastName: null } },
      { schema, locale: BERLIN },
    );
    expect([...fields.keys()].map(({ apiKey }) => apiKey)).toEqual(["$name"]);
    expect(links.size).toBe(0);
    expect(notes).toEqual(['3 nulls were ignored in expect, where "" means empty.']);
  });

  it("names what exists", () => {
    expect(problemsOf(() => encodeExpected({ titel: "CFO", score: "many" }, { schema, locale: BERLIN }))).toHaveLength(2);
  });
});

describe("what the API has added since", () => {
  const read = parseDefinitions(
    {
      objectType: "contact",
      fieldDefinitions: { digest: { label: "Digest", valueType: "READONLY_MARKDOWN" }, plain: { label: "Plain", valueType: "TEXT" } },
      relationshipDefinitions: { $account: { label: "Account", cardinality: "HAS_MANY", objectType: "account" } },
    },
    () => undefined,
  );
  const newer = aSchema(read);
  const problems = (input: UpdateInput) => problemsOf(() => encodeUpdate(input, { schema: newer, locale: BERLIN }));

  it("READONLY_MARKDOWN is shown as markdown and never written, and a definition needs no typeConfiguration", () => {
    const { type, definition, writable } = fieldOf(newer, "digest");
    expect([type.show("# Title\n- one", definition, BERLIN), type.multiline, writable]).toEqual(["# Title\n- one", true, false]);
    expect(problems({ fields: { digest: "x" } })).toMatchInlineSnapshot(`
      [
        "fields.digest: "Digest" is of type "READONLY_MARKDOWN", which cannot be written. Accepted: a change in the Lightfield app.",
      ]
    `);
    expect(applied(encodeUpdate({ fields: { plain: "x" } }, { schema: newer, locale: BERLIN })).fields).toEqual({ plain: "x" });
  });

  it.each(["fil_", "eml_", "pd_", "av_", "rv_", "opt_", "con_"])("an ID with %s is no account, and no name of one", (prefix) => {
    const id = `${prefix}01hx4k2m9v7qzr3t`;
    expect(problems({ relationships: { account: { add: [id] } } }).join()).toContain(`"${id}" is not a valid ID`);
    expect(isTargetName(id, "account")).toBe(false);
    expect(isTargetName(`${prefix.replace("con_", "rv_")}park`, "account")).toBe(true);
  });
});
