import { expect, it } from "vitest";
import type { DefinitionsJson } from "../../src/sandbox/index.ts";
import { aContact, allContacts, aSandbox, definitionsOf, get, jsonOf, list, post, refusal } from "./support.ts";

it("a colleague renames an option, adds a field and deletes one", async () => {
  const sandbox = aSandbox();
  const before = await definitionsOf(sandbox);
  sandbox.editDefinitions(({ fieldDefinitions }) => {
    const [option] = fieldDefinitions["lifecycle-stage"]?.typeConfiguration.options ?? [];
    if (option) option.label = "Cold lead";
    fieldDefinitions["shoe-size"] = { label: "Shoe size", description: null, valueType: "NUMBER", typeConfiguration: {} };
    delete fieldDefinitions.persona;
  });
  const after = await definitionsOf(sandbox);
  expect(after.fieldDefinitions["lifecycle-stage"]?.typeConfiguration.options?.[0]).toEqual({
    ...before.fieldDefinitions["lifecycle-stage"]?.typeConfiguration.options?.[0],
    label: "Cold lead",
  });
  const { id } = aContact(sandbox);
  const updated = await jsonOf(post(sandbox, `/v1/contacts/${id}`, { fields: { "shoe-size": 42 } }));
  expect(updated.fields["shoe-size"]).toEqual({ valueType: "NUMBER", value: 42 });
  expect(updated.fields).not.toHaveProperty("persona");
  expect(await refusal(post(sandbox, `/v1/contacts/${id}`, { fields: { persona: null } }))).toMatchObject({ code: "unknown_field" });
});

it("a colleague edits a contact and deletes another", async () => {
  const sandbox = aSandbox();
  const [first, second] = [aContact(sandbox, 0), aContact(sandbox, 1)];
  sandbox.editContact(first.id, ({ fields, relationships }) => {
    if (fields.$title) fields.$title.value = "Admiral";
    if (relationships.$account) relationships.$account.values = [];
  });
  sandbox.deleteContact(second.id);
  const now = await jsonOf(get(sandbox, `/v1/contacts/${first.id}`));
  expect(now).toMatchObject({
    updatedAt: "2026-03-02T09:00:00.000Z",
    fields: { $title: { value: "Admiral" } },
    relationships: { $account: { values: [] } },
  });
  expect((await list(sandbox)).data[0]).toEqual(now);
  expect((await get(sandbox, `/v1/contacts/${second.id}`)).status).toBe(404);
  expect(() => sandbox.deleteContact("con_nobody")).toThrow("not found");
});

it("takes other definitions: keys that objects stumble over, 300 fields, types of its own", async () => {
  const types = ["TEXT", "NUMBER", "EMAIL", "SINGLE_SELECT", "MULTI_SELECT", "TELEPHONE", "ADDRESS", "HOLOGRAM"];
  const names = ["__proto__", "hasOwnProperty", ...Array.from({ length: 298 }, (_, index) => `field-${index}`)];
  const definitions: DefinitionsJson = {
    objectType: "contact",
    fieldDefinitions: Object.fromEntries(
      names.map((key, index) => [key, { label: key, description: null, valueType: types[index % types.length] ?? "TEXT", typeConfiguration: {} }]),
    ),
    relationshipDefinitions: { boss: { label: "Boss", description: null, cardinality: "HAS_ONE", objectType: "contact" } },
  };
  const sandbox = aSandbox({ definitions });
  expect(Object.keys((await definitionsOf(sandbox)).fieldDefinitions)).toEqual(names);
  const { id } = aContact(sandbox);
  const updated = await jsonOf(post(sandbox, `/v1/contacts/${id}`, '{"fields":{"__proto__":"x"}}'));
  expect(Object.getOwnPropertyDescriptor(updated.fields, "__proto__")?.value).toEqual({ valueType: "TEXT", value: "x" });
  expect(allContacts(sandbox).some(({ relationships }) => relationships.boss?.values.length === 1)).toBe(true);
  expect((await get(sandbox, "/v1/contacts?__proto__%5Bequal%5D=x")).status).toBe(200);
});

it("keeps the last 10,000 requests", async () => {
  const sandbox = aSandbox();
  for (let count = 0; count < 10_002; count++) await sandbox.app.request("/v1/nothing");
  await get(sandbox, "/v1/contacts?limit=1");
  expect(sandbox.requests).toHaveLength(10_000);
  expect(sandbox.requests.at(-1)).toEqual({ method: "GET", path: "/v1/contacts", query: "?limit=1", status: 200, bucket: "Search" });
});
