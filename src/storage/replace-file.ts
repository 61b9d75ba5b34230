import { randomBytes } from "node:crypto";
import { rename, unlink } from "node:fs/promises";
import { sleep } from "../async/waiting.ts";
import { createFile, unless } from "./private-files.ts";

/** Windows refuses to replace a file while another program, such as a virus scanner, has it open. */
const LOCKED = ["EPERM", "EACCES", "EBUSY"];
const WAITS_MS = process.platform === "win32" ? [10, 20, 50, 100, 200, 400] : [];

/** Writes a temporary file and renames it, so that readers see either the old or the new bytes. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = path.replace(/entry$/, `${process.pid.toString(16)}-${randomBytes(8).toString("hex")}.tmp`);
  try {
    await createFile(temporary, bytes);
    await renameOver(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

async function renameOver(from: string, to: string): Promise<void> {
  for (const wait of WAITS_MS) {
    const done = await unless(
      LOCKED,
      rename(from, to).then(() => true),
    );
    if (done) return;
    await sleep(wait, undefined);
  }
  await rename(from, to);
}
