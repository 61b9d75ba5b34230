import { type Api, CallError, type CallOptions, Deadline } from "../api/index.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import type { LinkTargets } from "../names/link-targets.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import type { Coverage } from "../replica/coverage.ts";
import type { ContactIndex } from "../replica/index/contact-index.ts";
import type { KeyGuard } from "../replica/key-guard.ts";
import type { Replica } from "../replica/replica.ts";
import type { Replication } from "../replica/replication.ts";
import { type ContactPredicate, filterPredicate } from "../schema/filters.ts";
import type { TargetId } from "../schema/link-target.ts";
import type { MatchReason } from "../search/index.ts";
import type { ApiSearch } from "./api-search.ts";
import type { FindQuery, FoundContacts } from "./found-contacts.ts";
import { interpretQuery } from "./interpret-query.ts";
import type { ContactLister } from "./list-contacts.ts";
import type { Answer, LocalSearch, Question } from "./local-search.ts";
import { negationNote } from "./negation-note.ts";
import { rereadFiltered } from "./reread-filtered.ts";

/** How long, in ms, a call waits for contacts that are still being read. */
const PATIENCE_MS = 20_000;

/**
 * The same for a query if all contacts have been read before: what has changed since is usually read and indexed soon.
 */
const SHORT_PATIENCE_MS = 5_000;

/** How many contacts are read again until one is found unchanged that is clearly meant. */
const MOST_CONFIRMED = 3;

/** The same call for one of its steps, so that time is left for those after it. */
const step = (call: CallOptions, mostMs = PATIENCE_MS): CallOptions & { readonly deadline: Deadline } => ({
  ...call,
  deadline: Deadline.after(Math.min(mostMs, (call.deadline?.remainingMs ?? Number.POSITIVE_INFINITY) / 2)),
});

export interface ContactSearchOptions {
  readonly api: Pick<Api, "retrieve">;
  readonly live: LiveSchema;
  readonly locale: Locale;
  readonly names: NameDirectory;
  readonly targets: LinkTargets;
  readonly guard: KeyGuard;
  readonly replica: Replica;
  readonly index: ContactIndex;
  readonly replication: Replication;
  readonly local: LocalSearch;
  readonly byApi: ApiSearch;
  readonly lister: ContactLister;
}

/**
 * Finds contacts by what is said about them, in the local copy. While that is being filled, the API's own filters help.
 */
export class ContactSearch {
  readonly #options: ContactSearchOptions;

  constructor(options: ContactSearchOptions) {
    this.#options = options;
  }

  /** @param onProgress told now and then how many contacts have been read, while the call waits for them */
  find(query: FindQuery, call: CallOptions, onProgress: (coverage: Coverage) => void): Promise<FoundContacts> {
    return this.#options.guard.unlessRefused(() => this.#find(query, call, onProgress));
  }

  async #find(asked: FindQuery, call: CallOptions, onProgress: (coverage: Coverage) => void): Promise<FoundContacts> {
    const { live, locale, names, targets } = this.#options;
    const schema = await live.get(call);
    const { query, caveats, notes, counts, negations } = await interpretQuery(asked, schema, this.#options, call);
    const encode = (targetId: TargetId) => filterPredicate(query.filters, schema, locale, targetId);
    const filterTargets = await targets.lookUp(encode, call);
    const question: Question = { query, schema, passes: encode(filterTargets.targetId), call, onProgress };
    const answer = query.query === undefined ? await this.#filter(question) : await this.#search(question, query.query);
    return {
      ...answer,
      caveats,
      notes: [...notes, ...filterTargets.notes, ...negationNote(negations, answer.contacts[0], names.nameOf)],
      counts,
    };
  }

  async #search(question: Question, text: string): Promise<Answer> {
    const { replication, index, byApi } = this.#options;
    const { schema, call } = question;
    const sync = await replication.start();
    const isShort = sync.coverage.complete;
    const wait = step(call, isShort ? SHORT_PATIENCE_MS : PATIENCE_MS);
    if (sync.due === "sweep") await byApi.ask(text, schema, wait);
    if (!sync.coverage.complete) {
      const early = await this.#confirmed(question);
      if (early.clear) {
        void sync.run({ urgent: false });
        return early;
      }
    }
    await replication.refresh(wait, { isShort, onProgress: question.onProgress });
    const answer = await this.#confirmed(question);
    if (!replication.mayLackEdits(answer.coverage) || isSurelyMeant(answer)) return answer;
    if (answer.matched > 0) return this.#withEditsAsOf(answer);
    // Others may have edited contacts so that they match.
    const before = index.changes;
    await byApi.ask(text, schema, step(call, SHORT_PATIENCE_MS));
    const current = index.changes === before ? answer : await this.#confirmed(question);
    return current.matched > 0 ? current : this.#withEditsAsOf(current);
  }

  async #filter(question: Question): Promise<Answer> {
    const { replication, local } = this.#options;
    await replication.start();
    await replication.refresh(step(question.call), { isShort: false, onProgress: question.onProgress });
    const answer = await local.filter(question);
    const { passes } = question;
    if (!passes || !replication.mayLackEdits(answer.coverage)) return answer;
    return (await this.#rereadFiltered(question, passes)) ? local.filter(question) : this.#withEditsAsOf(answer);
  }

  async #rereadFiltered({ query: { filters }, call }: Question, passes: ContactPredicate): Promise<boolean> {
    const { api, lister, replica } = this.#options;
    const isCurrent = await rereadFiltered({ api, lister, filters, passing: () => replica.filter(passes) }, step(call));
    call.signal?.throwIfAborted();
    return isCurrent;
  }

  /**
   * Searches until a contact that is clearly meant was read again and has not changed: a colleague may have changed or
   * deleted it.
   */
  async #confirmed(question: Question): Promise<Answer> {
    const confirmed = new Set<string>();
    for (;;) {
      const answer = await this.#options.local.search(question);
      const meant = answer.clear ? answer.contacts[0]?.contact.id : undefined;
      if (meant === undefined || confirmed.has(meant)) return answer;
      if (confirmed.size === MOST_CONFIRMED) return { ...answer, clear: false };
      confirmed.add(meant);
      if (!(await this.#hasChanged(meant, question.call))) return answer;
    }
  }

  /** Whether the contact differs from its local copy, which is then brought up to date. */
  async #hasChanged(id: string, call: CallOptions): Promise<boolean> {
    const { api, index } = this.#options;
    const before = index.changes;
    try {
      await api.retrieve(id, step(call));
    } catch (error) {
      // If the contact cannot be read, the local copy has to do. A 404 has removed it from there.
      if (!(error instanceof CallError) || call.signal?.aborted) throw error;
    }
    return index.changes !== before;
  }

  /** The same answer, with the moment from which on edits by others are not known. */
  #withEditsAsOf(answer: Answer): Answer {
    const at = this.#options.replication.editsKnownUntil;
    return { ...answer, coverage: { ...answer.coverage, asOf: at === undefined ? undefined : { at, why: "edits" } } };
  }
}

/** How words match that the contact has as they were written. */
const AS_WRITTEN: ReadonlySet<MatchReason["how"]> = new Set(["exact", "start", "phone"] as const);

/** Whether the first contact is the one that is meant, and not only the nearest to it that is known. */
const isSurelyMeant = ({ clear, contacts: [best] }: Answer): boolean => clear && best?.reasons.every(({ how }) => AS_WRITTEN.has(how)) === true;
