import { createHash } from "node:crypto";
import { isRecord } from "../../fields/json.ts";
import type { Cache } from "../../storage/index.ts";
import { shortId } from "../journal/write-record.ts";
import { WriteRefused } from "../refusal.ts";
import { newKey, newPlanId, type Plan, type PlanProgress, type PlanRow, type RowEnd } from "./plan.ts";

/** How long, in ms, a plan can be applied after it was made or last worked on: what it was made from may be otherwise by then. */
export const PLAN_LIFE_MS = 30 * 60_000;

/** Names of cache entries can be seen by whoever can list the folder, and the ID is what allows to apply the plan. */
const hashOf = (id: string) => createHash("sha256").update(id).digest("hex").slice(0, 40);

const PARTS = ["plan", "progress"] as const;

const entryOf = (hash: string, part: (typeof PARTS)[number]) => `${part}-${hash}`;

/** The entry that lists the others, since a cache cannot. */
const LIST = "plans";

/** How long, in ms, a plan is on disk at least: longer than anybody can work on it. */
const KEPT_MS = 24 * 60 * 60_000;

const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));

/** What an entry holds; undefined where it is none of ours, or of another form. */
function parsed<T>(bytes: Uint8Array | undefined, isIt: (value: Partial<T>) => boolean): T | undefined {
  try {
    const value: unknown = bytes && JSON.parse(Buffer.from(bytes).toString());
    return isRecord(value) && isIt(value as Partial<T>) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

/** Progress as it is stored. */
interface StoredProgress {
  readonly workedAt: number;
  readonly begun: number;
  readonly sent: readonly number[];
  readonly ends: readonly (readonly [number, RowEnd])[];
}

/** By the hashes of their IDs, and when they were made, in ms. */
interface StoredList {
  readonly plans: readonly (readonly [string, number])[];
}

/** A plan that was made, and whether it outlives the process. */
export interface KeptPlan {
  readonly plan: Plan;
  readonly onDisk: boolean;
}

interface Held {
  readonly plan: Plan;
  /** Whether it outlives the process. */
  onDisk: boolean;
  workedAt: number;
  begun: number;
  sent: ReadonlySet<number>;
  readonly ends: Map<number, RowEnd>;
}

/** Plans and how far they have got: in memory, and in the encrypted cache, so that a plan outlives the process. */
export class PlanStore {
  readonly #cache: Cache;
  readonly #now: () => number;
  readonly #held = new Map<string, Held>();
  #listing: Promise<void> = Promise.resolve();

  /** @param now clock in ms */
  constructor(cache: Cache, now: () => number) {
    this.#cache = cache;
    this.#now = now;
  }

  /**
   * Makes a plan and keeps it.
   *
   * @param tool that it is made by
   * @param rows without their keys
   */
  async make(tool: string, rows: readonly Omit<PlanRow, "key">[]): Promise<KeptPlan> {
    const plan: Plan = { id: newPlanId(), batch: shortId("b"), tool, madeAt: this.#now(), rows: rows.map((row) => ({ ...row, key: newKey() })) };
    return { plan, onDisk: await this.#add(plan) };
  }

  /** Resolves once it is on disk; false where it is kept in memory alone. */
  async #add(plan: Plan): Promise<boolean> {
    this.#forgetOld();
    const held: Held = { plan, onDisk: false, workedAt: plan.madeAt, begun: 0, sent: new Set(), ends: new Map() };
    this.#held.set(plan.id, held);
    const entry = entryOf(hashOf(plan.id), "plan");
    this.#listing = this.#listing.then(() => this.#list(plan));
    await this.#listing;
    await this.#cache.write(entry, bytesOf(plan));
    held.onDisk = (await this.#cache.read(entry)) !== undefined;
    return held.onDisk;
  }

  /** @throws WriteRefused where there is no such plan, or it is too old */
  async get(id: string): Promise<KeptPlan & { readonly progress: PlanProgress }> {
    const held = this.#held.get(id) ?? (await this.#restored(id));
    if (!held)
      throw new WriteRefused(
        `There is no plan ${JSON.stringify(id.slice(0, 80))}. A plan's ID stands in the answer that showed it; make the plan anew.`,
      );
    await this.#catchUp(held);
    if (this.#isOld(held)) {
      this.#forget(id);
      throw new WriteRefused(
        `The plan is older than ${PLAN_LIFE_MS / 60_000} minutes, and contacts may be otherwise by now. Nothing was written by this call; make the plan anew.`,
      );
    }
    return { plan: held.plan, onDisk: held.onDisk, progress: held };
  }

  /** Takes note that rows up to this one, exclusively, are about to be sent. Resolves once that is on disk, where the cache is. */
  async begins(id: string, upTo: number): Promise<void> {
    const held = this.#held.get(id);
    if (held) held.begun = Math.max(held.begun, upTo);
    await this.#save(held);
  }

  /** Takes note that nothing is under way any more, and which rows were sent without their end being known. Resolves as `begins`. */
  async stopped(id: string, sent: Iterable<number>): Promise<void> {
    const held = this.#held.get(id);
    if (held) [held.begun, held.sent] = [0, new Set(sent)];
    await this.#save(held);
  }

  /** Takes note of how rows ended. Resolves once that is on disk, where the cache is. */
  async ended(id: string, ends: ReadonlyMap<number, RowEnd>): Promise<void> {
    const held = this.#held.get(id);
    if (!held) return;
    // What nothing came of does not make the plan any newer.
    if ([...ends.values()].some(({ state }) => state === "written")) held.workedAt = this.#now();
    for (const [row, end] of ends) held.ends.set(row, end);
    await this.#save(held);
  }

  async #save(held: Held | undefined): Promise<void> {
    if (!held) return;
    const { plan, workedAt, begun, sent, ends } = held;
    const progress: StoredProgress = { workedAt, begun, sent: [...sent], ends: [...ends] };
    await this.#cache.write(entryOf(hashOf(plan.id), "progress"), bytesOf(progress));
  }

  async #restored(id: string): Promise<Held | undefined> {
    const bytes = await this.#cache.read(entryOf(hashOf(id), "plan"));
    const plan = parsed<Plan>(bytes, (one) => one.id === id && Array.isArray(one.rows));
    if (!plan) return undefined;
    const held: Held = { plan, onDisk: true, workedAt: plan.madeAt, begun: 0, sent: new Set(), ends: new Map() };
    this.#held.set(id, held);
    return held;
  }

  /** Another process may have worked on it meanwhile. */
  async #catchUp(held: Held): Promise<void> {
    const bytes = await this.#cache.read(entryOf(hashOf(held.plan.id), "progress"));
    const stored = parsed<StoredProgress>(bytes, ({ ends, sent }) => Array.isArray(ends) && Array.isArray(sent));
    // What cannot be read may have said anything.
    if (bytes && !stored) held.begun = held.plan.rows.length;
    if (!stored) return;
    held.workedAt = Math.max(held.workedAt, stored.workedAt);
    held.begun = Math.max(held.begun, stored.begun);
    held.sent = new Set([...held.sent, ...stored.sent]);
    for (const [row, end] of stored.ends) if (!held.ends.has(row)) held.ends.set(row, end);
  }

  #isOld({ workedAt }: Held): boolean {
    return this.#now() - workedAt > PLAN_LIFE_MS;
  }

  #forgetOld(): void {
    for (const [id, held] of this.#held) if (this.#isOld(held)) this.#forget(id);
  }

  #forget(id: string): void {
    this.#held.delete(id);
    this.#delete(hashOf(id));
  }

  #delete(hash: string): void {
    for (const part of PARTS) void this.#cache.remove(entryOf(hash, part));
  }

  /** Lists a plan, and deletes those of processes that are long gone. */
  async #list({ id, madeAt }: Plan): Promise<void> {
    const list = parsed<StoredList>(await this.#cache.read(LIST), ({ plans }) => Array.isArray(plans));
    const isOld = ([, at]: readonly [string, number]) => this.#now() - at > KEPT_MS;
    const listed = list?.plans ?? [];
    for (const [hash] of listed.filter(isOld)) this.#delete(hash);
    const plans = [...listed.filter((one) => !isOld(one)), [hashOf(id), madeAt] as const];
    await this.#cache.write(LIST, bytesOf({ plans } satisfies StoredList));
  }
}
