import { counted } from "../text/plural.ts";
import { type Finding, failure, ok } from "./finding.ts";
import type { DoctorWorld } from "./world.ts";

/** Every invalid setting; they stop the server. */
export function checkSettings({ config, settingsOf }: Pick<DoctorWorld, "config" | "settingsOf">): Finding[] {
  if (config.problems.length > 0)
    return config.problems.map((problem) => failure("Settings", problem, "Correct the setting, or remove it. Until then, no tool works."));
  const set = [
    config.sandbox ? "sandbox" : "",
    config.readOnly ? "read-only" : "",
    config.confirmWrites ? "asks before each write" : "",
    config.tools === undefined ? "" : "only some tools",
    config.hideFields.length > 0 ? counted(config.hideFields.length, "hidden field") : "",
  ].filter(Boolean);
  const from = settingsOf === undefined ? "this shell" : `the entry in ${settingsOf}`;
  return [ok("Settings", [`from ${from}`, ...set].join(", "))];
}
