import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { expect, test } from "vitest";
import { createApi } from "../../src/api/index.ts";
import { readConfig } from "../../src/config.ts";
import { createSandbox, SANDBOX_API_KEY, type SandboxOptions } from "../../src/sandbox/index.ts";
import { createMcpServer } from "../../src/server/mcp-server.ts";
import { sessionOf, workspaceOf } from "../builders.ts";

async function aClient(options: SandboxOptions = {}) {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1" });
  const { fetch } = createSandbox({ contacts: 20, ...options });
  const api = createApi({ baseUrl: config.baseUrl, apiKey: SANDBOX_API_KEY, timeoutMs: 5000, userAgent: "test/1", fetch });
  const session = sessionOf({ config, workspace: workspaceOf(config, api) });
  const client = new Client({ name: "test", version: "1" });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await createMcpServer({ session, version: "1", instructions: "" }).connect(theirs);
  await client.connect(ours);
  const text = async (tool: string, input: Record<string, unknown>) => {
    const { content } = await client.callTool({ name: tool, arguments: input });
    return (content as { text: string }[])[0]?.text;
  };
  return { client, text };
}

test("a contact and the definitions are resources, which read as the tools answer", async () => {
  const { client, text } = await aClient();
  expect((await client.listResources()).resources.map(({ uri }) => uri)).toEqual(["lightfield://contacts/definitions"]);
  expect((await client.listResourceTemplates()).resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual(["lightfield://contacts/{id}"]);
  const { contents } = await client.readResource({ uri: "lightfield://contacts/definitions" });
  expect(contents).toEqual([{ uri: "lightfield://contacts/definitions", mimeType: "text/plain", text: await text("get_contact_definitions", {}) }]);
  const id = /^con_\w+/m.exec((await text("list_contacts", { limit: 1 })) ?? "")?.[0] ?? "";
  const contact = await client.readResource({ uri: `lightfield://contacts/${id}` });
  expect(contact.contents).toMatchObject([{ text: await text("retrieve_contact", { id }) }]);
});

test("what is no resource is refused, with what there is", async () => {
  const { client } = await aClient();
  await expect(client.readResource({ uri: "lightfield://accounts/acc_1" })).rejects.toMatchObject({
    code: -32002,
    message: expect.stringContaining("lightfield://contacts/{id}"),
  });
  for (const uri of ["lightfield://contacts/con_missing", "lightfield://contacts/acc_1"])
    await expect(client.readResource({ uri })).rejects.toMatchObject({ code: -32002, message: expect.stringMatching(/no contact|not a valid ID/i) });
});

test("a contact that cannot be had is no unknown one", async () => {
  const { client } = await aClient({ scopes: ["members:read"] });
  await expect(client.readResource({ uri: "lightfield://contacts/con_missing" })).rejects.toMatchObject({ code: -32603 });
});
