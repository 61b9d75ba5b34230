// A server with one tool, as in the SDK's documentation. The baselines use it.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import * as z from "zod";
import { noValidator } from "./no-validator.mjs";

/** Serves the tool on stdin and stdout. @param {string} description */
export async function serveOneTool(description) {
  const server = new McpServer({ name: "one-tool", version: "1.0.0" }, { jsonSchemaValidator: noValidator });
  const inputSchema = { text: z.string().describe("what to say") };
  server.registerTool("echo", { title: "Echo", description, inputSchema }, ({ text }) => ({ content: [{ type: "text", text }] }));
  await server.connect(new StdioServerTransport());
}
