import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import type { ClientCapabilities } from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";
import { readConfig } from "../../src/config.ts";
import { createSandbox, type SandboxOptions } from "../../src/sandbox/index.ts";
import { createMcpServer } from "../../src/server/mcp-server.ts";
import { apiOf, type Fetch, sessionOf, workspaceOf } from "../builders.ts";

interface ConnectedOptions extends SandboxOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly capabilities?: ClientCapabilities;
  /** Stands between the server and the sandbox. */
  readonly through?: (fetch: Fetch) => Fetch;
}

/** A client of a server on a sandbox, in this process. */
export async function aConnectedClient({ env = {}, capabilities = {}, through = (fetch) => fetch, ...options }: ConnectedOptions = {}) {
  const config = readConfig({ LIGHTFIELD_SANDBOX: "1", ...env });
  const sandbox = createSandbox({ contacts: 20, rateLimit: Number.POSITIVE_INFINITY, ...options });
  const session = sessionOf({ config, workspace: workspaceOf(config, apiOf(through(sandbox.fetch))) });
  const client = new Client({ name: "test", version: "1" }, { capabilities });
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await (await createMcpServer({ session, version: "1", sandbox: config.sandbox })).connect(theirs);
  await client.connect(ours);
  onTestFinished(() => client.close());
  const text = async (name: string, args: Record<string, unknown> = {}) => {
    const { content } = await client.callTool({ name, arguments: args });
    return (content as { text: string }[])[0]?.text ?? "";
  };
  return { client, sandbox, text };
}
