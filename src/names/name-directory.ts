import { type Api, ApiError, type CallOptions, INACTIVE, isAt } from "../api/index.ts";
import { Listeners } from "../async/listeners.ts";
import { mapInSlices } from "../async/time-slices.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import { InvalidInput, Rejection } from "../fields/rejection.ts";
import { getOrInsert } from "../maps.ts";
import { targetForm } from "../schema/link-target.ts";
import type { ContactRecord, Links } from "../schema/record.ts";
import type { Cache } from "../storage/index.ts";
import { candidates } from "./candidate.ts";
import type { NameLoader } from "./name-loader.ts";
import { accountNames, contactNames, memberNames, namedContact } from "./name-source.ts";
import { RecordNames } from "./record-names.ts";
import type { RecordReference } from "./record-reference.ts";
import { StoredNames } from "./stored-names.ts";

/** How long, in ms, a refusal waits for the records to choose instead. */
const CHOICES_MS = 3000;

interface NameDirectoryOptions {
  readonly api: Pick<Api, "listAccounts" | "retrieveAccount" | "listMembers" | "retrieveMember" | "list" | "retrieve">;
  readonly live: LiveSchema;
  readonly locale: Locale;
  /** Contacts that are known without a request. */
  readonly contacts: { get(id: string): ContactRecord | undefined };
  /** Clock in ms. */
  readonly now?: (() => number) | undefined;
}

/** The names of the records that contacts are linked to, by ID. Keeps what it has read. */
export class NameDirectory {
  /** Told when a record that had a name was given another one. */
  readonly renamed = new Listeners<RecordReference>();
  readonly #options: NameDirectoryOptions;
  readonly #now: () => number;
  /** Replaced by {@link clear}, so that the answers to earlier requests are lost. */
  #types: ReadonlyMap<string, RecordNames>;
  #stored = new StoredNames();

  constructor(options: NameDirectoryOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#types = this.#emptyTypes();
  }

  /** What people call the record, in one line, without a request; undefined if that is not known. */
  readonly nameOf = (objectType: string, id: string): string | undefined =>
    (objectType === "contact" ? this.#contactName(id) : undefined) ?? this.#types.get(objectType)?.store.nameOf(id);

  #contactName(id: string): string | undefined {
    const { contacts, locale } = this.#options;
    const contact = contacts.get(id);
    return contact && (namedContact(contact, locale).name || undefined);
  }

