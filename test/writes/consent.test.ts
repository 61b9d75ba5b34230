import { beforeEach, describe, expect, test, vi } from "vitest";
import { Deadline } from "../../src/api/index.ts";
import type { WriteCall } from "../../src/writes/consent.ts";
import type { AuditLog } from "../../src/writes/journal/audit-log.ts";
import { AuditLogError } from "../../src/writes/journal/audit-log-error.ts";
import { aSmallDesk as aDesk, aPerson, type DeskOptions, writtenContact } from "../builders.ts";
import { inFastTime } from "./fake-time.ts";
import { aCache, aLog, contactOf, idsOf, killedAtFirstProgress, newPeople, planIn, titles, undone, writesTo } from "./plans/plan-support.ts";

beforeEach(() => inFastTime());

const DANA = { fields: { name: "Dana Newcomer", title: "CFO", email: ["dana@newcomers.example"] } };

/** A user who answers so, and what they were asked. */
function aUser(...answers: readonly boolean[]) {
  const questions: string[] = [];
  const ask = aPerson((question) => answers[Math.min(questions.push(question), answers.length) - 1] ?? false);
  return { questions, ask };
}

/** Clients that say that they can ask and put no question to anybody. */
const CLIENTS: readonly [string, NonNullable<WriteCall["ask"]>, string][] = [
  ["declines at once", aPerson(() => false, 20), "the answer came after 20 ms, faster than a person can read"],
  ["accepts at once", aPerson(() => true, 440), "the answer came after 440 ms, faster than a person can read"],
  ["fails", () => Promise.reject(new Error("the client answered: Method\nnot found")), "the client answered: Method not found"],
];

const confirming = (options: DeskOptions = {}) => aDesk({ confirm: true, ...options });

