import { expect, it } from "vitest";
import { valuesSchema } from "../../src/schema/input-schema.ts";
import { aField, aRelationship, aSchema, aSelect, type SchemaParts } from "../builders.ts";

const SOME_OPTIONS = { descriptions: true, listedOptions: 3, fieldsLeftOut: 0 };

const valuesOf = (parts: SchemaParts, phoneCountry?: string) => valuesSchema(aSchema(parts), { detail: SOME_OPTIONS, phoneCountry });

/** What is said of the only attribute. */
const descriptionOf = (parts: SchemaParts, phoneCountry?: string) => Object.values(valuesOf(parts, phoneCountry).properties ?? {})[0]?.description;

it.each([
  ["id", "External CRM ID", "External CRM ID"],
  ["region-2", "Sales region", "Sales region"],
  ["events", "Events attended", "Events attended"],
  ["cf_17", "Shoe size", "Shoe size"],
  ["spitzname", "Spitzname / 愛称", "Spitzname / 愛称"],
  ["icp-score", "ICP score", undefined],
  ["$doNotContact", "Do not contact", undefined],
  ["first-met-at", "First met", undefined],
  ["größe", "Größe", "Größe"],
])("the key %s with the label %j is described by %j", (key, label, description) => {
  expect(descriptionOf({ fields: [aField({ key, label })] })).toBe(description);
});

it("a relationship carries its label in the same way, and says what it takes", () => {
  const account = { key: "$account", cardinality: "HAS_MANY", objectType: "account" } as const;
  expect(descriptionOf({ relationships: [aRelationship({ ...account, label: "Account" })] })).toBe("account names");
  expect(descriptionOf({ relationships: [aRelationship({ ...account, label: "Former employers" })] })).toBe("Former employers; account names");
  expect(descriptionOf({ relationships: [aRelationship({ key: "deal", objectType: "opportunity" })] })).toBe("opportunity ID");
});

it("a currency stands beside a label, and a description of the workspace after both", () => {
  const size = { key: "deal-size", label: "Expected deal size", valueType: "CURRENCY", config: { currency: "EUR" } };
  expect(descriptionOf({ fields: [aField({ ...size, description: "Without tax." })] })).toBe("Expected deal size; EUR; Without tax.");
});

it("a phone number says how it is read without a country code", () => {
  const fields = [aField({ key: "$phone", valueType: "TELEPHONE" })];
  expect(descriptionOf({ fields })).toBe("with country code; else read as US");
  expect(descriptionOf({ fields }, "DE")).toBe("with country code; else read as DE");
});

it("an option list is complete, or its length is said", () => {
  const both = valuesOf({ fields: [aSelect(["Gold", "Silver"], { key: "level" }), aSelect(["A", "B", "C", "D"], { key: "plan" })] });
  expect(both.description).toBe("option lists are complete");
  expect(both.properties?.level?.enum).toEqual(["Gold", "Silver"]);
  expect(both.properties?.plan).toEqual({ type: "string", description: "one of 4 options" });
  expect(valuesOf({ fields: [aField({ key: "badge" })] }).description).toBeUndefined();
});
