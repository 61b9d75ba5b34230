import { join } from "node:path";
import type { Client } from "./client.ts";
import { inFolder } from "./folders.ts";

export const cursor: Client = {
  id: "cursor",
  name: "Cursor",
  format: "jsonc",
  section: "mcpServers",
  afterwards: "Switch the server on in Cursor under Settings > MCP, if it is not on already.",
  locations: async ({ home }) => [inFolder(join(home, ".cursor"), "mcp.json")],
};
