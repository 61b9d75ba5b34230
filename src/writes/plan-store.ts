import { createHash } from "node:crypto";
import type { Cache } from "../lookup/cache/index.ts";
import type { Plan, PlanProgress, RowEnd } from "./plan.ts";
import { WriteRefused } from "./refused.ts";

/** How long, in ms, a plan can be applied after it was made or last worked on: what it was made from may be otherwise by then. */
export const PLAN_LIFE_MS = 30 * 60_000;

/** Names of cache entries can be seen by whoever can list the folder, and the ID is what allows to apply the plan. */
const entryOf = (id: string, part: "plan" | "progress") => `${part}-${createHash("sha256").update(id).digest("hex").slice(0, 40)}`;

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

interface Held {
  readonly plan: Plan;
  workedAt: number;
  readonly ends: Map<number, RowEnd>;
}

/** Plans and how far they have got: in memory, and in the encrypted cache, so that a plan outlives the process. */
export class PlanStore {
  readonly #cache: Cache;
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();

  /** @param now clock in ms */
  constructor(cache: Cache, now: () => number) {
    this.#cache = cache;
    this.#now = now;
  }

  /** Keeps a plan. Resolves once it is on disk; false where it is kept in memory alone. */
  async add(plan: Plan): Promise<boolean> {
    this.#forgetOld();
    this.#held.set(plan.id, { plan, workedAt: plan.madeAt, ends: new Map() });
    const entry = entryOf(plan.id, "plan");
    await this.#cache.write(entry, json(plan));
    return (await this.#cache.read(entry)) !== undefined;
  }

  /** @throws WriteRefused where there is no such plan, or it is too old */
  async get(id: string): Promise<{ readonly plan: Plan; readonly progress: PlanProgress }> {
    const held = this.#held.get(id) ?? (await this.#restored(id));
    if (!held)
      throw new WriteRefused(
        `There is no plan ${JSON.stringify(id.slice(0, 80))}. A plan's ID stands in the answer that showed it; make the plan anew.`,
      );
    if (this.#isOld(held)) {
      this.#forget(id);
      throw new WriteRefused(
        `The plan is older than ${PLAN_LIFE_MS / 60_000} minutes, and contacts may be otherwise by now. Nothing was written; make the plan anew.`,
      );
    }
    return { plan: held.plan, progress: held };
  }

  /** Takes note of how rows ended. Resolves once that is on disk, where the cache is. */
  async ended(id: string, ends: ReadonlyMap<number, RowEnd>): Promise<void> {
    const held = this.#held.get(id);
    if (!held) return;
    held.workedAt = this.#now();
    for (const [row, end] of ends) held.ends.set(row, end);
    await this.#cache.write(entryOf(id, "progress"), json({ workedAt: held.workedAt, ends: [...held.ends] }));
  }

  async #restored(id: string): Promise<Held | undefined> {
    const [plan, progress] = await Promise.all((["plan", "progress"] as const).map((part) => this.#cache.read(entryOf(id, part))));
    if (!plan) return undefined;
    const restored: Plan = JSON.parse(Buffer.from(plan).toString());
    const state: { workedAt: number; ends: [number, RowEnd][] } = progress
      ? JSON.parse(Buffer.from(progress).toString())
      : { workedAt: restored.madeAt, ends: [] };
    const held = { plan: restored, workedAt: state.workedAt, ends: new Map(state.ends) };
    this.#held.set(id, held);
    return held;
  }

  #isOld({ workedAt }: Held): boolean {
    return this.#now() - workedAt > PLAN_LIFE_MS;
  }

  #forgetOld(): void {
    for (const [id, held] of this.#held) if (this.#isOld(held)) this.#forget(id);
  }

  #forget(id: string): void {
    this.#held.delete(id);
    for (const part of ["plan", "progress"] as const) void this.#cache.remove(entryOf(id, part));
  }
}
