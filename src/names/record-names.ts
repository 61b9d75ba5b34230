import { type CallOptions, isInvalidRequest, type NamedRecord } from "../api/index.ts";
import { ageMs } from "../async/age.ts";
import { LoopTurns } from "../async/loop-turns.ts";
import { mapInSlices, TimeSlices } from "../async/time-slices.ts";
import type { PartMatch } from "../schema/link-target.ts";
import { grouped } from "../text/plural.ts";
import type { Candidate } from "./candidate.ts";
import { withoutLegalForm } from "./legal-form.ts";
import { capitalised, nameKey, withSign } from "./name-key.ts";
import { NameLoader } from "./name-loader.ts";
import type { NameSource } from "./name-source.ts";
import { NameStore } from "./name-store.ts";
import { type PartlyNamed, partTest } from "./partly-named.ts";
import { SpeltNames, wordsOf } from "./spelt-names.ts";

/** How old, in ms, a list may be to take an ID from it, and to conclude that a name does not exist. */
const FRESH_MS = 10 * 60_000;
const MISS_MS = 30_000;

/** Up to this many pages are listed instead of filtered by the API, whose filters may respect case. */
const SMALL_PAGES = 4;

/** The result of a search for a name. */
export interface FoundNames {
  /** The records of that name or e-mail. */
  readonly matches: readonly Candidate[];
  /** If there are no matches: records of whose names the text is a part. */
  readonly partial: readonly Candidate[];
  /** If there are no matches: records that may be meant. Finding them is the costly part. */
  near(): readonly Candidate[];
  /** If not all records were searched: what was, as a clause. */
  readonly searchedOnly?: string | undefined;
}

/** {@link FoundNames.near} if there are matches. */
export const noneNear = (): readonly Candidate[] => [];

/** The names of one type of record, known or fetched. */
export class RecordNames {
  readonly source: NameSource;
  readonly store = new NameStore();
  readonly loader: NameLoader;
  /** When the API was last asked for the records of a name, by {@link nameKey}. */
  readonly #asked = new Map<string, number>();
  /** When the API has refused links to a record as inactive, by its ID. */
  readonly #refused = new Map<string, number>();
  readonly #turns = new LoopTurns();
  readonly #now: () => number;
  /** Made when the store had this number of changes. */
  #spelt: { readonly changes: number; readonly names: SpeltNames } | undefined;

  constructor(source: NameSource, now: () => number) {
    this.source = source;
    this.#now = now;
    this.loader = new NameLoader(source, this.store, now);
  }

  /** Searches a name in the list of all records, if short or known, else by the API. Rejects as `api/` or the signal. */
  async find(text: string, call: CallOptions): Promise<FoundNames> {
    const { store, loader, source } = this;
    const isSmall = (pages: number) => pages <= (source.few ? source.mostPages : SMALL_PAGES);
    let complete = this.#isRecent(store.listedAt, FRESH_MS) || (await loader.list(call, isSmall));
    let matches = store.called(text);
    if (!complete) {
      matches = await this.#asking(text, call);
      if (matches.length === 0) complete = await loader.list(call, (pages) => pages <= source.mostPages);
    } else if (matches.length === 0 && !this.#isRecent(store.listedAt, MISS_MS)) {
      complete = await loader.list(call, isSmall);
    }
    if (matches.length === 0) matches = store.called(text);
    return matches.length > 0 ? { matches, partial: [], near: noneNear } : this.#missed(text, complete, call);
  }

  /**
   * Lists all records, unless the list is recent or there are too many. Resolves to whether the store has all of them.
   * Rejects with the errors of `api/`, or the signal's reason.
   */
  async list(call: CallOptions): Promise<boolean> {
    const { store, loader, source } = this;
    return this.#isRecent(store.listedAt, FRESH_MS) || loader.list(call, (pages) => pages <= source.mostPages);
  }

  /** Searches records by a part of their name, address or website. Rejects as `api/`, or with the signal's reason. */
  async withPart(text: string, how: PartMatch, call: CallOptions): Promise<PartlyNamed> {
    const { store } = this;
    const isListed = await this.list(call);
    if (!isListed) await this.#asking(text, call);
    const hasPart = partTest(text, how);
    const records = await mapInSlices(store.named(), (record) => (hasPart(record) ? record : undefined));
    return {
      records: records.filter((record) => record !== undefined),
      searchedOnly: isListed ? undefined : this.#searchedOnly(store.named().length),
    };
  }

