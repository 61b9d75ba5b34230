import { Listeners } from "../../async/listeners.ts";
import { type TimeSliceOptions, TimeSlices } from "../../async/time-slices.ts";
import { SearchIndex } from "../../search/index.ts";
import type { SearchDocument } from "../../search/search-document.ts";

/** An index in which replaced and removed contacts take up more than this part is built again. */
const MOST_WASTE = 0.5;

interface RenewingIndexOptions {
  /** All contacts. */
  ids(): Iterable<string>;
  /** A contact's present texts; undefined if there is no such contact any more. */
  document(id: string): SearchDocument | undefined;
  readonly slices?: TimeSliceOptions;
}

/** A search index that is built again in the background when much of it has become unused, and answers meanwhile. */
export class RenewingIndex {
  /** Told when `current` has become another index, of the same contacts. */
  readonly renewed = new Listeners();
  readonly #options: RenewingIndexOptions;
  #current = new SearchIndex();
  /** The index that is being built. It gets every change too, so that it can replace the other when it is complete. */
  #next: SearchIndex | undefined;

  constructor(options: RenewingIndexOptions) {
    this.#options = options;
  }

  get current(): SearchIndex {
    return this.#current;
  }

  /** Continues with another index. */
  replace(index: SearchIndex): void {
    this.#current = index;
    this.#next = undefined;
  }

  put(document: SearchDocument): void {
    this.#current.put(document);
    this.#next?.put(document);
    this.#renewIfWasteful();
  }

  remove(id: string): void {
    this.#current.remove(id);
    this.#next?.remove(id);
    this.#renewIfWasteful();
  }

  #renewIfWasteful(): void {
    if (this.#next || this.#current.waste <= MOST_WASTE) return;
    this.#next = new SearchIndex();
    void this.#renew(this.#next);
  }

  async #renew(next: SearchIndex): Promise<void> {
    const { ids, document } = this.#options;
    const slices = new TimeSlices(this.#options.slices);
    await slices.next();
    for (const id of [...ids()]) {
      const texts = next.has(id) ? undefined : document(id);
      if (texts) next.put(texts);
      if (slices.isOver) await slices.next();
    }
    if (this.#next !== next) return;
    this.replace(next);
    this.renewed.tell();
  }
}
