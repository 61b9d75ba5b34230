import { describe, expect, it } from "vitest";
import type { ApiKey, ContactId } from "../../src/api/index.ts";
import { ownerOf } from "../../src/schema/contact-schema.ts";
import { contactName, decodeContact } from "../../src/schema/record.ts";
import { resolveAttribute } from "../../src/schema/resolve-attribute.ts";
import { defaultColumns } from "../../src/tools/input/attributes.ts";
import { aField, aRelationship, aSchema, attributeOf, BERLIN, fieldOf, rejectionOf, type SchemaParts } from "../builders.ts";

const named = (parts: SchemaParts) => {
  const schema = aSchema(parts);
  const all = [...schema.fields, ...schema.relationships];
  return { schema, resolve: (name: string) => resolveAttribute(name, all, "field", schema).apiKey };
};

describe("an attribute is found", () => {
  const { resolve } = named({
    fields: [
      aField({ key: "$name", label: "Name" }),
      aField({ key: "name", label: "Badge" }),
      aField({ key: "icp-score", label: "ICP score" }),
      aField({ key: "notes", label: "Remarks" }),
      aField({ key: "notes-2", label: "Remarks" }),
      aField({ key: "constructor", label: "email" }),
    ],
    relationships: [aRelationship({ key: "$owner", label: "Owner" })],
  });

  it("by its agent key first, then its API key, then its label", () => {
    expect(resolve("name")).toBe("$name");
    expect(resolve("$name")).toBe("$name");
    expect(resolve("name_custom")).toBe("name");
    expect(resolve("Badge")).toBe("name");
    expect(resolve(" icp-score ")).toBe("icp-score");
    expect(resolve("ICP score")).toBe("icp-score");
    expect(resolve("constructor")).toBe("constructor");
    expect(resolve("owner")).toBe("$owner");
    expect(["icpScore", "ICP_score", "OWNER", "$Owner"].map(resolve)).toEqual(["icp-score", "icp-score", "$owner", "$owner"]);
    for (const name of ["ICP score ($)", "ICP score %"]) expect(rejectionOf(() => resolve(name))).toContain("There is no");
  });

  it("never by a label that several have", () => {
    expect(rejectionOf(() => resolve("Remarks"))).toMatchInlineSnapshot(
      `""Remarks" is the label of several fields. Accepted: notes (text) | notes_2 (text, notes-2)."`,
    );
    expect(resolve("Remarks (notes_2)")).toBe("notes-2");
    expect(rejectionOf(() => resolve("note"))).toContain('Did you mean "notes" or "notes_2"?');
  });

  it("or not at all: the nearest is said, and no inherited name is one", () => {
    expect(rejectionOf(() => resolve("icp_scor"))).toMatchInlineSnapshot(
      `"There is no field "icp_scor". Did you mean "icp_score"? Accepted: the keys that get_contact_definitions lists."`,
    );
    expect(rejectionOf(() => resolve("Bagde"))).toContain('Did you mean "name_custom"?');
    expect(rejectionOf(() => resolve("toString"))).toContain('There is no field "toString"');
    expect(rejectionOf(() => resolve("__proto__"))).toContain("There is no field");
  });

  it("or not at all: what people usually call so is said, before a name that is only spelt alike", () => {
    const { resolve } = named({
      fields: [aField({ key: "$title", label: "Title" }), aField({ key: "mobile", label: "Mobile", valueType: "TELEPHONE" })],
      relationships: [aRelationship({ key: "$account", label: "Account", objectType: "account" })],
    });
    expect(rejectionOf(() => resolve("job_title"))).toContain('Did you mean "title"? Accepted');
    for (const company of ["company", "companyName", "Organisation", "employer_id"])
      expect(rejectionOf(() => resolve(company))).toContain('Did you mean "account"? Accepted');
  });
});

it("labels of several are told apart, and one of a kind is left as it is", () => {
  const schema = aSchema({
    fields: [
      aField({ key: "a", label: "Status" }),
      aField({ key: "b", label: "Sta\u200btus " }),
      aField({ key: "c", label: "Line\nbreak" }),
      aField({ key: "d", label: "Owner" }),
    ],
    relationships: [aRelationship({ key: "$who", label: "Owner" })],
  });
  expect([...schema.fields, ...schema.relationships].map(({ label }) => label)).toEqual([
    "Status (a)",
    "Status (b)",
    "Line break",
    "Owner (d)",
    "Owner (who)",
  ]);
});

