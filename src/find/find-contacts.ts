import { type Api, CallError, type CallOptions, Deadline } from "../api/index.ts";
import { orAborted, withTimeLimit } from "../async/waiting.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import { lookUpTargets } from "../names/targets.ts";
import type { ContactIndex } from "../replica/contact-index.ts";
import { type Coverage, searchCoverage } from "../replica/coverage.ts";
import type { Sync } from "../replica/sync/index.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";
import { type ContactPredicate, filterPredicate } from "../schema/filters.ts";
import type { MatchReason } from "../search/index.ts";
import { ApiSearch } from "./api-search.ts";
import type { FindQuery, FoundContact, FoundContacts } from "./found-contacts.ts";
import { isGivenWhole } from "./given-whole.ts";
import type { ContactLister } from "./list-contacts.ts";
import { negationNote } from "./negated.ts";
import { rereadFiltered } from "./reread-filtered.ts";
import { understood } from "./understood.ts";

/** How long, in ms, a call waits for contacts that are still being read. */
const PATIENCE_MS = 20_000;

/**
 * How long, in ms, a query waits where everybody has been read before: a look at what has changed is a few requests, unless it turns out that everything
 * must be read again, and names that came late are soon indexed, unless they are very many.
 */
const SHORT_PATIENCE_MS = 5_000;

/** Contacts that are named although they do not pass the filters. */
const MOST_OUTSIDE = 2;

/** Contacts that are looked at before one is named, as each turns out to be gone or changed. */
const MOST_LOOKED_AT = 3;

/** What is no older counts as of now. */
const MINUTE_MS = 60_000;

/** The same call for one of its steps, so that time is left for those after it. */
const step = (call: CallOptions, mostMs = PATIENCE_MS): CallOptions & { readonly deadline: Deadline } => ({
  ...call,
  deadline: Deadline.after(Math.min(mostMs, (call.deadline?.remainingMs ?? Number.POSITIVE_INFINITY) / 2)),
});

export interface ContactSearchOptions {
  readonly api: Pick<Api, "list" | "retrieve">;
  readonly live: LiveSchema;
  readonly names: NameDirectory;
  readonly index: ContactIndex;
  readonly lister: ContactLister;
  /** Clock in ms. */
  readonly now: () => number;
  /** The sync, started with the first call that needs it. */
  readonly sync: () => Promise<Sync>;
  /** Does work, which ends with the API's refusal of the key where there was one meanwhile. */
  readonly unlessRefused: <T>(work: () => Promise<T>) => Promise<T>;
  readonly locale: Locale;
}

type Passes = ContactPredicate | undefined;

/** Finds contacts by what people say of them, in the local index; while that fills, by the API's own filters too. */
export class ContactSearch {
  readonly #options: ContactSearchOptions;
  readonly #byApi: ApiSearch;

  constructor(options: ContactSearchOptions) {
    this.#options = options;
    this.#byApi = new ApiSearch(options);
  }

  /** @param onProgress told now and then how many contacts have been read, while the call waits for them */
  find(query: FindQuery, call: CallOptions, onProgress: (progress: Coverage) => void): Promise<FoundContacts> {
    return this.#options.unlessRefused(() => this.#find(query, call, onProgress));
  }

