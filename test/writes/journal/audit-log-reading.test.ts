import { appendFile, readFile, writeFile } from "node:fs/promises";
import { describe, expect } from "vitest";
import type { AuditEntry } from "../../../src/writes/journal/audit-entry.ts";
import { openAuditLog } from "../../../src/writes/journal/audit-log.ts";
import { anEntry, entries, HOUR_MS, spyOnFiles, TIME, test } from "./audit-support.ts";

const at = (ms: number) => anEntry({ time: new Date(TIME + ms).toISOString() });

describe("reading", () => {
  test("gives what is not older than asked, oldest first", async ({ path }) => {
    const log = openAuditLog(path);
    const all = [at(0), at(1000), at(2000), at(2000), at(3000)];
    for (const entry of all) await log.append(entry);
    expect((await log.read(TIME + 2000)).entries).toEqual(all.slice(2));
    expect((await log.read(TIME + 3001)).entries).toEqual([]);
    expect((await log.read(0)).entries).toEqual(all);
  });

  test("about an ID gives what names it, and what may have taken a write back", async ({ path }) => {
    const log = openAuditLog(path);
    const all = [anEntry({ batch_id: "b1" }), anEntry(), anEntry({ undoes: "w7" }), anEntry({ action: "delete" }), anEntry()];
    for (const entry of all) await log.append(entry);
    expect((await log.read(0, "b1")).entries).toEqual([all[0], all[2], all[3]]);
    expect((await log.read(0, all[4]?.write_id)).entries).toEqual(all.slice(2));
  });

  test("is not stopped by an entry that is a little out of order", async ({ path }) => {
    const log = openAuditLog(path);
    const all = [at(0), at(HOUR_MS), at(2000), at(HOUR_MS)];
    for (const entry of all) await log.append(entry);
    expect((await log.read(TIME + HOUR_MS)).entries).toEqual([all[1], all[3]]);
  });

  test("a day out of a long log reads little of it", async ({ path }) => {
    const old = `${JSON.stringify({ ...at(-48 * HOUR_MS), fields: { $title: { old: "", new: "x".repeat(1000) } }, relationships: {} })}\n`;
    await writeFile(path, old.repeat(20_000));
    const log = openAuditLog(path);
    const today = [at(0), at(1)];
    for (const entry of today) await log.append(entry);
    const read = await spyOnFiles("read");
    expect(await log.read(TIME)).toEqual({ entries: today, unreadable: 0 });
    expect(read).toHaveBeenCalledTimes(1);
  });

  test("finds lines that are longer than a block, and the next to them", async ({ path }) => {
    const log = openAuditLog(path);
    const all = [1, 65_536, 200_000, 10, 65_400].map((length) => anEntry({ name: "ü".repeat(length) }));
    for (const entry of all) await log.append(entry);
    expect(await log.read(0)).toEqual({ entries: all, unreadable: 0 });
  });

  test("counts what is no entry, and leaves blank lines out", async ({ path }) => {
    const [one, two] = entries(2) as [AuditEntry, AuditEntry];
    const log = openAuditLog(path);
    await appendFile(path, '# audit\n\n{"time":"2026-02-03T09:00:00.000Z"}\n[1]\nnull\n \r\n', { mode: 0o600 });
    await log.append(one);
    const text = await readFile(path, "utf8");
    await appendFile(path, `${text.split("\n").at(-2)?.replace("2026-02-03T", "the third, ")}\n`);
    await appendFile(path, Buffer.from(`${text.split("\n").at(-2)?.replace("CEO", "C\xffO")}\n`, "latin1"));
    await log.append(two);
    expect(await log.read(0)).toEqual({ entries: [one, two], unreadable: 6 });
  });

  test("a line that is longer than any of ours keeps none of it", async ({ path }) => {
    await writeFile(path, "x".repeat(17 * 1024 * 1024));
    const log = openAuditLog(path);
    const entry = anEntry();
    await log.append(entry);
    expect(await log.read(0)).toEqual({ entries: [entry], unreadable: 1 });
  });

  describe("a write that was settled later", () => {
    const settledAt = (ms: number, entry: AuditEntry): AuditEntry => ({ ...entry, outcome: "written", settled: new Date(TIME + ms).toISOString() });

    test("is one entry, as its last line has it, in the place of its first", async ({ path }) => {
      const log = openAuditLog(path);
      const [first, second, third] = [at(0), { ...at(1000), outcome: "unknown" as const }, at(2000)];
      const settled = settledAt(3000, second);
      for (const entry of [first, second, third, settled]) await log.append(entry);
      expect((await log.read(0)).entries).toEqual([first, settled, third]);
      expect((await log.read(TIME + 1000)).entries).toEqual([settled, third]);
    });

    test("is none where its last line says that nothing came of it", async ({ path }) => {
      const log = openAuditLog(path);
      const [first, second, third] = [at(0), { ...at(1000), outcome: "unknown" as const }, { ...at(2000), outcome: "unknown" as const }];
      for (const entry of [first, second, third]) await log.announce(entry);
      await log.append({ ...second, outcome: "refused" });
      await log.append({ ...third, outcome: "not-sent" });
      expect((await log.read(0)).entries).toEqual([first]);
    });

    test("counts by the time at which it was made, and hides nothing that was written since", async ({ path }) => {
      const log = openAuditLog(path);
      const [old, recent] = [{ ...at(0), outcome: "unknown" as const }, at(5 * HOUR_MS)];
      for (const entry of [old, recent, settledAt(6 * HOUR_MS, old)]) await log.append(entry);
      expect((await log.read(TIME + 5 * HOUR_MS)).entries).toEqual([recent]);
    });
  });
});
