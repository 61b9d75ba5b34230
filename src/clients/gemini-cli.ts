import { join } from "node:path";
import type { Client } from "./client.ts";
import { inFolder } from "./folders.ts";

export const geminiCli: Client = {
  id: "gemini-cli",
  name: "Gemini CLI",
  format: "jsonc",
  section: "mcpServers",
  afterwards: "Start Gemini CLI again. /mcp shows the server.",
  locations: async ({ home }) => [inFolder(join(home, ".gemini"), "settings.json")],
};
