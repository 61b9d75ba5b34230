import { z } from "zod/v3";
import type { JsonEntries } from "../../storage/index.ts";
import { isUnsettled, type Plan, type PlanRow, planRowForm, type RowEnd, rowEndForm } from "./plan.ts";

/** How often, in ms, progress goes to disk at most. After a crash, the other rows are looked up by their keys. */
const SAVE_EVERY_MS = 250;

/** How many rows at a time are noted on disk as about to be sent. */
const ANNOUNCED_AT_ONCE = 100;

export const storedProgressForm = z
  .object({
    /** The plan's ID. */
    id: z.string(),
    workedAt: z.number(),
    /** Rows that may have been sent, and whose end is not known. */
    sent: z.array(z.number()),
    ends: z.array(z.tuple([z.number(), rowEndForm])),
    /** Ambiguous rows, as they were settled. */
    settled: z.array(z.tuple([z.number(), planRowForm])),
  })
  .strict();

export type StoredProgress = z.infer<typeof storedProgressForm>;

/**
 * How far a plan has got, by the index of each row: in memory, and on disk if there is a cache. On disk a row counts as
 * sent before it is, so that a process that continues after this one was killed knows which rows may have been written.
 */
export class PlanProgress {
  #plan: Plan;
  readonly #entries: JsonEntries<StoredProgress>;
  readonly #now: () => number;
  readonly #ends = new Map<number, RowEnd>();
  readonly #settled = new Map<number, PlanRow>();
  /** IDs of the contacts of rows that are written. */
  readonly #made = new Set<string>();
  /** Rows that this process has sent, and whose end is not known. */
  readonly #sent = new Set<number>();
  /** Rows that other processes may have sent, by the last {@link take}. */
  #sentByOthers = new Set<number>();
  /** Rows that only the disk counts as sent. */
  #announced = new Set<number>();
  #announcing: Promise<void> = Promise.resolve();
  #workedAt: number;
  #savedAt = performance.now();
  #isForgotten = false;

  /** @param now clock in ms */
  constructor(plan: Plan, entries: JsonEntries<StoredProgress>, now: () => number) {
    this.#plan = plan;
    this.#entries = entries;
    this.#now = now;
    this.#workedAt = plan.madeAt;
  }

  get ends(): ReadonlyMap<number, RowEnd> {
    return this.#ends;
  }

  /** The plan, with its ambiguous rows as they were settled. */
  get plan(): Plan {
    return this.#plan;
  }

  /** IDs of the contacts that rows have created or changed. */
  get made(): ReadonlySet<string> {
    return this.#made;
  }

  /** Rows that could be written, and have no end. */
  get open(): number[] {
    return this.#plan.rows.flatMap((row, index) => (isUnsettled(row) || this.#ends.has(index) ? [] : [index]));
  }

  /** Merges that may have been sent, and whose end is not known. */
  get mergesInDoubt(): number[] {
    return this.open.filter((row) => this.#plan.rows[row]?.action === "merge" && this.maySent(row));
  }

  /** When a row was last written, or the plan was made, in ms. */
  get workedAt(): number {
    return this.#workedAt;
  }

  /** Whether the row may have been sent, without its end being known. */
  maySent(row: number): boolean {
    return this.#sent.has(row) || this.#sentByOthers.has(row);
  }

  /** Takes note of what ambiguous rows were settled as. Resolves once that is on disk. */
  async settle(rows: ReadonlyMap<number, PlanRow>): Promise<void> {
    if (rows.size === 0) return;
    this.#takeSettled(rows);
    await this.save();
  }

  /** A row that is settled stays so: it may have been sent. */
  #takeSettled(rows: Iterable<readonly [number, PlanRow]>): void {
    const come = [...rows].filter(([index]) => !this.#settled.has(index));
    if (come.length === 0) return;
    for (const [index, row] of come) this.#settled.set(index, row);
    this.#plan = { ...this.#plan, rows: this.#plan.rows.map((row, index) => this.#settled.get(index) ?? row) };
  }

  /** Takes note of a row that is sent now. */
  sends(row: number): void {
    this.#sent.add(row);
  }

  /** Takes note of a row that was certainly not sent, or that the API has refused. */
  notSent(row: number): void {
    this.#sent.delete(row);
    this.#sentByOthers.delete(row);
  }

  /** Resolves when the disk counts the row as sent. Call this before the row is sent. `next`: the rows after it. */
  async announce(row: number, next: readonly number[]): Promise<void> {
    if (!this.#announced.has(row)) {
      for (const one of [row, ...next.slice(0, ANNOUNCED_AT_ONCE - 1)]) this.#announced.add(one);
      this.#announcing = this.save();
    }
    await this.#announcing;
  }

  /** Takes note of how a row ended. `isFound`: the row turned out to be written earlier. */
  end(row: number, end: RowEnd, isFound = false): void {
    // Where nothing was written the plan is no newer.
    if (end.state === "written" && !isFound) this.#workedAt = this.#now();
    this.#note(row, end);
    this.notSent(row);
  }

  #note(row: number, end: RowEnd): void {
    if (end.state === "written") this.#made.add(end.contact);
    this.#ends.set(row, end);
  }

  /** Stores the progress unless that was done just now. */
  saveSoon(): void {
    if (performance.now() - this.#savedAt > SAVE_EVERY_MS) void this.save();
  }

  /** Takes note that no row is under way any more. Resolves once that is on disk. */
  async rest(): Promise<void> {
    // A row counts as announced until the disk no longer has it.
    await this.#write(new Set());
    this.#announced = new Set();
  }

  async save(): Promise<void> {
    await this.#write(this.#announced);
  }

  /** Whether the plan was deleted. */
  get isForgotten(): boolean {
    return this.#isForgotten;
  }

  /** Stores nothing from now on. */
  forget(): void {
    this.#isForgotten = true;
  }

  async #write(announced: ReadonlySet<number>): Promise<void> {
    if (this.#isForgotten) return;
    this.#savedAt = performance.now();
    const sent = [...new Set([...this.#sent, ...this.#sentByOthers, ...announced])].filter((row) => !this.#ends.has(row));
    await this.#entries.write(this.#plan.id, {
      id: this.#plan.id,
      workedAt: this.#workedAt,
      sent,
      ends: [...this.#ends],
      settled: [...this.#settled],
    });
  }

  /** Takes over the progress that another process has stored meanwhile. */
  async catchUp(): Promise<void> {
    const stored = await this.#entries.read(this.#plan.id);
    // If it cannot be read, any row may have been sent.
    if (stored === "unreadable") this.#sentByOthers = new Set([...this.#plan.rows.keys()].filter((row) => !this.#ends.has(row)));
    else if (stored !== undefined) this.take(stored);
  }

  /** Takes in stored progress. */
  take({ workedAt, ends, sent, settled }: StoredProgress): void {
    this.#takeSettled(settled);
    this.#workedAt = Math.max(this.#workedAt, workedAt);
    for (const [row, end] of ends) if (!this.#ends.has(row)) this.#note(row, end);
    // Rows that this process announces are on disk too, but not sent yet.
    this.#sentByOthers = new Set(sent.filter((row) => !this.#announced.has(row) && !this.#ends.has(row)));
  }
}
