import { beforeEach, describe, expect, it } from "vitest";
import { aDesk, type Desk, type DeskOptions, writtenContact } from "../builders.ts";
import { aGate } from "../e2e/served-api.ts";
import { aMemoryCache } from "../memory-cache.ts";
import { inFastTime } from "./fake-time.ts";
import { aLog, idsOf, newPeople, planIn, writesTo } from "./plans/plan-support.ts";

beforeEach(() => inFastTime());

const DANA = { fields: { name: "Dana Scully", title: "CFO", email: ["dana@b.example"] } };

type Answer = "as usual" | "refused" | "lost";

/** A desk with a cache. `line.answers` says what becomes of the requests that it makes. */
function aDeskOnLine(options: DeskOptions = {}) {
  const cache = aMemoryCache();
  const line = { answers: (_method: string): Answer | Promise<Answer> => "as usual" };
  const desk = aDesk({
    cache,
    ...options,
    through: (fetch) => async (input, init) => {
      const { method } = input instanceof Request ? input : { method: init?.method ?? "GET" };
      const answer = await line.answers(method);
      if (answer === "refused") return Response.json({ error: { type: "unauthorized", message: "no such key" } }, { status: 401 });
      if (answer === "lost") throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
      return fetch(input, init);
    },
  });
  /** Has the API refuse the key for one call. */
  const refuse = async (methods: readonly string[], tool: string, args: unknown) => {
    line.answers = (method) => (methods.includes(method) ? "refused" : "as usual");
    await desk.run(tool, args).catch(() => undefined);
    line.answers = () => "as usual";
  };
  const created = async () => writtenContact(desk, await desk.text("create_contact", DANA)).id;
  return { desk, cache, line, refuse, created };
}

describe("once the API has refused the key", () => {
  it.each([["GET"], ["POST"]])("nothing that was written is left in memory or on disk, and the log stays (%s refused)", async (method) => {
    const auditLog = aLog();
    const { desk, cache, refuse, created } = aDeskOnLine({ auditLog });
    const id = await created();
    await desk.text("update_contact", { id, fields: { title: "CEO" } });
    await refuse([method], "update_contact", { id, fields: { title: "CTO" } });
    expect(desk.writes.journal.records).toEqual([]);
    expect([...cache.entries.keys()]).toEqual([]);
    const { entries } = await auditLog.read(0);
    expect(entries.map(({ action, outcome }) => `${action}: ${outcome}`)).toEqual(["create: written", "update: written"]);
  });

  it("what was shown before is not compared with what is there now", async () => {
    const { desk, refuse, created } = aDeskOnLine();
    const id = await created();
    const edit = (title: string) =>
      desk.sandbox.editContact(id, ({ fields }) => {
        fields.$title = { valueType: "TEXT", value: title };
      });
    edit("COO");
    expect(await desk.failure("update_contact", { id, fields: { title: "CTO" } })).toContain("somebody else has changed");
    await refuse(["GET"], "retrieve_contact", { id });
    edit("CPO");
    expect(await desk.text("update_contact", { id, fields: { title: "CTO" } })).toContain("Title: CPO -> CTO");
  });

  it("a plan can no longer be applied, and leaves nothing on disk if it is being applied", async () => {
    const { desk, cache, refuse } = aDeskOnLine();
    const plan = { plan_id: planIn(await desk.text("update_contacts", { ids: idsOf(desk).slice(0, 5), fields: { title: "Lead" } })) };
    await refuse(["POST"], "apply_plan", plan);
    expect([...cache.entries.keys()]).toEqual([]);
    expect(await desk.failure("apply_plan", plan)).toContain("no plan");
  });

  it.each<[string, DeskOptions, (desk: Desk) => object]>([
    ["update_contacts", {}, (desk) => ({ ids: idsOf(desk).slice(0, 5), fields: { title: "Lead" } })],
    ["import_contacts", {}, () => ({ rows: newPeople(5) })],
    ["merge_contacts", {}, (desk) => ({ groups: [idsOf(desk).slice(0, 2)], even_if_different: true })],
    ["create_contact", { confirm: true }, () => DANA],
  ])("%s stores no plan of what it read before", async (tool, options, args) => {
    const { desk, cache, line, refuse } = aDeskOnLine(options);
    const [isAsking, isRefused] = [aGate(), aGate()];
    await desk.text("get_contact_definitions");
    line.answers = async (): Promise<Answer> => {
      isAsking.open();
      await isRefused.opened;
      return "as usual";
    };
    const planning = desk.failure(tool, args(desk));
    await isAsking.opened;
    await refuse(["GET"], "retrieve_contact", { id: idsOf(desk).at(-1) });
    isRefused.open();
    expect(await planning).toContain("no such key");
    expect([...cache.entries.keys()].filter((name) => name.startsWith("plan-"))).toEqual([]);
  });

  /** Applies a plan of creates that are all sent before the API refuses the key for one of them, and answers the others. */
  const halfApplied = async (options: DeskOptions = {}) => {
    const made = aDeskOnLine({ now: Date.now, ...options });
    const people = newPeople(5);
    const plan = { plan_id: planIn(await made.desk.text("import_contacts", { rows: people })) };
    const [allSent, deleted] = [aGate(), aGate()];
    const { wipe } = made.cache;
    made.cache.wipe = () => wipe().finally(deleted.open);
    let sent = 0;
    made.line.answers = async (method) => {
      if (method !== "POST") return "as usual";
      sent += 1;
      const isRefused = sent === 3;
      if (sent === people.length) allSent.open();
      await (isRefused ? allSent : deleted).opened;
      return isRefused ? "refused" : "as usual";
    };
    const { text } = await made.desk.run("apply_plan", plan);
    made.line.answers = () => "as usual";
    return { ...made, people, text };
  };

  it("the answer about a plan that was being applied says that a new plan is needed", async () => {
    const { text } = await halfApplied();
    expect(text).toContain("4 of 5 written: 4 created.\n");
    expect(text).toContain("\n1 left to do: the plan was deleted when the API refused the key. Make a new plan");
    expect(text).not.toMatch(/undo_write|apply_plan/);
  });

  it("creates that were under way leave nothing on disk", async () => {
    const { cache } = await halfApplied();
    expect([...cache.entries.keys()]).toEqual([]);
  });

  it("what was created before is not created again, although the lists do not show it yet", async () => {
    const { desk, people } = await halfApplied({ indexLagMs: 60_000 });
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows: people })) });
    expect(writesTo(desk)).toHaveLength(people.length);
  });

  it("a write whose outcome is not known is still known, so that it is not made twice", async () => {
    const { desk, line, refuse, created } = aDeskOnLine();
    const id = await created();
    let isSent = false;
    line.answers = (method) => {
      isSent ||= method === "POST";
      return isSent ? "lost" : "as usual";
    };
    await desk.run("update_contact", { id, fields: { title: "CEO" } });
    await refuse(["GET"], "retrieve_contact", { id });
    expect(desk.writes.journal.records.map(({ contact, outcome }) => [contact, outcome])).toEqual([[id, "unknown"]]);
  });

  it("writes that were made still count towards the session's limit", async () => {
    const { desk, refuse, created } = aDeskOnLine({ maxWrites: 2 });
    const id = await created();
    await desk.text("update_contact", { id, fields: { title: "CEO" } });
    await refuse(["GET"], "retrieve_contact", { id });
    expect(await desk.failure("update_contact", { id, fields: { title: "CTO" } })).toContain("2 writes");
  });
});