describe("hidden fields", () => {
  const fields = [
    aField({ key: "$email", label: "Email" }),
    aField({ key: "email", label: "Private mail" }),
    aField({ key: "salary-band", label: "Salary" }),
    aField({ key: "title", label: "Title" }),
  ];
  const relationships = [aRelationship({ key: "$owner", label: "Owner" })];
  const shown = (hidden: string[]) => {
    const schema = aSchema({ fields, relationships, hidden });
    return [...schema.fields, ...schema.relationships].map(({ apiKey }) => apiKey);
  };

  it.each(["salary-band", "salary_band", "Salary"])("may be named %s", (name) => {
    expect(shown([name])).toEqual(["$email", "email", "title", "$owner"]);
  });

  it("are hidden rather once too often: a name that two have hides both", () => {
    expect(shown(["email"])).toEqual(["salary-band", "title", "$owner"]);
    expect(shown(["$email"])).toEqual(["email", "salary-band", "title", "$owner"]);
    expect(shown(["email_custom"])).toEqual(["$email", "salary-band", "title", "$owner"]);
    expect(shown(["owner"])).toEqual(["$email", "email", "salary-band", "title"]);
  });

  it("stay unnamed to the agent, under any of their names", () => {
    const { resolve } = named({ fields, hidden: ["salary-band"] });
    for (const name of ["salary-band", "salary_band", "Salary"]) {
      const message = rejectionOf(() => resolve(name));
      expect(message).not.toContain("Did you mean");
    }
  });

  it.each(["TITLE", " Title ", "fields.title", "FIELDS: Title", "“title”", "fields.$TITLE", "T.i-t_l e"])(
    "are matched however they are written: %s",
    (written) => {
      const one = aSchema({ fields: [aField({ key: "$title", label: "Title" })], hidden: [written] });
      expect(one).toMatchObject({ fields: [], unmatchedHidden: [] });
    },
  );

  it("may be relationships, by slug, key or label", () => {
    const relationships = [aRelationship({ key: "$accounts", slug: "employer", label: "Works at" })];
    for (const written of ["relationships.employer", "EMPLOYER", "$Accounts", "works AT", "relationship.accounts"])
      expect(aSchema({ relationships, hidden: [written] })).toMatchObject({ relationships: [], unmatchedHidden: [] });
  });

  it("stay hidden under another label, and when the definitions lack them for a while", () => {
    const labelled = (label: string) => [aField({ key: "cf_1", label })];
    const before = aSchema({ fields: labelled("Gehalt"), hidden: ["gehalt"] });
    const without = aSchema({ fields: [], hidden: ["gehalt"], previous: before });
    const after = aSchema({ fields: labelled("Pay"), hidden: ["gehalt"], previous: without });
    expect(after).toMatchObject({ fields: [], unmatchedHidden: [] });
    expect(aSchema({ fields: labelled("Pay"), hidden: ["gehalt"] }).unmatchedHidden).toEqual([{ entry: "gehalt", near: [] }]);
  });

  it("that match nothing are known, so that a misspelling can be told", () => {
    expect(aSchema({ fields, hidden: ["salry", "title"] }).unmatchedHidden).toEqual([{ entry: "salry", near: ["salary_band"] }]);
  });
});

describe("what only an answer has", () => {
  const keys = (hidden: string[], fields = [aField({ key: "salary_band" })]) => {
    const extra = ["salary-band", "$bonus", "extra"].map((key) => [key as ApiKey, { valueType: "TEXT", value: "x" }] as const);
    const contact = { id: "con_1" as ContactId, createdAt: "", fields: new Map(extra), relationships: new Map() };
    return decodeContact(contact, aSchema({ fields, hidden })).fields.map(({ field }) => field.apiKey);
  };

  it("is hidden by its agent key or bare key too", () => {
    expect(keys([])).toEqual(["salary_band", "salary-band", "$bonus", "extra"]);
    expect(keys(["salary_band"])).toEqual(["$bonus", "extra"]);
    expect(keys(["bonus"], [aField({ key: "bonus" })])).toEqual(["salary-band", "extra"]);
  });

  it("is all hidden while a hidden entry matches no definition", () => {
    expect(keys(["Salary"])).toEqual(["salary_band"]);
  });
});

