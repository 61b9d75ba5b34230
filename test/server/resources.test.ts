import { expect, test } from "vitest";
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
  const { client } = await aConnectedClient({ scopes: ["members:read"] });
  await expect(client.readResource({ uri: "lightfield://contacts/con_missing" })).rejects.toMatchObject({ code: -32603 });
});
