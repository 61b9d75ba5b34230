import { execFileSync } from "node:child_process";
import { chmod, chown, lstat, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import type { AuditEntry, LoggedChange } from "../../../src/writes/journal/audit-entry.ts";
import { noAuditLog, openAuditLog } from "../../../src/writes/journal/audit-log.ts";
import { AuditLogError } from "../../../src/writes/journal/audit-log-error.ts";
import { loggedRecord } from "../../../src/writes/journal/logged-record.ts";
import { aField, aSchema } from "../../builders.ts";
import { anEntry, entries, linesOf, spyOnFiles, test } from "./audit-support.ts";

const mode = async (path: string) => ((await lstat(path)).mode & 0o777).toString(8);

describe("an entry", () => {
  test("holds no key, and a write is not taken back to a value that the log does not have", async ({ path }) => {
    const fields = new Map([
      ["$title", { old: "CEO", new: "CFO" }],
      ["notes", { old: "The key is sk_lf_canary", new: "Gone" }],
    ]);
    await openAuditLog(path).append(anEntry({ fields, name: "sk_lf_canary" }));
    expect(await readFile(path, "utf8")).not.toContain("canary");
    const [entry] = (await openAuditLog(path).read(0)).entries;
    const schema = aSchema({ fields: [aField({ key: "$title" }), aField({ key: "notes" })] });
    const { record, whole } = loggedRecord(entry ?? anEntry(), schema);
    expect(record.change.fields.map(({ field, before }) => [field.apiKey, before])).toEqual([["$title", "CEO"]]);
    expect(whole).toBe(false);
  });

  test("is a line of JSON", async ({ path }) => {
    await openAuditLog(path).append(anEntry({ write_id: "w_one", name: "Zoë\nKim", link: "https://app.lightfield.app/contacts/con_1" }));
    const text = await readFile(path, "utf8");
    expect(text).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(text)).toEqual({
      time: "2026-02-03T09:00:00.000Z",
      write_id: "w_one",
      tool: "update_contact",
      action: "update",
      contact: "con_1",
      name: "Zoë\nKim",
      link: "https://app.lightfield.app/contacts/con_1",
      fields: { $title: { old: "CEO", new: "CFO" } },
      relationships: { $account: { old: [], new: ["acc_1"] } },
      idempotency_keys: ["key-1"],
      outcome: "written",
    });
  });

  const text = fc.string({ unit: "binary" });
  const key = fc.oneof(fc.constantFrom("__proto__", "constructor", "toString", "$title", "7"), text);
  // Once through JSON, which knows no -0.
  const json = fc.jsonValue({ stringUnit: "binary" }).map((value): unknown => JSON.parse(JSON.stringify(value)));
  const changes = <T>(value: fc.Arbitrary<T>) =>
    fc.array(fc.tuple(key, fc.record({ old: value, new: value }))).map((all): ReadonlyMap<string, LoggedChange<T>> => new Map(all));
  const entry: fc.Arbitrary<AuditEntry> = fc
    .record(
      {
        batch_id: text,
        undoes: text,
        tool: text,
        action: fc.constantFrom("create", "update", "delete"),
        contact: text,
        name: text,
        link: text,
        fields: changes(json),
        relationships: changes(fc.array(text)),
        idempotency_keys: fc.array(text),
        outcome: fc.constantFrom("written", "partly", "not-written", "unknown"),
      },
      { requiredKeys: ["tool", "action", "fields", "relationships", "idempotency_keys", "outcome"] },
    )
    .map(anEntry);
  /** Maps as text, since matchers do not look at a `__proto__` of their values' own. */
  const comparable = (all: readonly AuditEntry[]) =>
    all.map(({ fields, relationships, ...rest }) => ({
      ...rest,
      attributes: [fields, relationships].map((map) => [...map].map((pair) => JSON.stringify(pair)).sort()),
    }));

  test("is read back as it was, whatever it holds", async ({ folder }) => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 6 }), fc.boolean(), async (all, atOnce) => {
        const path = join(folder, `${run++}.jsonl`);
        const log = openAuditLog(path);
        if (atOnce) await Promise.all(all.map((one) => log.append(one)));
        else for (const one of all) await log.append(one);
        const read = await openAuditLog(path).read(0);
        expect({ ...read, entries: comparable(read.entries) }).toEqual({ entries: comparable(all), unreadable: 0 });
      }),
      { numRuns: 60 },
    );
  });

  test("may lack old values", async ({ path }) => {
    const log = openAuditLog(path);
    await log.append(anEntry({ fields: new Map([["$title", { old: undefined, new: null }]]) }));
    expect((await log.read(0)).entries[0]?.fields).toEqual(new Map([["$title", { old: undefined, new: null }]]));
  });
});

