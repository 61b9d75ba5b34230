import { join } from "node:path";
import type { Client } from "./client.ts";
import { inFolder } from "./folders.ts";

export const codex: Client = {
  id: "codex",
  name: "Codex",
  format: "toml",
  section: "mcp_servers",
  afterwards: "Start Codex again. /mcp shows the server.",
  locations: async ({ home, env }) => [inFolder(env.CODEX_HOME || join(home, ".codex"), "config.toml")],
};
