// The resident memory of a process.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** @param {number} pid */
export async function residentBytes(pid) {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) * 1024;
}