describe("the file", () => {
  test("is made with its folders before the first write is sent, for its owner alone", async ({ folder }) => {
    const path = join(folder, "deep", "er", "audit.jsonl");
    await openAuditLog(path).ready();
    expect(await readFile(path, "utf8")).toBe("");
    if (process.platform !== "win32")
      expect(await Promise.all([join(folder, "deep"), join(folder, "deep", "er"), path].map(mode))).toEqual(["700", "700", "600"]);
  });

  test("is not made by reading or by opening alone", async ({ path }) => {
    expect(await openAuditLog(path).read(0)).toEqual({ entries: [], unreadable: 0 });
    await expect(lstat(path)).rejects.toThrow("ENOENT");
  });

  describe.skipIf(process.platform === "win32")("on systems with modes", () => {
    test.for([0o000, 0o022, 0o777])("is 0600 with umask %o", async (mask, { path }) => {
      const umask = process.umask(mask);
      onTestFinished(() => void process.umask(umask));
      await openAuditLog(path).append(anEntry());
      expect(await mode(path)).toBe("600");
    });

    test("is closed to others where it was open to them, and goes on", async ({ path }) => {
      await openAuditLog(path).append(anEntry());
      await chmod(path, 0o664);
      await openAuditLog(path).append(anEntry());
      expect(await mode(path)).toBe("600");
      expect((await openAuditLog(path).read(0)).entries).toHaveLength(2);
    });

    test.skipIf(process.getuid?.() !== 0)("is refused where it is another user's", async ({ path }) => {
      await writeFile(path, "");
      await chown(path, 12345, 12345);
      await expect(openAuditLog(path).ready()).rejects.toThrow(/belongs to another user/);
      await expect(openAuditLog(path).read(0)).rejects.toThrow(/belongs to another user/);
      expect(await readFile(path, "utf8")).toBe("");
    });

    test("is no link: what that points at is left alone", async ({ folder, path }) => {
      const target = join(folder, "target");
      await writeFile(target, "mine\n");
      await symlink(target, path);
      const log = openAuditLog(path);
      await expect(log.ready()).rejects.toThrow(/it is a link/);
      await expect(log.append(anEntry())).rejects.toThrow(AuditLogError);
      await expect(log.read(0)).rejects.toThrow(/cannot be read: it is a link/);
      expect(await readFile(target, "utf8")).toBe("mine\n");
    });

    test("is no pipe, and nobody waits for its other end", async ({ path }) => {
      execFileSync("mkfifo", [path]);
      await expect(openAuditLog(path).ready()).rejects.toThrow(/not a regular file/);
      await expect(openAuditLog(path).read(0)).rejects.toThrow(/not a regular file/);
    });

    it("is no device", async () => {
      await expect(openAuditLog("/dev/full").ready()).rejects.toThrow(/not a regular file/);
    });
  });

  test("is no folder, and lies in one", async ({ folder, path }) => {
    await mkdir(path);
    await writeFile(join(folder, "file"), "");
    await expect(openAuditLog(path).ready()).rejects.toThrow(/cannot be written: it is a folder/);
    await expect(openAuditLog(join(folder, "file", "audit.jsonl")).ready()).rejects.toThrow(AuditLogError);
    await expect(openAuditLog(join(folder, "file", "audit.jsonl")).append(anEntry())).rejects.toThrow(AuditLogError);
  });

  test("may be renamed, deleted or emptied between two entries", async ({ folder, path }) => {
    const log = openAuditLog(path);
    const [one, two, three, four] = entries(4) as [AuditEntry, AuditEntry, AuditEntry, AuditEntry];
    await log.append(one);
    await rename(path, join(folder, "audit.1.jsonl"));
    await log.append(two);
    expect(await openAuditLog(join(folder, "audit.1.jsonl")).read(0)).toEqual({ entries: [one], unreadable: 0 });
    expect(await log.read(0)).toEqual({ entries: [two], unreadable: 0 });
    await rm(path);
    await log.append(three);
    expect(await log.read(0)).toEqual({ entries: [three], unreadable: 0 });
    await truncate(path);
    await log.append(four);
    expect(await log.read(0)).toEqual({ entries: [four], unreadable: 0 });
  });
});

describe("entries at once", () => {
  test("are whole lines, in their order, and share syncs", async ({ path }) => {
    const datasync = await spyOnFiles("datasync");
    const log = openAuditLog(path);
    const all = entries(200).map((entry, index) => ({ ...entry, name: "x".repeat(index * 100) }));
    await Promise.all(all.map((entry) => log.append(entry)));
    expect(await log.read(0)).toEqual({ entries: all, unreadable: 0 });
    expect(datasync.mock.calls.length).toBe(1);
  });

  test("of which some come while others are synced wait for the next sync, together", async ({ path }) => {
    const datasync = await spyOnFiles("datasync");
    const log = openAuditLog(path);
    const done: string[] = [];
    const late: Promise<unknown>[] = [];
    // The first line is in the file, and not yet safe.
    datasync.mockImplementationOnce(async () => {
      late.push(...entries(24).map((entry) => log.append(entry).then(() => done.push("late"))));
      expect(done).toEqual([]);
    });
    await log.append(anEntry()).then(() => done.push("first"));
    await Promise.all(late);
    expect(done).toEqual(["first", ...Array(24).fill("late")]);
    expect(await linesOf(path)).toHaveLength(1 + 24 + 1);
    expect(datasync.mock.calls.length).toBe(2);
  });

  test("of two servers do not mix", async ({ path }) => {
    const logs = [openAuditLog(path), openAuditLog(path), openAuditLog(path)];
    const all = entries(90);
    await Promise.all(all.map((entry, index) => logs[index % 3]?.append(entry)));
    const read = await openAuditLog(path).read(0);
    expect(read.unreadable).toBe(0);
    expect(read.entries.map(({ write_id }) => write_id).sort()).toEqual(all.map(({ write_id }) => write_id).sort());
  });
});

it("no audit log takes all and keeps nothing", async () => {
  await noAuditLog.ready();
  await noAuditLog.append(anEntry());
  expect(await noAuditLog.read(0)).toEqual({ entries: [], unreadable: 0 });
});
