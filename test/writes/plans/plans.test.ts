import { beforeEach, describe, expect, it } from "vitest";
import { aDesk, aPerson, type Desk, type Fetch, writtenContact } from "../../builders.ts";
import { inFastTime } from "../fake-time.ts";
import { aCache, aLog, contactOf, idsOf, killedAtFirstProgress, newPeople, planIn, titles, undone, writesTo } from "./plan-support.ts";

beforeEach(() => inFastTime());

const never = () => new Promise<never>(() => undefined);

/** The cache of a process that is killed once it has noted on disk which rows it is about to send. */
function aDyingCache(cache: ReturnType<typeof aCache>) {
  let die = () => {};
  const dead = new Promise<void>((resolve) => {
    die = resolve;
  });
  const write = async (name: string, bytes: Uint8Array) => {
    await cache.write(name, bytes);
    if (!name.startsWith("progress-")) return;
    die();
    await never();
  };
  return { ...cache, write, dead };
}

const HALF_AN_HOUR_MS = 30 * 60_000;

/** A plan that makes everybody of these "Head of everything". */
const planFor = async (desk: Desk, ids: readonly string[], title = "Head of everything") =>
  planIn(await desk.text("update_contacts", { ids, fields: { title } }));

/** The ID of a member by their name. */
async function membersOf(desk: Desk): Promise<(name: string) => string> {
  const { records } = await desk.api.listMembers({ limit: 25 });
  return (name) => records.find((member) => member.name === name)?.id ?? name;
}

const batchIn = (text: string) => /"write_id": "(b\w{6})"/.exec(text)?.[1] ?? "";

