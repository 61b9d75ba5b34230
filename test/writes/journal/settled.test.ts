import { beforeEach, describe, expect, it } from "vitest";
import { aDesk, type Desk, type DeskOptions, type Fetch, writtenContact } from "../../builders.ts";
import { inFastTime } from "../fake-time.ts";
import { aCache, aLog, idsOf, planIn, titles } from "../plans/plan-support.ts";

beforeEach(() => inFastTime());

const DANA = { fields: { name: "Dana Scully", title: "CFO", email: ["dana@fbi.example"] } };

/** A desk with a log. As long as `isCutOff` says so, writes land and their answers are lost, and then nothing can be read. */
function aDeskWithLog({ auditLog = aLog(), ...options }: DeskOptions & { auditLog?: ReturnType<typeof aLog> } = {}) {
  const line = { isCutOff: false };
  let hasWritten = false;
  const through =
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      const { method } = input instanceof Request ? input : { method: init?.method ?? "GET" };
      const isWrite = method !== "GET";
      const answer = line.isCutOff && !isWrite && hasWritten ? undefined : await fetch(input, init);
      hasWritten = line.isCutOff && (hasWritten || isWrite);
      if (answer && !(line.isCutOff && isWrite)) return answer;
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
    };
  const desk = aDesk({ auditLog, through, ...options });
  return {
    ...desk,
    auditLog,
    /** The answer to a call during which the line is cut. */
    cutOff: async (name: string, args?: unknown) => {
      line.isCutOff = true;
      const { text } = await desk.run(name, args);
      line.isCutOff = false;
      expect(text).toMatch(/is not known|no answer came/);
      return text;
    },
    logged: () => auditLog.lines.map((one): { write_id: string; outcome: string; settled?: string } => JSON.parse(one)),
  };
}

const aContact = async (desk: Desk) => writtenContact(desk, await desk.text("create_contact", DANA)).id;

describe("an update with unknown outcome", () => {
  it("does not stand in the way of the same update later, when a colleague has changed it back", async () => {
    const desk = aDeskWithLog();
    const id = await aContact(desk);
    const call = { id, fields: { title: "CEO" } };
    await desk.cutOff("update_contact", call);
    await desk.text("update_contact", call);
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "CFO" };
    });
    await desk.run("retrieve_contact", { id });
    expect(await desk.text("update_contact", call)).toContain("Title: CFO -> CEO");
    expect(titles(desk, [id])).toEqual(["CEO"]);
    expect((await desk.text("list_writes")).match(/Title: CFO -> CEO/g)).toHaveLength(2);
  });

  it("is written, in the list of writes and in the log, once the same call finds it so", async () => {
    const desk = aDeskWithLog();
    const id = await aContact(desk);
    const call = { id, fields: { title: "CEO" }, expect: { title: "CFO" } };
    await desk.cutOff("update_contact", call);
    expect(await desk.text("list_writes")).toContain("outcome unknown");
    expect(await desk.text("update_contact", call)).toContain("already has these values");
    const text = await desk.text("list_writes");
    expect(text).not.toContain("is not known");
    expect(text).toMatch(/^2 writes since/);
    const [, , announced, unknown, settled] = desk.logged();
    expect(announced).toMatchObject({ write_id: unknown?.write_id, outcome: "unknown" });
    expect(unknown).toMatchObject({ outcome: "unknown" });
    expect(settled).toMatchObject({ ...unknown, outcome: "written", settled: expect.any(String) });
    expect(desk.logged()).toHaveLength(5);

    // Another session has only the log.
    const later = aDesk({ sandbox: desk.sandbox, auditLog: desk.auditLog });
    expect(await later.text("list_writes")).toBe(text);
    await later.text("undo_write", { write_id: unknown?.write_id, confirm: true });
    expect(titles(desk, [id])).toEqual(["CFO"]);
  });

  it("can be taken back after that by its ID", async () => {
    const desk = aDeskWithLog();
    const id = await aContact(desk);
    await desk.cutOff("update_contact", { id, fields: { title: "CEO" } });
    await desk.text("update_contact", { id, fields: { title: "CEO" } });
    await desk.text("undo_write", { write_id: desk.logged().at(-1)?.write_id, confirm: true });
    expect(titles(desk, [id])).toEqual(["CFO"]);
    expect(await desk.text("list_writes")).toContain("(undone)");
  });

  it("stays so where the contact does not hold all of it, and in a trial", async () => {
    const desk = aDeskWithLog();
    const id = await aContact(desk);
    await desk.cutOff("update_contact", { id, fields: { title: "CEO", notes: "n" } });
    await desk.run("update_contact", { id, fields: { title: "CEO", notes: "n" }, dry_run: true });
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.notes = { valueType: "TEXT", value: "somebody else's" };
    });
    expect(await desk.text("update_contact", { id, fields: { title: "CEO" } })).toContain("already has these values");
    expect(await desk.text("list_writes")).toContain("outcome unknown");
    expect(desk.logged().filter(({ settled }) => settled)).toEqual([]);
  });

  it("is settled also where the log cannot be written just then", async () => {
    const desk = aDeskWithLog();
    const id = await aContact(desk);
    await desk.cutOff("update_contact", { id, fields: { title: "CEO" } });
    desk.auditLog.full = () => true;
    expect(await desk.text("update_contact", { id, fields: { title: "CEO" } })).toContain("already has these values");
    expect(await desk.text("list_writes")).not.toContain("outcome unknown");
  });
});

