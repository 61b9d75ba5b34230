import { PAGE_SIZE } from "./page-reader.ts";

/** How far before the list's end a page may join it: for a few inserts that shifted it, not for a record that moved. */
const NEAR_END = 2 * PAGE_SIZE;

/** IDs in the order of the list, each once, put together from pages that overlap. */
export class ListOrder {
  readonly #ids: string[] = [];
  /** The same IDs. */
  readonly #members = new Set<string>();

  constructor(ids: readonly string[] = []) {
    this.append(ids);
  }

  get length(): number {
    return this.#ids.length;
  }

  /** The IDs in no order. Changes with the list. */
  get members(): ReadonlySet<string> {
    return this.#members;
  }

  has(id: string): boolean {
    return this.#members.has(id);
  }

  /** Appends a page that begins near the end, so that nothing can lie between. Returns whether it did. */
  join(page: readonly string[]): boolean {
    const [first] = page;
    if (first !== undefined && this.length > 0 && !this.#ids.slice(-NEAR_END).includes(first)) return false;
    this.append(page);
    return true;
  }

  /** Appends the IDs that are new. */
  append(ids: readonly string[]): void {
    for (const id of ids) {
      if (this.#members.has(id)) continue;
      this.#members.add(id);
      this.#ids.push(id);
    }
  }

  /** The first place where a page, read at `offset`, differs from the list; undefined if it does not. */
  firstDifference(offset: number, page: readonly string[]): number | undefined {
    // A page that is not full ends the list.
    const compared = page.length < PAGE_SIZE ? Math.max(page.length, this.length - offset) : page.length;
    for (let at = 0; at < compared; at++) {
      if (this.#ids[offset + at] !== page[at]) return offset + at;
    }
    return undefined;
  }

  /** Takes over a page, read at `offset`, from `place` on. Drops records that it lacks between records of both. */
  correct(offset: number, page: readonly string[], place: number): void {
    const shown = page.slice(place - offset);
    const end = page.length < PAGE_SIZE ? this.length : this.#resumption(shown, place);
    for (const id of this.#ids.splice(place, end - place)) this.#members.delete(id);
    let before = place;
    for (const id of shown) {
      if (!this.#members.has(id)) continue;
      const old = this.#ids.indexOf(id);
      this.#ids.splice(old, 1);
      if (old < before) before--;
    }
    this.#ids.splice(before, 0, ...shown);
    for (const id of shown) this.#members.add(id);
  }

  /** Where the list continues after the page: after the last record of both, without records that have moved far. */
  #resumption(shown: readonly string[], place: number): number {
    const places = shown.map((id) => (this.#members.has(id) ? this.#ids.indexOf(id, place) : -1)).filter((known) => known >= 0);
    places.sort((one, other) => one - other);
    const median = places[Math.floor(places.length / 2)] ?? place - 1;
    return 1 + (places.findLast((known) => known <= median + PAGE_SIZE) ?? median);
  }
}