  async #find(asked: FindQuery, call: CallOptions, onProgress: (progress: Coverage) => void): Promise<FoundContacts> {
    const schema = await this.#options.live.get(call);
    const { names } = this.#options;
    const { query, caveats, notes, counts, negations } = await understood(asked, schema, names, call);
    const found = await this.#findUnderstood(query, schema, call, onProgress);
    return { ...found, caveats, notes: [...notes, ...found.notes, ...negationNote(negations, found.contacts[0], names.nameOf)], counts };
  }

  async #findUnderstood(
    query: FindQuery,
    schema: ContactSchema,
    call: CallOptions,
    onProgress: (progress: Coverage) => void,
  ): Promise<FoundContacts> {
    const { names, locale } = this.#options;
    const encode = (targetId: Parameters<typeof filterPredicate>[3]) => filterPredicate(query.filters, schema, locale, targetId);
    const targets = await lookUpTargets(names, encode, call);
    const found = await this.#findPassing(query, schema, encode(targets.targetId), call, onProgress);
    return { ...found, notes: [...found.notes, ...targets.notes] };
  }

  async #findPassing(
    query: FindQuery,
    schema: ContactSchema,
    passes: Passes,
    call: CallOptions,
    onProgress: (progress: Coverage) => void,
  ): Promise<FoundContacts> {
    const sync = await this.#options.sync();

    const isShort = query.query !== undefined && sync.coverage.complete;
    const patient = step(call, isShort ? SHORT_PATIENCE_MS : PATIENCE_MS);
    if (query.query !== undefined && sync.due === "sweep") await this.#byApi.ask(query.query, schema, patient);
    if (query.query !== undefined && !sync.coverage.complete) {
      const early = await this.#confirmed(() => this.#search(query, schema, passes, sync), call);
      if (early.clear) {
        void sync.run({ urgent: false });
        return early;
      }
    }
    await withTimeLimit({ ms: patient.deadline.remainingMs, reason: new Error("No time left for waiting") }, call.signal, (signal) =>
      this.#refresh(sync, isShort, signal, onProgress),
    );
    call.signal?.throwIfAborted();
    if (query.query === undefined) {
      const counted = await this.#filter(query, schema, passes, sync);
      return passes && this.#mayLackEdits(counted, sync) ? this.#withEdits(counted, query, schema, passes, sync, call) : counted;
    }
    const search = () => this.#confirmed(() => this.#search(query, schema, passes, sync), call);
    const found = await search();
    if (!this.#mayLackEdits(found, sync) || namesOneSurely(found)) return found;
    return found.matched === 0 ? this.#besidesEdits(found, query.query, search, schema, sync, call) : withEditsAsOf(found, sync);
  }

  /** What a query finds that has found nobody, after the API was asked for whom others have edited so that they match; or as of when it is, since the API has few filters. */
  async #besidesEdits(
    found: FoundContacts,
    query: string,
    search: () => Promise<FoundContacts>,
    schema: ContactSchema,
    sync: Sync,
    call: CallOptions,
  ): Promise<FoundContacts> {
    const { index } = this.#options;
    const before = index.changes;
    await this.#byApi.ask(query, schema, step(call, SHORT_PATIENCE_MS));
    const current = index.changes === before ? found : await search();
    return current.matched > 0 ? current : withEditsAsOf(current, sync);
  }

  /** What a search finds, where whoever is named as the one was looked at as they are now: a colleague may have changed or deleted them since. */
  async #confirmed(search: () => Promise<FoundContacts>, call: CallOptions): Promise<FoundContacts> {
    const looked = new Set<string>();
    for (;;) {
      const found = await search();
      const one = found.clear ? found.contacts[0]?.contact.id : undefined;
      if (one === undefined || looked.has(one)) return found;
      if (looked.size === MOST_LOOKED_AT) return { ...found, clear: false };
      looked.add(one);
      if (!(await this.#differs(one, call))) return found;
    }
  }

  /** Whether the contact is no longer what the index had; the index then has it as it is. */
  async #differs(id: string, call: CallOptions): Promise<boolean> {
    const { api, index } = this.#options;
    const before = index.changes;
    try {
      await api.retrieve(id, step(call));
    } catch (error) {
      // Where it cannot be asked, what is known has to do. A 404 has taken the contact out of the index.
      if (!(error instanceof CallError) || call.signal?.aborted) throw error;
    }
    return index.changes !== before;
  }

  async #search(query: FindQuery, schema: ContactSchema, passes: Passes, sync: Sync): Promise<FoundContacts> {
    const { index } = this.#options;
    const coverage = searchCoverage(this.#coverage(sync), index.unindexed);
    const among = passes && new Set(await index.filter(passes));
    const { hits, listed, clear, unmatched, suggestions, matched, alike } = await index.searchInTurns(query.query ?? "", query, among);
    const contacts = hits.flatMap(({ id, reasons, missing }) => this.#found(id, reasons, missing));
    const outside = among && matched === 0 ? await index.searchInTurns(query.query ?? "", { limit: MOST_OUTSIDE }) : undefined;
    const [best] = contacts;
    // Among those who are not read yet, others may have the same name.
    const isSure = coverage.complete || (best !== undefined && isGivenWhole(query.query ?? "", best.contact, this.#options.locale));
    return {
      schema,
      query: query.query,
      contacts,
      offset: query.offset ?? 0,
      listed,
      clear: isSure && clear !== undefined && clear === best?.contact.id,
      matched,
      alike,
      among: among?.size,
      outside: outside && {
        contacts: outside.hits.flatMap(({ id, reasons, missing }) => this.#found(id, reasons, missing)),
        matched: outside.matched,
      },
      caveats: [],
      notes: [],
      counts: false,
      unmatched,
      suggestions,
      coverage,
    };
  }

  async #filter(query: FindQuery, schema: ContactSchema, passes: Passes, sync: Sync): Promise<FoundContacts> {
    const { index } = this.#options;
    const coverage = this.#coverage(sync);
    const ids = passes ? await index.filter(passes) : [...index.ids()];
    const { limit, offset = 0 } = query;
    const contacts = ids.slice(offset, offset + limit).flatMap((id) => this.#found(id));
    return {
      schema,
      query: undefined,
      contacts,
      offset,
      listed: ids.length,
      clear: false,
      matched: ids.length,
      alike: 0,
      among: passes && ids.length,
      outside: undefined,
      caveats: [],
      notes: [],
      counts: false,
      unmatched: [],
      suggestions: [],
      coverage,
    };
  }

  /** Whether nothing tells of the edits that others have made since the last sweep, which are no matter of who has come and gone. */
  #mayLackEdits({ coverage }: FoundContacts, { asOf }: Sync): boolean {
    return coverage.complete && coverage.asOf === undefined && asOf !== undefined && this.#options.now() - asOf > MINUTE_MS;
  }

  /** What was counted, after those whom the API's own filters list, and those whom they list no longer, were read again; or as of when it is. */
  async #withEdits(
    counted: FoundContacts,
    query: FindQuery,
    schema: ContactSchema,
    passes: ContactPredicate,
    sync: Sync,
    call: CallOptions,
  ): Promise<FoundContacts> {
    const { api, lister, index } = this.#options;
    const isCurrent = await rereadFiltered({ api, lister, filters: query.filters, passing: () => index.filter(passes) }, step(call));
    call.signal?.throwIfAborted();
    if (isCurrent) return this.#filter(query, schema, passes, sync);
    return withEditsAsOf(counted, sync);
  }

  /** Has to be taken before a scan, which may take longer than the end of a sweep. */
  #coverage(sync: Sync): Coverage {
    return { ...sync.coverage, known: this.#options.index.size };
  }

  #found(id: string, reasons: FoundContact["reasons"] = [], missing: FoundContact["missing"] = []): FoundContact[] {
    const contact = this.#options.index.get(id);
    return contact ? [{ contact, reasons, missing }] : [];
  }

  /** Begins what is due to bring the index up to date. A count by filters waits for it, and so does everybody for the first sweep; a query only for what is soon done. */
  async #refresh(sync: Sync, isShort: boolean, signal: AbortSignal, onProgress: (progress: Coverage) => void): Promise<void> {
    if (!isShort) await this.#waitForContacts(sync, signal, onProgress);
    else if (sync.due === "look") await sync.run({ urgent: true, signal });
    else void sync.run({ urgent: false });
    // Only the signal can reject this.
    await orAborted(this.#options.index.settled(signal), signal).catch(() => undefined);
  }

  async #waitForContacts(sync: Sync, signal: AbortSignal, onProgress: (progress: Coverage) => void): Promise<void> {
    let told = 0;
    const end = sync.progressed.add(() => {
      const { coverage } = sync;
      if (coverage.known <= told) return;
      told = coverage.known;
      onProgress(coverage);
    });
    try {
      await sync.run({ urgent: true, signal });
      // A long sweep is no longer fresh where it began.
      if (sync.due === "look" && sync.failure === undefined) await sync.run({ urgent: true, signal });
    } finally {
      end();
    }
    // Nothing at all was read: the reason says more than an empty answer.
    if (sync.failure && this.#options.index.size === 0) throw sync.failure;
  }
}

/** How words match that a contact has as they were written. */
const AS_WRITTEN: ReadonlySet<MatchReason["how"]> = new Set(["exact", "start", "phone"] as const);

/** Whether the first is the one that is meant, and not only the nearest to it that is known. */
const namesOneSurely = ({ clear, contacts: [best] }: FoundContacts): boolean =>
  clear && best?.reasons.every(({ how }) => AS_WRITTEN.has(how)) === true;

/** The same, with the moment from which on the edits of others are not known. */
const withEditsAsOf = (found: FoundContacts, { asOf }: Sync): FoundContacts => ({
  ...found,
  coverage: { ...found.coverage, asOf: asOf === undefined ? undefined : { at: asOf, why: "edits" } },
});