describe("apply_plan", () => {
  it("makes what was shown, once", async () => {
    const desk = aDesk();
    const ids = idsOf(desk).slice(0, 5);
    const plan_id = await planFor(desk, ids);
    expect(writesTo(desk)).toHaveLength(0);
    const text = await desk.text("apply_plan", { plan_id });
    expect(text).toMatch(
      /^5 of 5 written: 5 updated\. undo_write \{"write_id": "b\w{6}"\} undoes all\.\nUpdated: .+ \(con_\w+\).*: Title: .+ -> Head of everything/,
    );
    for (const id of ids) expect(text).toContain(`(${id})`);
    expect(titles(desk, ids)).toEqual(ids.map(() => "Head of everything"));
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^This plan was applied already\. 5 of 5 written/);
    expect(writesTo(desk)).toHaveLength(5);
    expect(await desk.text("list_writes", { plan_id })).toBe(await desk.text("list_writes", { write_id: batchIn(text) }));
    expect(await desk.failure("undo_write", { plan_id, write_id: "w222222" })).toContain("write_id and plan_id name different writes");
    await desk.text("undo_write", { plan_id, write_id: batchIn(text) });
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^This plan was applied already, and has been undone since\. 5 of 5 written/);
  });

  it("names twelve of those that it wrote, created and updated apart, and says how many more", async () => {
    const desk = aDesk();
    const [id = ""] = idsOf(desk);
    const rows = [...newPeople(14), { id, title: "Head of everything", notes: "Met in Bonn" }];
    const first = await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows: rows.slice(-3) })) });
    expect(first).toMatch(
      /^3 of 3 written: .*\nCreated: row 1 .+ \(con_\w+\), row 2 .+ \(con_\w+\)\nUpdated: row 3 .+ \(con_\w+\): Title: .+ -> Head of everything; Notes: .+ -> Met in Bonn\nhttps:/,
    );
    const all = await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows: rows.slice(0, 12) })) });
    expect(all.match(/con_\w+/g)).toHaveLength(12);
    expect(all).not.toContain(" more");
    const many = await desk.text("apply_plan", {
      plan_id: planIn(await desk.text("update_contacts", { ids: idsOf(desk).slice(0, 20), fields: { notes: "n" } })),
    });
    expect(many.match(/con_\w+/g)).toHaveLength(12);
    expect(many).toMatch(/\n… and 8 more$/);
  });

  it("is not run by two calls at once", async () => {
    const desk = aDesk();
    const plan_id = await planFor(desk, idsOf(desk).slice(0, 3));
    const first = desk.text("apply_plan", { plan_id });
    expect(await desk.failure("apply_plan", { plan_id })).toBe(
      "Another call is applying this plan right now. Call apply_plan again when that call has ended.",
    );
    expect(await first).toContain("3 of 3 written");
    expect(writesTo(desk)).toHaveLength(3);
  });

  it("is refused 30 minutes after the plan, and not before", async () => {
    let now = Date.UTC(2026, 2, 2, 9);
    const desk = aDesk({ now: () => now });
    const ids = idsOf(desk).slice(0, 2);
    const [plan_id, later] = [await planFor(desk, ids), await planFor(desk, ids, "CFO")];
    now += HALF_AN_HOUR_MS;
    expect(await desk.text("apply_plan", { plan_id })).toContain("2 of 2 written");
    now += 1;
    expect(await desk.failure("apply_plan", { plan_id: later })).toContain("older than 30 minutes");
    expect(writesTo(desk)).toHaveLength(2);
  });

  it("is refused then also where it was tried and nothing came of it", async () => {
    let now = Date.UTC(2026, 2, 2, 9);
    const desk = aDesk({ now: () => now, maxWrites: 0, cache: aCache() });
    const plan_id = await planFor(desk, idsOf(desk).slice(0, 2));
    now += HALF_AN_HOUR_MS;
    await desk.run("apply_plan", { plan_id });
    now += 1;
    expect(await desk.failure("apply_plan", { plan_id })).toContain("older than 30 minutes");
  });

  it("takes no other ID", async () => {
    const desk = aDesk({ cache: aCache() });
    expect(await desk.failure("apply_plan", { plan_id: "plan_1" })).toContain('There is no plan "plan_1".');
    const plans = new Set(await Promise.all(idsOf(desk).map((id) => planFor(desk, [id]))));
    expect(plans.size).toBe(60);
    for (const plan of plans) expect(plan).toMatch(/^plan_[\w-]{20}$/);
  });

  it("leaves out a row whose contact was changed in what it touches, or is gone, and says so", async () => {
    const desk = aDesk();
    const [changed = "", gone = "", otherwise = "", same = ""] = idsOf(desk);
    const plan_id = await planFor(desk, [changed, gone, otherwise, same]);
    desk.sandbox.editContact(changed, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "Mine" };
    });
    desk.sandbox.deleteContact(gone);
    desk.sandbox.editContact(otherwise, ({ fields }) => {
      fields.notes = { valueType: "TEXT", value: "Called on Monday" };
    });
    desk.sandbox.editContact(same, ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "Head of everything" };
    });
    const text = await desk.text("apply_plan", { plan_id });
    expect(text).toMatch(/^1 of 4 written: .*\. 1 unchanged, 2 skipped\./);
    expect(text).toMatch(/! .*\(con_\w+\): skipped, changed since the plan was made \(then -> now\): Title: .+ -> Mine\n/);
    expect(text).toMatch(/! .*\(con_\w+\): skipped, the contact is gone/);
    expect(titles(desk, [changed, otherwise, same])).toEqual(["Mine", "Head of everything", "Head of everything"]);
    expect(contactOf(desk, otherwise).fields.notes?.value).toBe("Called on Monday");
    expect(writesTo(desk)).toHaveLength(1);
  });

  it("shows of a row that is left out what it was planned for and what is there now, records by name, nothing hidden, however many", async () => {
    const cache = aCache();
    const desk = aDesk({ cache });
    const ids = idsOf(desk);
    const member = await membersOf(desk);
    const colleague = (id: string, owner: string, title: string) =>
      desk.sandbox.editContact(id, ({ fields, relationships }) => {
        fields.$title = { valueType: "TEXT", value: title };
        relationships.$owner = { cardinality: "HAS_ONE", objectType: "member", values: [owner] };
      });
    for (const id of ids) colleague(id, member("Daniel Okoye"), "CFO");
    const change = { fields: { title: "Head of everything" }, relationships: { owner: "Hannah Weiss" } };
    const plan_id = planIn(await desk.text("update_contacts", { ids, ...change }));
    for (const [at, id] of ids.entries()) colleague(id, member("Priya Raman"), at < 2 ? "VP" : `VP ${at}`);
    const text = await desk.text("apply_plan", { plan_id });
    expect(text).toMatch(/^0 of 60 written\. 60 skipped\./);
    expect(text).toMatch(
      /\n! [^;\n]+; [^;\n]+: skipped, changed since the plan was made \(then -> now\): Title: CFO -> VP; Owner: Daniel Okoye -> Priya Raman\n/,
    );
    expect(text).toContain("Title: CFO -> VP 49; Owner");
    expect(text).toMatch(
      /(?:\(con_\w+\)[^\n]*){10}: skipped, Title, Owner changed since the plan was made\nTo change .* plan them again with update_contacts\.$/,
    );
    for (const id of ids) expect(text.split(id)).toHaveLength(2);
    const hiding = await aDesk({ cache, hidden: ["title"], sandbox: desk.sandbox }).text("apply_plan", { plan_id });
    expect(hiding).toContain("skipped, changed since the plan was made (then -> now): Owner: Daniel Okoye -> Priya Raman");
    expect(hiding).not.toMatch(/VP|CFO|Title/);
    expect(await aDesk({ cache, hidden: ["title", "owner"], sandbox: desk.sandbox }).text("apply_plan", { plan_id })).toContain(
      ": skipped, a deleted or hidden field has changed since the plan was made",
    );
  });

  it("leaves out a row whose field is gone from the workspace", async () => {
    let now = Date.UTC(2026, 2, 2, 9);
    const desk = aDesk({ now: () => now });
    const [id = ""] = idsOf(desk);
    const plan_id = planIn(await desk.text("update_contacts", { ids: [id], fields: { icp_score: 7, title: "CFO" } }));
    desk.sandbox.editDefinitions(({ fieldDefinitions }) => {
      delete fieldDefinitions["icp-score"];
    });
    now += 11 * 60_000;
    expect(await desk.text("apply_plan", { plan_id })).toContain("skipped, one of the fields was deleted from the workspace");
    expect(writesTo(desk)).toHaveLength(0);
  });

  it("does not make somebody whom a colleague has made since, however many are planned", async () => {
    const desk = aDesk();
    const rows = newPeople(120);
    const plan_id = planIn(await desk.text("import_contacts", { rows }));
    const [id = ""] = idsOf(desk);
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$email = { valueType: "EMAIL", value: [rows[70]?.email] };
    });
    const text = await desk.text("apply_plan", { plan_id });
    expect(text).toMatch(/^119 of 120 written: .* 1 skipped\./);
    expect(text).toContain(`skipped, ${id} has the same e-mail by now`);
  });

  it("searches for each by all that is given where not everybody is known, however many are planned", async () => {
    const cache = aCache();
    const desk = aDesk({ cache });
    const rows = newPeople(60).map((row, at) => (at === 0 ? { ...row, phone: "+12025550199" } : row));
    const plan_id = planIn(await desk.text("import_contacts", { rows }));
    for (const name of cache.entries.keys()) if (!/^(plan|progress)/.test(name)) cache.entries.delete(name);
    const id = idsOf(desk).at(-1) ?? "";
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.$phone = { valueType: "TELEPHONE", value: ["+12025550199"] };
    });
    const through =
      (fetch: Fetch): Fetch =>
      (input, init) =>
        /[?&]offset=[1-9]/.test(String(input instanceof Request ? input.url : input)) ? new Promise<never>(() => undefined) : fetch(input, init);
    const later = aDesk({ cache, sandbox: desk.sandbox, through });
    let text = "";
    do text = (await later.run("apply_plan", { plan_id })).text;
    while (text.includes("left to do"));
    expect(text).toContain(`skipped, ${id} has the same phone by now`);
  });

  it("leaves a row open as long as it is not known whether the person is there already", async () => {
    const cache = aCache();
    const desk = aDesk({ cache, filters: false });
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(1) }));
    for (const name of cache.entries.keys()) if (!/^(plan|progress)/.test(name)) cache.entries.delete(name);
    let isSlow = true;
    const through =
      (fetch: Fetch): Fetch =>
      async (input, init) => {
        const isLater = /[?&]offset=[1-9]/.test(String(input instanceof Request ? input.url : input));
        return isSlow && isLater ? new Response("{}", { status: 503 }) : fetch(input, init);
      };
    const later = aDesk({ cache, sandbox: desk.sandbox, through });
    const early = await later.run("apply_plan", { plan_id });
    expect(early.text).toMatch(/^0 of 1 written\.\nStopped: .*contacts are still being read[\s\S]*1 left to do/);
    isSlow = false;
    expect(await later.text("apply_plan", { plan_id })).toMatch(/^Created Zoltan Newcomer0/);
  });

  it("does not make somebody whom this session has made since", async () => {
    const desk = aDesk();
    const [dana, robin] = [
      { name: "Dana Newcomer", email: "dana@newcomers.example" },
      { name: "Robin Newcomer", email: "robin@newcomers.example" },
    ];
    const plan_id = planIn(await desk.text("import_contacts", { rows: [dana, robin] }));
    await desk.text("create_contact", { fields: dana });
    const text = await desk.text("apply_plan", { plan_id });
    expect(text).toMatch(/^1 of 2 written: .* 1 skipped\./);
    expect(text).toMatch(/! row 1 Dana Newcomer: skipped, con_\w+ has the same e-mail by now/);
    expect(idsOf(desk)).toHaveLength(62);
  });

  it("does not make somebody whom a colleague has made since", async () => {
    const desk = aDesk();
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(2) }));
    await aDesk({ sandbox: desk.sandbox }).text("create_contact", { fields: newPeople(2)[1] });
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^1 of 2 written: .* 1 skipped\./);
    expect(idsOf(desk)).toHaveLength(62);
  });

  it("makes somebody again whom a colleague has deleted since", async () => {
    const desk = aDesk();
    const [person] = newPeople(1);
    const plan_id = planIn(await desk.text("import_contacts", { rows: [person] }));
    const { id } = writtenContact(desk, await desk.text("create_contact", { fields: person }));
    desk.sandbox.deleteContact(id);
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
  });

  it("tells how far it has got, and never goes back", async () => {
    const desk = aDesk();
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(80) }));
    const seen: number[] = [];
    await desk.run("apply_plan", { plan_id }, { progress: (done, of) => seen.push(done, of ?? 0) });
    expect(seen).toEqual(Array.from({ length: 80 }, (_, at) => [at + 1, 80]).flat());
  });

  it("ends between rows when it is cancelled, and goes on when it is called again", async () => {
    const desk = aDesk();
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(120) }));
    const cancel = new AbortController();
    const { text } = await desk.run("apply_plan", { plan_id }, { signal: cancel.signal, progress: (done) => void (done === 30 && cancel.abort()) });
    const made = idsOf(desk).length - 60;
    expect(made).toBeGreaterThanOrEqual(30);
    // 60 rows were under way beside the 30: those that waited for the rate limit are not sent.
    expect(made).toBeLessThan(60);
    expect(text).toContain(`${made} of 120 written`);
    expect(text).toContain(`${120 - made} left to do: apply_plan {"plan_id": "${plan_id}"} continues.`);
    expect(await desk.text("apply_plan", { plan_id })).toContain("120 of 120 written");
    expect(idsOf(desk)).toHaveLength(180);
    expect(writesTo(desk)).toHaveLength(120);
  });

  it("offers to continue with the rows that the call chose", async () => {
    const desk = aDesk();
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(120) }));
    const cancel = new AbortController();
    const progress = (done: number) => void (done === 30 && cancel.abort());
    const { text } = await desk.run("apply_plan", { plan_id, except: [7, 8] }, { signal: cancel.signal, progress });
    const [, call = ""] = /left to do: apply_plan (\{.*\}) continues\.$/m.exec(text) ?? [];
    expect(await desk.text("apply_plan", JSON.parse(call))).toContain("118 of 118 written");
    expect(idsOf(desk)).toHaveLength(178);
  });

  it("ends before the time of the call is over, as often as it takes", async () => {
    const desk = aDesk({ timeoutMs: 7000 });
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(200) }));
    const counts: number[] = [];
    for (;;) {
      const begun = performance.now();
      const { text, isError } = await desk.run("apply_plan", { plan_id });
      expect(isError).toBe(false);
      expect(performance.now() - begun).toBeLessThan(7000);
      counts.push(Number(/^(\d+) of \d+ written/.exec(text)?.[1]));
      if (!text.includes("left to do")) break;
    }
    expect(counts.length).toBeGreaterThan(1);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBe(200);
    expect(writesTo(desk)).toHaveLength(200);
  });

  it("gets somewhere with every call, however little time a call has", async () => {
    const desk = aDesk({ timeoutMs: 3000 });
    const plan_id = await planFor(desk, idsOf(desk).slice(0, 3));
    expect(await desk.text("apply_plan", { plan_id })).toContain("3 of 3 written");
  });

  it.each([
    { of: "creates", plan: (desk: Desk) => desk.text("import_contacts", { rows: newPeople(60) }), contacts: 120 },
    { of: "updates", plan: (desk: Desk) => desk.text("update_contacts", { ids: idsOf(desk), fields: { title: "CFO" } }), contacts: 60 },
  ])("writes every row of $of once, though one request in three fails", async ({ plan, contacts }) => {
    // A clock that is far behind would make the new contacts older than the plan.
    const desk = aDesk({ now: Date.now });
    const plan_id = planIn(await plan(desk));
    desk.sandbox.setFaults({ every: 3, kinds: ["500", "reset-after", "503", "bad-json", "reset-before", "truncated", "504"] });
    let text = "";
    for (let calls = 0; calls < 10 && !text.includes("60 of 60 written"); calls++) {
      text = await desk.text("apply_plan", { plan_id });
    }
    expect(text).toContain("60 of 60 written");
    expect(text).not.toContain("left to do");
    expect(idsOf(desk)).toHaveLength(contacts);
    const records = desk.writes.journal.records.filter(({ outcome }) => outcome === "written");
    expect(new Set(records.map(({ contact }) => contact)).size).toBe(60);
    expect(records).toHaveLength(60);
  });

  it("goes on past a row that fails again and again, and stops where the API fails altogether", async () => {
    const [bad = ""] = idsOf(aDesk());
    let fails = (url: string, method: string) => method === "POST" && url.endsWith(bad);
    const desk = aDesk({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        if (fails(request.url, request.method)) return new Response('{"type":"service_unavailable","message":"Later."}', { status: 503 });
        return fetch(request);
      },
    });
    const ids = idsOf(desk).slice(0, 30);
    const plan_id = await planFor(desk, ids);
    const { isError, text } = await desk.run("apply_plan", { plan_id });
    expect(isError).toBe(true);
    expect(text).toMatch(/^29 of 30 written/);
    expect(text).toMatch(/Stopped: the API answered 503/);
    expect(text).toContain("1 left to do");
    fails = () => true;
    const before = performance.now();
    const stopped = await desk.run("apply_plan", { plan_id: await planFor(desk, ids, "CFO") });
    expect(stopped.isError).toBe(true);
    expect(stopped.text).toMatch(/^0 of 30 written\.\nStopped: the API answered 503/);
    expect(performance.now() - before).toBeLessThan(40_000);
    fails = () => false;
    expect(await desk.text("apply_plan", { plan_id })).toContain("30 of 30 written");
  });

  const cutShort = async (answer: Response) => {
    const whole = await answer.text();
    return new Response(whole.slice(0, whole.length / 2), { status: 200, headers: { "Content-Type": "application/json" } });
  };
  const portal = () => new Response(null, { status: 302, headers: { Location: "https://portal.example/login" } });
  const untrusted = () => Promise.reject(Object.assign(new TypeError("fetch failed"), { code: "SELF_SIGNED_CERT_IN_CHAIN" }));

  it.each<[string, RegExp, (answer: Response) => Response | Promise<Response>]>([
    ["a body that was cut short", /Stopped: the API answered 200, but not in the documented form: the body is not JSON, or was cut short/, cutShort],
    ["a web page", /Stopped: the API answered 200, .*the body is not JSON/, () => new Response("<html>Sign in</html>")],
    ["a redirect", /Stopped: the API answered 302 redirect/, portal],
    ["an untrusted certificate", /Stopped: no answer came from the API \(SELF_SIGNED_CERT_IN_CHAIN\)/, untrusted],
  ])("leaves rows open whose contacts could not be read because of %s", async (_why, stopped, instead) => {
    let fails = false;
    const desk = aDesk({
      through: (fetch) => async (input, init) => {
        const request = new Request(input, init);
        return fails && request.method === "GET" ? instead(await fetch(request)) : fetch(request);
      },
    });
    const ids = idsOf(desk).slice(0, 4);
    const plans = [await desk.text("update_contacts", { ids, fields: { title: "CFO" } }), await desk.text("import_contacts", { rows: newPeople(4) })];
    for (const plan_id of plans.map(planIn)) {
      fails = true;
      const failed = await desk.run("apply_plan", { plan_id });
      expect(failed.isError).toBe(true);
      expect(failed.text).toMatch(/^0 of 4 written\.\n/);
      expect(failed.text).toMatch(stopped);
      expect(failed.text).toContain("4 left to do");
      fails = false;
      expect(await desk.text("apply_plan", { plan_id })).toMatch(/^4 of 4 written/);
    }
  });

  it("ends rows whose contacts the API always shows in a form that nobody can read", async () => {
    let fails = false;
    const desk = aDesk({ through: (fetch) => async (input, init) => (fails ? Response.json({ data: "contact" }) : fetch(input, init)) });
    const plan_id = await planFor(desk, idsOf(desk).slice(0, 3));
    fails = true;
    expect(await desk.run("apply_plan", { plan_id })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^0 of 3 written\. 3 failed\.\n! .*: failed, the API answered 200, but not in the documented form/),
    });
  });

  it("says why where there was no time for anything", async () => {
    const busy = () => new Response('{"type":"too_many_requests","message":"Later."}', { status: 429, headers: { "Retry-After": "120" } });
    const desk = aDesk({
      through: (fetch) => async (input, init) => (new Request(input, init).method === "POST" ? busy() : fetch(input, init)),
    });
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(40) }));
    const { isError, text } = await desk.run("apply_plan", { plan_id });
    expect(isError).toBe(true);
    expect(text).toMatch(/^0 of 40 written\.\nStopped: .*120 s/);
    expect(await desk.failure("create_contact", { fields: { name: "Dana" } })).toMatch(/a pause of another \d+ s/);
    expect((await desk.run("apply_plan", { plan_id })).text).toMatch(/Stopped: .*a pause of another \d+ s/);
  });

  it("ends with a mistake of the program only when no row is under way any more", async () => {
    let broken = true;
    const auditLog = { ...aLog(), announce: async () => (broken ? Promise.reject(new TypeError("broken")) : undefined) };
    const desk = aDesk({ auditLog });
    const plan_id = planIn(await desk.text("import_contacts", { rows: newPeople(40) }));
    expect(await desk.failure("apply_plan", { plan_id })).toBe("broken");
    const before = desk.requests().length;
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    expect(desk.requests()).toHaveLength(before);
    broken = false;
    expect(await desk.text("apply_plan", { plan_id })).toContain("40 of 40 written");
  });

  it("stops where the key may not do it, and says which scope it lacks", async () => {
    const desk = aDesk({ scopes: ["contacts:read", "contacts:update", "accounts:read", "members:read"] });
    const plan = await desk.text("import_contacts", { rows: newPeople(200) });
    expect(plan).toMatch(/^The API key lacks the scope contacts:create\. apply_plan stops at rows that need it/);
    const { isError, text } = await desk.run("apply_plan", { plan_id: planIn(plan) });
    expect(isError).toBe(true);
    expect(text).toMatch(/Stopped: the API answered 403.*The key needs the scope contacts:create/);
    expect(text).toContain("200 left to do");
    expect(desk.sandbox.requests.filter(({ method }) => method === "POST").length).toBeLessThan(100);
  });

  it("tells of failures of one kind together, and of all of them", async () => {
    const desk = aDesk();
    const everybody = idsOf(desk);
    const rows = everybody.slice(0, 40).map((id, at) => ({ id, crm_id: `Z-${at}` }));
    const plan_id = planIn(await desk.text("import_contacts", { rows }));
    for (const [at, id] of everybody.slice(40, 60).entries())
      desk.sandbox.editContact(id, ({ fields }) => {
        fields.crm_id = { valueType: "TEXT", value: `Z-${at}` };
      });
    const text = await desk.text("apply_plan", { plan_id });
    expect(text).toMatch(/^20 of 40 written: .*\. 20 failed\./);
    expect(text.match(/Another contact already has this value/g)).toHaveLength(1);
    for (let row = 1; row <= 20; row++) expect(text).toMatch(new RegExp(`row ${row} .*: failed, .*Another contact already has this value`));
  });

  it("makes contacts with more links than one request may carry", async () => {
    const desk = aDesk();
    const everybody = idsOf(desk);
    const plan_id = planIn(await desk.text("import_contacts", { rows: [{ name: "Zoltan Newcomer", referred: everybody }] }));
    expect(await desk.text("apply_plan", { plan_id })).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
    const made = contactOf(desk, idsOf(desk).at(-1) ?? "");
    expect(made.relationships.referred?.values.toSorted()).toEqual(everybody.toSorted());
  });
});

