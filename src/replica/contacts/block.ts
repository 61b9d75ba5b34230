import type { ApiKey, ContactId, WireContact } from "../../api/wire.ts";
import { joinHead, splitHead } from "../../storage/headed-entry.ts";
import { fromRow, type Shape, Shapes, toRow } from "./row.ts";
import { type Outline, outlineOf, type Projection, RowParts } from "./row-part.ts";

/** Contacts in a block, and so in an entry of the cache, which has about 2 MB. */
export const BLOCK_SIZE = 2000;

const FIRST_BYTES = 64 * 1024;
/** How much a full buffer grows. Unused bytes take real memory. */
const GROWTH = 1.25;

/** Describes an entry of the cache, so that its contacts can be used by any process. */
export interface BlockStamp {
  /** A random text, new each time the block is stored. */
  readonly stamp: string;
  /** When the block was stored, in ms. */
  readonly savedAt: number;
  /** A hash of the fields that were hidden. */
  readonly hidden: string;
}

interface Head extends BlockStamp {
  readonly shapes: readonly Shape[];
  readonly ids: readonly ContactId[];
  /** The lengths of their rows, in bytes. */
  readonly lengths: readonly number[];
}

/**
 * Some contacts as rows in one buffer, which takes a tenth of the memory of objects. A row is decoded when it is asked
 * for. A replaced row stays in the buffer until there is no room for another, or until the block is stored.
 */
export class Block {
  /** By place; undefined if the contact was removed: its place stays empty. */
  readonly ids: (ContactId | undefined)[] = [];
  readonly #shapes: Shapes;
  #bytes: Buffer;
  #used = 0;
  readonly #starts = new Uint32Array(BLOCK_SIZE);
  readonly #ends = new Uint32Array(BLOCK_SIZE);
  #stamp: BlockStamp | undefined;
  /** For the attributes that were read last. */
  #parts: RowParts | undefined;
  #isStored = false;

  constructor(bytes: Buffer = Buffer.alloc(0), shapes: readonly Shape[] = []) {
    this.#bytes = bytes;
    this.#shapes = new Shapes(shapes);
  }

  /** The block of an entry that {@link store} made; undefined if it is damaged. It takes over the entry's bytes. */
  static restore(entry: Uint8Array): Block | undefined {
    const parts = splitHead<Head>(entry);
    const { ids, lengths, shapes, ...stamp } = parts?.head ?? {};
    const isWhole = ids && lengths && shapes && ids.length === lengths.length && ids.length <= BLOCK_SIZE;
    if (!parts || !isWhole || lengths.reduce((sum, length) => sum + length, 0) !== parts.body.length) return undefined;
    const block = new Block(parts.body, shapes);
    for (const [place, length] of lengths.entries()) {
      block.ids.push(ids[place]);
      block.#starts[place] = block.#used;
      block.#used += length;
      block.#ends[place] = block.#used;
    }
    block.#stamp = stamp as BlockStamp;
    block.#isStored = true;
    return block;
  }

  get isFull(): boolean {
    return this.ids.length === BLOCK_SIZE;
  }

  /** How much memory the rows take. */
  get bytes(): number {
    return this.#bytes.length;
  }

  /** The stamp of the entry as it was last stored, if it was. */
  get stamp(): BlockStamp | undefined {
    return this.#stamp;
  }

  /** Whether the block has not changed since it was stored. */
  get isStored(): boolean {
    return this.#isStored;
  }

  /** Adds a contact and returns its place. Only while the block is not full. */
  add(contact: WireContact, isHidden: (key: ApiKey) => boolean): number {
    const place = this.ids.length;
    this.ids.push(contact.id);
    this.#write(place, toRow(contact, this.#shapes, isHidden));
    return place;
  }