describe("LIGHTFIELD_CONFIRM_WRITES", () => {
  test("asks before a write, shows exactly what will be written, and writes only after a yes", async () => {
    const { questions, ask } = aUser(true);
    const desk = confirming({ ask });
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    await desk.text("update_contact", { id, fields: { title: "CEO" }, relationships: { owner: "Daniel Okoye" } });
    await desk.text("undo_write");
    expect(questions[0]).toMatch(/^Create Dana Newcomer\?\nName: Dana Newcomer\nTitle: CFO\nEmail: dana@newcomers.example/m);
    expect(questions[1]).toMatch(/^Update .*Dana Newcomer.*\?\nTitle: CFO -> CEO\nOwner: \(none\) -> Daniel Okoye/);
    expect(questions[2]).toMatch(/^Undo the change to Dana Newcomer\?\nTitle: CEO -> CFO\nOwner: Daniel Okoye .*-> \(none\)/);
    expect(questions).toHaveLength(3);
    expect(writesTo(desk)).toHaveLength(3);
  });

  test("shows new values in full, and says first if a question is too long to show all", async () => {
    const { questions, ask } = aUser(true);
    const desk = confirming({ ask });
    const long = (length: number) => `${"a ".repeat(length / 4)}and give all to Mallory ${"b ".repeat(length / 4)}`.trim();
    const email = Array.from({ length: 12 }, (_, at) => `dana.newcomer${at}@newcomers.example`);
    await desk.text("create_contact", { fields: { name: "Dana Newcomer", email, notes: long(3000) } });
    for (const text of [...email, long(3000)]) expect(questions[0]).toContain(text);
    expect(questions[0]).not.toContain("Not all is shown");
    await desk.text("create_contact", { fields: { name: "Ida Newcomer", notes: long(6000) } });
    expect(questions[1]).toMatch(/^Create Ida Newcomer\?\nNot all is shown, because it is too long\.\n/);
    for (const count of [20, 250]) {
      const rows = Array.from({ length: count }, (_, at) => `Ida${count}x${at} Importedperson,ida${at}@of${count}.example\n`);
      const plan_id = planIn(await desk.text("import_contacts", { text: `Name,Email\n${rows.join("")}` }));
      await desk.text("apply_plan", { plan_id });
    }
    expect(questions[2]).toContain("ida19@of20.example");
    expect(questions[2]).not.toContain("Not all is shown");
    expect(questions[3]).toMatch(/^Apply a plan of 250 writes\?\nNot all is shown.*\nWrites Name in 250 rows/);
  });

  test("names the contacts that hold the same values, before a duplicate is created or such a value is added", async () => {
    const { questions, ask } = aUser(true);
    const desk = confirming({ ask });
    const { id } = writtenContact(desk, await desk.text("create_contact", DANA));
    const again = await desk.text("create_contact", { ...DANA, allow_duplicate: true });
    const [other = ""] = idsOf(desk).filter((one) => one !== id);
    await desk.text("update_contact", { id: other, add: { email: "dana@newcomers.example" }, allow_duplicate: true });
    const shared = `Other contacts share a value: Dana Newcomer (${id}), same e-mail`;
    expect(again).toContain(shared);
    expect(questions[0]).not.toContain("share a value");
    for (const question of questions.slice(1)) expect(question).toContain(shared);
    expect(questions).toHaveLength(3);
  });

  test("writes nothing where the user says no, and asks again the next time", async () => {
    const { questions, ask } = aUser(false);
    const desk = confirming({ ask });
    const [id = ""] = idsOf(desk);
    const plan_id = planIn(await desk.text("update_contacts", { ids: [id], fields: { title: "CFO of all" } }));
    for (const [tool, args] of [
      ["create_contact", DANA],
      ["update_contact", { id, fields: { title: "CFO of all" } }],
      ["apply_plan", { plan_id }],
    ] as const)
      expect(await desk.failure(tool, args)).toBe("Not written: the user did not agree. Ask what to change before you repeat the call.");
    expect(writesTo(desk)).toHaveLength(0);
    expect(questions).toHaveLength(3);
  });

  test("writes nothing where the user does not answer, and asks again the next time", async () => {
    const ask = vi.fn<NonNullable<WriteCall["ask"]>>((_, withinMs) => new Promise((resolve) => setTimeout(() => resolve(undefined), withinMs)));
    const desk = confirming({ ask });
    for (let time = 0; time < 2; time++)
      expect(await desk.failure("create_contact", DANA)).toBe(
        "Not written: the user closed the question, or did not answer in time. Repeat the call to ask again.",
      );
    expect(writesTo(desk)).toHaveLength(0);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  describe.each(CLIENTS)("where the client says that it can ask and %s", (_, answer, why) => {
    const notice = `The user could not be asked (${why}). This session does not ask again. Each write becomes a plan.`;
    /** A desk of such a client, and how often that was asked. */
    const aDeskOf = () => {
      const ask = vi.fn(answer);
      return { ask, desk: confirming({ ask }) };
    };

    test("every write becomes a plan that apply_plan makes, which is said once, and nobody is asked any more", async () => {
      const { desk, ask } = aDeskOf();
      const created = await desk.text("create_contact", DANA);
      expect(created).toMatch(/^Would create Dana Newcomer:\n/);
      expect(created).toContain(`\n${notice}\nNothing is written yet. Once the user agrees, apply_plan`);
      expect(writesTo(desk)).toHaveLength(0);
      expect(await desk.text("apply_plan", { plan_id: planIn(created) })).toMatch(/^Created Dana Newcomer \(con_\w+\)\. Write w\w{6}\.\n/);
      const id = idsOf(desk).at(-1) ?? "";
      const later = [await desk.text("update_contact", { id, fields: { title: "CEO" } }), await desk.text("undo_write")];
      for (const text of later) expect(planIn(text)).toMatch(/^plan_/);
      expect(later.join()).not.toContain("The client did not");
      await desk.text("apply_plan", { plan_id: planIn(later[0] ?? "") });
      expect(titles(desk, [id])).toEqual(["CEO"]);
      expect(ask).toHaveBeenCalledTimes(1);
    });

    test("a plan is not applied by a call that a program answered, but by the next call", async () => {
      const { desk, ask } = aDeskOf();
      const ids = idsOf(desk).slice(0, 3);
      const plan_id = planIn(await desk.text("update_contacts", { ids, fields: { title: "Head of everything" } }));
      const { isError, text } = await desk.run("apply_plan", { plan_id });
      expect(isError).toBe(true);
      expect(text).toBe(`0 of 3 written.\nStopped: ${notice}\n3 left to do: apply_plan {"plan_id": "${plan_id}"} continues.`);
      expect(writesTo(desk)).toHaveLength(0);
      expect(await desk.text("apply_plan", { plan_id })).toMatch(/^3 of 3 written/);
      expect(await desk.text("undo_write")).toMatch(/^Would undo 3 writes:\n/);
      expect(ask).toHaveBeenCalledTimes(1);
    });
  });

  test("a batch that was to be asked about is not taken back where nobody can be asked by then", async () => {
    const cache = aCache();
    const { ask } = aUser(true);
    const desk = confirming({ ask, cache });
    const ids = idsOf(desk).slice(0, 3);
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("update_contacts", { ids, fields: { title: "Head of everything" } })) });
    const { read } = cache;
    cache.read = async (name) => {
      if (name.startsWith("progress-")) {
        cache.read = read;
        // Another call finds out that a program answers.
        await desk.run("update_contact", { id: ids[0], fields: { notes: "Met" } }, { ask: aPerson(() => true, 20) });
      }
      return read(name);
    };
    const { isError, text } = await desk.run("undo_write");
    expect(isError).toBe(true);
    expect(text).toContain("0 of 3 undone.");
    expect(titles(desk, ids)).toEqual(ids.map(() => "Head of everything"));
    expect(await desk.text("apply_plan", { plan_id: planIn(text) })).toContain("3 of 3 undone");
  });

  test("a client that is cancelled while it asks says nothing of whether it can", async () => {
    const cancel = new AbortController();
    let isAsking = () => {};
    const asked = new Promise<void>((resolve) => {
      isAsking = resolve;
    });
    const ask = vi.fn(async () => {
      isAsking();
      await new Promise((_, reject) => cancel.signal.addEventListener("abort", () => reject(new Error("Request was cancelled"))));
      return true;
    });
    const desk = confirming({ ask });
    const call = desk.run("create_contact", DANA, { signal: cancel.signal });
    const ended = expect(call).rejects.toThrow();
    await asked;
    cancel.abort();
    await ended;
    expect((await desk.run("create_contact", DANA, { ask: aPerson(() => true) })).text).toMatch(/^Created Dana Newcomer/);
  });

  test("asks once for a plan, and shows its first changes", async () => {
    const { questions, ask } = aUser(false, true);
    const desk = confirming({ contacts: 60, ask });
    const ids = idsOf(desk).slice(0, 40);
    const plan_id = planIn(
      await desk.text("update_contacts", { ids, fields: { title: "Head of everything" }, relationships: { owner: "Hannah Weiss" } }),
    );
    expect(await desk.failure("apply_plan", { plan_id })).toContain("did not agree");
    expect(writesTo(desk)).toHaveLength(0);
    expect(await desk.text("apply_plan", { plan_id })).toContain("40 of 40 written");
    expect(questions).toHaveLength(2);
    expect(questions[1]).toMatch(/^Apply a plan of 40 writes\?\nWould overwrite values \(\d+\):\n~ .+: Title: .* -> Head of everything/);
    expect(questions[1]).toContain("-> Hannah Weiss");
    expect(questions[1]).not.toMatch(/\d more/);
  });

  test("answers with the plan where nobody can be asked, and apply_plan makes it", async () => {
    const desk = confirming();
    const created = await desk.text("create_contact", DANA);
    expect(created).toContain("Would create Dana Newcomer:");
    expect(writesTo(desk)).toHaveLength(0);
    expect(await desk.text("apply_plan", { plan_id: planIn(created) })).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
    const id = idsOf(desk).at(-1) ?? "";
    const updated = await desk.text("update_contact", { id, fields: { title: "CEO" } });
    expect(updated).toContain("Title: CFO -> CEO");
    await desk.text("apply_plan", { plan_id: planIn(updated) });
    expect(titles(desk, [id])).toEqual(["CEO"]);
    const undone = await desk.text("undo_write");
    expect(titles(desk, [id])).toEqual(["CEO"]);
    await desk.text("apply_plan", { plan_id: planIn(undone) });
    expect(titles(desk, [id])).toEqual(["CFO"]);
    for (const text of [created, updated, undone]) expect(text).toContain("\nNothing is written yet. Once the user agrees, apply_plan ");
  });

  test("lets the request be the agreement where nothing is confirmed, or apply_plan itself asks", async () => {
    for (const desk of [aDesk(), confirming({ ask: aUser(true).ask })])
      expect(await desk.text("update_contacts", { ids: idsOf(desk).slice(0, 2), fields: { title: "Head of all" } })).toContain(
        "Once the user agrees, or has already asked for exactly this, apply_plan ",
      );
  });

  test("answers to a plan of one write as to a write that is made at once", async () => {
    const desk = confirming();
    const [id = ""] = idsOf(desk);
    const [before] = titles(desk, [id]);
    const plan_id = planIn(await desk.text("update_contact", { id, fields: { title: "CFO of all" } }));
    const applied = await desk.text("apply_plan", { plan_id });
    const write = /^Updated .+ \(con_\w+\)\. Write (w\w{6})\.\n/.exec(applied)?.[1] ?? "";
    expect(applied.split("\n").slice(1)).toEqual([`Title: ${before} -> CFO of all`, `https://app.lightfield.app/contacts/${id}`]);
    expect(await desk.text("list_writes")).toContain(`\n${write} `);
    expect(await desk.text("apply_plan", { plan_id })).toBe(`This plan was applied already. ${applied}`);
    const undo = planIn(await desk.text("undo_write", { write_id: write }));
    expect(await desk.text("apply_plan", { plan_id: undo })).toMatch(
      new RegExp(
        `^Undid ${write}: restored earlier values of .+ \\(${id}\\)\\. Write w\\w{6}\\. To redo it: undo_write {"write_id":"w\\w{6}"}\\nTitle: CFO of all -> ${before}\\n`,
      ),
    );
    const created = await desk.text("apply_plan", { plan_id: planIn(await desk.text("create_contact", DANA)) });
    expect(created).toMatch(/^Created Dana Newcomer \(con_\w+\)\. Write w\w{6}\.\nName: Dana Newcomer\n/);
    const trashed = await desk.text("apply_plan", { plan_id: planIn(await desk.text("undo_write")) });
    expect(trashed).toMatch(
      /^Undid w\w{6}: moved Dana Newcomer \(con_\w+\) to the trash\. Write w\w{6}\. The contact can be restored in the Lightfield app\.$/,
    );
  });

  test.each(["from a plan", "after the user was asked"])("writes only what is still expected by then: %s", async (how) => {
    const colleague = (icp_score: number) =>
      desk.sandbox.editContact(id, ({ fields }) => {
        fields["icp-score"] = { valueType: "NUMBER", value: icp_score };
      });
    const ask = aPerson(() => {
      colleague(99);
      return true;
    });
    const desk = confirming(how === "from a plan" ? {} : { ask });
    const [id = ""] = idsOf(desk);
    colleague(10);
    const update = { id, fields: { title: "After" }, expect: { icp_score: 10 } };
    if (how === "from a plan") {
      const plan_id = planIn(await desk.text("update_contact", update));
      colleague(99);
      expect(await desk.text("apply_plan", { plan_id })).toContain("0 of 1 written. 1 skipped.");
    } else expect(await desk.failure("update_contact", update)).toContain("ICP score: 10 -> 99");
    expect(titles(desk, [id])).not.toEqual(["After"]);
  });

  test("makes a second contact from the plan where that was allowed", async () => {
    const desk = confirming({ contacts: 60 });
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("create_contact", DANA)) });
    const plan_id = planIn(await desk.text("create_contact", { ...DANA, allow_duplicate: true }));
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
    expect(idsOf(desk)).toHaveLength(62);
  });

  test("makes nobody whom somebody else has made while the user thought", async () => {
    const colleague = aDesk({ contacts: 60 });
    const ask = aPerson(async () => Boolean(await colleague.text("create_contact", DANA)));
    const desk = confirming({ ask, sandbox: colleague.sandbox });
    expect(await desk.failure("create_contact", DANA)).toMatch(/con_\w+/);
    expect(idsOf(desk)).toHaveLength(61);
  });

  test("leads to no other undo where the user does not want this one", async () => {
    const answers = [true, true, false];
    const desk = confirming({ ask: aPerson(() => answers.shift() ?? false) });
    const [one = "", two = ""] = idsOf(desk);
    for (const id of [one, two]) await desk.text("update_contact", { id, fields: { title: "CFO of all" } });
    expect(await desk.failure("undo_write")).toBe("Not written: the user did not agree. Ask what to change before you repeat the call.");
  });

  test("asks nobody about an undo that somebody else's change stands against", async () => {
    const { questions, ask } = aUser(true);
    const desk = confirming({ ask });
    const [id = ""] = idsOf(desk);
    await desk.text("update_contact", { id, fields: { title: "CEO" } });
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "VP" };
    });
    expect((await desk.run("undo_write")).text).toContain("Title: CEO -> VP");
    expect(questions).toHaveLength(1);
  });

  test("asks nobody about what cannot be written anyway", async () => {
    const { questions, ask } = aUser(true);
    const auditLog = aLog();
    auditLog.full = () => true;
    for (const options of [{ maxWrites: 0, cache: aCache() }, { auditLog }]) {
      const desk = confirming({ ask, ...options });
      const ids = idsOf(desk).slice(0, 2);
      const plan_id = planIn(await desk.text("update_contacts", { ids, fields: { title: "CFO of all" } }));
      for (const [tool, args] of [
        ["create_contact", DANA],
        ["update_contact", { id: ids[0], fields: { title: "CFO of all" } }],
        ["apply_plan", { plan_id }],
      ] as const)
        expect(
          await desk.run(tool, args).then(
            ({ text }) => text,
            (error: Error) => error.message,
          ),
        ).toMatch(/LIGHTFIELD_MAX_WRITES|ENOSPC/);
    }
    expect(questions).toEqual([]);
  });

  test("holds up no trial while the user thinks, and other writes of the contact no longer than their time", async () => {
    let answer = (_: boolean) => {};
    let isAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const ask = () => {
      isAsked();
      return new Promise<boolean>((resolve) => {
        answer = resolve;
      });
    };
    const desk = confirming({ ask, timeoutMs: 3000 });
    const [id = ""] = idsOf(desk);
    const first = desk.text("update_contact", { id, fields: { title: "CFO of all" } });
    await asked;
    expect(await desk.text("update_contact", { id, fields: { title: "CEO" }, dry_run: true })).toContain("CEO");
    expect(await desk.failure("update_contact", { id, fields: { title: "CEO" } })).toContain("another write to this contact has not ended yet");
    answer(true);
    await first;
    expect(titles(desk, [id])).toEqual(["CFO of all"]);
  });

  test("does not count the time in which the user thinks", async () => {
    const desk = confirming({ ask: aPerson(() => true, 29_000), timeoutMs: 8000 });
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(3) }));
    expect(await desk.text("apply_plan", { plan_id })).toContain("3 of 3 written");
  });

  test("asks nobody who would have less than 10 s, and leaves 10 s for the write", async () => {
    const ask = vi.fn(aPerson(() => true));
    const desk = confirming({ ask });
    const created = (untilMs: number) => desk.run("create_contact", DANA, { until: Deadline.after(untilMs) });
    await expect(created(19_000)).rejects.toThrow("the call ran out of time before the user could be asked. Repeat the call to ask them.");
    expect(ask).not.toHaveBeenCalled();
    expect((await created(25_000)).text).toMatch(/^Created Dana/);
    expect(ask.mock.calls[0]?.[1]).toBeLessThanOrEqual(15_000);
  });
});

