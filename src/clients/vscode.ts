import { join } from "node:path";
import type { Client } from "./client.ts";
import { inFolder, settingsFolder } from "./folders.ts";

export const vscode: Client = {
  id: "vscode",
  name: "VS Code",
  format: "jsonc",
  section: "servers",
  entry: { type: "stdio" },
  asksForSecrets: true,
  afterwards: "Run the command MCP: List Servers in VS Code and start the server.",
  locations: async (computer) => [inFolder(join(settingsFolder(computer), "Code", "User"), "mcp.json")],
};
