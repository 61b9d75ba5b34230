import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { type Finding, failure, ok, warning } from "./finding.ts";
import type { DoctorWorld } from "./world.ts";

export function checkProgram({ program }: Pick<DoctorWorld, "program">): Finding[] {
  return [checkNode(program), checkBuild(program)];
}

function checkNode({ node: { version, path, oldest } }: DoctorWorld["program"]): Finding {
  const detail = `${version} (${path})`;
  if (isAtLeast(version, oldest)) return ok("Node.js", detail);
  return failure("Node.js", `${detail} is too old`, `Install Node.js ${oldest} or newer, and run setup with it.`);
}

const isAtLeast = (version: string, oldest: string): boolean => {
  const [[major = 0, minor = 0] = [], [oldestMajor = 0, oldestMinor = 0] = []] = [version, oldest].map((text) => text.split(".").map(Number));
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
};

const PACKAGE = packageJson.name;

/** The files of the program that are not in use while `doctor` runs. */
const PARTS = ["tools.cjs", "session.cjs", "sandbox.cjs", "field-types.cjs", "proxied-fetch.cjs", "rare.cjs"];

function checkBuild({ version, path }: DoctorWorld["program"]): Finding {
  const detail = `${version} (${path})`;
  const folder = dirname(path);
  const missing = PARTS.filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0)
    return failure("Build", `${detail} lacks ${missing.join(", ")}`, "Install the package again, or run npm run build in a clone.");
  const sources = join(folder, "..", "src");
  // Only a clone has them.
  if (existsSync(sources) && newestIn(sources) > statSync(path).mtimeMs)
    return warning("Build", `${detail} is older than its sources`, "Run npm run build.");
  return ok("Build", `${detail}\n"npm view ${PACKAGE} version" prints the newest version`);
}

const newestIn = (folder: string): number =>
  Math.max(...readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => statSync(join(folder, name)).mtimeMs));
