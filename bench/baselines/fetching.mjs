// The one-tool server again, which asks an API for the workspace's definitions before it lists its tool, as a typed server must.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import ky from "ky";
import { jsonSchemaValidator, name, tool } from "./one-tool.mjs";

const { LIGHTFIELD_BASE_URL = "", LIGHTFIELD_API_KEY = "" } = process.env;

/** @type {{ fieldDefinitions: object }} */
const { fieldDefinitions } = await ky
  .get(new URL("/v1/contacts/definitions", LIGHTFIELD_BASE_URL), {
    headers: { authorization: `Bearer ${LIGHTFIELD_API_KEY}`, "lightfield-version": "2026-03-01" },
  })
  .json();

const server = new McpServer({ name: "fetching", version: "1.0.0" }, { jsonSchemaValidator });
const description = `${tool.description} Contacts have ${Object.keys(fieldDefinitions).length} fields.`;
server.registerTool(name, { ...tool, description }, ({ text }) => ({ content: [{ type: "text", text }] }));
await server.connect(new StdioServerTransport());
