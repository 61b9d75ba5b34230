import { describe, expect, it } from "vitest";
import { InvalidInput } from "../../src/fields/rejection.ts";
import { type CreateInput, encodeCreate, encodeUpdate, type UpdateInput } from "../../src/schema/encode.ts";
import { aField, aRelationship, aSelect, aWorkspace, BERLIN } from "../builders.ts";

const workspace = aWorkspace({
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

const create = (input: CreateInput) => {
  const { body, notes } = encodeCreate(input, workspace, BERLIN);
  return { fields: Object.fromEntries(body.fields), relationships: Object.fromEntries(body.relationships), notes };
};
const update = (input: UpdateInput) => {
  const { body, notes } = encodeUpdate(input, workspace, BERLIN);
  return { fields: Object.fromEntries(body.fields), relationships: Object.fromEntries(body.relationships), notes };
};
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
      relationships: { $owner: "mem_1", $account: ["acc_1", "acc_2"] },
      notes: ["Dates without an offset were read in Europe/Berlin."],
    });
  });

  it("says where a relationship belongs that is given as a field", () => {
    expect(problemsOf(() => create({ fields: { title: "CFO", owner: "mem_1" } }))).toEqual([
      'fields.owner: "owner" is a relationship and no field. Accepted: it inside relationships.',
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
      fields.stage: "Custmer" is not an option. Did you mean "Customer"? Accepted: Lead | Customer.
      fields.titel: There is no field "titel". Did you mean "title"? Accepted: the keys that get_contact_definitions lists.
      fields.summary: Summary is read-only. Accepted: other fields; this one is kept by Lightfield.
      fields.rating: Rating is of type "RATING", which cannot be written. Accepted: a change in the Lightfield app.
      name: given twice, as "name" and as "$name". Give it once.
      relationships.owner: 2 records were given, but Owner holds one. Accepted: one member name, e-mail or ID (mem_…).
      relationships.account: "con_1" is not such an ID. Accepted: account name or ID (acc_…).
      relationships.boss: There is no relationship "boss". Accepted: the keys that get_contact_definitions lists."
    `);
  });

  it("of nothing is refused", () => {
    expect(problemsOf(() => create({ fields: {} }))[0]).toContain("nothing to create a contact from");
    expect(problemsOf(() => create({ fields: { title: null, email: [] } }))[0]).toContain("nothing to create a contact from");
  });

  it("takes no change of links", () => {
    expect(problemsOf(() => create({ fields: { title: "x" }, relationships: { account: { add: "acc_1" } } }))).toMatchInlineSnapshot(`
      [
        "relationships.account: {"add":"acc_1"} is a change. Accepted: on create, one account name or ID (acc_…) or a list of them.",
      ]
    `);
  });
});

describe("an update", () => {
  it("clears with null, an empty list and clear_fields", () => {
    expect(update({ fields: { title: null, email: [] }, clear_fields: ["Stage"] }).fields).toEqual({ title: null, $email: null, stage: null });
  });

  it("changes links in one of three ways", () => {
    const links = (account: unknown) => update({ relationships: { account } }).relationships.$account;
    expect(links({ add: "acc_1" })).toEqual({ add: ["acc_1"] });
    expect(links({ remove: ["acc_1", "acc_2"] })).toEqual({ remove: ["acc_1", "acc_2"] });
    expect(links('{"replace": ["acc_1"]}')).toEqual({ replace: ["acc_1"] });
    expect(links({ replace: [] })).toEqual({ replace: null });
    expect(links(null)).toEqual({ replace: null });
  });

  it("of a link to one record replaces it and says so", () => {
    expect(update({ relationships: { owner: { add: "mem_2" } } })).toMatchObject({
      relationships: { $owner: { replace: "mem_2" } },
      notes: ["Owner holds one record: what was there is replaced."],
    });
  });

  it("says for each change of links why it is none", () => {
    const problemOf = (account: unknown) => problemsOf(() => update({ relationships: { account } })).join("\n");
    expect(problemOf("acc_1")).toMatchInlineSnapshot(
      `"relationships.account: "acc_1" does not say what to do with it. Accepted: exactly one of {"add": …}, {"remove": …}, {"replace": …} with one account name or ID (acc_…) or a list of them."`,
    );
    expect(problemOf({ add: "acc_1", remove: "acc_2" })).toContain("holds 2 changes");
    expect(problemOf({ delete: "acc_1" })).toContain('"delete" is not a change');
    expect(problemOf({ add: [] })).toContain("The list is empty");
    expect(problemOf({})).toContain("holds 0 changes");
    expect(problemOf({ add: Array.from({ length: 26 }, (_, at) => `acc_${at}`) })).toContain("26 records are more than one request may carry");
    expect(problemOf({ add: "Acme Inc." })).toMatchInlineSnapshot(
      `"relationships.account: "Acme Inc." is not such an ID. Accepted: account name or ID (acc_…)."`,
    );
    expect(problemOf({ add: "mem_1" })).toContain('"mem_1"');
  });

  it("never writes an attribute twice or a read-only one", () => {
    expect(problemsOf(() => update({ fields: { title: "x", Title: "y" } }))).toMatchInlineSnapshot(`
      [
        "title: given twice, as "title" and as "Title". Give it once.",
      ]
    `);
    expect(problemsOf(() => update({ fields: { title: "x" }, clear_fields: ["title"] }))).toHaveLength(1);
    expect(problemsOf(() => update({ clear_fields: ["summary", "owner"] }))).toMatchInlineSnapshot(`
      [
        "clear_fields: Summary is read-only. Accepted: other fields; this one is kept by Lightfield.",
        "clear_fields: "owner" is a relationship and no field. Accepted: it inside relationships.",
      ]
    `);
  });

  it("of nothing is refused", () => {
    expect(problemsOf(() => update({}))[0]).toContain("Nothing to change was given");
  });
});
