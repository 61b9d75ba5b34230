import type { WireFilter } from "../../api/index.ts";
import { nextTurn } from "../../async/loop-turns.ts";
import { mapConcurrently } from "../../async/pool.ts";
import { ListOrder } from "./list-order.ts";
import { OffsetRefused, PAGE_SIZE, type Page, type PageReader } from "./page-reader.ts";
import type { Anchor } from "./sync-state.ts";

/** How many records a page shares with the one before. One shows that nothing lies between; more cost pages. */
const OVERLAP = 1;
const STEP = PAGE_SIZE - OVERLAP;

/** Pages in flight at once: as many as the API takes in a second. */
const AT_ONCE = 25;

/** The most pages that are read to close one gap, and all of a sweep: an unsteady order has gaps everywhere. */
const MOST_PAGES_A_GAP = 40;
const MOST_GAP_PAGES = 200;

/** The most pages that are joined without a pause, in at most 10 ms. */
const AT_A_STRETCH = 200;

export interface SweepResult {
  readonly order: ListOrder;
  /** How many records there are, by the last page. */
  readonly total: number | undefined;
  /** The offset from which on the API lists nothing; undefined if the end was reached. */
  readonly refusedAt: number | undefined;
  /** Whether two pages could not be joined, so that contacts may be missing between them. */
  readonly hasGap: boolean;
}

/**
 * Reads a whole list, several pages at once. While records keep their order, the result has everything that was in the
 * list during the whole sweep: if a page does not begin with a record of the page before, because deletes have shifted
 * the list, the records between the two are read first.
 *
 * After a failure, `run` can be called again and reads only the pages that are missing.
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
  #hasGap = false;
  #gapPagesLeft = MOST_GAP_PAGES;

  constructor(reader: PageReader, filters: readonly WireFilter[] = [], anchor?: Anchor) {
    this.#reader = reader;
    this.filters = filters;
    this.#begunAt = anchor;
    this.#base = anchor?.offset ?? 0;
    this.#order = new ListOrder(anchor?.ids);
  }

  /** Where another sweep can continue, if this one has read a page. */
  get anchor(): Anchor | undefined {
    let read = 0;
    while (this.#pages[read] !== undefined) read++;
    return this.#pages[read - 1] ?? this.#begunAt;
  }

  /** @throws CallError if a page cannot be read */
  async run(): Promise<SweepResult> {
    this.#cursor = 0;
    if (this.#pages.length === 0) await this.#fetch(0);
    await mapConcurrently(this.#unread(), AT_ONCE, (index) => this.#fetch(index));
    await this.#join();
    await this.#followEnd();
    const refusedAt = Number.isFinite(this.#refusedAt) ? this.#refusedAt : undefined;
    return { order: this.#order, total: this.#total, refusedAt, hasGap: this.#hasGap };
  }

  /** The pages to read in this run. The end shows as pages come, so the iterator may continue after it was done. */
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

  /** Without a total, the list ends with the first page that is not full. */
  #endSeen(): number {
    const last = this.#pages.find((page) => page !== undefined && page.ids.length < PAGE_SIZE);
    return last ? last.offset + last.ids.length : Number.POSITIVE_INFINITY;
  }

  async #fetch(index: number): Promise<void> {
    this.#pages[index] = await this.#read(this.#base + index * STEP);
    this.#joinReady();
  }

  /** If the offset is refused, the records that were listed before it, if any. */
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

  /** Joins the pages that have come, up to the first missing page or gap. */
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
      if (page !== undefined && !this.#order.join(page.ids)) await this.#closeGap(page);
      this.#joined++;
      await nextTurn();
    }
  }

  /** Reads on until a page is not full: the list may have grown, or the total may have been wrong. */
  async #followEnd(): Promise<void> {
    let page = this.#pages[this.#joined - 1];
    while (page !== undefined && page.ids.length === PAGE_SIZE) {
      page = await this.#read(Math.max(page.offset + STEP, this.#base + this.#order.length - OVERLAP));
      if (page !== undefined && !this.#order.join(page.ids)) await this.#closeGap(page);
    }
  }

  /** Reads the records between the known list and a page: back to where the list is known, then on to the page. */
  async #closeGap(right: Page): Promise<void> {
    const wanted = new Set(right.ids);
    let offset = Math.max(0, this.#base + this.#order.length - Math.ceil(PAGE_SIZE / 2));
    for (let tries = 0; tries < MOST_PAGES_A_GAP && this.#gapPagesLeft-- > 0; tries++) {
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
    this.#hasGap = true;
    this.#order.append(right.ids);
  }
}
