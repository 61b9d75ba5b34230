import type { ApiKey, ContactId, WireContact } from "../../api/wire.ts";
import { BLOCK_SIZE, Block } from "./block.ts";
import type { Outline, Projection } from "./row-part.ts";

/** Every contact that was seen, in its last known state, without hidden fields. */
export class ContactStore {
  readonly #blocks: Block[] = [];
  /** By ID: the number of the block times its size, and the place in it. */
  readonly #places = new Map<ContactId, number>();
  readonly #isHidden: (key: ApiKey) => boolean;

  constructor(isHidden: (key: ApiKey) => boolean) {
    this.#isHidden = isHidden;
  }

  get size(): number {
    return this.#places.size;
  }

  /** The blocks with the contacts, to be stored one by one. */
  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  has(id: string): boolean {
    return this.#places.has(id as ContactId);
  }

  ids(): IterableIterator<ContactId> {
    return this.#places.keys();
  }

  get(id: string): WireContact | undefined {
    const place = this.#places.get(id as ContactId);
    return place === undefined ? undefined : this.#blockAt(place)?.get(place % BLOCK_SIZE);
  }

  /** Like {@link get}, with nothing but some attributes. */
  getPart(id: string, projection: Projection): WireContact | undefined {
    const place = this.#places.get(id as ContactId);
    return place === undefined ? undefined : this.#blockAt(place)?.getPart(place % BLOCK_SIZE, projection);
  }

  /** All contacts that hold at least one ID of each set, and perhaps some others. Works block by block. */
  *holding(sets: readonly ReadonlySet<string>[]): IterableIterator<ContactId> {
    for (const block of this.#blocks) yield* block.holding(sets);
  }

  outline(id: string): Outline | undefined {
    const place = this.#places.get(id as ContactId);
    return place === undefined ? undefined : this.#blockAt(place)?.outline(place % BLOCK_SIZE);
  }

  /** Returns whether the contact is new or has changed. */
  put(contact: WireContact): boolean {
    const known = this.#places.get(contact.id);
    if (known !== undefined) return this.#blockAt(known)?.replace(known % BLOCK_SIZE, contact, this.#isHidden) ?? false;
    const place = this.#roomyBlock().add(contact, this.#isHidden);
    this.#places.set(contact.id, (this.#blocks.length - 1) * BLOCK_SIZE + place);
    return true;
  }

  remove(id: string): void {
    const place = this.#places.get(id as ContactId);
    if (place === undefined) return;
    this.#blockAt(place)?.remove(place % BLOCK_SIZE);
    this.#places.delete(id as ContactId);
  }

  /** Takes a block of an earlier session. A contact in two blocks is removed from the one that was stored earlier. */
  adopt(block: Block): void {
    const savedAt = block.stamp?.savedAt ?? 0;
    const first = this.#blocks.push(block) * BLOCK_SIZE - BLOCK_SIZE;
    for (const [place, id] of block.ids.entries()) {
      if (id === undefined) continue;
      const known = this.#places.get(id);
      const other = known === undefined ? undefined : this.#blockAt(known);
      if (known === undefined || !other) this.#places.set(id, first + place);
      else if ((other.stamp?.savedAt ?? 0) > savedAt) block.remove(place);
      else {
        other.remove(known % BLOCK_SIZE);
        this.#places.set(id, first + place);
      }
    }
  }

  /** The last block, or a new one if that is full. */
  #roomyBlock(): Block {
    const last = this.#blocks.at(-1);
    if (last && !last.isFull) return last;
    const next = new Block();
    this.#blocks.push(next);
    return next;
  }

  #blockAt(place: number): Block | undefined {
    return this.#blocks[Math.floor(place / BLOCK_SIZE)];
  }
}
