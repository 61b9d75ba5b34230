import { isAbsolute, join } from "node:path";
import type { Computer, Location } from "./client.ts";

/** The folder for the settings of the user's programs. A relative `XDG_CONFIG_HOME` is ignored, as XDG asks for. */
export function settingsFolder({ platform, home, env }: Computer): string {
  if (platform === "darwin") return join(home, "Library", "Application Support");
  if (platform === "win32") return env.APPDATA || join(home, "AppData", "Roaming");
  const { XDG_CONFIG_HOME: xdg = "" } = env;
  return isAbsolute(xdg) ? xdg : join(home, ".config");
}

/** A file that stands in the folder whose existence shows that the client is installed. */
export const inFolder = (folder: string, file: string): Location => ({ file: join(folder, file), folder });
