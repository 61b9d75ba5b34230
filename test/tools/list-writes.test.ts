import { beforeEach, describe, expect, it } from "vitest";
import { aDesk, type Desk, type DeskOptions, type Fetch } from "../builders.ts";
import { inFastTime } from "../writes/fake-time.ts";
import { aLog, idsOf, newPeople, planIn } from "../writes/plans/plan-support.ts";

beforeEach(() => inFastTime());

const DAY_MS = 24 * 60 * 60_000;

/** A desk with a clock that can be set, and an audit log that outlives it. */
function aDated(options: DeskOptions = {}) {
  const auditLog = aLog();
  let at = Date.UTC(2026, 2, 2, 9);
  const now = () => at;
  const desk = aDesk({ auditLog, now, ...options });
  return {
    desk,
    pass: (ms: number) => {
      at += ms;
    },
    /** The next session. */
    later: () => aDesk({ auditLog, now, sandbox: desk.sandbox }),
  };
}

/** Carries out every write, whose answer is lost, and cannot be reached after the first: until it `ends`. */
function losing(isBegun = true) {
  let [loses, wasSent] = [isBegun, false];
  const through =
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      const request = new Request(input, init);
      if (!loses || (request.method === "GET" && !wasSent)) return fetch(request);
      if (request.method === "GET") return new Response('{"type":"service_unavailable","message":"Later."}', { status: 503 });
      wasSent = true;
      await fetch(request);
      throw new TypeError("fetch failed");
    };
  return {
    through,
    begins: () => {
      loses = true;
    },
    ends: () => {
      loses = false;
    },
  };
}

const entitled = (desk: Desk, title: string, id = idsOf(desk)[0]) => desk.text("update_contact", { id, fields: { title } });

const writeIn = (text: string) => /Write (w\w{6})/.exec(text)?.[1] ?? "";
const batchIn = (text: string) => /"write_id": "(b\w{6})"/.exec(text)?.[1] ?? "";

