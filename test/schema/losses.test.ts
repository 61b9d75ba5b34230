import { describe, expect, it } from "vitest";
import { type Change, changeOf, touched } from "../../src/schema/change.ts";
import { changedContact, editsOfValues } from "../../src/schema/edits-of-values.ts";
import { lossesOf } from "../../src/schema/losses.ts";
import { aField, aSchema, fieldOf } from "../builders.ts";
import { aChange, aRecord } from "../writes/support.ts";

const name = fieldOf(aSchema({ fields: [aField({ key: "name", valueType: "FULL_NAME" })] }), "name");

const keysOf = (change: Change) => touched(change).map(({ apiKey }) => apiKey);

const rename = (before: unknown, after: unknown): Change => ({ fields: [{ field: name, before, after }], links: [] });

describe("what a change takes away", () => {
  it.each<[string, Change, string[]]>([
    ["a text that was empty", aChange({ title: [null, "CEO"] }), []],
    ["a text that is another one", aChange({ title: ["CFO", "CEO"] }), ["title"]],
    ["a text with another line at its end", aChange({ title: ["CFO", "CFO\nCEO"] }), []],
    ["a text that is emptied", aChange({ title: ["CFO", null] }), ["title"]],
    ["a list that grows", aChange({ email: [["a@b.example"], ["a@b.example", "c@d.example"]] }), []],
    ["a list that loses one", aChange({ email: [["a@b.example", "c@d.example"], ["c@d.example"]] }), ["email"]],
    ["an address that gets its city", aChange({ address: [{ street: "Ring 1" }, { street: "Ring 1", city: "Ulm" }] }), []],
    [
      "an address with another city",
      aChange({
        address: [
          { street: "Ring 1", city: "Ulm" },
          { street: "Ring 1", city: "Bonn" },
        ],
      }),
      ["address"],
    ],
    ["an address without its city", aChange({ address: [{ street: "Ring 1", city: "Ulm" }, { street: "Ring 1" }] }), ["address"]],
    [
      "coordinates, which the API finds again",
      aChange({
        address: [
          { street: "Ring 1", latitude: 48.4 },
          { street: "Ring 1", city: "Ulm" },
        ],
      }),
      [],
    ],
    ["an account more", aChange({}, [["acc_1"], ["acc_1", "acc_2"]]), []],
    ["an account less", aChange({}, [["acc_1", "acc_2"], ["acc_1"]]), ["account"]],
    ["another owner", aChange({}, undefined, [["mem_1"], ["mem_2"]]), ["owner"]],
    ["a first owner", aChange({}, undefined, [[], ["mem_2"]]), []],
  ])("is told for %s", (_, change, lost) => {
    const { names, values, additions } = lossesOf(change);
    expect(keysOf(names)).toEqual([]);
    expect(keysOf(values)).toEqual(lost);
    expect(keysOf(additions)).toEqual(lost.length > 0 ? [] : keysOf(change));
  });

  it("is the name where a contact is called otherwise, even by one word more", () => {
    const changes = [
      rename({ firstName: "Maja", lastName: "Jensen" }, { firstName: "Klara", lastName: "Overgaard" }),
      rename({ firstName: "Maja" }, { firstName: "Maja", lastName: "Jensen" }),
    ];
    for (const change of changes) expect(keysOf(lossesOf(change).names)).toEqual(["name"]);
    expect(keysOf(lossesOf(rename(null, { firstName: "Maja" })).names)).toEqual([]);
  });
});

describe("the values of a new contact, given to one that exists", () => {
  const values = aChange(
    {
      title: [null, "CEO"],
      email: [null, ["a@b.example", "c@d.example"]],
      address: [null, { city: "Ulm", street: null }],
    },
    [[], ["acc_2"]],
    [[], ["mem_2"]],
  );

  it("extend lists, replace single values, and keep parts that they do not name", () => {
    const contact = aRecord({ title: "CFO", email: ["A@b.example"], address: { street: "Ring 1", city: "Bonn" } }, ["acc_1"], ["mem_1"]);
    const { change } = changeOf(editsOfValues(values), contact);
    const after = Object.fromEntries(change.fields.map((one) => [one.field.apiKey, one.after]));
    expect(after).toEqual({ title: "CEO", email: ["A@b.example", "c@d.example"], address: { street: "Ring 1", city: "Ulm" } });
    expect(change.links.map((one) => one.after)).toEqual([["acc_1", "acc_2"], ["mem_2"]]);
    expect(changeOf(editsOfValues(values), changedContact(contact, change)).change).toEqual({ fields: [], links: [] });
  });
});
