import type { NamedRecord } from "../api/index.ts";
import { Listeners } from "../async/listeners.ts";
import { getOrInsert } from "../maps.ts";
import { beginningOf } from "../text/beginning.ts";
import { oneLine } from "../text/plain-text.ts";
import { emailKey, nameKey } from "./name-key.ts";

/** Names and addresses are text of strangers. More of it than this does not help to tell records apart. */
const LONGEST = 120;

const clean = (text: string) => beginningOf(oneLine(text), LONGEST).trimEnd();

interface Known {
  readonly record: NamedRecord;
  /** The keys that find the record, unless it was renamed or deleted. */
  readonly keys: ReadonlySet<string>;
  /** When it was read, in ms. */
  readonly at: number;
}

/** The known records of one type, by ID and by name. Texts are sanitised before they are stored. */
export class NameStore {
  readonly #known = new Map<string, Known>();
  /** IDs by folded name and by e-mail, without deleted records. */
  readonly #ids = new Map<string, Set<string>>();
  /** How many records there are, by the last list; undefined before the first. */
  total: number | undefined;
  /** When all records were last listed, in ms. */
  listedAt = Number.NEGATIVE_INFINITY;
  /** Counts every record that is put or can no longer be found by its name. */
  changes = 0;
  /** Tells the ID of a record that had a name and was given another one. */
  readonly renamed = new Listeners<string>();

  /** @param at when it was read, in ms */
  put({ id, name, email, website, inactive }: NamedRecord, at: number): void {
    const record: NamedRecord = {
      id,
      name: clean(name),
      ...(email === undefined ? {} : { email: clean(email) }),
      ...(website === undefined ? {} : { website: clean(website) }),
      ...(inactive ? { inactive } : {}),
    };
    this.changes += 1;
    const known = this.#known.get(id);
    if (known && isSame(known.record, record) && this.#isListed(id, known)) {
      this.#known.set(id, { ...known, at });
      return;
    }
    const before = this.nameOf(id);
    this.unlist(id);
    const keys = keysOf(record);
    this.#known.set(id, { record, keys, at });
    for (const key of keys) getOrInsert(this.#ids, key, () => new Set()).add(id);
    if (before !== undefined && before !== this.nameOf(id)) this.renamed.tell(id);
  }

  #isListed(id: string, { keys }: Known): boolean {
    for (const key of keys) if (!this.#ids.get(key)?.has(id)) return false;
    return true;
  }

  /** What a person would call the record; undefined if that is not known. */
  nameOf(id: string): string | undefined {
    const record = this.get(id);
    return record?.name || record?.email || undefined;
  }

  get(id: string): NamedRecord | undefined {
    return this.#known.get(id)?.record;
  }

  /** When the record was read, in ms. */
  readAt(id: string): number {
    return this.#known.get(id)?.at ?? Number.NEGATIVE_INFINITY;
  }

  /** The records of that name or e-mail. */
  called(text: string): NamedRecord[] {
    const ids = new Set([...(this.#ids.get(nameKey(text)) ?? []), ...(this.#ids.get(emailKey(text)) ?? [])]);
    return [...ids].flatMap((id) => this.get(id) ?? []);
  }

  /** All records that can be found by name. */
  named(): NamedRecord[] {
    return [...new Set([...this.#ids.values()].flatMap((ids) => [...ids]))].flatMap((id) => this.get(id) ?? []);
  }

  /** Call this with the IDs of all records. Others were deleted: their names are shown, but no longer find them. */
  settle(ids: ReadonlySet<string>, at: number): void {
    for (const id of this.#known.keys()) if (!ids.has(id)) this.unlist(id);
    this.listedAt = at;
  }

  entries(): Iterable<Known> {
    return this.#known.values();
  }

  /** Call this when the record was renamed or deleted: its name is still shown, but no longer finds it. */
  unlist(id: string): void {
    for (const key of this.#known.get(id)?.keys ?? []) {
      const ids = this.#ids.get(key);
      if (ids?.delete(id)) this.changes += 1;
      if (ids?.size === 0) this.#ids.delete(key);
    }
  }
}

const isSame = (a: NamedRecord, b: NamedRecord) => a.name === b.name && a.email === b.email && a.website === b.website && a.inactive === b.inactive;

function keysOf({ name, email }: NamedRecord): Set<string> {
  return new Set([nameKey(name), emailKey(email ?? "")].filter((key) => key !== ""));
}
