import { expect, test } from "vitest";
import { inFastTime } from "../writes/fake-time.ts";
import { aConnectedClient } from "./connected.ts";

test("a contact and the definitions are resources, which read as the tools answer", async () => {
  const { client, text } = await aConnectedClient();
  expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual(["lightfield://contacts/definitions"]);
  expect((await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(["lightfield://contacts/{id}"]);
  const { contents } = await client.readResource({ uri: "lightfield://contacts/definitions" });
  expect(contents).toEqual([{ uri: "lightfield://contacts/definitions", mimeType: "text/plain", text: await text("get_contact_definitions", {}) }]);
  const id = /^con_\w+/m.exec(await text("list_contacts", { limit: 1 }))?.[0] ?? "";
  const contact = await client.readResource({ uri: `lightfield://contacts/${id}` });
  expect(contact.contents).toMatchObject([{ text: await text("retrieve_contact", { id }) }]);
});

test("what is no resource is refused, with what there is", async () => {
  const { client } = await aConnectedClient();
  await expect(client.readResource({ uri: "lightfield://accounts/acc_1" })).rejects.toMatchObject({
    code: -32002,
    message: expect.stringContaining("lightfield://contacts/{id}"),
  });
  for (const uri of ["lightfield://contacts/con_missing", "lightfield://contacts/acc_1"])
    await expect(client.readResource({ uri })).rejects.toMatchObject({ code: -32002, message: expect.stringMatching(/no contact|not a valid ID/i) });
});

test("a contact that cannot be had is no unknown one", async () => {
  inFastTime();
  const { client } = await aConnectedClient({ faults: { every: 1, kinds: ["503"] } });
  await expect(client.readResource({ uri: "lightfield://contacts/con_missing" })).rejects.toMatchObject({ code: -32603 });
});

test.each<[string, Parameters<typeof aConnectedClient>[0], string[]]>([
  ["the user leaves out the tool of the definitions", { env: { LIGHTFIELD_TOOLS: "retrieve_contact" } }, ["lightfield://contacts/{id}"]],
  ["the user leaves out the tool of contacts", { env: { LIGHTFIELD_TOOLS: "get_contact_definitions" } }, ["lightfield://contacts/definitions"]],
  ["the user leaves out both tools", { env: { LIGHTFIELD_TOOLS: "find_contacts" } }, []],
  ["the key lacks the scope", { scopes: ["members:read"] }, []],
])("if %s, its resource is not listed, found or completed", async (_, options, offered) => {
  const { client } = await aConnectedClient(options);
  const listed = [
    ...(await client.listResources()).resources.map(({ uri }) => uri),
    ...(await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate),
  ];
  expect(listed).toEqual(offered);
  for (const [resource, uri] of [
    ["lightfield://contacts/definitions", "lightfield://contacts/definitions"],
    ["lightfield://contacts/{id}", "lightfield://contacts/con_missing"],
  ] as const) {
    if (offered.includes(resource)) continue;
    const message = expect.stringContaining(`There is no resource "${uri}". Resources: ${offered.join(", ") || "none"}`);
    await expect(client.readResource({ uri })).rejects.toMatchObject({ code: -32002, message });
  }
  const completed = client.complete({ ref: { type: "ref/resource", uri: "lightfield://contacts/{id}" }, argument: { name: "id", value: "ma" } });
  if (offered.includes("lightfield://contacts/{id}")) expect(await completed).toMatchObject({ completion: { values: [] } });
  else await expect(completed).rejects.toMatchObject({ code: -32602, message: expect.stringContaining("Templates: none") });
});

test("a template has its argument and no other", async () => {
  const { client } = await aConnectedClient();
  const completed = client.complete({ ref: { type: "ref/resource", uri: "lightfield://contacts/{id}" }, argument: { name: "name", value: "ma" } });
  await expect(completed).rejects.toMatchObject({ code: -32602, message: expect.stringContaining('no argument "name". Its argument is id.') });
});
