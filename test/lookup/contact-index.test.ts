import { expect, it } from "vitest";
import type { ApiKey, ContactId, WireContact } from "../../src/api/index.ts";
import { ContactIndex } from "../../src/lookup/contact-index.ts";
import { LiveWorkspace } from "../../src/lookup/live-workspace.ts";
import { aField, aRelationship, BERLIN } from "../builders.ts";

const name = aField({ key: "$name", label: "Name", valueType: "FULL_NAME" });
const account = aRelationship({ key: "$account", label: "Account", cardinality: "HAS_MANY", objectType: "account" });

const aContactAt = (id: string, firstName: string): WireContact => ({
  id: id as ContactId,
  createdAt: "2026-01-01T00:00:00Z",
  fields: new Map([["$name" as ApiKey, { valueType: "FULL_NAME", value: { firstName } }]]),
  relationships: new Map([["$account" as ApiKey, { cardinality: "HAS_MANY", objectType: "account", ids: ["acc_1"] }]]),
});

it("finds everybody of an account by its name, although the name could not be had at first", async () => {
  let now = 0;
  let isKnown = false;
  const live = new LiveWorkspace({ api: { definitions: async () => ({ fields: [name], relationships: [account] }) }, hidden: [], now: () => now });
  await live.get();
  const names = { nameOf: () => (isKnown ? "Brightloom" : undefined), ensure: async () => [], owed: new Map(), owedBefore: [] };
  const index = new ContactIndex({ live, names, locale: BERLIN, now: () => now });
  const found = () => index.search("Brightloom", 10).hits.map(({ id }) => id);

  index.put(aContactAt("con_1", "Ann"), 0);
  await index.settled();
  index.put(aContactAt("con_2", "Bea"), 0);
  await index.settled();
  expect(found()).toEqual([]);

  isKnown = true;
  now = 32_000;
  await index.settled();
  expect(found().sort()).toEqual(["con_1", "con_2"]);
});