describe("list_writes", () => {
  it("shows the writes of today, newest first", async () => {
    const { desk, pass } = aDated();
    const old = writeIn(await entitled(desk, "CFO"));
    pass(DAY_MS);
    const [one, two] = [writeIn(await entitled(desk, "CEO")), writeIn(await entitled(desk, "COO"))];
    const text = await desk.text("list_writes");
    expect(text).toMatch(new RegExp(`^2 writes since 2026-03-03\\.\\n${two} .*Title: CEO -> COO\\n${one} .*Title: CFO -> CEO$`));
    expect(text).not.toContain(old);
    expect(await desk.text("list_writes", { since: "2026-03-02" })).toContain(old);
    for (const [since, from] of Object.entries({
      Monday: "2026-03-02",
      "last week": "2026-02-23",
      "1 March": "2026-03-01",
      "March 2026": "2026-03-01",
    }))
      expect(await desk.text("list_writes", { since })).toContain(`3 writes since ${from}.`);
  });

  it("finds a write, or the writes of a batch, by the ID, of any day and any session", async () => {
    const { desk, pass, later } = aDated();
    const write = writeIn(await entitled(desk, "CFO"));
    const batch = batchIn(await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows: newPeople(3) })) }));
    pass(40 * DAY_MS);
    for (const session of [desk, later()]) {
      expect(await session.text("list_writes", { write_id: ` ${write} ` })).toMatch(new RegExp(`^1 write \\(${write}\\)\\.\\n${write} 2026-03-02`));
      const text = await session.text("list_writes", { write_id: batch });
      expect(text).toMatch(new RegExp(`^3 writes \\(${batch}\\)\\.\\n`));
      expect(text.match(/ create Zoltan Newcomer/g)).toHaveLength(3);
      expect(await session.text("list_writes")).toBe("0 writes since 2026-04-11.");
    }
  });

  it("says that there is no such write", async () => {
    const { desk, pass } = aDated();
    const write = writeIn(await entitled(desk, "CFO"));
    expect(await desk.run("list_writes", { write_id: "w222222" })).toEqual({
      isError: true,
      text: 'There is no write "w222222" in this session or in the audit log. list_writes shows today\'s writes of this session and of the audit log; "since" goes back further.',
    });
    pass(DAY_MS);
    expect(await desk.run("list_writes", { write_id: write, since: "2026-03-03" })).toEqual({
      isError: true,
      text: `There is no write "${write}" since 2026-03-03. Without "since", all days are searched.`,
    });
  });

  it("counts what was not written apart", async () => {
    let loses = false;
    const { desk } = aDated({
      timeoutMs: 4000,
      through: (fetch) => (input, init) => {
        const request = new Request(input, init);
        return loses && request.method === "POST" ? Promise.reject(new TypeError("fetch failed")) : fetch(request);
      },
    });
    await entitled(desk, "CFO");
    loses = true;
    expect(await entitled(desk, "CEO")).toContain("Not written");
    expect(await desk.text("list_writes")).toMatch(/^1 write since [^;]+; 1 more was not written\.\nw\w{6} .*: not written\nw\w{6} /);
  });

  it("leaves out a write for which a later one with the same idempotency key stands, of whatever session", async () => {
    const lost = losing();
    const { desk, later } = aDated({ timeoutMs: 4000, through: lost.through });
    const create = () => desk.run("create_contact", { fields: { name: "Zoltan Newcomer" } }).then(({ text }) => text);
    expect(await create()).toContain("is not known");
    const [, first = ""] = /\n(w\w{6}) .*outcome unknown/.exec(await desk.text("list_writes")) ?? [];
    lost.ends();
    const write = writeIn(await create());
    for (const session of [desk, later()]) {
      const text = await session.text("list_writes");
      expect(text).toMatch(new RegExp(`^1 write since .*\n${write} .*create Zoltan Newcomer`));
      expect(text).not.toContain("unknown");
      expect(await session.text("list_writes", { write_id: first })).toContain(`\n${write} `);
    }
  });

  it.each([
    {
      of: "an update",
      plan: (desk: Desk) => desk.text("update_contacts", { ids: idsOf(desk).slice(0, 1), fields: { title: "Head of everything" } }),
    },
    { of: "a create", plan: (desk: Desk) => desk.text("import_contacts", { rows: newPeople(1) }) },
  ])("leaves out what was sent of a plan, $of, before it was found to be written", async ({ plan }) => {
    const lost = losing();
    const { desk, later } = aDated({ timeoutMs: 4000, through: lost.through });
    const plan_id = planIn(await plan(desk));
    expect(await desk.text("apply_plan", { plan_id })).toContain("1 left to do");
    lost.ends();
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
    for (const session of [desk, later()]) expect(await session.text("list_writes")).toMatch(/^1 write since [^\n]*\n[^\n]*$/);
  });

  it("counts each row of a plan once, though it was written only at the second try", async () => {
    let refuses = true;
    const { desk, later } = aDated({
      timeoutMs: 4000,
      through: (fetch) => async (input, init) =>
        refuses && new Request(input, init).method === "POST" ? Promise.reject(new TypeError("fetch failed")) : fetch(input, init),
    });
    const plan_id = planIn(await desk.text("update_contacts", { ids: idsOf(desk).slice(0, 2), fields: { title: "Head of everything" } }));
    expect(await desk.text("apply_plan", { plan_id })).toContain("2 left to do");
    refuses = false;
    await desk.text("apply_plan", { plan_id });
    for (const session of [desk, later()])
      expect(await session.text("list_writes")).toMatch(/^2 writes since [^;\n]*\n.* update_contacts: 2 of 2 written/);
  });

  it("counts each contact once that went to the trash, though that was only found out later", async () => {
    const lost = losing(false);
    const { desk, later } = aDated({ timeoutMs: 4000, through: lost.through });
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows: newPeople(2) })) });
    const plan_id = planIn(await desk.text("undo_write"));
    lost.begins();
    await desk.text("apply_plan", { plan_id });
    lost.ends();
    expect(await desk.text("apply_plan", { plan_id })).toContain("2 of 2 undone");
    for (const session of [desk, later()])
      expect(await session.text("list_writes")).toMatch(/^4 writes since .*\n.* undo_write: 2 of 2 moved to the trash/);
  });

  it("says of a batch that moved some contacts to the trash whom it wrote, and how many are in the trash", async () => {
    const { desk } = aDated();
    const [id = ""] = idsOf(desk);
    const rows = [{ id, title: "Head of all" }, ...newPeople(2)];
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows })) });
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("undo_write")) });
    expect(await desk.text("list_writes")).toMatch(/ undo_write: 3 of 3 written \([^()]+\), 2 of them moved to the trash/);
  });

  it("shows of a batch what the first write changed, in how many lines the writes stand, and how they are listed one by one", async () => {
    const { desk } = aDated();
    const ids = idsOf(desk).slice(0, 4);
    for (const id of ids) await entitled(desk, "CFO", id);
    const batch = batchIn(await desk.text("apply_plan", { plan_id: planIn(await desk.text("update_contacts", { ids, fields: { title: "CEO" } })) }));
    const text = await desk.text("list_writes", { limit: 2 });
    expect(text.split("\n")[0]).toBe("8 writes since 2026-03-02, in 5 lines. The newest 2:");
    expect(text.split("\n")[1]).toMatch(new RegExp(`^${batch} .* update_contacts: 4 of 4 written \\(.+, …\\); for example .+: Title: CFO -> CEO$`));
    expect(text.split("\n").at(-1)).toBe(`list_writes {"write_id":"${batch}"} lists each write of that batch.`);
    expect(text).toContain("\nMore: a limit up to 200.\n");
    expect(await desk.text("list_writes")).toMatch(/^8 writes since 2026-03-02, in 5 lines\.\n/);
    expect(await desk.text("list_writes", { write_id: batch })).toMatch(new RegExp(`^4 writes \\(${batch}\\)\\.\n`));
  });

  it("shows the end of a long note that was changed", async () => {
    const { desk } = aDated();
    const [id] = idsOf(desk);
    const note = "What was said. ".repeat(20);
    await desk.text("update_contact", { id, fields: { notes: `${note}Old end` } });
    await desk.text("update_contact", { id, fields: { notes: `${note}New end` } });
    expect(await desk.text("list_writes")).toMatch(/Notes: ….*Old end -> ….*New end \(the same: \d+ characters before\)\n/);
  });
});
