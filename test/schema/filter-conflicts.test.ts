import { describe, expect, it } from "vitest";
import { type FilterInput, filterPredicate } from "../../src/schema/filters.ts";
import { aField, aRelationship, aSchema, aSelect, BERLIN } from "../builders.ts";

const schema = aSchema({
  fields: [
    aSelect(["Lead", "Customer", "Churned"], { key: "stage" }),
    aSelect(["AI", "Security"], { key: "interests", valueType: "MULTI_SELECT" }),
    aField({ key: "title", label: "Title" }),
  ],
  relationships: [aRelationship({ key: "owner" }), aRelationship({ key: "account", objectType: "account", cardinality: "HAS_MANY" })],
});

const read = (...filters: FilterInput[]) => filterPredicate(filters, schema, BERLIN);

describe("two filters that no contact can pass together are refused", () => {
  it("for two options of a select, which are meant as alternatives", () => {
    expect(() => read({ field: "stage", value: "Lead" }, { field: "title", value: "CFO" }, { field: "stage", value: "Churned" })).toThrow(
      'filters[2]: No contact passes both this filter and filters[0], because stage holds one value. Accepted: one filter with "values": ["Lead", "Churned"].',
    );
    expect(() => read({ field: "stage", values: ["Lead", "Customer"] }, { field: "stage", value: "Churned" })).toThrow(
      '"values": ["Lead", "Customer", "Churned"]',
    );
  });

  it("and says which was read from the query", () => {
    expect(() => read({ field: "stage", value: "Lead" }, { field: "stage", value: "Churned", from: "query" })).toThrow(
      'query: No contact passes both "Churned" and filters[0], because stage holds one value.',
    );
  });

  it("for a value and its opposite, and for a value and none", () => {
    const [lead, none] = [
      { field: "stage", value: "Lead" },
      { field: "stage", operator: "not_isSet" },
    ];
    expect(() => read({ field: "stage", operator: "not_equal", values: ["Lead", "Churned"] }, lead)).toThrow(
      'filters[1]: No contact passes both stage not_equal "Lead", "Churned" and stage equal "Lead".',
    );
    expect(() => read(lead, none)).toThrow('No contact passes both stage equal "Lead" and stage not_isSet.');
    expect(() => read({ field: "stage", operator: "isSet" }, none)).toThrow("No contact passes both stage isSet and stage not_isSet.");
  });

  it("for two numbers of values that exclude each other, but not for those around the number that is meant", () => {
    const least = (value: number, not = "") => ({ field: "interests", operator: `${not}hasAtLeast`, value });
    expect(() => read(least(3), least(2, "not_"))).toThrow("No contact passes both interests hasAtLeast 3 and interests not_hasAtLeast 2.");
    expect(() => read(least(2), least(2, "not_"))).toThrow("No contact passes both");
    expect(read(least(2), least(3, "not_"))).toBeTypeOf("function");
  });

  it("for two records of a relationship that holds one", () => {
    expect(() => read({ field: "owner", value: "mem_1" }, { field: "owner", value: "mem_2" })).toThrow('"values": ["mem_1", "mem_2"]');
  });
});

it.each<[string, FilterInput[]]>([
  [
    "a list may hold both",
    [
      { field: "interests", operator: "contains", value: "AI" },
      { field: "interests", operator: "contains", value: "Security" },
    ],
  ],
  [
    "a relationship with many records may, too",
    [
      { field: "account", value: "acc_1" },
      { field: "account", value: "acc_2" },
    ],
  ],
  [
    "a text may begin with one and end with the other",
    [
      { field: "title", operator: "contains", value: "VP" },
      { field: "title", operator: "contains", value: "Sales" },
    ],
  ],
  [
    "values that overlap",
    [
      { field: "stage", values: ["Lead", "Customer"] },
      { field: "stage", value: "Lead" },
    ],
  ],
  [
    "a negation",
    [
      { field: "stage", operator: "not_equal", value: "Lead" },
      { field: "stage", value: "Churned" },
    ],
  ],
  [
    "being set",
    [
      { field: "stage", operator: "isSet" },
      { field: "stage", value: "Churned" },
    ],
  ],
  [
    "alternatives",
    [
      {
        any: [
          { field: "stage", value: "Lead" },
          { field: "stage", value: "Churned" },
        ],
      },
    ],
  ],
])("but not %s", (_why, filters) => {
  expect(read(...filters)).toBeTypeOf("function");
});
