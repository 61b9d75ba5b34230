import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FaultKind, FaultPlan } from "../../../src/sandbox/index.ts";
import { aSmallDesk as aDesk, aPerson, type Desk, type DeskOptions, type Fetch, writtenContact } from "../../builders.ts";
import { inFakeTime } from "../fake-time.ts";
import { aLog, planIn } from "../plans/plan-support.ts";

const START = Date.UTC(2026, 2, 2, 9);

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  return () => vi.useRealTimers();
});

const DANA = { fields: { name: "Dana Scully", title: "CFO", email: ["dana@fbi.example"] } };

/** The client hands over a Request, which a copy would use up. */
function requestOf(input: Parameters<Fetch>[0]): Request {
  if (input instanceof Request) return input;
  throw new Error("expected a Request");
}

interface Write {
  readonly path: string;
  readonly key: string;
}

const reset = () => new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });

interface SlowDesk extends Desk {
  /** Writes that were sent. */
  readonly sent: Write[];
  done(name: string, args?: unknown): Promise<Answer>;
  /** From now on writes fail in this way, and from the first of them on nothing can be read. Returns how to mend it. */
  cutOff(kind: FaultKind): () => void;
}

/** A desk whose clock is the fake one. */
function aSlowDesk(options: DeskOptions = {}): SlowDesk {
  const sent: Write[] = [];
  let sentBeforeCut = Number.POSITIVE_INFINITY;
  const noting =
    (fetch: Fetch): Fetch =>
    (input, init) => {
      const { method, url, headers } = requestOf(input);
      if (method !== "GET") sent.push({ path: new URL(url).pathname, key: headers.get("idempotency-key") ?? "" });
      else if (sent.length > sentBeforeCut) return Promise.reject(reset());
      return (options.through ?? ((same) => same))(fetch)(input, init);
    };
  const desk = aDesk({ contacts: 10, now: Date.now, ...options, through: noting });
  return {
    ...desk,
    sent,
    done: (name, args) => inFakeTime(answerOf(desk.run(name, args))),
    cutOff: (kind) => {
      sentBeforeCut = sent.length;
      desk.sandbox.setFaults(all(kind));
      return () => {
        sentBeforeCut = Number.POSITIVE_INFINITY;
        desk.sandbox.setFaults(undefined);
      };
    },
  };
}

interface Answer {
  readonly isError: boolean;
  readonly text: string;
}

const answerOf = (run: Promise<{ isError?: boolean; text: string }>): Promise<Answer> =>
  run.then(
    ({ isError = false, text }) => ({ isError, text }),
    (error: Error) => ({ isError: true, text: error.message }),
  );

async function aContact(desk: SlowDesk, input: object = DANA): Promise<string> {
  const { text } = await desk.done("create_contact", input);
  desk.sent.length = 0;
  return writtenContact(desk, text).id;
}

/** Undoes the next create, once an answer has shown it. */
async function undoShown(desk: SlowDesk): Promise<void> {
  const { text } = await desk.done("undo_write");
  await desk.done("undo_write", { write_id: /"write_id":"(\w+)"/.exec(text)?.[1], confirm: true });
}

const all = (kind: FaultKind, only: FaultPlan["only"] = "writes"): FaultPlan => ({ kinds: [kind], only });

const titleOf = (desk: Desk, id: string) => desk.sandbox.contacts().get(id)?.fields.$title?.value;

const named = (desk: Desk, name: string) =>
  [...desk.sandbox.contacts().values()].filter(({ fields }) => JSON.stringify(fields.$name?.value).includes(name)).map(({ id }) => id);

const keysOf = (sent: readonly Write[]) => [...new Set(sent.map(({ key }) => key))];

const LOST: readonly FaultKind[] = ["reset-after", "bad-json", "truncated"];
const NEVER_CARRIED_OUT: readonly FaultKind[] = ["reset-before", "500", "503"];

