import { seedContacts } from "./data/contacts.ts";
import { accountDefinitions, contactDefinitions, memberDefinitions } from "./data/definitions.ts";
import { seedDuplicates } from "./data/duplicates.ts";
import { seedAccounts, seedMembers } from "./data/neighbours.ts";
import { makeId } from "./data/random.ts";
import { ENRICHMENT_DELAY_MS, enriched } from "./enrichment.ts";
import { notFound } from "./errors.ts";
import { History } from "./history.ts";
import type { Settings } from "./options.ts";
import type { Records, StoredRecord } from "./record.ts";
import { SearchIndex } from "./search-index.ts";
import type { DefinitionsJson } from "./wire-json.ts";

/** Whether a link may point to an ID: `missing` never existed; `inactive` was deleted, or is a deactivated member. */
type LinkState = "active" | "inactive" | "missing";

/** The index of the first created contact: far beyond every seeded one. */
const FIRST_CREATED = 10_000_000;

interface Stored {
  readonly contacts: Records;
  readonly index: SearchIndex;
}

/** The records of one organization. Creating it takes time, so the first request that needs it does. */
export class Workspace {
  /** The contact definitions. A changed set takes effect with the next request. */
  definitions: DefinitionsJson;
  readonly accountDefinitions = accountDefinitions();
  readonly memberDefinitions = memberDefinitions();
  readonly members: Records;
  readonly accounts: Records;
  readonly history = new History();
  readonly #settings: Settings;
  readonly #seed: () => Stored;
  /** Made when they are first needed: a start needs the definitions alone. */
  #stored: Stored | undefined;
  /** Deleted contacts, which the app could restore. An ID is either in here or in the data. */
  readonly #deleted: Records = new Map();
  /** Enrichments to come, the earliest first. */
  readonly #enrichments: { readonly at: number; readonly id: string; readonly written: ReadonlySet<string> }[] = [];
  #created = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.definitions = structuredClone(settings.definitions ?? contactDefinitions());
    this.members = seedMembers(settings.seed);
    const members = [...this.members.keys()];
    this.accounts = seedAccounts(settings.seed, this.accountDefinitions, members);
    const { definitions } = this;
    const targets = { ...settings, members, accounts: [...this.accounts.keys()] };
    this.#seed = () => {
      const contacts = seedContacts(definitions, targets);
      if (settings.duplicates) for (const [id, record] of seedDuplicates(definitions, targets)) contacts.set(id, record);
      return { contacts, index: new SearchIndex(contacts, settings.indexLagMs) };
    };
  }

  get #data(): Stored {
    this.#stored ??= this.#seed();
    return this.#stored;
  }

  /** All contacts that are not deleted, with every enrichment that is due. */
  contacts(): Records {
    this.#settle();
    return this.#data.contacts;
  }

  /** Throws 404 if there is no such contact, or no longer. */
  contact(id: string): StoredRecord {
    const record = this.contacts().get(id);
    if (record === undefined) throw notFound(`Contact '${id}'`);
    return record;
  }

  /** The contacts as the search index has them, which may be old. */
  listed(): readonly StoredRecord[] {
    this.#settle();
    return this.#data.index.rows(this.now());
  }

  /** An empty contact that is not stored yet. */
  blankContact(): StoredRecord {
    const id = makeId("con", this.#settings.seed, FIRST_CREATED + this.#created++);
    return { id, createdAt: this.now(), updatedAt: null, externalId: null, values: new Map(), links: new Map() };
  }

  /** Stores a contact. `written` names the fields that a request wrote, which its enrichment leaves alone. */
  save(record: StoredRecord, written?: ReadonlySet<string>): void {
    const now = this.now();
    this.#data.index.note(record.id, record, now);
    this.history.note(this.#data.contacts.get(record.id), record, now, this.definitions);
    this.#data.contacts.set(record.id, record);
    if (this.#settings.enrich && written !== undefined) this.#enrichments.push({ at: now + ENRICHMENT_DELAY_MS, id: record.id, written });
  }

  /** Deletes softly and returns the record, even if it was deleted before. Throws 404 for an unknown ID. */
  remove(id: string): StoredRecord {
    const gone = this.#deleted.get(id);
    if (gone !== undefined) return gone;
    const record = this.contact(id);
    this.#data.index.note(id, undefined, this.now());
    this.#data.contacts.delete(id);
    this.#deleted.set(id, record);
    return record;
  }

  /** Whether a record of this type can be linked to. */
  linkState(objectType: string, id: string): LinkState {
    if (objectType === "account") return this.accounts.has(id) ? "active" : "missing";
    if (objectType === "member") return this.isInactiveMember(id) ? "inactive" : this.members.has(id) ? "active" : "missing";
    if (objectType !== "contact") return "missing";
    if (this.#data.contacts.has(id)) return "active";
    return this.#deleted.has(id) ? "inactive" : "missing";
  }

  isInactiveMember(id: string): boolean {
    const email = this.members.get(id)?.values.get("$email");
    return this.#settings.inactiveMembers.some((one) => one === email);
  }

  /** The clock's time, in ms. */
  now(): number {
    return this.#settings.now();
  }

  #settle(): void {
    const now = this.now();
    for (let next = this.#enrichments[0]; next !== undefined && next.at <= now; next = this.#enrichments[0]) {
      this.#enrichments.shift();
      const record = this.#data.contacts.get(next.id);
      if (record !== undefined) this.save(enriched(record, this.definitions, next.written, next.at));
    }
  }
}
