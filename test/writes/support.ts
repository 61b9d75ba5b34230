import type { Change } from "../../src/schema/change.ts";
import type { ContactRecord } from "../../src/schema/record.ts";
import { aField, aRelationship, aSchema } from "../builders.ts";

/** A title, e-mails, an address, accounts and an owner. */
export const schema = aSchema({
  fields: [
    aField({ key: "title" }),
    aField({ key: "email", valueType: "EMAIL", config: { multipleValues: true } }),
    aField({ key: "address", valueType: "ADDRESS" }),
  ],
  relationships: [
    aRelationship({ key: "account", cardinality: "HAS_MANY", objectType: "account" }),
    aRelationship({ key: "owner", objectType: "member" }),
  ],
});

export const aRecord = (values: Record<string, unknown>, accounts: readonly string[] = [], owner: readonly string[] = []): ContactRecord => ({
  id: "con_1" as ContactRecord["id"],
  createdAt: "",
  fields: schema.fields.map((field) => ({ field, raw: values[field.apiKey] ?? null })),
  relationships: schema.relationships.map((relationship) => ({ relationship, ids: relationship.apiKey === "owner" ? owner : accounts })),
});

/** A change from the first to the second of each pair. */
export function aChange(
  fields: Record<string, readonly [unknown, unknown]>,
  accounts?: readonly [readonly string[], readonly string[]],
  owner?: readonly [readonly string[], readonly string[]],
): Change {
  const links = Object.entries({ account: accounts, owner }).flatMap(([key, pair]) => {
    const relationship = schema.relationships.find(({ apiKey }) => apiKey === key);
    return relationship && pair ? [{ relationship, before: pair[0], after: pair[1] }] : [];
  });
  return {
    fields: Object.entries(fields).flatMap(([key, [before, after]]) => {
      const field = schema.fields.find(({ apiKey }) => apiKey === key);
      return field ? [{ field, before, after }] : [];
    }),
    links,
  };
}