describe("an update", () => {
  it.each(LOST)("whose answers all end in %s is found to be written, with one key", async (kind) => {
    const desk = aSlowDesk();
    const id = await aContact(desk);
    desk.sandbox.setFaults(all(kind));
    const { isError, text } = await desk.done("update_contact", { id, fields: { title: "CEO" } });
    expect(text).toMatch(/^Updated Dana Scully .* the contact shows that the write was made\.\nTitle: CFO -> CEO/);
    expect(isError).toBe(false);
    expect(desk.sent.length).toBeGreaterThan(1);
    expect(keysOf(desk.sent)).toHaveLength(1);
    desk.sandbox.setFaults(undefined);
    expect((await desk.done("undo_write", { confirm: true })).isError).toBe(false);
    expect(titleOf(desk, id)).toBe("CFO");
  });

  it.each(NEVER_CARRIED_OUT)("whose requests all end in %s is found not to be, and the same call has the same key", async (kind) => {
    const desk = aSlowDesk();
    const id = await aContact(desk);
    desk.sandbox.setFaults(all(kind));
    const { isError, text } = await desk.done("update_contact", { id, fields: { title: "CEO" } });
    expect(isError).toBe(true);
    expect(text).toMatch(/^Not written: .*does not have these values/);
    expect(titleOf(desk, id)).toBe("CFO");
    desk.sandbox.setFaults(undefined);
    expect((await desk.done("update_contact", { id, fields: { title: "CEO" } })).text).toContain("Title: CFO -> CEO");
    expect(keysOf(desk.sent)).toHaveLength(1);
  });

  it.each<FaultPlan>([{ kinds: ["slow"], slowMs: 60_000, only: "writes" }, all("504")])(
    "stays unknown where the API may still be at work on it, and can be undone once it is there (%j)",
    async (faults) => {
      const desk = aSlowDesk();
      const id = await aContact(desk);
      desk.sandbox.setFaults(faults);
      const { isError, text } = await desk.done("update_contact", { id, fields: { title: "CEO" } });
      expect(isError).toBe(true);
      expect(text).toMatch(
        /^It is not known whether Dana Scully .* was changed: .*the contact did not have these values, but the API may still be at work/,
      );
      expect(titleOf(desk, id)).toBe("CFO");
      desk.sandbox.setFaults(undefined);
      await vi.advanceTimersByTimeAsync(60_000);
      desk.sandbox.editContact(id, ({ fields }) => {
        fields.$title = { valueType: "TEXT", value: "CEO" };
      });
      expect((await desk.done("undo_write", { confirm: true })).text).toContain("Title: CEO -> CFO");
    },
  );

  it.each<[FaultKind, string]>([
    ["reset-after", "already has these values"],
    ["reset-before", "Title: CFO -> CEO"],
  ])("is unknown where nothing can be read either (%s), and the same call settles it", async (kind, settled) => {
    const desk = aSlowDesk();
    const id = await aContact(desk);
    const restore = desk.cutOff(kind);
    const unknown = await desk.done("update_contact", { id, fields: { title: "CEO" } });
    restore();
    expect(unknown.isError).toBe(true);
    expect(unknown.text).toMatch(/^It is not known whether Dana Scully.* was changed/);
    const again = await desk.done("update_contact", { id, fields: { title: "CEO" } });
    expect(again.text).toContain(settled);
    expect(again.isError).toBe(false);
    expect(titleOf(desk, id)).toBe("CEO");
    expect(keysOf(desk.sent)).toHaveLength(1);
    expect((await desk.done("undo_write", { confirm: true })).isError).toBe(false);
    expect(titleOf(desk, id)).toBe("CFO");
    // Both calls were one write, which is taken back once.
    expect((await desk.done("undo_write", { confirm: true })).text).toMatch(/moved .* to the trash/);
  });

  it("that landed unknown is found by the same call although what it expects is so no longer", async () => {
    const desk = aSlowDesk();
    const id = await aContact(desk);
    const call = { id, fields: { title: "CEO" }, expect: { title: "CFO" } };
    const restore = desk.cutOff("reset-after");
    expect((await desk.done("update_contact", call)).text).toContain("is not known");
    restore();
    expect(await desk.done("update_contact", call)).toMatchObject({ isError: false, text: expect.stringContaining("already has these values") });
    expect((await desk.done("update_contact", { ...call, fields: { title: "COO" } })).text).toContain("not as expected");
  });

  it("that landed unknown excuses no other call whose expectation is not met", async () => {
    const desk = aSlowDesk();
    const id = await aContact(desk);
    const restore = desk.cutOff("reset-after");
    await desk.done("update_contact", { id, fields: { title: "CEO" }, expect: { title: "CFO" } });
    restore();
    for (const call of [
      { fields: { title: "CEO" }, expect: { title: "COO" } },
      { fields: { email: "dana@fbi.example" }, expect: { title: "CFO" } },
    ])
      expect(await desk.done("update_contact", { id, ...call })).toMatchObject({ isError: true, text: expect.stringContaining("not as expected") });
  });

  it("that landed is not called a failure where a colleague has changed the value since", async () => {
    const desk = aSlowDesk();
    const id = await aContact(desk);
    desk.sandbox.setFaults(all("reset-after"));
    const run = desk.done("update_contact", { id, fields: { title: "CEO" } });
    await waitFor(() => titleOf(desk, id) === "CEO");
    edit(desk, id, "VP");
    const { isError, text } = await run;
    expect(isError).toBe(true);
    expect(text).toMatch(/^It is not known whether Dana Scully.* was changed: .*somebody else has changed it/);
    // What the colleague made of it was not shown, so that it is not overwritten unseen.
    desk.sandbox.setFaults(undefined);
    expect((await desk.done("update_contact", { id, fields: { title: "COO" } })).text).toContain("CFO -> VP");
    expect(titleOf(desk, id)).toBe("VP");
  });

  it("that is repeated does not take an old answer for the present", async () => {
    const desk = aSlowDesk();
    const id = await aContact(desk);
    const restore = desk.cutOff("reset-after");
    await desk.done("update_contact", { id, fields: { title: "CEO" } });
    restore();
    // A colleague puts back what was there: the key of the first call would only replay its answer.
    edit(desk, id, "CFO");
    const again = await desk.done("update_contact", { id, fields: { title: "CEO" } });
    expect(titleOf(desk, id)).toBe("CFO");
    expect(again.isError).toBe(true);
    expect(again.text).toMatch(/^Not written: .* Repeat the call to write them again/);
    const third = await desk.done("update_contact", { id, fields: { title: "CEO" } });
    expect(third.isError).toBe(false);
    expect(titleOf(desk, id)).toBe("CEO");
  });

  it("is found and listed as it is although the lists lag", async () => {
    const desk = aSlowDesk({ indexLagMs: 30_000, contacts: 3 });
    const id = await aContact(desk);
    await vi.advanceTimersByTimeAsync(90_000);
    await desk.done("find_contacts", { query: "Dana Scully" });
    desk.sandbox.setFaults(all("reset-after"));
    expect((await desk.done("update_contact", { id, fields: { title: "Astronaut" } })).isError).toBe(false);
    desk.sandbox.setFaults(undefined);
    expect((await desk.done("list_contacts", {})).text).toContain("Astronaut");
    expect((await desk.done("find_contacts", { query: "Astronaut" })).text).toContain(id);
  });
});

describe("a create", () => {
  it.each(LOST)("is found after all its answers were lost (%s), and was sent with one key", async (kind) => {
    const desk = aSlowDesk();
    await desk.live.get();
    desk.sandbox.setFaults(all(kind));
    const { isError, text } = await desk.done("create_contact", DANA);
    expect(text).toMatch(/^Created Dana Scully .* the contact shows that the write was made\./);
    expect(isError).toBe(false);
    expect(named(desk, "Scully")).toEqual([writtenContact(desk, text).id]);
    expect(keysOf(desk.sent)).toHaveLength(1);
    desk.sandbox.setFaults(undefined);
    expect((await desk.done("undo_write", { confirm: true })).text).toMatch(/moved .* to the trash/);
    expect(named(desk, "Scully")).toEqual([]);
  });

  it("is waited for where the lists lag, and found by its person alone", async () => {
    const desk = aSlowDesk({ indexLagMs: 4_000 });
    const twin = await aContact(desk, { fields: { ...DANA.fields } });
    desk.sandbox.setFaults(all("reset-after"));
    const { text } = await desk.done("create_contact", { ...DANA, allow_duplicate: true });
    expect(text).toMatch(/^Created Dana Scully/);
    expect(writtenContact(desk, text).id).not.toBe(twin);
    expect(named(desk, "Scully")).toHaveLength(2);
  });

  it("is not mistaken for one that a colleague made a moment before", async () => {
    const desk = aSlowDesk();
    const other = aSlowDesk({ through: () => desk.sandbox.fetch });
    const twin = writtenContact(desk, (await other.done("create_contact", DANA)).text).id;
    await desk.done("find_contacts", { query: "Dana Scully" });
    desk.sandbox.setFaults(all("reset-before"));
    const { text } = await desk.done("create_contact", { ...DANA, allow_duplicate: true });
    expect(text).toMatch(/^It is not known whether Dana Scully was created/);
    expect(text.split("\n")[0]).not.toContain(twin);
  });

  it("is not mistaken for one that a colleague made a moment before, and that was never shown", async () => {
    const desk = aSlowDesk();
    await desk.live.get();
    const other = aSlowDesk({ through: () => desk.sandbox.fetch });
    await other.done("create_contact", DANA);
    desk.sandbox.setFaults(all("reset-before"));
    for (const _ of [1, 2])
      expect((await desk.done("create_contact", { ...DANA, allow_duplicate: true })).text).toMatch(
        /^It is not known whether Dana Scully was created/,
      );
    desk.sandbox.setFaults(undefined);
    await desk.done("undo_write", { confirm: true });
    expect(named(desk, "Scully")).toHaveLength(1);
  });

  it.each<[string, object]>([
    ["more than was sent", { fields: { ...DANA.fields, notes: "met in Bonn" } }],
    ["a link", { ...DANA, relationships: { owner: "Daniel Okoye" } }],
  ])("is not mistaken for one with %s that a colleague makes meanwhile", async (_what, theirs) => {
    const desk = aSlowDesk();
    await desk.live.get();
    const other = aSlowDesk({ through: () => desk.sandbox.fetch });
    await other.live.get();
    const restore = desk.cutOff("reset-before");
    expect((await desk.done("create_contact", DANA)).text).toContain("is not known");
    restore();
    const { id } = writtenContact(desk, (await other.done("create_contact", theirs)).text);
    const { isError, text } = await desk.done("create_contact", DANA);
    expect(isError).toBe(true);
    expect(text).toContain(id);
    await desk.done("undo_write", { confirm: true });
    expect(named(desk, "Scully")).toEqual([id]);
  });

  it("is not known where two contacts may be the one", async () => {
    const desk = aSlowDesk();
    await desk.live.get();
    const other = aSlowDesk({ through: () => desk.sandbox.fetch });
    await other.live.get();
    const restore = desk.cutOff("reset-before");
    expect((await desk.done("create_contact", DANA)).text).toContain("is not known");
    restore();
    for (const allow_duplicate of [false, true]) await other.done("create_contact", { ...DANA, allow_duplicate });
    expect(await desk.done("create_contact", DANA)).toMatchObject({
      isError: true,
      text: expect.stringMatching(/^It is not known whether Dana Scully was created by the earlier call: the person exists already\./),
    });
  });

  it("is still not known where only another contact of the person is shown, and allow_duplicate settles it with the same key", async () => {
    const desk = aSlowDesk({ indexLagMs: 3_600_000 });
    await desk.live.get();
    const restore = desk.cutOff("reset-after");
    expect((await desk.done("create_contact", DANA)).text).toContain("is not known");
    restore();
    const [made = ""] = named(desk, "Scully");
    const other = await desk.done("create_contact", { fields: { ...DANA.fields, title: "CEO" }, allow_duplicate: true });
    const again = await desk.done("create_contact", DANA);
    expect(again.text).toMatch(/^It is not known whether Dana Scully was created by the earlier call: this contact exists already\.\n/);
    expect(again.text).toContain(writtenContact(desk, other.text).id);
    expect(again.text).toContain('\nIf it is another person, repeat the call with "allow_duplicate": true.\n');
    expect(again.text).toContain("the two together create at most one contact");
    desk.sent.length = 0;
    const settled = await desk.done("create_contact", { ...DANA, allow_duplicate: true });
    expect(writtenContact(desk, settled.text).id).toBe(made);
    expect(named(desk, "Scully")).toHaveLength(2);
  });

  it.each<[string, FaultKind, number]>([
    ["the lists lag for long", "reset-after", 1],
    ["it was never made", "reset-before", 0],
  ])("is unknown where %s, and the same call settles it with the same key", async (_why, kind, made) => {
    const desk = aSlowDesk({ indexLagMs: 3_600_000 });
    await desk.live.get();
    desk.sandbox.setFaults(all(kind));
    const { isError, text } = await desk.done("create_contact", DANA);
    expect(isError).toBe(true);
    expect(text).toMatch(/^It is not known whether Dana Scully was created/);
    expect(named(desk, "Scully")).toHaveLength(made);
    // Somebody who may be the same person is not created on top of that.
    const other = await desk.done("create_contact", { fields: { ...DANA.fields, title: "CEO" } });
    expect(other.text).toMatch(/^Not created: perhaps the write w\w{6} has just created this person \(Dana Scully\)\./);
    desk.sandbox.setFaults(undefined);
    const again = await desk.done("create_contact", DANA);
    expect(again.text).toMatch(/^Created Dana Scully/);
    expect(named(desk, "Scully")).toEqual([writtenContact(desk, again.text).id]);
    expect(keysOf(desk.sent)).toHaveLength(1);
    // From now on the person is there, as any other.
    expect((await desk.done("create_contact", DANA)).text).toContain("same e-mail");
    await desk.done("undo_write", { confirm: true });
    expect(named(desk, "Scully")).toEqual([]);
    expect((await desk.done("create_contact", DANA)).text).toMatch(/^Created Dana Scully/);
  });

  it("that was found by the same call is told of, and can be taken back; another one then needs allow_duplicate", async () => {
    const desk = aSlowDesk({ indexLagMs: 30_000 });
    await desk.live.get();
    desk.sandbox.setFaults(all("reset-after"));
    expect((await desk.done("create_contact", DANA)).text).toContain("is not known");
    desk.sandbox.setFaults(undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    const { text } = await desk.done("create_contact", DANA);
    expect(text).toMatch(/^Created Dana Scully/);
    const { id } = writtenContact(desk, text);
    const second = writtenContact(desk, (await desk.done("create_contact", { ...DANA, allow_duplicate: true })).text);
    expect(named(desk, "Scully").toSorted()).toEqual([id, second.id].toSorted());
    await desk.done("undo_write", { confirm: true });
    await undoShown(desk);
    expect(named(desk, "Scully")).toEqual([]);
  });

  it("whose answers have another shape keeps its key where it is not found", async () => {
    const reshaped =
      (fetch: Fetch): Fetch =>
      async (input, init) => {
        const answer = await fetch(input, init);
        return requestOf(input).method === "POST" ? new Response('{"contact": {}}', { headers: answer.headers }) : answer;
      };
    const desk = aSlowDesk({ indexLagMs: 3_600_000, through: reshaped });
    await desk.done("create_contact", DANA);
    await desk.done("create_contact", DANA);
    expect(keysOf(desk.sent)).toHaveLength(1);
    expect(named(desk, "Scully")).toHaveLength(1);
  });
});

it("a row of an import waits while it is not known whether the same person was created", async () => {
  const desk = aSlowDesk({ indexLagMs: 30_000 });
  const { text } = await desk.done("import_contacts", { rows: [{ name: "Dana Scully", email: "dana@fbi.example", title: "CEO" }] });
  const plan = { plan_id: /: "(plan_[\w-]+)"/.exec(text)?.[1] };
  desk.sandbox.setFaults(all("reset-after"));
  expect((await desk.done("create_contact", DANA)).text).toContain("is not known");
  desk.sandbox.setFaults(undefined);
  for (const _ of [1, 2]) expect((await desk.done("apply_plan", plan)).text).toContain("1 left to do");
  expect((await desk.done("create_contact", DANA)).isError).toBe(false);
  expect((await desk.done("apply_plan", plan)).text).toContain("has the same e-mail by now");
  expect(named(desk, "Scully")).toHaveLength(1);
});

it("a row that was written unknown is not called failed because it cannot be read later", async () => {
  const desk = aSlowDesk();
  const id = await aContact(desk);
  const { text } = await desk.done("update_contacts", { ids: [id], fields: { title: "CEO" } });
  const plan = { plan_id: /: "(plan_[\w-]+)"/.exec(text)?.[1] };
  const restore = desk.cutOff("reset-after");
  expect((await desk.done("apply_plan", plan)).text).toContain("1 left to do");
  restore();
  desk.sandbox.setFaults(all("bad-json", "reads"));
  expect((await desk.done("apply_plan", plan)).text).toContain("1 left to do");
  desk.sandbox.setFaults(undefined);
  expect((await desk.done("apply_plan", plan)).text).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
  expect(titleOf(desk, id)).toBe("CEO");
});

it("what was made by somebody else while the user was asked is not sent", async () => {
  const asked: string[] = [];
  const desk = aSlowDesk({
    confirm: true,
    ask: aPerson((question) => {
      asked.push(question);
      for (const id of named(desk, "Scully")) edit(desk, id, "CEO");
      return true;
    }),
  });
  const id = await aContact(desk);
  expect((await desk.done("update_contact", { id, fields: { title: "CEO" } })).text).toContain("already has these values");
  expect(asked).toHaveLength(2);
  expect(desk.sent).toEqual([]);
});

describe("more links than one request may carry", () => {
  const accountsOf = async (desk: Desk) => {
    const pages = await inFakeTime(Promise.all([0, 25].map((offset) => desk.api.listAccounts({ limit: 25, offset }))));
    return pages.flatMap(({ records }) => records.map(({ id }) => id)).slice(0, 30);
  };
  const linksOf = (desk: Desk, id: string) => desk.sandbox.contacts().get(id)?.relationships.$account?.values ?? [];
  /** Lets the answers to updates be lost, and then all reads fail. */
  const updatesFail =
    (kind: "before" | "after", readsFail: boolean, isOn: () => boolean) =>
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      const { method, url } = requestOf(input);
      const isUpdate = method === "POST" && url.includes("/con_");
      if (!isOn() || (!isUpdate && !(readsFail && url.includes("/con_")))) return fetch(input, init);
      if (isUpdate && kind === "after") await fetch(input, init);
      throw reset();
    };

  it.each([
    ["after", false, /^Created Dana Scully .* the write was made/, 30],
    ["before", false, /^Created Dana Scully .* in part/, 25],
    ["after", true, /^Created Dana Scully .* It is not known whether all values were stored/, 30],
    ["before", true, /^Created Dana Scully .* It is not known whether all values were stored/, 25],
  ] as const)("create: lost %s the later request, reads fail: %s", async (kind, readsFail, said, linked) => {
    let isOn = false;
    const desk = aSlowDesk({ contacts: 300, through: updatesFail(kind, readsFail, () => isOn) });
    const account = await accountsOf(desk);
    isOn = true;
    const { text } = await desk.done("create_contact", { ...DANA, relationships: { account } });
    isOn = false;
    expect(text).toMatch(said);
    const { id } = writtenContact(desk, text);
    expect(linksOf(desk, id)).toHaveLength(linked);
    expect(named(desk, "Scully")).toEqual([id]);
    const rest = await desk.done("update_contact", { id, relationships: { account: { add: account } } });
    expect(rest.isError, rest.text).toBe(false);
    expect(linksOf(desk, id)).toHaveLength(30);
    for (let undos = linked === 30 ? 1 : 2; undos > 0; undos -= 1) expect((await desk.done("undo_write", { confirm: true })).isError).toBe(false);
    expect(named(desk, "Scully")).toEqual([]);
  });

  it("a plan that goes on half-way sends what is left of a row under a key of its own", async () => {
    let isOn = false;
    let updates = 0;
    const secondLost =
      (fetch: Fetch): Fetch =>
      (input, init) => {
        const { method, url } = requestOf(input);
        const isLate = method === "POST" && url.includes("/con_") && isOn && ++updates > 1;
        const isRead = method === "GET" && isOn && updates > 0 && url.includes("/con_");
        return isLate || isRead ? Promise.reject(reset()) : fetch(input, init);
      };
    const desk = aSlowDesk({ contacts: 300, through: secondLost });
    const account = await accountsOf(desk);
    const id = await aContact(desk);
    const { text } = await desk.done("update_contacts", { ids: [id], relationships: { account: { add: account } } });
    const plan = { plan_id: /: "(plan_[\w-]+)"/.exec(text)?.[1] };
    isOn = true;
    expect((await desk.done("apply_plan", plan)).text).toContain("left to do");
    isOn = false;
    expect(linksOf(desk, id)).toHaveLength(25);
    const { isError, text: rest } = await desk.done("apply_plan", plan);
    expect(isError, rest).toBe(false);
    expect(rest).toMatch(/^(?:Created|Updated) .+\. Write w\w{6}\.\n/);
    expect(linksOf(desk, id)).toHaveLength(30);
  });
});

describe("moving to the trash", () => {
  it.each<[FaultKind, RegExp, boolean]>([
    ["reset-after", /^Undid w\w{6}: moved Dana Scully .*to the trash\. .* the write was made/, false],
    // It may still be carried out after the look.
    ["reset-before", /^It is not known whether Dana Scully \(con_\w+\) was moved to the trash: .*; the contact was still there right after\./, true],
  ])("whose answers all end in %s is looked at", async (kind, said, isThere) => {
    const desk = aSlowDesk();
    const id = await aContact(desk);
    desk.sandbox.setFaults(all(kind));
    expect((await desk.done("undo_write", { confirm: true })).text).toMatch(said);
    expect(desk.sandbox.contacts().has(id)).toBe(isThere);
    desk.sandbox.setFaults(undefined);
    const again = await desk.done("undo_write", { confirm: true });
    expect(again.text).toMatch(isThere ? /moved Dana Scully .*to the trash/ : /no write to undo/);
    expect(desk.sandbox.contacts().has(id)).toBe(false);
  });

  it.each<FaultKind>(["reset-after", "reset-before"])(
    "is unknown where nothing can be read either (%s), and can be asked for again",
    async (kind) => {
      const desk = aSlowDesk({ maxWrites: 5 });
      const first = await aContact(desk, { fields: { name: "Fox Mulder" } });
      const id = await aContact(desk);
      const restore = desk.cutOff(kind);
      const unknown = await desk.done("undo_write", { confirm: true });
      restore();
      expect(unknown.text).toMatch(/^It is not known whether Dana Scully.* was moved to the trash/);
      const { isError, text } = await desk.done("undo_write", { confirm: true });
      expect({ isError, text }).toEqual({ isError: false, text: expect.stringMatching(kind === "reset-after" ? /already in the trash/ : /^Undid/) });
      expect(desk.sandbox.contacts().has(id)).toBe(false);
      expect(desk.sandbox.contacts().has(first)).toBe(true);
      // And then it is the turn of the one before.
      await undoShown(desk);
      expect(desk.sandbox.contacts().has(first)).toBe(false);
    },
  );
});

