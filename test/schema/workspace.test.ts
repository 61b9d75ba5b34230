import { describe, expect, it } from "vitest";
import { resolveAttribute } from "../../src/schema/workspace.ts";
import { aField, aRelationship, attributeOf, aWorkspace, fieldOf, rejectionOf, type WorkspaceParts } from "../builders.ts";

const named = (parts: WorkspaceParts) => {
  const workspace = aWorkspace(parts);
  const all = [...workspace.fields, ...workspace.relationships];
  return { workspace, resolve: (name: string) => resolveAttribute(name, all, "field").apiKey };
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
  });

  it("never by a label that several have", () => {
    expect(rejectionOf(() => resolve("Remarks"))).toMatchInlineSnapshot(`""Remarks" is the label of several fields. Accepted: notes | notes_2."`);
    expect(resolve("Remarks (notes_2)")).toBe("notes-2");
  });

  it("or not at all: the nearest is said, and no inherited name is one", () => {
    expect(rejectionOf(() => resolve("icp_scor"))).toMatchInlineSnapshot(
      `"There is no field "icp_scor". Did you mean "icp_score"? Accepted: the keys that get_contact_definitions lists."`,
    );
    expect(rejectionOf(() => resolve("Bagde"))).toContain('Did you mean "name_custom"?');
    expect(rejectionOf(() => resolve("toString"))).toContain('There is no field "toString"');
    expect(rejectionOf(() => resolve("__proto__"))).toContain("There is no field");
  });
});

it("labels of several are told apart, and one of a kind is left as it is", () => {
  const workspace = aWorkspace({
    fields: [
      aField({ key: "a", label: "Status" }),
      aField({ key: "b", label: "Sta\u200btus " }),
      aField({ key: "c", label: "Line\nbreak" }),
      aField({ key: "d", label: "Owner" }),
    ],
    relationships: [aRelationship({ key: "$who", label: "Owner" })],
  });
  expect([...workspace.fields, ...workspace.relationships].map(({ label }) => label)).toEqual([
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
    const workspace = aWorkspace({ fields, relationships, hidden });
    return [...workspace.fields, ...workspace.relationships].map(({ apiKey }) => apiKey);
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

  it("that match nothing are known, so that a misspelling can be told", () => {
    expect(aWorkspace({ fields, hidden: ["salary", "title"] }).unmatchedHidden).toEqual(["salary"]);
  });
});

describe("when the definitions change", () => {
  it("a key that the agent was shown keeps its meaning", () => {
    const score = aField({ key: "score", label: "Score" });
    const first = aWorkspace({ fields: [score] });
    expect(fieldOf(first, "score").agentKey).toBe("score");

    const second = aWorkspace({ fields: [aField({ key: "$score", label: "System score" }), score], previous: first });
    expect(fieldOf(second, "score").agentKey).toBe("score");
    expect(fieldOf(second, "$score").agentKey).toMatch(/^score_[0-9a-f]{6}$/);

    const third = aWorkspace({ fields: [aField({ key: "$score", label: "System score" })], previous: second });
    expect(rejectionOf(() => resolveAttribute("score", third.fields, "field"))).toContain('There is no field "score"');

    const fourth = aWorkspace({ fields: [score], previous: third });
    expect(fieldOf(fourth, "score").agentKey).toBe("score");
  });

  it("a key of a hidden field is not given to another", () => {
    const first = aWorkspace({ fields: [aField({ key: "$pay" })], hidden: ["$pay"] });
    const second = aWorkspace({ fields: [aField({ key: "$pay" }), aField({ key: "pay" })], hidden: ["$pay"], previous: first });
    expect(attributeOf(second, "pay").agentKey).toBe("pay_custom");
  });
});
