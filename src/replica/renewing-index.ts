import { SearchIndex } from "../search/index.ts";
import type { SearchDocument } from "../search/search-document.ts";

/** Where replaced and removed contacts hold more than this part of an index, it is built anew. */
const WORN = 0.5;

export interface RenewingIndexOptions {
  /** Everybody there is. */
  ids(): Iterable<string>;
  /** A contact's texts as they are now; undefined where there is no such contact any more. */
  document(id: string): SearchDocument | undefined;
  /** Lets others have their turn; awaited whenever `turnMs` have been worked. */
  pause(): Promise<unknown>;
  readonly turnMs: number;
  /** Called when `current` has become another index, of the same contacts. */
  onrenewed(): void;
}

/** A search index that is built anew beside itself once changes have left too much of it unused, and answers meanwhile. */
export class RenewingIndex {
  readonly #options: RenewingIndexOptions;
  #current = new SearchIndex();
  /** The one that is being built. It gets every change too, so that it may take the other's place at any moment once everybody is in. */
  #next: SearchIndex | undefined;

  constructor(options: RenewingIndexOptions) {
    this.#options = options;
  }

  get current(): SearchIndex {
    return this.#current;
  }

  /** Goes on with another index. */
  replace(index: SearchIndex): void {
    this.#current = index;
    this.#next = undefined;
  }

  put(document: SearchDocument): void {
    this.#current.put(document);
    this.#next?.put(document);
    this.#renewIfWorn();
  }

  remove(id: string): void {
    this.#current.remove(id);
    this.#next?.remove(id);
    this.#renewIfWorn();
  }

  #renewIfWorn(): void {
    if (this.#next || this.#current.waste <= WORN) return;
    this.#next = new SearchIndex();
    void this.#renew(this.#next);
  }

  async #renew(next: SearchIndex): Promise<void> {
    const { ids, document, pause, turnMs, onrenewed } = this.#options;
    await pause();
    let pauseAt = performance.now() + turnMs;
    for (const id of [...ids()]) {
      const texts = next.has(id) ? undefined : document(id);
      if (texts) next.put(texts);
      if (performance.now() < pauseAt) continue;
      await pause();
      pauseAt = performance.now() + turnMs;
    }
    if (this.#next !== next) return;
    this.replace(next);
    onrenewed();
  }
}
