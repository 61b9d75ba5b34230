import fc from "fast-check";
import { beforeEach, describe, expect, vi } from "vitest";
import { createSandbox, type FaultKind } from "../../src/sandbox/index.ts";
import type { Cache } from "../../src/storage/index.ts";
import { aDesk, type Fetch } from "../builders.ts";
import { inFakeTime } from "./fake-time.ts";
import { aCache, aLog } from "./plans/plan-support.ts";
import { playAll, RUNS } from "./played.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 2, 2, 9) });
  return () => vi.useRealTimers();
});

const KINDS: readonly FaultKind[] = ["429", "503", "reset-before", "reset-after", "bad-json", "truncated"];
const PEOPLE = ["Zora Quill", "Yann Brandt", "Xenia Holm"];
const addressOf = (person: number) => `p${person}@new.example`;

const person = fc.nat(PEOPLE.length - 1);
const session = fc.nat(1);
const plan = fc.nat(3);

const step = fc.oneof(
  { weight: 7, arbitrary: fc.record({ do: fc.constant("create" as const), session, person, title: fc.constantFrom("CEO", undefined) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("import" as const), session, people: fc.uniqueArray(person, { minLength: 1 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("apply" as const), session, plan }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("apply at once" as const), plan }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("undo" as const), session }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("kill" as const), session, writes: fc.nat(2), isThere: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.constantFrom(3_000, 40_000, 70_000) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("colleague" as const), person, deletes: fc.boolean() }) },
);

interface Play {
  readonly seed: number;
  readonly kinds: readonly FaultKind[];
  readonly indexLagMs: number;
  readonly skewMs: number;
  readonly steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[];
}

const never = () => new Promise<never>(() => undefined);

/** A process that does nothing any more once it is killed. */
class Life {
  isOver = false;
  /** After how many more writes it is killed, and whether the last of them is there by then. */
  killedAfter: { writes: number; isThere: boolean } | undefined;
  readonly death: Promise<void>;
  #end = () => {};

  constructor() {
    this.death = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  kill(): Promise<never> {
    this.isOver = true;
    this.#end();
    return never();
  }

  while<T>(work: () => Promise<T>): Promise<T> {
    return this.isOver ? never() : work();
  }

  through =
    (fetch: Fetch): Fetch =>
    async (input, init) => {
      const request = new Request(input, init);
      const { killedAfter } = this;
      const isLast = killedAfter !== undefined && request.method !== "GET" && killedAfter.writes-- === 0;
      if (this.isOver || (isLast && !killedAfter.isThere)) return this.kill();
      const answer = await fetch(request);
      return this.isOver || isLast ? this.kill() : answer;
    };
}

/** Locks as those on disk: what a killed process holds becomes free. */
class Locks {
  readonly #held = new Map<string, { readonly life: Life; readonly over: Promise<void> }>();