describe("LIGHTFIELD_MAX_WRITES", () => {
  test("stops a plan in the middle, and says so before and then", async () => {
    const cache = aCache();
    const desk = aDesk({ contacts: 60, maxWrites: 25, cache });
    const plan = await desk.text("import_contacts", { rows: newPeople(100) });
    expect(plan).toMatch(
      /\nNothing is written yet\. Once the user agrees, or has already asked for exactly this, apply_plan \{[^}]+\} applies 25 of the 100 writes\. The limit of this session allows no more \(LIGHTFIELD_MAX_WRITES\)\. The plan is valid for 30 minutes\.$/,
    );
    const { isError, text } = await desk.run("apply_plan", { plan_id: planIn(plan) });
    expect(isError).toBe(true);
    expect(text).toMatch(/^25 of 100 written/);
    expect(text).toContain("\nStopped: this session has reached its limit of 25 writes (LIGHTFIELD_MAX_WRITES).\n");
    expect(text).toContain(
      `75 left to do: once the user has raised the limit in the client's MCP settings, or restarted the client for a new session, apply_plan {"plan_id": "${planIn(plan)}"} continues. The plan is valid for 30 minutes.`,
    );
    expect(writesTo(desk)).toHaveLength(25);
    expect(await desk.failure("create_contact", DANA)).toContain("LIGHTFIELD_MAX_WRITES");
    // A new session, perhaps with a higher limit, goes on.
    const next = aDesk({ maxWrites: 75, cache, sandbox: desk.sandbox });
    expect(await next.text("apply_plan", { plan_id: planIn(plan) })).toContain("100 of 100 written");
    expect(idsOf(desk)).toHaveLength(160);
  });

  test.each([
    {
      onDisk: true,
      rest: /\. Once the user agrees and has raised the limit in the client's MCP settings, apply_plan \{[^}]+\} applies it\. The plan is valid for 30 minutes\.$/,
    },
    {
      onDisk: false,
      rest: /\. This plan ends with this session. Make a new plan after the user has raised the limit in the client's MCP settings\.$/,
    },
  ])("is said of a plan of which nothing can be written, on disk $onDisk, in one statement", async ({ onDisk, rest }) => {
    const desk = aDesk({ maxWrites: 0, ...(onDisk ? { cache: aCache() } : {}) });
    const plan = await desk.text("import_contacts", { rows: newPeople(2) });
    const last = plan.split("\n").at(-1) ?? "";
    expect(last).toContain("Nothing is written yet, and this server is not allowed to write (LIGHTFIELD_MAX_WRITES is 0)");
    expect(last).toMatch(rest);
    expect(plan.match(/LIGHTFIELD_MAX_WRITES/g)).toHaveLength(1);
  });

  test("sends nobody to a restart that loses the plan", async () => {
    for (const options of [{}, { confirm: true, ask: aUser(true).ask }]) {
      const desk = aDesk({ maxWrites: 25, ...options });
      const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(30) }));
      const rest =
        "5 left to do. This plan ends with this session. Make a new plan after the user has raised the limit in the client's MCP settings, or restarted the client. It leaves out the writes that are already made.";
      expect((await desk.run("apply_plan", { plan_id })).text).toContain(rest);
      const again = await desk.run("apply_plan", { plan_id });
      expect(again.isError).toBe(true);
      expect(again.text).toMatch(/^25 of 30 written/);
      expect(again.text).toContain("Stopped: this session has reached its limit of 25 writes");
      expect(again.text).toContain(rest);
      expect(again.text).not.toContain("apply_plan");
    }
  });

  test("ends no row for good, whatever becomes of the writes that were under way when it was reached", async () => {
    const cache = aCache();
    const [bad = ""] = idsOf(aDesk());
    let fails = true;
    const desk = aDesk({
      cache,
      maxWrites: 2,
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        // Refused only when all other rows have met the limit.
        if (!fails || request.method !== "POST" || !request.url.endsWith(bad)) return fetch(request);
        await new Promise((resolve) => setTimeout(resolve, 2000));
        return new Response('{"type":"unprocessable_content","message":"No."}', { status: 422 });
      },
    });
    const ids = idsOf(desk).slice(0, 5);
    const plan_id = planIn(await desk.text("update_contacts", { ids, fields: { title: "Head of everything" } }));
    const { isError, text } = await desk.run("apply_plan", { plan_id });
    expect(text).toMatch(/^1 of 5 written: .*\. 1 failed\./);
    // The one that failed does not count: there is a write left.
    expect(text).toContain("3 left to do: apply_plan");
    expect(isError).toBe(false);
    fails = false;
    expect((await desk.run("apply_plan", { plan_id })).text).toMatch(
      /^2 of 5 written, 1 of them now: .*\. 1 failed\.[\s\S]*Stopped: this session has reached its limit of 2 writes/,
    );
    const next = aDesk({ cache, sandbox: desk.sandbox });
    expect(await next.text("apply_plan", { plan_id })).toMatch(/^4 of 5 written, 2 of them now: .*\. 1 failed\./);
  });

  test("ends no row for good that met it, though a write that was under way comes to nothing at that very moment", async () => {
    const desk = aDesk({ maxWrites: 1 });
    const { journal } = desk.writes;
    const begin = journal.begin.bind(journal);
    journal.begin = (write) =>
      begin(write).catch((error: unknown) => {
        journal.giveBack(write);
        throw error;
      });
    const plan_id = planIn(await desk.text("update_contacts", { ids: idsOf(desk).slice(0, 3), fields: { title: "Head of everything" } }));
    expect(await desk.text("apply_plan", { plan_id })).not.toContain("failed");
  });

  test("keeps no undo from going on past a contact that cannot be deleted", async () => {
    const desk = aDesk({ maxWrites: 4, canDelete: false });
    const [someone = ""] = idsOf(desk);
    const [before] = titles(desk, [someone]);
    const rows = [{ id: someone, title: "Head of everything" }, ...newPeople(3)];
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows })) });
    expect(await undone(desk)).toMatch(/^1 of 4 undone\. 3 failed\./);
    expect(titles(desk, [someone])).toEqual([before]);
  });
});

