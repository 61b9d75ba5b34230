// The least that a server with one tool can be: what it takes to start is the price of Node, the SDK and zod.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { jsonSchemaValidator, name, tool } from "./one-tool.mjs";

const server = new McpServer({ name: "bare", version: "1.0.0" }, { jsonSchemaValidator });
server.registerTool(name, tool, ({ text }) => ({ content: [{ type: "text", text }] }));
await server.connect(new StdioServerTransport());
