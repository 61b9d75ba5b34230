import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Client, Computer } from "./client.ts";
import { inFolder, settingsFolder } from "./folders.ts";

const CLAUDE_DESKTOP = "claude_desktop_config.json";

/**
 * Folders of Claude Desktop from the Windows Store, and from today's installer. Windows shows such an app a copy of the
 * usual folder, so it never sees a file in the usual one.
 */
async function storeFolders({ home, env }: Computer): Promise<string[]> {
  const packages = join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "Packages");
  const names = await readdir(packages).catch(() => []);
  return names.filter((name) => name.startsWith("Claude_")).map((name) => join(packages, name, "LocalCache", "Roaming", "Claude"));
}

/** The clients that this program knows. */
export const CLIENTS: readonly Client[] = [
  {
    id: "claude-desktop",
    name: "Claude Desktop",
    format: "json",
    section: "mcpServers",
    lacksShellPath: true,
    afterwards: "Quit Claude Desktop completely and open it again.",
    async locations(computer) {
      const store = computer.platform === "win32" ? await storeFolders(computer) : [];
      return [...store.map((folder) => inFolder(folder, CLAUDE_DESKTOP)), inFolder(join(settingsFolder(computer), "Claude"), CLAUDE_DESKTOP)];
    },
  },
  {
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
  },
  {
    id: "cursor",
    name: "Cursor",
    format: "jsonc",
    section: "mcpServers",
    afterwards: "Switch the server on in Cursor under Settings > MCP, if it is not on already.",
    locations: async ({ home }) => [inFolder(join(home, ".cursor"), "mcp.json")],
  },
  {
    id: "vscode",
    name: "VS Code",
    format: "jsonc",
    section: "servers",
    entry: { type: "stdio" },
    asksForSecrets: true,
    afterwards: "Run the command MCP: List Servers in VS Code and start the server.",
    locations: async (computer) => [inFolder(join(settingsFolder(computer), "Code", "User"), "mcp.json")],
  },
  {
    id: "windsurf",
    name: "Windsurf",
    format: "json",
    section: "mcpServers",
    afterwards: "Refresh the list of MCP servers in Windsurf's Cascade panel.",
    locations: async ({ home }) => [inFolder(join(home, ".codeium", "windsurf"), "mcp_config.json")],
  },
  {
    id: "zed",
    name: "Zed",
    format: "jsonc",
    section: "context_servers",
    entry: { source: "custom" },
    afterwards: "Zed starts the server at once. The settings of its agent panel show it.",
    async locations(computer) {
      const { platform, home, env } = computer;
      if (platform === "win32") return [inFolder(join(settingsFolder(computer), "Zed"), "settings.json")];
      // On macOS, too, Zed keeps its settings in ~/.config.
      const folder = platform === "darwin" ? join(home, ".config") : env.FLATPAK_XDG_CONFIG_HOME || settingsFolder(computer);
      return [inFolder(join(folder, "zed"), "settings.json")];
    },
  },
  {
    id: "codex",
    name: "Codex",
    format: "toml",
    section: "mcp_servers",
    afterwards: "Start Codex again. /mcp shows the server.",
    locations: async ({ home, env }) => [inFolder(env.CODEX_HOME || join(home, ".codex"), "config.toml")],
  },
  {
    id: "gemini-cli",
    name: "Gemini CLI",
    format: "jsonc",
    section: "mcpServers",
    afterwards: "Start Gemini CLI again. /mcp shows the server.",
    locations: async ({ home }) => [inFolder(join(home, ".gemini"), "settings.json")],
  },
];
