import { counted } from "../text/plural.ts";
import { type Finding, failure, ok, skipped, warning } from "./finding.ts";
import type { Access, DoctorWorld } from "./world.ts";

/** What the key can see: the definitions of contacts, and the names of what they are linked to. */
export async function checkWorkspace(world: Pick<DoctorWorld, "config" | "definitions" | "access">): Promise<Finding[]> {
  const [definitions, accounts, members] = await Promise.all([world.definitions(), world.access("accounts"), world.access("members")]);
  return [
    ...("problem" in definitions
      ? [failure("Definitions", definitions.problem, definitions.remedy)]
      : checkDefinitions(definitions, world.config.settingName("LIGHTFIELD_HIDE_FIELDS"))),
    checkNames("accounts", accounts),
    checkNames("members", members),
  ];
}

function checkDefinitions(report: Exclude<Awaited<ReturnType<DoctorWorld["definitions"]>>, { problem: string }>, setting: string): Finding[] {
  const { fields, customFields, options, relationships, hidden, leftOut, unclear } = report;
  const counts = [
    `${counted(fields, "field")} (${customFields} custom)`,
    counted(options, "option"),
    counted(relationships, "relationship"),
    ...(hidden > 0 ? [`${hidden} hidden`] : []),
  ];
  return [
    ok("Definitions", [counts.join(", "), ...leftOut.map((sentence) => `Not in the tools' schemas: ${sentence}`)].join("\n")),
    ...unclear.map((problem) => failure("Hidden fields", problem, `Correct ${setting}. Until then, no tool works.`)),
  ];
}

function checkNames(records: "accounts" | "members", access: Access): Finding {
  const check = `Names of ${records}`;
  if (access === "yes") return ok(check, "readable");
  if (access === "no scope")
    return warning(
      check,
      "The key lacks a scope, so answers show IDs instead of names",
      `Give the key the scope ${records}:read in Lightfield under Settings > API keys.`,
    );
  return warning(check, access.problem, access.remedy || "Try again later.");
}

/** For a key that cannot be used. */
export const workspaceUnknown = (why: string): Finding[] =>
  ["Definitions", "Names of accounts", "Names of members"].map((check) => skipped(check, `not checked, because ${why}`));