describe("LIGHTFIELD_MAX_WRITES, of undoing", () => {
  test("allows as many undos as writes, one by one and in plans, and then says what to do", async () => {
    const desk = aDesk({ maxWrites: 3 });
    const ids = idsOf(desk).slice(0, 3);
    const before = titles(desk, ids);
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("update_contacts", { ids, fields: { title: "Head of everything" } })) });
    const batch = /(b\w{6}) /.exec(await desk.text("list_writes"))?.[1];
    expect(await desk.text("undo_write", { write_id: batch })).toContain("3 of 3 undone");
    expect(titles(desk, ids)).toEqual(before);
    // An undo of the undo, and so on, has no end of its own.
    const again = /(b\w{6}) [^\n]*undo_write/.exec(await desk.text("list_writes"))?.[1];
    const { isError, text } = await desk.run("undo_write", { write_id: again });
    expect(isError).toBe(true);
    expect(text).toContain("Stopped: this session has reached its limit of 3 undos (LIGHTFIELD_MAX_WRITES).");
    expect(text).toContain("Make a new plan after");
    const [single] = /w\w{6}/.exec(await desk.text("list_writes", { write_id: batch })) ?? [];
    for (const write_id of [single, again])
      expect((await desk.run("undo_write", { write_id }).catch((error: Error) => ({ text: error.message }))).text).toMatch(
        /LIGHTFIELD_MAX_WRITES|undone already/,
      );
    expect(titles(desk, ids)).toEqual(before);
    expect(writesTo(desk)).toHaveLength(6);
  });

  test("of 0 allows none, of a batch either", async () => {
    const auditLog = aLog();
    const first = aDesk({ auditLog });
    const ids = idsOf(first).slice(0, 2);
    await first.text("apply_plan", { plan_id: planIn(await first.text("update_contacts", { ids, fields: { title: "Head of everything" } })) });
    await first.text("create_contact", DANA);
    const { batch_id: batch, write_id: single } = JSON.parse(auditLog.lines[0] ?? "");
    const created = JSON.parse(auditLog.lines.at(-1) ?? "").write_id;
    const later = aDesk({ auditLog, sandbox: first.sandbox, maxWrites: 0 });
    for (const write_id of [batch, single, created]) {
      const { text } = await later.run("undo_write", { write_id }).catch((error: Error) => ({ text: error.message }));
      expect(text).toContain("this server is not allowed to write (LIGHTFIELD_MAX_WRITES is 0)");
    }
    expect(writesTo(first)).toHaveLength(3);
  });

  test("says in a plan how much of it the session may take back", async () => {
    const auditLog = aLog();
    const first = aDesk({ contacts: 60, auditLog });
    await first.text("apply_plan", { plan_id: planIn(await first.text("import_contacts", { rows: newPeople(4) })) });
    const batch = JSON.parse(auditLog.lines[0] ?? "").batch_id;
    const later = aDesk({ auditLog, sandbox: first.sandbox, maxWrites: 3 });
    const plan = await later.text("undo_write", { write_id: batch });
    expect(plan).toContain("applies 3 of the 4 writes.");
    expect(await later.text("apply_plan", { plan_id: planIn(plan) })).toMatch(
      /^3 of 4 undone\.[\s\S]*Stopped: this session has reached its limit of 3 undos/,
    );
    expect(idsOf(first)).toHaveLength(61);
  });
});

