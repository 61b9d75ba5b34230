import { type Api, type ApiConfig, ApiError, type ContactId, type WireContact, type WireFilter } from "../../../src/api/index.ts";
import { LIST } from "../../../src/api/operations.ts";
import { type ContactSink, Sync, type SyncOptions } from "../../../src/replica/sync/index.ts";
import { createSandbox, type DefinitionsJson, type Sandbox, type SandboxOptions } from "../../../src/sandbox/index.ts";
import { apiOf as apiOfFetch } from "../../builders.ts";

export const START = Date.UTC(2026, 2, 2, 9);

/** A sink that keeps read-your-writes, as the store does. */
export class Sink implements ContactSink {
  readonly contacts = new Map<string, WireContact>();
  readonly #writtenAt = new Map<string, number>();

  put(contact: WireContact, seenAt: number): void {
    if ((this.#writtenAt.get(contact.id) ?? Number.NEGATIVE_INFINITY) < seenAt) this.contacts.set(contact.id, contact);
  }

  wrote(contact: WireContact, at: number): void {
    this.contacts.set(contact.id, contact);
    this.#writtenAt.set(contact.id, at);
  }

  ids(): Iterable<string> {
    return this.contacts.keys();
  }

  has(id: string): boolean {
    return this.contacts.has(id);
  }

  remove(id: string): void {
    this.contacts.delete(id);
  }
}

/** A contact with nothing but a title. */
export const titled = (id: string, title = "CFO"): WireContact => ({
  id: id as ContactId,
  createdAt: "2026-01-02T03:04:05Z",
  fields: new Map([["$title" as never, { valueType: "TEXT", value: title }]]),
  relationships: new Map(),
});

export const refusal = (status: number) =>
  new ApiError({ operation: LIST, attempts: 1, writeOutcome: undefined }, { status, type: "refused", message: "No" }, false);

/** A list whose order, changes and delays a test decides. */
export class FakeList {
  /** In the order of the list. */
  records: WireContact[];
  pagesRead = 0;
  retrieved: string[] = [];
  /** Runs before each page is taken, so that the list may change. */
  beforePage: (nth: number) => void = () => {};
  /** How many turns of the event queue an answer waits; the second is for the time after the page was taken. */
  delay: () => number = () => 0;
  maxOffset = Number.POSITIVE_INFINITY;
  matches: (contact: WireContact, filter: WireFilter) => boolean = () => {
    throw refusal(400);
  };
  counts = true;

  constructor(count: number) {
    this.records = Array.from({ length: count }, (_, at) => titled(`con_${at}`));
  }

  readonly api: Pick<Api, "list" | "retrieve"> = {
    list: async ({ limit = 25, offset = 0, filters = [] }) => {
      await turns(this.delay());
      this.beforePage(this.pagesRead++);
      if (offset > this.maxOffset) throw refusal(400);
      const matching = this.records.filter((contact) => filters.every((filter) => this.matches(contact, filter) !== (filter.negated ?? false)));
      const page = { contacts: matching.slice(offset, offset + limit), ...(this.counts ? { totalCount: matching.length } : {}) };
      await turns(this.delay());
      return page;
    },
    retrieve: async (id) => {
      this.retrieved.push(id);
      const contact = this.records.find((one) => one.id === id);
      if (!contact) throw refusal(404);
      return contact;
    },
  };

  get ids(): string[] {
    return this.records.map(({ id }) => id as string).sort();
  }
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await undefined;
}

export interface SyncDesk {
  readonly sync: Sync;
  readonly sink: Sink;
  readonly log: string[];
  /** Sorted. */
  ids(): string[];
}

/** A sync with a sink of its own, over some API. */
export function aSync(api: SyncOptions["api"], more: Partial<Omit<SyncOptions, "sink">> & { sink?: Sink } = {}): SyncDesk {
  const { sink = new Sink(), ...options } = more;
  const log: string[] = [];
  const sync = new Sync({ api, sink, live: { current: undefined }, log: (line) => log.push(line), ...options });
  return { sync, sink, log, ids: () => [...sink.contacts.keys()].sort() };
}

export const apiOf = (sandbox: Sandbox, config: Partial<ApiConfig> = {}): Api => apiOfFetch(sandbox.fetch, { timeoutMs: 45_000, ...config });

/** Definitions of few fields, so that thousands of contacts are quickly made. */
export const fewFields = (more: DefinitionsJson["fieldDefinitions"] = {}): DefinitionsJson => ({
  objectType: "contact",
  fieldDefinitions: { $name: { label: "Name", description: null, valueType: "FULL_NAME", typeConfiguration: {} }, ...more },
  relationshipDefinitions: {},
});

/** A sandbox without a rate limit. What the client lets through is another matter. */
export const aSandbox = (options: SandboxOptions = {}): Sandbox =>
  createSandbox({ rateLimit: Number.POSITIVE_INFINITY, definitions: fewFields(), ...options });
