import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Client, Computer } from "./client.ts";
import { inFolder, settingsFolder } from "./folders.ts";

const FILE = "claude_desktop_config.json";

/**
 * Folders of the app from the Windows Store, and from today's installer. Windows shows such an app a copy of the usual
 * folder, so it never sees a file in the usual one.
 */
async function storeFolders({ home, env }: Computer): Promise<string[]> {
  const packages = join(env.LOCALAPPDATA || join(home, "AppData", "Local"), "Packages");
  const names = await readdir(packages).catch(() => []);
  return names.filter((name) => name.startsWith("Claude_")).map((name) => join(packages, name, "LocalCache", "Roaming", "Claude"));
}

export const claudeDesktop: Client = {
  id: "claude-desktop",
  name: "Claude Desktop",
  format: "json",
  section: "mcpServers",
  lacksShellPath: true,
  afterwards: "Quit Claude Desktop completely and open it again.",
  async locations(computer) {
    const store = computer.platform === "win32" ? await storeFolders(computer) : [];
    return [...store.map((folder) => inFolder(folder, FILE)), inFolder(join(settingsFolder(computer), "Claude"), FILE)];
  },
};
