import { type Api, ApiError, type CallOptions } from "../api/index.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import { InvalidInput, Rejection } from "../fields/rejection.ts";
import type { Relationship } from "../schema/contact-schema.ts";
import { targetForm } from "../schema/link-target.ts";
import type { ContactRecord, Links } from "../schema/record.ts";
import { idForm } from "../schema/record-id.ts";
import type { Cache } from "../storage/index.ts";
import { oneLine } from "../text/plain-text.ts";
import { quote } from "../text/quote.ts";
import { type Chosen, candidates, theOne } from "./choose.ts";
import type { ContactFinder } from "./contact-finder.ts";
import { emailKey, wordsOf } from "./name-key.ts";
import { accountNames, contactNames, memberNames, namedContact } from "./name-source.ts";
import { type FoundNames, RecordNames } from "./record-names.ts";
import { StoredNames } from "./stored-names.ts";

export type { NamedRecord } from "../api/index.ts";

/** A record that something is linked to. */
export interface RecordReference {
  readonly objectType: string;
  readonly id: string;
}

/** The record that a name stands for. */
export interface Resolved {
  readonly id: string;
  /** Where the name is a part of the record's: that, as a sentence. */
  readonly note?: string | undefined;
}

const resolved = (text: string, { record, isByPart }: Chosen): Resolved => ({
  id: record.id,
  note: isByPart ? `Only match for ${quote(text)}: ${oneLine(record.name)}.` : undefined,
});

export interface NameDirectoryOptions {
  readonly api: Pick<Api, "listAccounts" | "retrieveAccount" | "listMembers" | "retrieveMember" | "list" | "retrieve">;
  readonly live: LiveSchema;
  readonly locale: Locale;
  readonly contacts: ContactFinder;
  /** The e-mail address of the member that "me" is. */
  readonly me: string | undefined;
  /** Clock in ms. */
  readonly now?: (() => number) | undefined;
}

const HOW_TO_SET_ME = "LIGHTFIELD_ME in the env block of this server's entry in the client's MCP settings";

/** Names for IDs and IDs for names, of whatever contacts are linked to. Keeps what it has read. */
export class NameDirectory {
  /** Others after everything was forgotten: what a request still brings then goes to those before. */
  #types: ReadonlyMap<string, RecordNames>;
  readonly #newTypes: () => ReadonlyMap<string, RecordNames>;
  readonly #contacts: ContactFinder;
  readonly #locale: Locale;
  readonly #me: string | undefined;
  readonly #now: () => number;
  #stored = new StoredNames();
  /** Records whose present names whoever indexes contacts has still to take up, by ID; kept from one session to the next. */
  readonly owed = new Map<string, RecordReference>();
  /** The same, of an earlier session whose contacts are not here yet. */
  readonly owedBefore: RecordReference[] = [];
  /** Called when a record that had a name is called otherwise now. */
  onrename?: (record: RecordReference) => void;

  constructor({ api, live, locale, contacts, me, now = Date.now }: NameDirectoryOptions) {
    const sources = [accountNames(api), memberNames(api), contactNames(api, live, locale)];
    this.#newTypes = () => new Map(sources.map((source) => [source.objectType, new RecordNames(source, now)]));
    this.#types = this.#begun();
    this.#contacts = contacts;
    this.#locale = locale;
    this.#me = me;
    this.#now = now;
  }