it("a write of which this session may not know all is left in the log as it is", async () => {
  const cache = aCache();
  const first = aDeskWithLog({ cache });
  const id = await aContact(first);
  const plan_id = planIn(await first.text("update_contacts", { ids: [id], fields: { title: "CEO", notes: "Met in Rome" } }));
  await first.cutOff("apply_plan", { plan_id });
  const { auditLog, sandbox } = first;
  const later = aDesk({ cache, auditLog, sandbox, hidden: ["notes"] });
  expect(await later.text("apply_plan", { plan_id })).toContain("0 of 1 written. 1 skipped.");
  await later.text("update_contact", { id, fields: { title: "CEO" } });
  expect(JSON.parse(auditLog.lines.at(-1) ?? "")).toMatchObject({ fields: { notes: { new: "Met in Rome" } } });
});

it.each([
  ["an update", 1],
  ["a create", 0],
] as const)("what took back %s, with unknown outcome, is written once the same call finds it so", async (_what, updates) => {
  const desk = aDeskWithLog();
  const id = await aContact(desk);
  if (updates > 0) await desk.text("update_contact", { id, fields: { title: "CEO" } });
  await desk.cutOff("undo_write", { confirm: true });
  expect(await desk.text("undo_write", { confirm: true })).toContain("Nothing was written: ");
  const [, undone, , undo, settled] = desk.logged().slice(2 * updates);
  expect(settled).toMatchObject({ ...undo, undoes: undone?.write_id, outcome: "written" });
  const later = aDesk({ sandbox: desk.sandbox, auditLog: desk.auditLog });
  expect(await later.text("list_writes")).not.toContain("outcome unknown");
  expect(await later.failure("undo_write", { write_id: undone?.write_id, confirm: true })).toMatch(/is undone already|is in the trash/);
});

describe("a create with unknown outcome that a later call has made", () => {
  /** A desk whose lists lag, and the ID of its create. */
  async function anUnknownCreate() {
    const desk = aDeskWithLog({ indexLagMs: 3_600_000 });
    const before = idsOf(desk);
    await desk.cutOff("create_contact", DANA);
    const [first] = desk.logged();
    expect(await desk.failure("undo_write", { write_id: first?.write_id, confirm: true })).toContain("Look for the contact");
    const made = await desk.text("create_contact", DANA);
    expect(idsOf(desk)).toHaveLength(before.length + 1);
    return { desk, first: first?.write_id, made: writtenContact(desk, made).id };
  }

  it("is taken back by its ID", async () => {
    const { desk, first, made } = await anUnknownCreate();
    expect(await desk.text("undo_write", { write_id: first, confirm: true })).toMatch(/moved Dana Scully .*to the trash/);
    expect(idsOf(desk)).not.toContain(made);
    expect(await desk.failure("undo_write", { write_id: first, confirm: true })).toContain("is in the trash");
  });

  it("is taken back by its ID in another session, which has the log", async () => {
    const { desk, first, made } = await anUnknownCreate();
    const later = aDesk({ sandbox: desk.sandbox, auditLog: desk.auditLog });
    expect(await later.text("undo_write", { write_id: first, confirm: true })).toMatch(/moved Dana Scully .*to the trash/);
    expect(idsOf(desk)).not.toContain(made);
  });
});