  /** The inactive records, by data of at most ten minutes ago. Records that cannot be read count as active. */
  async inactive(ids: readonly string[], call: CallOptions): Promise<NamedRecord[]> {
    await this.loader.load(ids, call, FRESH_MS);
    return ids.filter((id) => this.#isInactive(id)).map((id) => this.store.get(id) ?? { id, name: "" });
  }

  /** The active records, if there are usually few of the type; else none. Never rejects. */
  async active(call: CallOptions): Promise<NamedRecord[]> {
    if (!this.source.few) return [];
    await this.list(call).catch(() => false);
    return this.store.named().filter(({ id }) => !this.#isInactive(id));
  }

  /** Remembers that the API has called a record inactive. Its lists may not say so. */
  refused(id: string): void {
    this.#refused.set(id, this.#now());
  }

  #isInactive(id: string): boolean {
    return this.store.get(id)?.inactive === true || this.#isRecent(this.#refused.get(id) ?? Number.NEGATIVE_INFINITY, FRESH_MS);
  }

  /** Call this when a known ID turned out to be wrong: each name is then looked up in the API again. */
  expire(): void {
    this.#asked.clear();
    this.store.listedAt = Number.NEGATIVE_INFINITY;
  }

  /** All records that can be found by name. Works in time slices; rejects with the signal's reason. */
  async #named({ signal, share }: CallOptions): Promise<SpeltNames> {
    const { store } = this;
    const pause = async () => {
      await this.#turns.next({ isBackground: share !== undefined });
      signal?.throwIfAborted();
    };
    const slices = new TimeSlices({ pause });
    await slices.next();
    if (this.#spelt?.changes === store.changes) return this.#spelt.names;
    for (const record of store.named()) {
      wordsOf(record);
      if (slices.isOver) await slices.next();
    }
    if (this.#spelt?.changes !== store.changes) this.#spelt = { changes: store.changes, names: new SpeltNames(store.named()) };
    return this.#spelt.names;
  }

  #isRecent(at: number, withinMs: number): boolean {
    return ageMs(at, this.#now()) < withinMs;
  }

  /** The records that the API finds by a name, in its likely spellings. */
  async #asking(text: string, call: CallOptions): Promise<NamedRecord[]> {
    const { store, source } = this;
    const key = nameKey(text);
    if (!source.withName || this.#isRecent(this.#asked.get(key) ?? Number.NEGATIVE_INFINITY, FRESH_MS)) return store.called(text);
    const returned = new Set<string>();
    const spellings = [...new Set([text.trim(), capitalised(text), withSign(text.trim()), ...store.called(text).map(({ name }) => name)])].slice(
      0,
      3,
    );
    const ask = async (operator: "startsWith" | "equal", name: string) => {
      const { records, totalCount = records.length } = (await source.withName?.(operator, name, call)) ?? { records: [] };
      for (const record of records) {
        store.put(record, this.#now());
        returned.add(record.id);
      }
      return totalCount > records.length;
    };
    try {
      await Promise.all(
        spellings.map(async (name) => {
          const hasMore = await ask("startsWith", name);
          if (hasMore) await ask("equal", name);
        }),
      );
    } catch (error) {
      // The deployment has no filters.
      if (isInvalidRequest(error)) return store.called(text);
      throw error;
    }
    // Renamed or deleted.
    for (const { id, name } of store.called(text)) if (spellings.includes(name) && !returned.has(id)) store.unlist(id);
    const found = store.called(text);
    if (found.length > 0) this.#asked.set(key, this.#now());
    return found;
  }

  /**
   * Each name is compared with all others, and a batch job may have many names. So other work runs between the names,
   * and single calls come before batch jobs.
   */
  async #missed(text: string, complete: boolean, call: CallOptions): Promise<FoundNames> {
    const named = await this.#named(call);
    // "Initech, Inc." may be the account "Initech".
    const company = this.source.objectType === "account" ? this.store.called(withoutLegalForm(text)) : [];
    return {
      matches: [],
      partial: [...named.withParts(text), ...company],
      near: () => named.near(text),
      searchedOnly: complete ? undefined : this.#searchedOnly(named.size),
    };
  }

  #searchedOnly(known: number): string {
    const { store, source } = this;
    const { total = Number.POSITIVE_INFINITY } = store;
    const of = Number.isFinite(total) ? ` of ${grouped(total)}` : "";
    return `only ${grouped(known)}${of} ${source.objectType}s were searched in full, the others by the beginning of the name`;
  }
}
