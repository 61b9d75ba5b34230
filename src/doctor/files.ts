import { constants } from "node:fs";
import { access, lstat, readdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "../config.ts";
import { counted } from "../text/plural.ts";
import { type Finding, failure, ok, skipped, warning } from "./finding.ts";
import type { DoctorWorld } from "./world.ts";

/** The files and folders that the settings name, and the cache. */
export const checkFiles = async (world: Pick<DoctorWorld, "config" | "cache" | "now">): Promise<Finding[]> => [
  await checkCache(world),
  ...(await checkNamedFiles(world.config)),
];

/** The files and folders that the settings name. */
export async function checkNamedFiles({ auditLog, importDirectory, exportDirectory, settingName }: Config): Promise<Finding[]> {
  return Promise.all([
    auditLog === undefined ? skipped("Audit log", "not set (LIGHTFIELD_AUDIT_LOG)") : checkAuditLog(auditLog, settingName("LIGHTFIELD_AUDIT_LOG")),
    importDirectory === undefined
      ? skipped("Import folder", "not set (LIGHTFIELD_IMPORT_DIR)")
      : checkFolder("Import folder", importDirectory, { mode: constants.R_OK, setting: settingName("LIGHTFIELD_IMPORT_DIR") }),
    exportDirectory === undefined
      ? skipped("Export folder", "not set (LIGHTFIELD_EXPORT_DIR)")
      : checkFolder("Export folder", exportDirectory, { mode: constants.W_OK, setting: settingName("LIGHTFIELD_EXPORT_DIR") }),
  ]);
}

const FIX_CACHE = "Fix the folder, choose another with LIGHTFIELD_CACHE_DIR, or set LIGHTFIELD_CACHE=off.";

async function checkCache({ config, cache, now }: Pick<DoctorWorld, "config" | "cache" | "now">): Promise<Finding> {
  if (!config.cache) return skipped("Cache", config.problems.length > 0 ? "off, because a setting is invalid" : "off");
  const report = await cache();
  if ("problem" in report) return failure("Cache", report.problem, report.remedy || FIX_CACHE);
  const { directory, files, bytes, lastUsed, complaints, entries } = report;
  if (directory === undefined)
    return warning(
      "Cache",
      "The system has no folder for caches, so nothing is stored and the server starts more slowly",
      "Set LIGHTFIELD_CACHE_DIR to an absolute path.",
    );
  const [complaint] = complaints;
  if (complaint !== undefined) return warning("Cache", complaint, FIX_CACHE);
  if (lastUsed === undefined) return ok("Cache", `${directory}: empty`);
  const size = `${(bytes / 1e6).toFixed(1)} MB in ${counted(files, "file")}`;
  const age = `last used ${ageOf(now() - lastUsed.getTime())} ago`;
  if (entries.read < entries.tried)
    return warning(
      "Cache",
      `${directory}: ${entries.tried - entries.read} of ${counted(entries.tried, "entry", "entries")} cannot be read`,
      "Run cache clear. The server then reads the data from the API again.",
    );
  return ok("Cache", `${directory}: ${size}, ${age}, ${entries.tried === 0 ? "nothing stored yet" : "readable"}`);
}

function ageOf(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}

async function checkAuditLog(path: string, setting: string): Promise<Finding> {
  const remedy = `Correct ${setting}, or the permissions of its folder. Until then, every write is refused.`;
  const about = await lstat(path).catch(() => undefined);
  if (about !== undefined && !about.isFile()) return failure("Audit log", `${path} is not a regular file`, remedy);
  if (about !== undefined && process.getuid !== undefined && about.uid !== process.getuid())
    return failure("Audit log", `${path} belongs to another user`, remedy);
  const writable = await may(about === undefined ? await nearestFolder(dirname(path)) : path, constants.W_OK);
  if (!writable) return failure("Audit log", `${path} cannot be written`, remedy);
  return ok("Audit log", about === undefined ? `${path}: the first write will create it` : `${path}: ${(about.size / 1000).toFixed(1)} kB`);
}

/** The folder itself, or the one above it that exists: missing folders are made. */
async function nearestFolder(folder: string): Promise<string> {
  const about = await stat(folder).catch(() => undefined);
  return about !== undefined || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

async function checkFolder(check: string, path: string, { mode, setting }: { readonly mode: number; readonly setting: string }): Promise<Finding> {
  const about = await stat(path).catch(() => undefined);
  if (!about?.isDirectory())
    return failure(check, `${path} ${about === undefined ? "does not exist" : "is not a folder"}`, `Create the folder, or correct ${setting}.`);
  if (!(await may(path, mode)))
    return failure(
      check,
      `${path} cannot be ${mode === constants.R_OK ? "read" : "written"}`,
      `Change the permissions of the folder, or correct ${setting}.`,
    );
  if (mode !== constants.R_OK) return ok(check, path);
  const files = (await readdir(path, { withFileTypes: true })).filter((entry) => !entry.isDirectory());
  return ok(check, `${path}: ${counted(files.length, "file")}`);
}

const may = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );
