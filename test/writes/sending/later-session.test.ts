import { beforeEach, describe, expect, it } from "vitest";
import { createSandbox } from "../../../src/sandbox/index.ts";
import { type Cache, noCache } from "../../../src/storage/index.ts";
import { aSmallDesk as aDesk, type DeskOptions, type Fetch, writtenContact } from "../../builders.ts";
import { inFastTime } from "../fake-time.ts";
import { aCache, aLog, planIn } from "../plans/plan-support.ts";

beforeEach(() => inFastTime());

const START = Date.UTC(2026, 2, 2, 9);
const HOUR_MS = 3_600_000;
const LAG_MS = 40_000;

const DANA = { fields: { name: "Dana Scully", title: "CFO", email: ["dana@fbi.example"] } };
const FOX = { fields: { name: "Fox Mulder", email: ["fox@fbi.example"] } };

const never = () => new Promise<never>(() => undefined);

/** What becomes of a create on its way. */
type Way = "as it should" | "its answer is lost" | "it never comes there" | "the process is killed once it is there";

const keyEntries = (cache: Partial<ReturnType<typeof aCache>>) => [...(cache.entries?.keys() ?? [])].filter((name) => name.startsWith("create-"));

/** Lists come to their first page and no further. */
const onlyFirstPages =
  (fetch: Fetch): Fetch =>
  (input, init) =>
    /[?&]offset=[1-9]/.test(String(input instanceof Request ? input.url : input)) ? never() : fetch(input, init);

/** A workspace whose lists lag, and the sessions that work with it one after the other, on one computer. */
function aComputer({ cache = aCache() }: { readonly cache?: Cache } = {}) {
  let now = START;
  const clock = () => now;
  const auditLog = aLog();
  const sandbox = createSandbox({ contacts: 10, rateLimit: Number.POSITIVE_INFINITY, indexLagMs: LAG_MS, now: clock });
  const [keys, onDisk]: [string[], number[]] = [[], []];
  /** `way` may be changed. A session that was killed does nothing any more. */
  const start = (options: DeskOptions = {}) => {
    const session = { way: "as it should" as Way };
    let isAlive = true;
    let onDeath = () => {};
    const death = new Promise<void>((resolve) => {
      onDeath = resolve;
    });
    const through =
      (fetch: Fetch): Fetch =>
      async (input) => {
        if (!(input instanceof Request)) throw new Error("expected a Request");
        if (!isAlive) return never();
        if (input.method !== "POST") return fetch(input);
        keys.push(input.headers.get("idempotency-key") ?? "");
        onDisk.push(keyEntries(cache).length);
        const answer = session.way === "it never comes there" ? undefined : await fetch(input);
        if (session.way === "the process is killed once it is there") {
          isAlive = false;
          onDeath();
          return never();
        }
        if (answer && session.way === "as it should") return answer;
        throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
      };
    const mortal: Cache = {
      read: (name) => (isAlive ? cache.read(name) : never()),
      write: (name, bytes) => (isAlive ? cache.write(name, bytes) : never()),
      remove: (name) => (isAlive ? cache.remove(name) : never()),
      wipe: () => cache.wipe(),
      list: (prefix) => (isAlive ? cache.list(prefix) : never()),
      lock: (names, call) => (isAlive ? cache.lock(names, call) : never()),
    };
    const log = { ...auditLog, append: (entry: Parameters<typeof auditLog.append>[0]) => (isAlive ? auditLog.append(entry) : never()) };
    const desk = aDesk({ sandbox, cache: mortal, auditLog: log, now: clock, through, ...options });
    return {
      ...desk,
      /** The answer to a create that goes this way. */
      create: async (args: object, way: Way = "as it should"): Promise<string> => {
        session.way = way;
        const answer = desk.run("create_contact", args).then(
          ({ text }) => text,
          (error: Error) => error.message,
        );
        const text = await Promise.race([answer, death.then(() => "killed")]);
        session.way = "as it should";
        return text;
      },
    };
  };
  return {
    start,
    delete: (id: string) => sandbox.deleteContact(id),
    cache,
    auditLog,
    keys,
    /** How many keys were on disk whenever a create was sent. */
    onDisk,
    pass: (ms: number) => {
      now += ms;
    },
    named: (name: string) =>
      [...sandbox.contacts().values()].filter(({ fields }) => JSON.stringify(fields.$name?.value).includes(name)).map(({ id }) => id),
  };
}

describe("a create of an earlier session with unknown outcome", () => {
  it.each<[Way, RegExp, number]>([
    [
      "its answer is lost",
      /^It is not known whether Dana Scully was created: .* within 24 hours of the first call, because it uses the same idempotency key\.$/,
      1,
    ],
    ["the process is killed once it is there", /^killed$/, 1],
    ["it never comes there", /^It is not known whether Dana Scully was created/, 0],
  ])("(%s) is made once by the same call", async (way, said, made) => {
    const computer = aComputer();
    expect(await computer.start().create(DANA, way)).toMatch(said);
    expect(computer.named("Scully")).toHaveLength(made);
    const later = computer.start();
    const text = await later.create(DANA);
    expect(text).toMatch(/^Created Dana Scully/);
    expect(computer.named("Scully")).toEqual([writtenContact(later, text).id]);
    expect(new Set(computer.keys).size).toBe(1);
    await later.text("undo_write", { confirm: true });
    expect(computer.named("Scully")).toEqual([]);
  });

  it("is ours also where the API answers the same key from memory a while later", async () => {
    const computer = aComputer();
    await computer.start().create(DANA, "its answer is lost");
    computer.pass(LAG_MS / 2);
    const later = computer.start();
    expect(await later.create(DANA)).toMatch(/^Created Dana Scully/);
    await later.text("undo_write", { confirm: true });
    expect(computer.named("Scully")).toEqual([]);
  });

  it("that allowed a duplicate is left to its own call: another one takes neither its contact nor its key", async () => {
    const computer = aComputer();
    const first = computer.start();
    const existing = writtenContact(first, await first.create(DANA)).id;
    computer.pass(2 * LAG_MS);
    const asDuplicate = { ...DANA, allow_duplicate: true };
    expect(await first.create(asDuplicate, "its answer is lost")).toContain("It is not known");
    const made = computer.named("Scully").filter((id) => id !== existing);
    expect(made).toHaveLength(1);
    computer.pass(2 * LAG_MS);
    const later = computer.start();
    for (const session of [first, later])
      expect(await session.create(DANA)).toMatch(/^It is not known whether Dana Scully was created by the earlier call: /);
    expect(writtenContact(later, await later.create(asDuplicate)).id).toBe(made[0]);
    expect(computer.named("Scully")).toHaveLength(2);
  });

  it("that allowed a duplicate and was never made creates nobody again after another call has created the contact", async () => {
    const computer = aComputer();
    const desk = computer.start();
    const asDuplicate = { ...DANA, allow_duplicate: true };
    expect(await desk.create(asDuplicate, "it never comes there")).toContain("It is not known");
    computer.pass(2 * LAG_MS);
    const { id } = writtenContact(desk, await desk.create(DANA));
    expect(writtenContact(desk, await desk.create(asDuplicate)).id).toBe(id);
    expect(computer.named("Scully")).toEqual([id]);
  });

  it("can be taken back by its ID after that", async () => {
    const computer = aComputer();
    await computer.start().create(DANA, "its answer is lost");
    const [first] = computer.auditLog.lines.map((line) => JSON.parse(line).write_id);
    await computer.start().create(DANA);
    await computer.start().text("undo_write", { write_id: first, confirm: true });
    expect(computer.named("Scully")).toEqual([]);
  });

  it.each<Way>(["its answer is lost", "the process is killed once it is there"])(
    "(%s) is found by the same call once lists show it, and is no duplicate",
    async (way) => {
      const computer = aComputer();
      await computer.start().create(DANA, way);
      computer.pass(2 * LAG_MS);
      const later = computer.start();
      const text = await later.create(DANA);
      expect(text).toMatch(/^Created Dana Scully/);
      expect(computer.named("Scully")).toEqual([writtenContact(later, text).id]);
      // From then on it is there as any other.
      expect(await computer.start().create(DANA)).toContain("same e-mail");
    },
  );

  it("that was made, and deleted since, is made anew by the call after that which finds it out", async () => {
    const computer = aComputer();
    await computer.start().create(DANA, "its answer is lost");
    for (const id of computer.named("Scully")) computer.delete(id);
    const later = computer.start();
    expect(await later.create(DANA)).toMatch(
      /^Not created: the earlier call created Dana Scully \(con_\w+\), and this contact was deleted since, or merged into another\. Repeat the call to create it again\.$/,
    );
    expect(await later.create(DANA)).toMatch(/^Created Dana Scully/);
    expect(computer.named("Scully")).toHaveLength(1);
  });

  it("stays unknown from session to session as long as it is", async () => {
    const computer = aComputer();
    for (let session = 0; session < 3; session++) expect(await computer.start().create(DANA, "its answer is lost")).toContain("is not known");
    expect(await computer.start().create(DANA)).toMatch(/^Created/);
    expect(new Set(computer.keys).size).toBe(1);
    expect(computer.named("Scully")).toHaveLength(1);
  });

  it("is another than what is created with other values, or after 24 hours", async () => {
    const computer = aComputer();
    await computer.start().create(DANA, "it never comes there");
    await computer.start().create(FOX);
    expect(new Set(computer.keys).size).toBe(2);
    computer.pass(24 * HOUR_MS);
    expect(await computer.start().create(DANA)).toMatch(/^Created Dana Scully/);
    expect(new Set(computer.keys).size).toBe(3);
  });

  it("does not take for its own who was there before it was sent", async () => {
    const computer = aComputer();
    const first = computer.start();
    const twin = writtenContact(first, await first.create(DANA)).id;
    await first.create({ ...DANA, allow_duplicate: true }, "it never comes there");
    computer.pass(2 * LAG_MS);
    expect(await computer.start().create(DANA)).toMatch(
      /^It is not known whether Dana Scully was created by the earlier call: this contact exists already\.\n.*same e-mail/,
    );
    const later = computer.start();
    expect(writtenContact(later, await later.create({ ...DANA, allow_duplicate: true })).id).not.toBe(twin);
    expect(computer.named("Scully")).toHaveLength(2);
  });
});

it("a create whose outcome is unknown keeps its key where the same call cannot be sent", async () => {
  const computer = aComputer();
  const desk = computer.start({ cache: noCache });
  await desk.create(DANA, "its answer is lost");
  computer.auditLog.full = () => true;
  expect(await desk.create(DANA)).toContain("ENOSPC");
  computer.auditLog.full = () => false;
  expect(await desk.create(DANA)).toMatch(/^Created/);
  expect(computer.named("Scully")).toHaveLength(1);
});

describe("the key of a create", () => {
  it("is on disk when it is sent, and no longer once its outcome is known", async () => {
    const computer = aComputer();
    const desk = computer.start();
    await desk.create(DANA);
    await desk.create(FOX);
    expect(computer.onDisk).toEqual([1, 1]);
    expect(keyEntries(computer.cache)).toEqual([]);
    await desk.create({ ...DANA, allow_duplicate: true }, "its answer is lost");
    expect(keyEntries(computer.cache)).toHaveLength(1);
    await desk.create({ ...DANA, allow_duplicate: true });
    expect(keyEntries(computer.cache)).toEqual([]);
    expect(computer.named("Scully")).toHaveLength(2);
  });

  it("is of no use any more where the outcome is known, though it could not be taken from the disk", async () => {
    const cache = { ...aCache(), remove: async () => undefined };
    const computer = aComputer({ cache });
    const desk = computer.start();
    const first = writtenContact(desk, await desk.create(DANA)).id;
    await desk.text("undo_write", { confirm: true });
    const second = writtenContact(desk, await desk.create(DANA)).id;
    expect(second).not.toBe(first);
    expect(computer.named("Scully")).toEqual([second]);
  });

  it("does not get lost where another server on the same cache creates somebody else, or the same person", async () => {
    const computer = aComputer();
    const [one, other] = [computer.start(), computer.start()];
    await Promise.all([one.create(DANA, "its answer is lost"), other.create(FOX, "its answer is lost")]);
    await other.create({ fields: { name: "Walter Skinner" } });
    const later = computer.start();
    for (const person of [DANA, FOX]) expect(await later.create(person)).toMatch(/^Created/);
    expect([...computer.named("Scully"), ...computer.named("Mulder")]).toHaveLength(2);
    await later.create({ ...DANA, allow_duplicate: true }, "its answer is lost");
    expect(await other.create({ ...DANA, allow_duplicate: true })).toMatch(/^Created/);
    expect(computer.named("Scully")).toHaveLength(2);
  });

  it("is on disk when it is sent, and is read from there, however slow the disk is", async () => {
    const cache = aCache();
    const slowly = () => new Promise((resolve) => setTimeout(resolve, 3000));
    const slow: Cache = {
      ...cache,
      read: (name) => slowly().then(() => cache.read(name)),
      write: (name, bytes) => slowly().then(() => cache.write(name, bytes)),
    };
    const computer = aComputer({ cache: Object.assign(slow, { entries: cache.entries }) });
    expect(await computer.start().create(DANA, "the process is killed once it is there")).toBe("killed");
    expect(computer.onDisk).toEqual([1]);
    // No other process knows of the create any more: the key alone keeps it from being made twice.
    for (const name of cache.entries.keys()) if (!name.startsWith("create-")) cache.entries.delete(name);
    expect(await computer.start().create(DANA)).toMatch(/^Created Dana Scully/);
    expect(computer.named("Scully")).toHaveLength(1);
    expect(new Set(computer.keys).size).toBe(1);
  });

  it.each([
    ["is off", noCache],
    ["cannot be written", { ...aCache(), write: async () => undefined }],
    ["never comes to the end of a write", { ...aCache(), write: never }],
  ])("is kept while the server runs where the cache %s, and the answer says so", async (_why, cache) => {
    const computer = aComputer();
    const desk = computer.start({ cache });
    expect(await desk.create(DANA, "its answer is lost")).toContain(
      "within 24 hours of the first call and while this server runs, because it uses the same idempotency key.",
    );
    expect(await desk.create(DANA)).toMatch(/^Created/);
    expect(computer.named("Scully")).toHaveLength(1);
  });
});

it.each(["create_contact", "apply_plan"])("a create that was sent is not refused for want of a search: %s", async (tool) => {
  const cache = aCache();
  let isCutOff = false;
  let hasLanded = false;
  const through =
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      const isWrite = input instanceof Request && input.method === "POST";
      const answer = hasLanded ? undefined : await fetch(input, init);
      hasLanded ||= isCutOff && isWrite;
      if (answer && !hasLanded) return answer;
      throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
    };
  const first = aDesk({ cache, through, filters: false, contacts: 60 });
  const plan = await first.text("import_contacts", { rows: [{ name: "Dana Scully", email: "dana@fbi.example" }] });
  const args = tool === "create_contact" ? DANA : { plan_id: planIn(plan) };
  isCutOff = true;
  await first.run(tool, args);
  for (const name of cache.entries.keys()) if (!/^(create|plan|progress)/.test(name)) cache.entries.delete(name);
  const later = aDesk({ cache, sandbox: first.sandbox, through: onlyFirstPages });
  const { text } = await later.run(tool, args);
  expect(text).toMatch(/^Created Dana Scully|^1 of 1 written/);
  expect(first.sandbox.contacts().size).toBe(61);
});