describe("taking back", () => {
  it("what a colleague has taken back already is done with", async () => {
    const desk = aSlowDesk();
    const id = await aContact(desk);
    await desk.done("update_contact", { id, fields: { title: "CEO" } });
    await desk.done("update_contact", { id, fields: { notes: "n" } });
    desk.sandbox.editContact(id, ({ fields }) => {
      fields.notes = { valueType: "TEXT", value: null };
    });
    expect((await desk.done("undo_write", { confirm: true })).text).toContain("Nothing was written: ");
    expect((await desk.done("undo_write", { confirm: true })).text).toContain("Title: CEO -> CFO");
  });

  it("that was lost half-way is finished by the same call", async () => {
    const desk = aSlowDesk();
    const id = await aContact(desk);
    await desk.done("update_contact", { id, fields: { title: "CEO" } });
    const restore = desk.cutOff("reset-after");
    expect((await desk.done("undo_write", { confirm: true })).text).toContain("is not known");
    restore();
    expect((await desk.done("undo_write", { confirm: true })).text).toContain("Nothing was written: ");
    expect(titleOf(desk, id)).toBe("CFO");
    expect((await desk.done("undo_write", { confirm: true })).text).toMatch(/moved .* to the trash/);
  });

  describe("an update that the API may still be at work on", () => {
    const WAITS = /^Not undone: it is not known yet whether the write (w\w{6}) will still be made\. Repeat the undo in a few minutes: undo_write /;
    const undone = (desk: SlowDesk, args: object = {}) => desk.done("undo_write", { confirm: true, ...args });
    /** It has notes, and a title that was sent and is not there yet. */
    const anUpdate = async (options: DeskOptions = {}) => {
      const desk = aSlowDesk(options);
      const id = await aContact(desk);
      await desk.done("update_contact", { id, fields: { notes: "n" } });
      desk.sandbox.setFaults(all("504"));
      await desk.done("update_contact", { id, fields: { title: "CEO" } });
      desk.sandbox.setFaults(undefined);
      return { desk, id };
    };

    it("stays the last write, and is taken back once it is there", async () => {
      const { desk, id } = await anUpdate();
      for (const _ of [1, 2]) expect(await undone(desk)).toMatchObject({ isError: true, text: expect.stringMatching(WAITS) });
      expect((await desk.done("list_writes")).text).not.toContain("undone");
      edit(desk, id, "CEO");
      // The answer to the undo is lost too, and the contact shows that both were made.
      const restore = desk.cutOff("reset-after");
      expect((await undone(desk)).text).toContain("is not known");
      restore();
      expect(await undone(desk)).toMatchObject({ isError: false, text: expect.stringContaining("is already as it was before") });
      expect(titleOf(desk, id)).toBe("CFO");
      expect((await undone(desk)).text).toContain("Notes: n -> (empty)");
    });

    it("is done with if it does not come within a few minutes", async () => {
      const { desk } = await anUpdate();
      await vi.advanceTimersByTimeAsync(4 * 60_000);
      expect((await undone(desk)).text).toMatch(WAITS);
      await vi.advanceTimersByTimeAsync(60_000);
      expect((await undone(desk)).text).toContain("is already as it was before");
      expect((await undone(desk)).text).toContain("Notes: n -> (empty)");
    });

    it("waits in a later session too", async () => {
      const auditLog = aLog();
      const { desk, id } = await anUpdate({ auditLog });
      const [, write_id] = WAITS.exec((await undone(desk)).text) ?? [];
      const later = aSlowDesk({ auditLog, sandbox: desk.sandbox });
      expect((await undone(later, { write_id })).text).toMatch(WAITS);
      edit(desk, id, "CEO");
      expect((await undone(later, { write_id })).text).toContain("Title: CEO -> CFO");
    });

    it("keeps the undo of its plan open", async () => {
      const desk = aSlowDesk();
      const ids = [...desk.sandbox.contacts().keys()].slice(0, 2);
      const { text } = await desk.done("update_contacts", { ids, fields: { title: "CEO" } });
      desk.sandbox.setFaults(all("504"));
      await desk.done("apply_plan", { plan_id: planIn(text) });
      desk.sandbox.setFaults(undefined);
      const waiting = (await undone(desk)).text;
      expect(waiting).toContain("0 of 2");
      expect(waiting).toContain("will still be made");
      for (const id of ids) edit(desk, id, "CEO");
      expect((await desk.done("apply_plan", { plan_id: planIn(waiting) })).text).toContain("2 of 2");
      for (const id of ids) expect(titleOf(desk, id)).not.toBe("CEO");
    });
  });

  it("an owner whom a colleague has taken away since is refused", async () => {
    const desk = aSlowDesk();
    const id = await aContact(desk, { ...DANA, relationships: { owner: "Daniel Okoye" } });
    await desk.done("update_contact", { id, relationships: { owner: "Hannah Weiss" } });
    desk.sandbox.editContact(id, ({ relationships }) => {
      if (relationships.$owner) relationships.$owner.values = [];
    });
    expect(await desk.done("undo_write", { confirm: true })).toMatchObject({ isError: true, text: expect.stringContaining("(none)") });
    expect(desk.sandbox.contacts().get(id)?.relationships.$owner?.values).toEqual([]);
  });
});