describe("a plan that outlives its process", () => {
  it("is kept in the cache, and goes on where it stopped", async () => {
    const cache = aCache();
    const first = aDesk({ cache });
    const answer = await first.text("import_contacts", { rows: newPeople(60) });
    expect(answer).toMatch(/continues|valid for 30 minutes\.$/);
    const plan_id = planIn(answer);
    const cancel = new AbortController();
    await first.run("apply_plan", { plan_id }, { signal: cancel.signal, progress: (done) => void (done === 20 && cancel.abort()) });
    const second = aDesk({ cache, sandbox: first.sandbox });
    expect(await second.text("apply_plan", { plan_id })).toContain("60 of 60 written");
    expect(idsOf(first)).toHaveLength(120);
    expect(writesTo(first)).toHaveLength(60);
  });

  it("writes nothing twice where the process was killed before it could store how far it was", async () => {
    for (const plan of [
      (desk: Desk) => desk.text("import_contacts", { rows: newPeople(30) }),
      (desk: Desk) => desk.text("update_contacts", { ids: idsOf(desk), fields: { title: "CFO" }, relationships: { owner: "Daniel Okoye" } }),
    ]) {
      const cache = aCache();
      const now = () => Date.UTC(2026, 2, 2, 9);
      const first = aDesk({ cache, now });
      const plan_id = planIn(await plan(first));
      await killedAtFirstProgress(cache, () => first.run("apply_plan", { plan_id }));
      const [contacts, writes] = [idsOf(first).length, first.sandbox.contacts()];
      const second = aDesk({ cache, sandbox: first.sandbox, now });
      // It knows everybody by now, those whom the first has made too.
      await second.text("find_contacts", { query: "xqzvkwj" });
      // What is not on record as its own is unchanged.
      expect(await second.text("apply_plan", { plan_id })).not.toMatch(/skipped|failed|left to do/);
      expect(idsOf(first)).toHaveLength(contacts);
      expect(first.sandbox.contacts()).toEqual(writes);
    }
  });

  it("leaves out, after a clean stop, somebody who was made meanwhile: the row was never sent", async () => {
    const cache = aCache();
    const first = aDesk({ cache, maxWrites: 1 });
    const plan_id = planIn(await first.text("import_contacts", { rows: newPeople(2) }));
    await first.run("apply_plan", { plan_id });
    const second = aDesk({ cache, sandbox: first.sandbox });
    await second.text("create_contact", { fields: newPeople(2)[1] });
    expect(await second.text("apply_plan", { plan_id })).toMatch(/^1 of 2 written, 0 of them now\. 1 skipped\./);
    expect(idsOf(first)).toHaveLength(62);
  });

  it("takes no change of somebody else for its own after a clean stop", async () => {
    const cache = aCache();
    const first = aDesk({ cache, maxWrites: 1 });
    const ids = idsOf(first).slice(0, 2);
    const plan_id = await planFor(first, ids);
    await first.run("apply_plan", { plan_id });
    first.sandbox.editContact(ids[1] ?? "", ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "Head of everything" };
    });
    const second = aDesk({ cache, sandbox: first.sandbox });
    expect(await second.text("apply_plan", { plan_id })).toMatch(/^1 of 2 written, 0 of them now\. 1 unchanged\./);
    await second.text("undo_write");
    expect(titles(second, ids)[1]).toBe("Head of everything");
  });

  it("makes nobody twice, where the process was killed before a row came to the API, whom somebody has made meanwhile", async () => {
    const cache = aCache();
    const now = () => Date.UTC(2026, 2, 2, 9);
    const dying = aDyingCache(cache);
    const first = aDesk({ cache: dying, now });
    const [{ name, email } = { name: "", email: "" }, other] = newPeople(2);
    const plan_id = planIn(await first.text("import_contacts", { rows: [{ name, email, title: "CFO" }, other] }));
    void first.run("apply_plan", { plan_id });
    await dying.dead;
    const colleague = aDesk({ sandbox: first.sandbox, now });
    const { id } = writtenContact(colleague, await colleague.text("create_contact", { fields: { name, email } }));
    const second = aDesk({ cache, sandbox: first.sandbox, now });
    const text = await second.text("apply_plan", { plan_id });
    expect(text).toMatch(/^1 of 2 written: 1 created\. 1 skipped\./);
    expect(text).toContain(`${id} has the same e-mail by now; it is not known whether an earlier attempt`);
    expect(idsOf(first)).toHaveLength(62);
  });

  it("waits, where the process was killed before a row came to the API, for a create of the person whose outcome is not known", async () => {
    const cache = aCache();
    let time = Date.UTC(2026, 2, 2, 9);
    const now = () => time;
    const person = { name: "Zoltan Newcomer", email: "zoltan@newcomers.example" };
    const dying = aDyingCache(cache);
    const first = aDesk({ cache: dying, now, indexLagMs: 30_000 });
    const plan_id = planIn(await first.text("import_contacts", { rows: [{ ...person, title: "CFO" }] }));
    void first.run("apply_plan", { plan_id });
    await dying.dead;
    let [isLost, hasSent] = [true, false];
    const losing =
      (fetch: Fetch): Fetch =>
      async (input, init) => {
        const request = new Request(input, init);
        const answer = await fetch(request);
        hasSent ||= request.method === "POST";
        return isLost && hasSent ? Promise.reject(new TypeError("fetch failed")) : answer;
      };
    const second = aDesk({ cache, sandbox: first.sandbox, now, through: losing });
    expect((await second.run("create_contact", { fields: person })).text).toMatch(/^It is not known whether Zoltan Newcomer was created/);
    isLost = false;
    const waiting = await second.run("apply_plan", { plan_id });
    expect(waiting).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^0 of 1 written\.\nStopped: it is not known yet whether the same person/),
    });
    time += 60_000;
    expect(await second.text("apply_plan", { plan_id })).toMatch(/^0 of 1 written\. 1 skipped\.\n.* has the same e-mail by now/);
    expect(idsOf(first)).toHaveLength(61);
  });

  it.each([0, -3_600_000, 3_600_000])(
    "knows, where the process was killed, what it has made although others have added values since (%d ms between the clocks)",
    async (ahead) => {
      const cache = aCache();
      const now = () => Date.UTC(2026, 2, 2, 9);
      const { sandbox } = aDesk({ now: () => now() + ahead });
      const first = aDesk({ cache, now, sandbox });
      const plan_id = planIn(await first.text("import_contacts", { rows: newPeople(2) }));
      await killedAtFirstProgress(cache, () => first.run("apply_plan", { plan_id }));
      for (const id of idsOf(first).slice(-2))
        first.sandbox.editContact(id, ({ fields }) => {
          fields.notes = { valueType: "TEXT", value: "a colleague's" };
        });
      const second = aDesk({ cache, sandbox: first.sandbox, now });
      expect(await second.text("apply_plan", { plan_id })).toMatch(/^2 of 2 written: 2 created\./);
      expect(idsOf(first)).toHaveLength(62);
    },
  );

  it("takes nobody for its own, where the process was killed, whom this one has made", async () => {
    const cache = aCache();
    const first = aDesk({ cache, maxWrites: 1, now: () => Date.UTC(2026, 2, 2, 9) });
    const plan_id = planIn(await first.text("import_contacts", { rows: newPeople(2) }));
    await killedAtFirstProgress(cache, () => first.run("apply_plan", { plan_id }));
    const second = aDesk({ cache, sandbox: first.sandbox, now: () => Date.UTC(2026, 2, 2, 9) });
    await second.text("create_contact", { fields: newPeople(2)[1] });
    expect(await second.text("apply_plan", { plan_id })).toContain("1 of 2 written: 1 created. 1 skipped.");
    expect(idsOf(first)).toHaveLength(62);
  });

  it("adds the links that are still missing where a row was half written", async () => {
    const cache = aCache();
    const first = aDesk({ cache, contacts: 120 });
    const [id = "", ...others] = idsOf(first);
    const plan_id = planIn(
      await first.text("update_contacts", { ids: [id], fields: { title: "CFO" }, relationships: { referred: { add: others.slice(0, 90) } } }),
    );
    // After the second of four requests the process is gone: nothing that it sends arrives.
    let posts = 0;
    const dying = aDesk({
      cache,
      sandbox: first.sandbox,
      timeoutMs: 4000,
      through: (fetch) => (input, init) => {
        const request = new Request(input, init);
        if (request.method === "POST") posts += 1;
        return posts > 2 ? Promise.reject(new TypeError("fetch failed")) : fetch(request);
      },
    });
    await dying.run("apply_plan", { plan_id });
    expect(contactOf(first, id).relationships.referred?.values.length).toBeLessThan(90);
    const last = aDesk({ cache, sandbox: first.sandbox });
    expect(await last.text("apply_plan", { plan_id })).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
    expect(contactOf(first, id).relationships.referred?.values.toSorted()).toEqual(expect.arrayContaining(others.slice(0, 90).toSorted()));
  });

  it("names nobody where names are hidden by now: not in the question, the answer, the list of writes or the log", async () => {
    const [cache, auditLog, now] = [aCache(), aLog(), () => Date.UTC(2026, 2, 2, 9)];
    const first = aDesk({ cache, now });
    const ids = idsOf(first).slice(0, 3);
    const texts = ids.map((id) => /"lastName":"([^"]+)"/.exec(JSON.stringify(contactOf(first, id)))?.[1] ?? id);
    const plan_id = planIn(
      await first.text("import_contacts", {
        rows: [...ids.map((id) => ({ id, title: "Head of everything" })), { email: "zoltan@newcomers.example" }],
      }),
    );
    // The first is written without that being known of, and somebody else has changed the last.
    await killedAtFirstProgress(cache, () => aDesk({ cache, now, sandbox: first.sandbox, maxWrites: 1 }).run("apply_plan", { plan_id }));
    first.sandbox.editContact(ids[2] ?? "", ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "Mine" };
    });
    const questions: string[] = [];
    const ask = aPerson((question) => Boolean(questions.push(question)));
    const second = aDesk({ cache, auditLog, now, ask, confirm: true, hidden: ["name"], sandbox: first.sandbox });
    const applied = await second.text("apply_plan", { plan_id });
    expect(applied).toMatch(/^3 of 4 written: .* 1 skipped\./);
    expect(applied).toMatch(new RegExp(`! row 3 \\S+@\\S+ \\(${ids[2]}\\): skipped`));
    expect((await auditLog.read(0)).entries).toHaveLength(3);
    const again = await second.text("apply_plan", { plan_id });
    const listed = await second.text("list_writes", { write_id: batchIn(applied) });
    expect(questions).toHaveLength(1);
    for (const shown of [...questions, applied, again, listed, ...auditLog.lines]) for (const text of texts) expect(shown).not.toContain(text);
  });

  it("names nobody by an e-mail where e-mails are hidden by now", async () => {
    const cache = aCache();
    const first = aDesk({ cache });
    const plan_id = planIn(await first.text("import_contacts", { rows: [{ email: "zoltan@newcomers.example" }] }));
    const text = await aDesk({ cache, hidden: ["email"], sandbox: first.sandbox }).text("apply_plan", { plan_id });
    expect(text).toContain("! row 1 a new contact: skipped");
    expect(text).not.toContain("zoltan");
  });

  it("is not there where the cache is off, which the answer says", async () => {
    const first = aDesk();
    const answer = await first.text("update_contacts", { ids: idsOf(first).slice(0, 2), fields: { title: "CFO" } });
    expect(answer).toContain("while this server runs");
    expect(await aDesk({ sandbox: first.sandbox }).failure("apply_plan", { plan_id: planIn(answer) })).toContain("There is no plan");
  });

  it("is not there where its entry in the cache cannot be read", async () => {
    for (const bytes of ["{", "null", "{}", '{"id":"other","rows":[]}']) {
      const cache = aCache();
      const first = aDesk({ cache });
      const plan_id = await planFor(first, idsOf(first).slice(0, 2));
      for (const name of cache.entries.keys()) if (name.startsWith("plan-")) cache.entries.set(name, Buffer.from(bytes));
      expect(await aDesk({ cache, sandbox: first.sandbox }).failure("apply_plan", { plan_id })).toContain("There is no plan");
    }
  });

  it("is deleted from the cache in the end, whoever made it", async () => {
    let now = Date.UTC(2026, 2, 2, 9);
    const cache = aCache(() => now);
    const entries = () => [...cache.entries.keys()].filter((name) => /^(plan|progress)-/.test(name));
    const first = aDesk({ cache, now: () => now });
    const ids = idsOf(first).slice(0, 2);
    await first.text("apply_plan", { plan_id: await planFor(first, ids) });
    await planFor(first, ids, "CFO");
    expect(entries()).toHaveLength(3);
    now += 25 * 3_600_000;
    const second = aDesk({ cache, sandbox: first.sandbox, now: () => now });
    await planFor(second, ids, "CEO");
    expect(entries()).toHaveLength(1);
    expect([...cache.entries.keys()].join()).not.toContain("plan_");
  });

  it("goes on where only its progress cannot be read", async () => {
    const cache = aCache();
    const first = aDesk({ cache });
    const plan_id = planIn(await first.text("import_contacts", { rows: newPeople(5) }));
    await first.run("apply_plan", { plan_id });
    for (const name of cache.entries.keys()) if (name.startsWith("progress-")) cache.entries.set(name, Buffer.from("{"));
    const text = await aDesk({ cache, sandbox: first.sandbox }).text("apply_plan", { plan_id });
    expect(text).toContain("of 5 written");
    expect(idsOf(first)).toHaveLength(65);
  });

  it("is applied by two processes at once, and each row is written once", async () => {
    const cache = aCache();
    const first = aDesk({ cache });
    const plan_id = planIn(await first.text("import_contacts", { rows: newPeople(40) }));
    const second = aDesk({ cache, sandbox: first.sandbox });
    const texts = await Promise.all([first, second].map((desk) => desk.text("apply_plan", { plan_id })));
    for (const text of texts) expect(text).toContain("of 40 written");
    expect(idsOf(first)).toHaveLength(100);
  });

  it("is over for a process that kept it, once another has applied it", async () => {
    const cache = aCache();
    const first = aDesk({ cache });
    const plan_id = planIn(await first.text("import_contacts", { rows: newPeople(3) }));
    const second = aDesk({ cache, sandbox: first.sandbox });
    expect(await second.text("apply_plan", { plan_id })).toContain("3 of 3 written");
    const before = first.requests().length;
    expect(await first.text("apply_plan", { plan_id })).toMatch(/^This plan was applied already\. 3 of 3 written/);
    expect(first.requests()).toHaveLength(before);
  });
});