  /** Fetches missing names, in few requests. Resolves to at most one line about those that stay missing; never rejects. */
  async ensure(records: Iterable<RecordReference>, call: CallOptions): Promise<readonly string[]> {
    const types = this.#types;
    const missing = new Map<NameLoader, Set<string>>();
    await mapInSlices(records, ({ objectType, id }) => {
      const loader = types.get(objectType)?.loader;
      const isKnown = !loader?.isMissing(id) || (objectType === "contact" && this.#contactName(id) !== undefined);
      if (loader && !isKnown) getOrInsert(missing, loader, () => new Set()).add(id);
    });
    const notes = await Promise.all([...missing].map(([loader, ids]) => loader.load([...ids], call)));
    const line = notes.filter((note) => note !== undefined).join(" ");
    return line === "" ? [] : [line];
  }

  /** The names of one type of record; undefined if names of that type cannot be read. */
  ofType(objectType: string): RecordNames | undefined {
    return this.#types.get(objectType);
  }

  /** Refuses links to inactive records, as the API would. @throws InvalidInput with each, and what can be chosen instead */
  async checkLinkable(links: Iterable<Links>, call: CallOptions): Promise<void> {
    const all = [...links];
    const inactive = await this.inactive(all, call);
    const problems = all.flatMap(({ ids }) => ids.flatMap((id) => inactive.get(id) ?? []));
    if (problems.length > 0) throw new InvalidInput(problems);
  }

  /** The linked records that are known to be inactive, by ID: the problem, and what can be chosen instead. */
  async inactive(links: readonly Links[], call: CallOptions): Promise<ReadonlyMap<string, string>> {
    const problems = new Map<string, string>();
    for (const { relationship, ids } of links) {
      const { objectType } = relationship.definition;
      const records = (await this.#checked(objectType)?.inactive([...new Set(ids)], call)) ?? [];
      const choices = records.length === 0 ? "" : await this.choices(objectType, call);
      for (const record of records) {
        const { message } = new Rejection(
          `${candidates([{ ...record, inactive: true }])} cannot get new links`,
          choices === "" ? targetForm(objectType) : choices,
        );
        problems.set(record.id, `${relationship.label}: ${message}`);
      }
    }
    return problems;
  }

  /** "an active member: Dana Reyes, dana@initech.com (mem_…) | …"; "" if the active records are not known. */
  async choices(objectType: string, call: CallOptions): Promise<string> {
    const active = (await this.#checked(objectType)?.active(call)) ?? [];
    return active.length === 0 ? "" : `an active ${objectType}: ${candidates(active)}`;
  }

  /** If the API has refused a record as inactive: the {@link choices} instead. "" for any other failure. */
  async choicesInstead(failure: unknown, { signal, deadline }: CallOptions): Promise<string> {
    if (!(failure instanceof ApiError) || failure.code !== INACTIVE) return "";
    const relationships = this.#options.live.current?.relationships ?? [];
    const refused = relationships.find(({ apiKey }) => isAt(failure.param, `relationships.${apiKey}`));
    return refused ? this.choices(refused.definition.objectType, { signal, deadline: deadline?.within(CHOICES_MS) }) : "";
  }

  /** Only members can be inactive, and are few enough to choose from. */
  #checked(objectType: string): RecordNames | undefined {
    const names = this.#types.get(objectType);
    return names?.source.few && !names.loader.isRefused ? names : undefined;
  }

  /** Takes the names of contacts from an answer. */
  saw(contacts: readonly ContactRecord[]): void {
    const store = this.#types.get("contact")?.store;
    for (const contact of contacts) store?.put(namedContact(contact, this.#options.locale), this.#now());
  }

  /** Remembers that the API has refused a link to a record as inactive, so that the next call need not try. */
  refused({ objectType, id }: RecordReference): void {
    this.#types.get(objectType)?.refused(id);
  }

  /** Call this after the API has refused a record, which may be deleted: names are then looked up again. */
  expire(): void {
    for (const names of this.#types.values()) names.expire();
  }

  /** Forgets every name. */
  clear(): void {
    this.#types = this.#emptyTypes();
    this.#stored = new StoredNames();
  }

  #emptyTypes(): ReadonlyMap<string, RecordNames> {
    const { api, live, locale } = this.#options;
    const sources = [accountNames(api), memberNames(api), contactNames(api, live, locale)];
    const types = new Map(sources.map((source) => [source.objectType, new RecordNames(source, this.#now)]));
    for (const [objectType, { store }] of types) {
      store.renamed.add((id) => {
        if (objectType !== "contact" && types === this.#types) this.renamed.tell({ objectType, id });
      });
    }
    return types;
  }

  /**
   * Stores the names of accounts and members, until `isOver`. Contacts are stored with their names elsewhere.
   *
   * @param pending records whose present names are missing from the search index
   */
  async store(cache: Cache, pending: readonly RecordReference[] = [], isOver: () => boolean = () => false): Promise<void> {
    await this.#stored.write(cache, this.#kept, pending, isOver);
  }

  /**
   * Reads the names that an earlier session stored. Returns the records whose present names are missing from the search
   * index stored with them; undefined if that is not known.
   */
  async restore(cache: Cache): Promise<readonly RecordReference[] | undefined> {
    return this.#stored.read(cache, this.#kept);
  }

  get #kept() {
    return new Map([...this.#types].filter(([type]) => type !== "contact").map(([type, { store }]) => [type, store]));
  }
}