  /** What people call the record, from memory, in one line; undefined where that is not known. */
  readonly nameOf = (objectType: string, id: string): string | undefined =>
    (objectType === "contact" ? this.#contacts.nameOf?.(id) : undefined) ?? this.#types.get(objectType)?.store.nameOf(id);

  /** Fetches the names that are missing, in few requests. Resolves to a line on those that stay missing, if any; never rejects. */
  async ensure(records: Iterable<RecordReference>, call: CallOptions): Promise<readonly string[]> {
    const missing = [...records].filter(({ objectType, id }) => objectType !== "contact" || this.#contacts.nameOf?.(id) === undefined);
    const notes = await Promise.all(
      [...this.#types].map(async ([type, names]) => {
        const ids = new Set(missing.filter(({ objectType }) => objectType === type).map(({ id }) => id));
        return names.loader.load([...ids], call);
      }),
    );
    const line = notes.filter((note) => note !== undefined).join(" ");
    return line === "" ? [] : [line];
  }

  /**
   * The one record that a name, an e-mail address or "me" means.
   *
   * @param mayHint asked where there is no such record: whether to look for names like it
   * @throws Rejection with the candidates or the nearest, or how to set LIGHTFIELD_ME; the errors of `api/`
   */
  async resolve(text: string, { definition: { objectType } }: Relationship, call: CallOptions, mayHint = () => true): Promise<Resolved> {
    const chosen = (name: string, found: FoundNames, byPart: boolean) => resolved(text, theOne(name, objectType, found, { byPart, mayHint }));
    if (objectType === "contact") return chosen(text, await this.#contacts.find(text, call), wordsOf(text).length > 1);
    const names = this.#types.get(objectType);
    if (!names) throw new Rejection(`${quote(text)} is not such an ID`, idForm(objectType));
    // An ID of a form that is not documented.
    if (names.store.get(text.trim())) return { id: text.trim() };
    const wanted = objectType === "member" && text.trim().toLowerCase() === "me" ? this.#ownEmail() : text;
    const found = await this.#find(wanted, names, call);
    if (wanted !== text && found.matches.length === 0)
      throw new Rejection(`"me" is the member ${quote(wanted)} (LIGHTFIELD_ME), and there is none with that e-mail`, ME_ACCEPTED, found.near());
    return chosen(wanted, found, true);
  }

  /**
   * Sees to it that links do not come to records that are known to be inactive, which the API would refuse.
   * @throws InvalidInput with each of them, and who can be chosen instead
   */
  async checkLinkable(links: Iterable<Links>, call: CallOptions): Promise<void> {
    const all = [...links];
    const inactive = await this.inactive(all, call);
    const problems = all.flatMap(({ ids }) => ids.flatMap((id) => inactive.get(id) ?? []));
    if (problems.length > 0) throw new InvalidInput(problems);
  }

  /** The records among those linked to that are known to be inactive, by ID, each with what is wrong and who can be chosen instead. */
  async inactive(links: readonly Links[], call: CallOptions): Promise<ReadonlyMap<string, string>> {
    const problems = new Map<string, string>();
    for (const { relationship, ids } of links) {
      const { objectType } = relationship.definition;
      const records = (await this.#checked(objectType)?.inactive([...new Set(ids)], call)) ?? [];
      const choices = records.length === 0 ? "" : await this.choices(objectType, call);
      for (const record of records) {
        const { message } = new Rejection(
          `${candidates([{ ...record, inactive: true }])} takes no new links`,
          choices === "" ? targetForm(objectType) : choices,
        );
        problems.set(record.id, `relationships.${relationship.agentKey}: ${message}`);
      }
    }
    return problems;
  }

  /** "an active member: Dana Reyes, dana@initech.com (mem_…) | …"; "" where it cannot be said who there is. */
  async choices(objectType: string, call: CallOptions): Promise<string> {
    const active = (await this.#checked(objectType)?.active(call)) ?? [];
    return active.length === 0 ? "" : `an active ${objectType}: ${candidates(active)}`;
  }

  /** Only members are told apart by whether they are active, and are few enough to choose from. */
  #checked(objectType: string): RecordNames | undefined {
    const names = this.#types.get(objectType);
    return names?.source.few && !names.loader.isRefused ? names : undefined;
  }

  /** Takes the names of contacts out of an answer. */
  saw(contacts: readonly ContactRecord[]): void {
    const store = this.#types.get("contact")?.store;
    for (const contact of contacts) store?.put(namedContact(contact, this.#locale), this.#now());
  }

  /** Takes note that the API has refused a link to a record as inactive: the next call need not try. */
  refused({ objectType, id }: RecordReference): void {
    this.#types.get(objectType)?.refused(id);
  }

  /** After a record was refused: it may be gone, so IDs are looked up anew. */
  expire(): void {
    for (const names of this.#types.values()) names.expire();
  }

  /** Forgets every name. */
  clear(): void {
    this.owed.clear();
    this.owedBefore.length = 0;
    for (const { store } of this.#types.values()) delete store.onrename;
    this.#types = this.#begun();
    this.#stored = new StoredNames();
  }

  #begun(): ReadonlyMap<string, RecordNames> {
    const types = this.#newTypes();
    for (const [objectType, { store }] of types) if (objectType !== "contact") store.onrename = (id) => this.onrename?.({ objectType, id });
    return types;
  }

  /** Stores accounts and members, and what is owed, until `isOver`. Contacts are kept by whoever keeps contacts. */
  async store(cache: Cache, isOver: () => boolean = () => false): Promise<void> {
    await this.#stored.write(cache, this.#kept, [...this.owed.values(), ...this.owedBefore], isOver);
  }

  /** Takes what an earlier session stored. What is none of that is ignored. */
  async restore(cache: Cache): Promise<void> {
    const types = this.#types;
    const owed = await this.#stored.read(cache, this.#kept);
    // Everything was forgotten meanwhile.
    if (types === this.#types) for (const record of owed) this.owedBefore.push(record);
  }

  get #kept() {
    return new Map([...this.#types].filter(([type]) => type !== "contact").map(([type, { store }]) => [type, store]));
  }

  #ownEmail(): string {
    if (this.#me === undefined)
      throw new Rejection(`Nothing says which member "me" is; the user can set ${HOW_TO_SET_ME} to their own e-mail`, ME_ACCEPTED);
    return emailKey(this.#me);
  }

  async #find(text: string, names: RecordNames, call: CallOptions) {
    const { objectType } = names.source;
    const refused = (reason: string) => new Rejection(`${quote(text)} cannot be looked up: ${reason}`, idForm(objectType));
    const lacking = `the key lacks the scope ${names.source.scope}`;
    if (names.loader.isRefused) throw refused(lacking);
    try {
      return await names.find(text, call);
    } catch (error) {
      if (!(error instanceof ApiError) || ![403, 404, 405].includes(error.status)) throw error;
      names.loader.failed(error);
      throw refused(error.status === 403 ? lacking : `the API lists no ${objectType}s here (${error.status})`);
    }
  }
}

const ME_ACCEPTED = "a member's name, e-mail or ID (mem_…)";