describe("undoing a plan", () => {
  it("takes back all of it in one call, once the user has agreed that contacts are deleted", async () => {
    const desk = aDesk();
    const before = desk.sandbox.contacts();
    const [someone = ""] = idsOf(desk);
    const rows = [...newPeople(30), { id: someone, title: "Head of everything" }];
    const applied = await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows })) });
    expect(idsOf(desk)).toHaveLength(90);
    const plan = await desk.text("undo_write", { write_id: batchIn(applied) });
    expect(plan.split("\n").slice(0, 2)).toEqual([
      "Would undo 31 writes:",
      "30 contacts go to the trash. Lightfield adds people that you exchange e-mails with, but might not add a deleted person again.",
    ]);
    expect(idsOf(desk)).toHaveLength(90);
    expect(await desk.text("apply_plan", { plan_id: planIn(plan) })).toMatch(/^31 of 31 undone\. 30 contacts are in the trash/);
    expect(desk.sandbox.contacts().size).toBe(60);
    expect(titles(desk, [someone])).toEqual([before.get(someone)?.fields.$title?.value ?? null]);
    expect(await desk.failure("undo_write", { write_id: batchIn(applied) })).toContain("undone already");
  });

  it("gives way to a single call", async () => {
    const desk = aDesk({ contacts: 80 });
    const [someone = "", ...ids] = idsOf(desk);
    await desk.text("apply_plan", { plan_id: planIn(await desk.text("update_contacts", { ids, fields: { title: "Head of everything" } })) });
    const asked = () => desk.sandbox.requests.filter(({ method }) => method === "GET").length;
    let between = Number.NaN;
    const single = async () => {
      const before = asked();
      await desk.text("retrieve_contact", { id: someone });
      between = asked() - before;
    };
    let retrieved: Promise<void> | undefined;
    const progress = (done: number) => {
      if (done >= 30) retrieved ??= single();
    };
    expect((await desk.run("undo_write", {}, { progress })).text).toContain("79 of 79 undone");
    await retrieved;
    expect(between).toBeLessThan(10);
  });

  it("leaves out what somebody else has changed since, and shows it", async () => {
    const desk = aDesk();
    const ids = idsOf(desk).slice(0, 3);
    const applied = await desk.text("apply_plan", { plan_id: await planFor(desk, ids) });
    desk.sandbox.editContact(ids[0] ?? "", ({ fields }) => {
      fields.$title = { valueType: "TEXT", value: "Mine" };
    });
    const text = await desk.text("undo_write", { write_id: batchIn(applied) });
    expect(text).toMatch(/^2 of 3 undone\. 1 skipped\./);
    expect(text).toContain(": skipped, changed since the plan was made (then -> now): Title: Head of everything -> Mine");
  });

  it("takes back what an earlier process has written of it, too", async () => {
    const cache = aCache();
    const first = aDesk({ cache });
    const ids = idsOf(first).slice(0, 10);
    const before = titles(first, ids);
    const plan_id = await planFor(first, ids);
    const cancel = new AbortController();
    await first.run("apply_plan", { plan_id }, { signal: cancel.signal, progress: (done) => void (done === 1 && cancel.abort()) });
    const second = aDesk({ cache, sandbox: first.sandbox });
    await second.text("apply_plan", { plan_id });
    await second.text("undo_write");
    expect(titles(first, ids)).toEqual(before);
  });

  it("goes on in another process, and counts what the first one took back", async () => {
    const cache = aCache();
    const first = aDesk({ cache });
    const rows = [...newPeople(80), { id: idsOf(first)[0], title: "Head of everything" }];
    await first.text("apply_plan", { plan_id: planIn(await first.text("import_contacts", { rows })) });
    const { write } = cache;
    const stored = new Set<string>();
    // Of every plan the first progress is stored, and what comes after it lost.
    cache.write = async (name, bytes) => {
      if (!stored.has(name)) await write(name, bytes);
      if (name.startsWith("progress-")) stored.add(name);
    };
    const cancel = new AbortController();
    const undo_id = planIn(await first.text("undo_write"));
    const { text } = await first.run(
      "apply_plan",
      { plan_id: undo_id },
      { signal: cancel.signal, progress: (done) => void (done === 10 && cancel.abort()) },
    );
    expect(idsOf(first).length).toBeLessThan(140);
    cache.write = write;
    const second = aDesk({ cache, sandbox: first.sandbox });
    expect(await second.text("apply_plan", { plan_id: planIn(text) })).toMatch(/^81 of 81 undone\./);
    expect(idsOf(first)).toHaveLength(60);
  });

  it("takes back the changes where contacts cannot be deleted, and tells of those", async () => {
    const desk = aDesk({ canDelete: false });
    const [someone = ""] = idsOf(desk);
    const [before] = titles(desk, [someone]);
    const rows = [...newPeople(3), { id: someone, title: "Head of everything" }, { name: "Zoe Newcomer", email: "zoe@newcomers.example" }];
    const applied = await desk.text("apply_plan", { plan_id: planIn(await desk.text("import_contacts", { rows })) });
    expect(applied).toContain("5 of 5 written");
    const text = await undone(desk);
    expect(text).toMatch(/^1 of 5 undone\. 4 failed\./);
    expect(text).toContain("cannot delete contacts");
    expect(titles(desk, [someone])).toEqual([before]);
  });
});
