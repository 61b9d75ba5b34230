import { join } from "node:path";
import type { Client } from "./client.ts";
import { inFolder } from "./folders.ts";

export const windsurf: Client = {
  id: "windsurf",
  name: "Windsurf",
  format: "json",
  section: "mcpServers",
  afterwards: "Refresh the list of MCP servers in Windsurf's Cascade panel.",
  locations: async ({ home }) => [inFolder(join(home, ".codeium", "windsurf"), "mcp_config.json")],
};
