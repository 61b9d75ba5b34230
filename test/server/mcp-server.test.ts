import { EmptyResultSchema, ErrorCode } from "@modelcontextprotocol/sdk/types.js";
import { expect, test } from "vitest";
import { aConnectedClient } from "./connected.ts";

test("a method that the server does not have is refused, and its tools are called", async () => {
  const { client } = await aConnectedClient({ contacts: 5 });
  const unknown = { method: "tools/mend", params: { name: "list_contacts" } };
  await expect(client.request(unknown, EmptyResultSchema)).rejects.toMatchObject({ code: ErrorCode.MethodNotFound });
  expect(await client.callTool({ name: "list_contacts", arguments: { limit: 1 } })).toMatchObject({
    content: [{ type: "text", text: expect.stringMatching(/^1 of 5 contacts\./) }],
  });
});