  async take(names: readonly string[], life: Life): ReturnType<Cache["lock"]> {
    const taken = () => names.flatMap((name) => this.#held.get(name) ?? []).filter((one) => !one.life.isOver);
    for (let [one] = taken(); one; [one] = taken()) await Promise.race([one.over, one.life.death]);
    let free = () => {};
    const mine = {
      life,
      over: new Promise<void>((resolve) => {
        free = resolve;
      }),
    };
    for (const name of names) this.#held.set(name, mine);
    const own = () => names.filter((name) => this.#held.get(name) === mine);
    const release = async () => {
      for (const name of own()) this.#held.delete(name);
      free();
    };
    return { isHeld: async () => own().length === names.length, release };
  }
}

const play = (probability: number) =>
  async function played({ seed, kinds, indexLagMs, skewMs, steps }: Play): Promise<void> {
    const [disk, auditLog, locks] = [aCache(Date.now), aLog(), new Locks()];
    const sandbox = createSandbox({ seed, contacts: 3, rateLimit: Number.POSITIVE_INFINITY, indexLagMs, now: () => Date.now() + skewMs });
    const seeded = [...sandbox.contacts().keys()];
    sandbox.setFaults({ probability, kinds });
    const start = () => {
      const life = new Life();
      const cache: Cache = {
        ...disk,
        read: (name) => life.while(() => disk.read(name)),
        write: (name, bytes) => life.while(() => disk.write(name, bytes)),
        remove: (name) => life.while(() => disk.remove(name)),
        lock: (names) => life.while(() => locks.take(names, life)),
      };
      const log = { ...auditLog, append: (...entry: Parameters<typeof auditLog.append>) => life.while(() => auditLog.append(...entry)) };
      return { life, desk: aDesk({ sandbox, cache, auditLog: log, now: Date.now, through: life.through }) };
    };
    const sessions = [start(), start()];
    const plans: string[] = [];
    const trace: string[] = [];
    const call = async (at: number, name: string, args: object) => {
      const { life, desk } = sessions[at] ?? start();
      const answer = desk.run(name, args).then(
        ({ text }) => text,
        (error: Error) => error.message,
      );
      const text = await inFakeTime(Promise.race([answer, life.death.then(() => "killed")]));
      if (life.isOver) sessions[at] = start();
      trace.push(`${at}: ${name} ${JSON.stringify(args)}\n${text}`);
      plans.push(...[...text.matchAll(/apply_plan \{"plan_id": "([^"]+)"/g)].flatMap(([, id = ""]) => (plans.includes(id) ? [] : [id])));
    };
    const holders = (one: number) => [...sandbox.contacts().values()].filter(({ fields }) => [fields.$email?.value].flat().includes(addressOf(one)));
    const rowOf = (one: number) => ({ name: PEOPLE[one], email: addressOf(one) });
    const planAt = (at: number) => ({ plan_id: plans[at % Math.max(1, plans.length)] ?? "plan_none" });
    for (const one of steps) {
      if (one.do === "create") await call(one.session, "create_contact", { fields: { ...rowOf(one.person), title: one.title } });
      if (one.do === "import") await call(one.session, "import_contacts", { rows: one.people.map((at) => ({ ...rowOf(at), title: "VP" })) });
      if (one.do === "apply") await call(one.session, "apply_plan", planAt(one.plan));
      if (one.do === "apply at once") await Promise.all([0, 1].map((at) => call(at, "apply_plan", planAt(one.plan))));
      if (one.do === "undo") await call(one.session, "undo_write", { confirm: true });
      const life = "session" in one ? sessions[one.session]?.life : undefined;
      if (one.do === "kill" && life) life.killedAfter = { writes: one.writes, isThere: one.isThere };
      if (one.do === "wait") await vi.advanceTimersByTimeAsync(one.ms);
      const [held] = one.do === "colleague" ? holders(one.person) : [];
      if (one.do === "colleague" && held && one.deletes) sandbox.deleteContact(held.id);
      else if (held) sandbox.editContact(held.id, ({ fields }) => Object.assign(fields, { notes: { valueType: "TEXT", value: "a colleague's" } }));
      for (const at of PEOPLE.keys()) expect(holders(at).length, trace.join("\n")).toBeLessThanOrEqual(1);
    }
    sandbox.setFaults(undefined);
    for (const plan_id of plans) for (const at of [0, 1, 0]) await call(at, "apply_plan", { plan_id });
    for (const at of PEOPLE.keys()) expect(holders(at).length, trace.join("\n")).toBeLessThanOrEqual(1);
    for (const id of seeded) expect(sandbox.contacts().has(id), trace.join("\n")).toBe(true);
  };

const plays: fc.Arbitrary<Play> = fc.record({
  seed: fc.nat(),
  kinds: fc.shuffledSubarray([...KINDS], { minLength: 2 }),
  indexLagMs: fc.constantFrom(0, 2_000, 30_000),
  skewMs: fc.constantFrom(0, 5_000, -600_000),
  steps: fc.array(step, { minLength: 4, maxLength: 14 }),
});

describe("two sessions that share a cache, and are killed at any write, create each person once", () => {
  for (const probability of [0, 0.3, 0.9]) playAll(`of requests, ${probability} fail`, plays, play(probability), RUNS / 5);
});