  /** Replaces the contact at a place. Returns whether it has changed. */
  replace(place: number, contact: WireContact, isHidden: (key: ApiKey) => boolean): boolean {
    const row = toRow(contact, this.#shapes, isHidden);
    if (row.equals(this.#row(place))) return false;
    this.#write(place, row);
    return true;
  }

  get(place: number): WireContact | undefined {
    const id = this.ids[place];
    return id && fromRow(id, this.#row(place).toString(), this.#shapes);
  }

  /** Like {@link get}, with nothing but some attributes. */
  getPart(place: number, projection: Projection): WireContact | undefined {
    const id = this.ids[place];
    if (id === undefined) return undefined;
    if (this.#parts?.projection !== projection) this.#parts = new RowParts(projection, this.#shapes);
    return this.#parts.read(id, this.#row(place));
  }

  /** The contacts whose rows hold at least one text of each set. Reading the rows would take ten times as long. */
  holding(sets: readonly ReadonlySet<string>[]): ContactId[] {
    let places = [...this.ids.keys()].sort((one, other) => (this.#starts[one] ?? 0) - (this.#starts[other] ?? 0));
    for (const texts of sets) {
      const holding = new Set([...texts].flatMap((text) => this.#placesOf(JSON.stringify(text), places)));
      places = places.filter((place) => holding.has(place));
    }
    return places.sort((one, other) => one - other).flatMap((place) => this.ids[place] ?? []);
  }

  /** The places whose rows hold some JSON. @param places in the order of their rows */
  #placesOf(json: string, places: readonly number[]): number[] {
    let found = this.#bytes.indexOf(json);
    return places.filter((place) => {
      const [start = 0, end = 0] = [this.#starts[place], this.#ends[place]];
      // Between the rows lie those that were replaced or do not matter.
      if (found >= 0 && found < start) found = this.#bytes.indexOf(json, start);
      return found >= start && found < end;
    });
  }

  outline(place: number): Outline {
    return outlineOf(this.#row(place));
  }

  remove(place: number): void {
    this.ids[place] = undefined;
    this.#ends[place] = this.#starts[place] ?? 0;
    this.#isStored = false;
  }

  /** The block as an entry of the cache. It counts as stored until it changes; an entry's bytes never change. */
  store(stamp: BlockStamp): Buffer {
    const ids: ContactId[] = [];
    const lengths: number[] = [];
    for (const [place, id] of this.ids.entries()) {
      if (id === undefined) continue;
      ids.push(id);
      lengths.push(this.#lengthOf(place));
    }
    const head: Head = { ...stamp, shapes: this.#shapes.all, ids, lengths };
    const { entry, body } = joinHead(head, this.#live);
    this.#move(body);
    this.#stamp = stamp;
    this.#isStored = true;
    return entry;
  }

  /** Bytes of all rows. */
  get #live(): number {
    return this.ids.reduce((sum, _, place) => sum + this.#lengthOf(place), 0);
  }

  #lengthOf(place: number): number {
    return (this.#ends[place] ?? 0) - (this.#starts[place] ?? 0);
  }

  #row(place: number): Buffer {
    return this.#bytes.subarray(this.#starts[place], this.#ends[place]);
  }

  #write(place: number, row: Buffer): void {
    this.#isStored = false;
    if (this.#used + row.length > this.#bytes.length) {
      // The replaced row need not be moved.
      this.#ends[place] = this.#starts[place] ?? 0;
      this.#move(Buffer.allocUnsafeSlow(Math.max(FIRST_BYTES, Math.ceil((this.#live + row.length) * GROWTH))));
    }
    this.#starts[place] = this.#used;
    this.#used += row.copy(this.#bytes, this.#used);
    this.#ends[place] = this.#used;
  }

  /** Moves all live rows to another buffer. */
  #move(to: Buffer): void {
    let used = 0;
    for (let place = 0; place < this.ids.length; place++) {
      const length = this.#row(place).copy(to, used);
      this.#starts[place] = used;
      used += length;
      this.#ends[place] = used;
    }
    this.#bytes = to;
    this.#used = used;
  }
}
