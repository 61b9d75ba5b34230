import { setImmediate as nextTurn } from "node:timers/promises";
import type { WireFilter } from "../../api/index.ts";
import { mapConcurrently } from "../../async/pool.ts";
import { ListOrder } from "./list-order.ts";
import { OffsetRefused, PAGE_SIZE, type Page, type PageReader } from "./page-reader.ts";
import type { Anchor } from "./sync-state.ts";

/**
 * How many records a page shares with the one before. One is enough to see that nothing lies between the two, and each more would cost another
 * hundredth of the pages.
 */
export const OVERLAP = 1;
const STEP = PAGE_SIZE - OVERLAP;

/** Pages in flight at once: as many as the API takes in a second. */
const AT_ONCE = 25;

/** Pages that may be read to mend one seam, and all of a sweep: a list without a steady order is torn everywhere. */
const MOST_MENDING = 40;
const MOST_MENDING_IN_ALL = 200;

/** Pages that are joined at a stretch: a hundredth of a second's work at most. */
const AT_A_STRETCH = 200;

export interface SweepResult {
  readonly order: ListOrder;
  /** As the last page had it. */
  readonly total: number | undefined;
  /** The offset from which on the API lists nothing; undefined where the end was reached. */
  readonly refusedAt: number | undefined;
  /** Whether somewhere two pages could not be joined, so that contacts may lie between them. */
  readonly torn: boolean;
}

/**
 * Reads a whole list, several pages at once. As long as no record changes its place among the others, everything that was in the list from
 * the first page to the last is in the result: a page that does not begin with a record of the one before (deletes have moved the list on
 * between the two) is not joined to it before what lies between has been read.
 *
 * What was read stays: after a failure `run` can be called again, and reads what is missing.
 */
export class Sweep {
  readonly #reader: PageReader;
  readonly filters: readonly WireFilter[];
  readonly #begunAt: Anchor | undefined;
  readonly #base: number;
  readonly #order: ListOrder;
  readonly #pages: (Page | undefined)[] = [];
  #cursor = 0;
  #joined = 0;
  #total: number | undefined;
  #refusedAt = Number.POSITIVE_INFINITY;
  #torn = false;
  #mendingLeft = MOST_MENDING_IN_ALL;

  constructor(reader: PageReader, filters: readonly WireFilter[] = [], anchor?: Anchor) {
    this.#reader = reader;
    this.filters = filters;
    this.#begunAt = anchor;
    this.#base = anchor?.offset ?? 0;
    this.#order = new ListOrder(anchor?.ids);
  }

  /** From where another sweep can go on, if this one has got anywhere. */
  get anchor(): Anchor | undefined {
    let read = 0;
    while (this.#pages[read] !== undefined) read++;
    return this.#pages[read - 1] ?? this.#begunAt;
  }

  /** @throws CallError where a page cannot be had; of several, the first */
  async run(): Promise<SweepResult> {
    this.#cursor = 0;
    if (this.#pages.length === 0) await this.#fetch(0);
    await mapConcurrently(this.#unread(), AT_ONCE, (index) => this.#fetch(index));
    await this.#join();
    await this.#followEnd();
    const refusedAt = Number.isFinite(this.#refusedAt) ? this.#refusedAt : undefined;
    return { order: this.#order, total: this.#total, refusedAt, torn: this.#torn };
  }

  /** The pages to read in this run. The end is only known as pages come, so the iterator may go on after it was done. */
  #unread(): Iterable<number> {
    const next = (): IteratorResult<number> => {
      const value = this.#claim();
      return value === undefined ? { done: true, value } : { value };
    };
    return { [Symbol.iterator]: () => ({ next }) };
  }

  /** The next page that was not claimed in this run. */
  #claim(): number | undefined {
    while (this.#pages[this.#cursor] !== undefined) this.#cursor++;
    const offset = this.#base + this.#cursor * STEP;
    const end = this.#total === undefined ? this.#endSeen() : this.#total - OVERLAP;
    return offset < Math.min(end, this.#refusedAt) ? this.#cursor++ : undefined;
  }

  /** Where no total is given, the list ends with the first page that is not full. */
  #endSeen(): number {
    const last = this.#pages.find((page) => page !== undefined && page.ids.length < PAGE_SIZE);
    return last ? last.offset + last.ids.length : Number.POSITIVE_INFINITY;
  }

  async #fetch(index: number): Promise<void> {
    this.#pages[index] = await this.#read(this.#base + index * STEP);
    this.#joinReady();
  }

  /** Where the offset is refused, what came all the same, if anything. */
  async #read(offset: number): Promise<Page | undefined> {
    try {
      const page = await this.#reader.read(offset, this.filters);
      this.#total = page.total;
      return page;
    } catch (error) {
      if (!(error instanceof OffsetRefused)) throw error;
      this.#refusedAt = Math.min(this.#refusedAt, error.offset);
      return error.page;
    }
  }

  /** Joins what has come, up to the first gap or torn seam. */
  #joinReady(): void {
    for (let joined = 0; joined < AT_A_STRETCH; joined++) {
      const page = this.#pages[this.#joined];
      if (page === undefined || !this.#order.join(page.ids)) return;
      this.#joined++;
    }
  }

  async #join(): Promise<void> {
    for (this.#joinReady(); this.#pages[this.#joined] !== undefined; this.#joinReady()) {
      const page = this.#pages[this.#joined];
      if (page !== undefined && !this.#order.join(page.ids)) await this.#mend(page);
      this.#joined++;
      await nextTurn();
    }
  }

  /** The list may have grown, or the total may have been wrong: only a page that is not full ends it. */
  async #followEnd(): Promise<void> {
    let page = this.#pages[this.#joined - 1];
    while (page !== undefined && page.ids.length === PAGE_SIZE) {
      page = await this.#read(Math.max(page.offset + STEP, this.#base + this.#order.length - OVERLAP));
      if (page !== undefined && !this.#order.join(page.ids)) await this.#mend(page);
    }
  }

  /** Reads what lies between the end of the known list and a page: back to where the two meet, then on to the page. */
  async #mend(right: Page): Promise<void> {
    const wanted = new Set(right.ids);
    let offset = Math.max(0, this.#base + this.#order.length - Math.ceil(PAGE_SIZE / 2));
    for (let tries = 0; tries < MOST_MENDING && this.#mendingLeft-- > 0; tries++) {
      const page = await this.#read(offset);
      if (page === undefined) break;
      const [first] = page.ids;
      const met = first !== undefined && this.#order.has(first);
      if (!met && offset > 0) {
        offset = Math.max(0, offset - STEP);
        continue;
      }
      this.#order.append(page.ids);
      if (page.ids.length < PAGE_SIZE || page.ids.some((id) => wanted.has(id))) {
        this.#order.append(right.ids);
        return;
      }
      offset += STEP;
    }
    this.#torn = true;
    this.#order.append(right.ids);
  }
}
