import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema, McpError } from "@modelcontextprotocol/sdk/types.js";
import { TOOLS } from "../tools/index.ts";
import type { Session } from "./session.ts";

export interface McpServerOptions {
  readonly session: Session;
  readonly version: string;
  readonly instructions: string;
}

/** The SDK checks answers to elicitation with it, which this server does not ask for; its default takes milliseconds to start. */
const NO_VALIDATOR = {
  getValidator: () => {
    throw new Error("No JSON Schema validator is built in");
  },
};

/** The session as an MCP server, to be connected to a transport. */
export function createMcpServer({ session, version, instructions }: McpServerOptions): Server {
  const server = new Server(
    { name: "lightfield-contacts-mcp", title: "Lightfield contacts", version },
    { capabilities: { tools: { listChanged: true } }, instructions, jsonSchemaValidator: NO_VALIDATOR },
  );

  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: await session.listTools() }));

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    const answer = await session.callTool(params.name, params.arguments, signal);
    if (!answer)
      throw new McpError(
        ErrorCode.InvalidParams,
        `There is no tool ${JSON.stringify(params.name)}. Tools: ${TOOLS.map(({ name }) => name).join(", ")}`,
      );
    return { content: [{ type: "text", text: answer.text }], ...(answer.isError ? { isError: true } : {}) };
  });

  session.onlistchanged = () => {
    // The client may have gone in the meantime.
    void server.sendToolListChanged().catch(() => undefined);
  };
  return server;
}