describe("LIGHTFIELD_AUDIT_LOG", () => {
  test("stops a plan where it cannot be written any more, says so, and lets it go on later", async () => {
    const auditLog = aLog();
    auditLog.full = (lines) => lines >= 80;
    const desk = aDesk({ contacts: 60, auditLog });
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(100) }));
    const { isError, text } = await desk.run("apply_plan", { plan_id });
    expect(isError).toBe(true);
    expect(text).toMatch(/Stopped: .*audit log.*ENOSPC/);
    const made = idsOf(desk).length - 60;
    expect(made).toBeGreaterThanOrEqual(40);
    expect(made).toBeLessThan(100);
    auditLog.full = () => false;
    expect(await desk.text("apply_plan", { plan_id })).toContain("100 of 100 written");
    expect(idsOf(desk)).toHaveLength(160);
  });

  test("says so of the last row, too", async () => {
    const auditLog: AuditLog = { ...aLog(), append: () => Promise.reject(new AuditLogError("/audit.jsonl", "written", "ENOSPC")) };
    const desk = aDesk({ auditLog });
    const plan_id = planIn(await desk.text("update_contacts", { ids: idsOf(desk).slice(0, 1), fields: { title: "Head of everything" } }));
    const { isError, text } = await desk.run("apply_plan", { plan_id });
    expect(isError).toBe(true);
    expect(text).toMatch(/The audit log still says that the outcome of the write w\w{6} is unknown: .*ENOSPC/);
  });

  test("has each write of a plan once, whatever was interrupted, and the writes have their IDs in it", async () => {
    const [cache, auditLog] = [aCache(), aLog()];
    const now = Date.now;
    const first = aDesk({ contacts: 60, cache, auditLog, now });
    const plan_id = planIn(await first.text("import_contacts", { rows: newPeople(60) }));
    const cancel = new AbortController();
    const call = { signal: cancel.signal, progress: (done: number) => void (done === 5 && cancel.abort()) };
    // The log knows what the cache does not.
    await killedAtFirstProgress(cache, () => first.run("apply_plan", { plan_id }, call));
    const second = aDesk({ cache, auditLog, now, sandbox: first.sandbox });
    const text = await second.text("apply_plan", { plan_id });
    expect(text).toContain("60 of 60 written");
    expect((await auditLog.read(0)).entries).toHaveLength(60);
    expect(idsOf(first)).toHaveLength(120);
    const batch = /"write_id": "(b\w{6})"/.exec(text)?.[1];
    const third = aDesk({ auditLog, now, sandbox: first.sandbox });
    expect(await third.text("list_writes")).toContain(`${batch} `);
    expect(await undone(third, { write_id: batch })).toContain("60 of 60 undone");
    expect(idsOf(first)).toHaveLength(60);
    expect(await third.text("list_writes")).toContain("60 undone");
    expect(await aDesk({ auditLog, now, sandbox: first.sandbox }).failure("undo_write", { write_id: batch })).toContain("undone already");
  });

  test("holds no hidden field, and undo of a write with one that is hidden by now is refused", async () => {
    const auditLog = aLog();
    const first = aDesk({ auditLog, hidden: ["crm_id"] });
    const [id = ""] = idsOf(first);
    first.sandbox.editContact(id, ({ fields }) => {
      fields.crm_id = { valueType: "TEXT", value: "secret" };
    });
    await first.text("update_contact", { id, fields: { notes: "Called" } });
    const [line = ""] = auditLog.lines;
    expect(line).not.toContain("secret");
    const write = (JSON.parse(line) as { write_id: string }).write_id;
    const second = aDesk({ auditLog, hidden: ["notes"], sandbox: first.sandbox });
    expect(await second.text("list_writes", { since: "2026-01-01" })).not.toContain("Called");
    expect(await second.failure("undo_write", { write_id: write })).toContain("deleted or hidden");
    expect(contactOf(first, id).fields.notes?.value).toBe("Called");
  });
});
