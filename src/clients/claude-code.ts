import { join } from "node:path";
import type { Client } from "./client.ts";

export const claudeCode: Client = {
  id: "claude-code",
  name: "Claude Code",
  format: "json",
  section: "mcpServers",
  entry: { type: "stdio" },
  afterwards: "Start Claude Code again. /mcp shows the server.",
  async locations({ home, env }) {
    const own = env.CLAUDE_CONFIG_DIR;
    return [{ file: join(own || home, ".claude.json"), folder: own || join(home, ".claude") }];
  },
};
