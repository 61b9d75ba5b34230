import { checkApi } from "./api.ts";
import { checkClients } from "./clients.ts";
import { checkFiles } from "./files.ts";
import { type Finding, failure, skipped } from "./finding.ts";
import { checkProgram } from "./program.ts";
import { checkSettings } from "./settings.ts";
import { checkWorkspace, workspaceUnknown } from "./workspace.ts";
import type { DoctorWorld } from "./world.ts";

export { CLIENTS, clientProblem, flagsOf } from "../clients/index.ts";
export { clientFiles, isUsable } from "./entries.ts";
export { checkNamedFiles } from "./files.ts";
export type { Finding } from "./finding.ts";
export { table } from "./report.ts";
export type { CacheReport, DoctorWorld } from "./world.ts";

/** Checks everything. Never rejects: a check that fails itself is a finding. */
export async function doctor(world: DoctorWorld): Promise<Finding[]> {
  const groups: readonly [string, () => Finding[] | Promise<Finding[]>][] = [
    ["Program", () => checkProgram(world)],
    ["Settings", () => checkSettings(world)],
    ["API", () => checkRemote(world)],
    ["Files", () => checkFiles(world)],
    ["Clients", () => checkClients(world)],
  ];
  const findings = groups.map(async ([name, check]): Promise<Finding[]> => {
    try {
      return await check();
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return [failure(name, `The check itself failed (${reason})`, "Please report this.")];
    }
  });
  return (await Promise.all(findings)).flat();
}

async function checkRemote(world: DoctorWorld): Promise<Finding[]> {
  // The address itself may be the invalid setting.
  if (world.config.problems.length > 0) return [skipped("API", "not checked, because a setting is invalid")];
  const probe = await world.askApi();
  const { check } = probe;
  const usable = check.outcome === "accepted" && (world.config.sandbox || world.config.apiKey !== undefined);
  const why = check.outcome === "accepted" || check.answered ? "the API has not accepted a key" : "the API did not answer";
  return [...checkApi(world, probe), ...(usable ? await checkWorkspace(world) : workspaceUnknown(why))];
}
