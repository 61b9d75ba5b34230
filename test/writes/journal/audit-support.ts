import { type FileHandle, open, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, onTestFinished, vi } from "vitest";
import type { AuditEntry } from "../../../src/writes/journal/audit-entry.ts";
import { folderFixture } from "../../temporary-folders.ts";

/** vitest's `test`, with a folder that goes with the test, and the path of a log in it that is not there yet. */
export const test = base.extend<{ folder: string; path: string }>({
  folder: folderFixture,
  path: async ({ folder }, use) => use(join(folder, "audit.jsonl")),
});

export const TIME = Date.UTC(2026, 1, 3, 9);
export const HOUR_MS = 3_600_000;

let made = 0;

export const anEntry = (parts: Partial<AuditEntry> = {}): AuditEntry => ({
  time: new Date(TIME).toISOString(),
  write_id: `w_${++made}`,
  tool: "update_contact",
  action: "update",
  contact: "con_1",
  fields: new Map([["$title", { old: "CEO", new: "CFO" }]]),
  relationships: new Map([["$account", { old: [], new: ["acc_1"] }]]),
  idempotency_keys: ["key-1"],
  outcome: "written",
  ...parts,
});

export const entries = (count: number) => Array.from({ length: count }, () => anEntry());

/** The lines of a file; the last is empty where the file ends in a newline. */
export const linesOf = async (path: string) => (await readFile(path, "utf8")).split("\n");

/** What all open files inherit from, for a disk that fails or counts. The spies go with the test. */
export async function spyOnFiles<Name extends "write" | "datasync" | "read">(name: Name) {
  const file = await open(tmpdir());
  const prototype: FileHandle = Object.getPrototypeOf(file);
  await file.close();
  const spy = vi.spyOn(prototype, name);
  onTestFinished(() => spy.mockRestore());
  return spy;
}

export const failure = (code: string, words: string) => Object.assign(new Error(`${code}: ${words}, write`), { code });
