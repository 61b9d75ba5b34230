// A bridge that passes the API's JSON on as text and reads nothing of it. It has the same SDK, and ky.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import ky from "ky";
import * as z from "zod";
import { noValidator } from "./no-validator.mjs";

const { LIGHTFIELD_BASE_URL = "", LIGHTFIELD_API_KEY = "" } = process.env;
const headers = { authorization: `Bearer ${LIGHTFIELD_API_KEY}`, "lightfield-version": "2026-03-01" };

/** @param {string} path @param {Record<string, number>} [searchParams] */
async function passedOn(path, searchParams = {}) {
  const text = await ky.get(`${LIGHTFIELD_BASE_URL}/v1/contacts${path}`, { headers, searchParams }).text();
  return { content: [{ type: /** @type {const} */ ("text"), text }] };
}

const server = new McpServer({ name: "pass-through", version: "1.0.0" }, { jsonSchemaValidator: noValidator });
server.registerTool(
  "list_contacts",
  { description: "List contacts.", inputSchema: { limit: z.number().int().default(25), offset: z.number().int().default(0) } },
  ({ limit, offset }) => passedOn("", { limit, offset }),
);
server.registerTool("retrieve_contact", { description: "One contact.", inputSchema: { id: z.string() } }, ({ id }) => passedOn(`/${id}`));
await server.connect(new StdioServerTransport());
