import { existsSync } from "node:fs";
import { appendFile, stat, truncate } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../../src/writes/journal/audit-entry.ts";
import { openAuditLog } from "../../../src/writes/journal/audit-log.ts";
import { AuditLogError } from "../../../src/writes/journal/audit-log-error.ts";
import { anEntry, entries, failure, HOUR_MS, linesOf, spyOnFiles, TIME, test } from "./audit-support.ts";

describe("a crash", () => {
  test.for(['{"time":"2026-02-03T09:0', "\0\0\0\0", "Zo\xeb"])("in the middle of a line costs that line alone (%j)", async (rest, { path }) => {
    const [one, two, three] = entries(3) as [AuditEntry, AuditEntry, AuditEntry];
    await openAuditLog(path).append(one);
    await appendFile(path, rest, "latin1");
    expect(await openAuditLog(path).read(0)).toEqual({ entries: [one], unreadable: 1 });
    const log = openAuditLog(path);
    await log.append(two);
    await log.append(three);
    expect(await log.read(0)).toEqual({ entries: [one, two, three], unreadable: 1 });
    expect(await linesOf(path)).toHaveLength(5);
  });

  test("just before the newline costs nothing", async ({ path }) => {
    const [one, two] = entries(2) as [AuditEntry, AuditEntry];
    const log = openAuditLog(path);
    await log.append(one);
    await truncate(path, (await stat(path)).size - 1);
    expect(await log.read(0)).toEqual({ entries: [one], unreadable: 0 });
    await log.append(two);
    expect(await log.read(0)).toEqual({ entries: [one, two], unreadable: 0 });
  });
});

describe.runIf(existsSync("/proc"))("a folder that cannot be made", () => {
  it("refuses writes at once", async () => {
    const log = openAuditLog("/proc/nope/deeper/audit.jsonl");
    await expect(log.ready()).rejects.toThrow(/cannot be written: ENOENT/);
  });
});

describe("a disk that fails", () => {
  test("refuses writes until it works again; the entry that it refused goes first then", async ({ path }) => {
    const log = openAuditLog(path);
    const [one, two, three] = entries(3) as [AuditEntry, AuditEntry, AuditEntry];
    await log.append(one);
    const write = await spyOnFiles("write");
    write.mockRejectedValueOnce(failure("ENOSPC", "no space left on device"));
    await expect(log.append(two)).rejects.toThrow(new AuditLogError(path, "written", "ENOSPC: no space left on device"));
    write.mockRejectedValueOnce(failure("ENOSPC", "no space left on device"));
    await expect(log.ready()).rejects.toThrow(AuditLogError);
    expect((await log.read(0)).entries).toEqual([one]);
    await log.ready();
    expect((await log.read(0)).entries).toEqual([one, two]);
    await log.append(three);
    expect(await log.read(0)).toEqual({ entries: [one, two, three], unreadable: 0 });
  });

  test("in the middle of a line loses nothing of the others", async ({ path }) => {
    const log = openAuditLog(path);
    const all = entries(3);
    const write = await spyOnFiles("write");
    write.mockImplementationOnce(async (buffer) => {
      await appendFile(path, String(buffer).slice(0, 20));
      return { bytesWritten: 20, buffer };
    });
    const settled = await Promise.allSettled(all.map((entry) => log.append(entry)));
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    await log.ready();
    expect(await log.read(0)).toEqual({ entries: all, unreadable: 1 });
  });

  test("after some lines refuses only the others", async ({ path }) => {
    const log = openAuditLog(path);
    const all = entries(4);
    const write = await spyOnFiles("write");
    let left = 2;
    write.mockImplementation(async (buffer) => {
      if (left-- <= 0) throw failure("EIO", "i/o error");
      const bytes = Buffer.from(String(buffer));
      await appendFile(path, bytes);
      return { bytesWritten: bytes.length, buffer };
    });
    const settled = await Promise.allSettled(all.map((entry) => log.append(entry)));
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "rejected"]);
    write.mockRestore();
    await log.ready();
    expect(await log.read(0)).toEqual({ entries: all, unreadable: 0 });
  });

  test("while it syncs makes the line be written again, and it counts once", async ({ path }) => {
    const log = openAuditLog(path);
    const datasync = await spyOnFiles("datasync");
    datasync.mockRejectedValueOnce(failure("EIO", "i/o error"));
    const entry = anEntry();
    await expect(log.append(entry)).rejects.toThrow(/EIO: i\/o error/);
    await log.ready();
    expect(datasync).toHaveBeenCalledTimes(2);
    expect(await linesOf(path)).toHaveLength(3);
    expect(await log.read(0)).toEqual({ entries: [entry], unreadable: 0 });
  });

  describe("when a write is announced", () => {
    const outcomes = async (path: string) => (await linesOf(path)).flatMap((line) => (line === "" ? [] : [JSON.parse(line).outcome]));

    test("refuses the write, and forgets it", async ({ path }) => {
      const log = openAuditLog(path);
      const [one, two] = entries(2) as [AuditEntry, AuditEntry];
      const write = await spyOnFiles("write");
      write.mockRejectedValueOnce(failure("ENOSPC", "no space left on device"));
      const settled = await Promise.allSettled([log.announce({ ...one, outcome: "unknown" }), log.append(two)]);
      expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      await log.ready();
      expect(await log.read(0)).toEqual({ entries: [two], unreadable: 0 });
      expect(await linesOf(path)).toHaveLength(2);
    });

    test("takes a line back that may be in the file: the write was not sent", async ({ path }) => {
      const log = openAuditLog(path);
      const datasync = await spyOnFiles("datasync");
      datasync.mockRejectedValueOnce(failure("EIO", "i/o error"));
      await expect(log.announce({ ...anEntry(), outcome: "unknown" })).rejects.toThrow(/EIO/);
      await log.ready();
      expect(await outcomes(path)).toEqual(["unknown", "not-sent"]);
      expect(await log.read(0)).toEqual({ entries: [], unreadable: 0 });
    });

    test("puts back what it was where it was sent before", async ({ path }) => {
      const log = openAuditLog(path);
      const earlier = { ...anEntry(), outcome: "unknown" } as const;
      await log.append(earlier);
      const datasync = await spyOnFiles("datasync");
      datasync.mockRejectedValueOnce(failure("EIO", "i/o error"));
      await expect(log.announce({ ...earlier, time: new Date(TIME + HOUR_MS).toISOString() }, earlier)).rejects.toThrow(/EIO/);
      await log.ready();
      expect(await log.read(0)).toEqual({ entries: [earlier], unreadable: 0 });
    });
  });

  it("is named with what to do", () => {
    expect(new AuditLogError("/var/audit.jsonl", "written", "ENOSPC: no space left on device").message).toMatchInlineSnapshot(
      `"The audit log /var/audit.jsonl cannot be written: ENOSPC: no space left on device. Until this is fixed, every write to Lightfield is refused. Correct this, or set another file in the client's MCP settings, and restart the client."`,
    );
    expect(new AuditLogError("/var/audit.jsonl", "read", "it is a folder").message).toMatchInlineSnapshot(
      `"The audit log /var/audit.jsonl cannot be read: it is a folder. Correct this, or set another file in the client's MCP settings, and restart the client."`,
    );
  });
});