it("a cancelled write that was sent is finished, and its answer says so", async () => {
  const desk = aSlowDesk();
  const id = await aContact(desk);
  desk.sandbox.setFaults({ kinds: ["slow", "reset-after"], slowMs: 3000, only: "writes" });
  const controller = new AbortController();
  const run = inFakeTime(
    desk.run("update_contact", { id, fields: { title: "CEO" }, relationships: { owner: "Daniel Okoye" } }, { signal: controller.signal }),
  );
  await waitFor(() => desk.sent.length > 0);
  controller.abort();
  expect(await run).toMatchObject({ wrote: id, text: expect.stringContaining("Title: CFO -> CEO") });
  expect(titleOf(desk, id)).toBe("CEO");
});

it("what is not known counts as a write, and what was not written does not", async () => {
  const desk = aSlowDesk({ maxWrites: 3 });
  const id = await aContact(desk);
  desk.sandbox.setFaults(all("reset-before"));
  for (const title of ["A", "B", "C", "D"]) await desk.done("update_contact", { id, fields: { title } });
  desk.sandbox.setFaults(undefined);
  const restore = desk.cutOff("reset-after");
  await desk.done("update_contact", { id, fields: { title: "CEO" } });
  restore();
  expect((await desk.done("update_contact", { id, fields: { title: "COO" }, expect: { title: "CEO" } })).isError).toBe(false);
  expect((await desk.done("update_contact", { id, fields: { title: "CTO" } })).text).toContain("LIGHTFIELD_MAX_WRITES");
});

const edit = (desk: Desk, id: string, title: string) =>
  desk.sandbox.editContact(id, ({ fields }) => {
    fields.$title = { valueType: "TEXT", value: title };
  });

async function waitFor(isSo: () => boolean): Promise<void> {
  for (let turns = 0; !isSo(); turns += 1) {
    if (turns > 10_000) throw new Error("It did not come to that.");
    await vi.advanceTimersByTimeAsync(1);
  }
}