it("a contact is called by the system's name and e-mail, whatever the order, and lists show those", () => {
  const schema = aSchema({
    fields: [
      aField({ key: "personal", valueType: "EMAIL" }),
      aField({ key: "assistant", valueType: "FULL_NAME" }),
      aField({ key: "$name", valueType: "FULL_NAME" }),
      aField({ key: "$email", valueType: "EMAIL" }),
    ],
  });
  const named = (values: Record<string, unknown>) => {
    const fields = new Map(Object.entries(values).map(([key, value]) => [key as ApiKey, { valueType: "?", value }]));
    return contactName(decodeContact({ id: "con_1" as ContactId, createdAt: "", fields, relationships: new Map() }, schema), BERLIN);
  };
  expect(named({ assistant: "Bob Roe", $name: "Dana Fox" })).toBe("Dana Fox");
  expect(named({ assistant: "Bob Roe", personal: "p@b.co", $email: "d@b.co" })).toBe("d@b.co");
  expect(defaultColumns(schema).map(({ apiKey }) => apiKey)).toEqual(["$name", "$email"]);
});

describe("when the definitions change", () => {
  it("a key that the agent was shown keeps its meaning", () => {
    const score = aField({ key: "score", label: "Score" });
    const first = aSchema({ fields: [score] });
    expect(fieldOf(first, "score").agentKey).toBe("score");

    const second = aSchema({ fields: [aField({ key: "$score", label: "System score" }), score], previous: first });
    expect(fieldOf(second, "score").agentKey).toBe("score");
    expect(fieldOf(second, "$score").agentKey).toMatch(/^score_[0-9a-f]{6}$/);

    const third = aSchema({ fields: [aField({ key: "$score", label: "System score" })], previous: second });
    expect(rejectionOf(() => resolveAttribute("score", third.fields, "field", third))).toContain('The field "score" is gone from the workspace');

    const fourth = aSchema({ fields: [score], previous: third });
    expect(fieldOf(fourth, "score").agentKey).toBe("score");
  });

  it("a key of what is gone names no other field, whatever that is called", () => {
    const first = aSchema({ fields: [aField({ key: "icp-score" })] });
    const second = aSchema({ fields: [aField({ key: "icp_score" }), aField({ key: "other", label: "icp_score" })], previous: first });
    const third = aSchema({ fields: [aField({ key: "icp_score" })], previous: second });
    for (const schema of [second, third]) {
      expect(rejectionOf(() => resolveAttribute("icp_score", schema.fields, "field", schema))).toContain(
        'field "icp_score" is gone from the workspace',
      );
    }
  });

  it("the key of a hidden field names no other field, whatever that is called", () => {
    const fields = [aField({ key: "$email", label: "Email" }), aField({ key: "email", label: "email" })];
    const schema = aSchema({ fields, hidden: ["$email"] });
    expect(rejectionOf(() => resolveAttribute("email", schema.fields, "field", schema))).toContain(
      'The field "email" is hidden by LIGHTFIELD_HIDE_FIELDS',
    );
    expect(rejectionOf(() => resolveAttribute("E-Mail", schema.fields, "field", schema))).toContain('There is no field "E-Mail"');
    expect(resolveAttribute("email_custom", schema.fields, "field", schema).apiKey).toBe("email");
  });

  it("a key of a hidden field is not given to another", () => {
    const first = aSchema({ fields: [aField({ key: "$pay" })], hidden: ["$pay"] });
    const second = aSchema({ fields: [aField({ key: "$pay" }), aField({ key: "pay" })], hidden: ["$pay"], previous: first });
    expect(attributeOf(second, "pay").agentKey).toBe("pay_custom");
  });
});

describe("the owner of contacts", () => {
  it.each([
    [["customer_success", "owner"], "owner"],
    [["previous_owner", "contact_owner"], "contact_owner"],
    [["$createdBy", "account_manager"], "account_manager"],
    [["account_manager", "customer_success"], undefined],
    [["$createdBy"], undefined],
  ])("is, of the links %j, %s", (keys, expected) => {
    const relationships = keys.map((key) => aRelationship({ key, label: key, objectType: "member" }));
    expect(ownerOf(aSchema({ relationships }))?.apiKey).toBe(expected);
  });
});
