import { join } from "node:path";
import type { Client } from "./client.ts";
import { inFolder, settingsFolder } from "./folders.ts";

export const zed: Client = {
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
};
