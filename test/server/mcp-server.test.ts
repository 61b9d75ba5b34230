import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { EmptyResultSchema, ErrorCode } from "@modelcontextprotocol/sdk/types.js";
import { expect, test } from "vitest";
import { createApi } from "../../src/api/index.ts";
import { readConfig } from "../../src/config.ts";
import { createSandbox, SANDBOX_API_KEY } from "../../src/sandbox/index.ts";
import { createMcpServer } from "../../src/server/mcp-server.ts";
import { sessionOf, workspaceOf } from "../builders.ts";

test("a method that the server does not have is refused, and its tools are called", async () => {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1" });
  const sandbox = createSandbox({ contacts: 5 });
  const api = createApi({ baseUrl: config.baseUrl, apiKey: SANDBOX_API_KEY, timeoutMs: 5000, userAgent: "test/1", fetch: sandbox.fetch });
  const session = sessionOf({ config, workspace: workspaceOf(config, api) });
  const client = new Client({ name: "test", version: "1" });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await createMcpServer({ session, version: "1", instructions: "" }).connect(theirs);
  await client.connect(ours);

  const unknown = { method: "tools/mend", params: { name: "list_contacts" } };
  await expect(client.request(unknown, EmptyResultSchema)).rejects.toMatchObject({ code: ErrorCode.MethodNotFound });
  expect(await client.callTool({ name: "list_contacts", arguments: { limit: 1 } })).toMatchObject({
    content: [{ type: "text", text: expect.stringMatching(/^1 of 5 contacts\./) }],
  });
});
