import { type CallOptions, Deadline } from "../api/index.ts";
import type { KeyGuard } from "../definitions/key-guard.ts";
import { InvalidInput } from "../fields/rejection.ts";
import type { Coverage } from "../replica/coverage.ts";
import type { Replication } from "../replica/replication.ts";
import type { MatchReason } from "../search/index.ts";
import { fold } from "../text/fold.ts";
import { noContacts } from "../text/no-contacts.ts";
import type { ApiSearch } from "./api-search.ts";
import { contactIdsIn } from "./exact-identifier.ts";
import type { FindQuery, FoundContact, FoundContacts } from "./found-contacts.ts";
import type { Answer, LocalSearch, Question } from "./local-search.ts";
import { type QueryInterpreter, unreadPartsText } from "./query-interpreter.ts";
import type { Lookup } from "./questions/lookups.ts";
import { MEANINGFUL } from "./questions/words/empty-words.ts";
import type { Reread } from "./reread.ts";

/** How long, in ms, a call waits for contacts that are still being read. */
const PATIENCE_MS = 20_000;

/** As {@link PATIENCE_MS}, for a query if all contacts have been read before. Later changes are usually read soon. */
const SHORT_PATIENCE_MS = 5_000;

/** How many contacts that seem clearly meant are read again, until one of them is unchanged. */
const MOST_CONFIRMED = 3;

/** The call, with less time for one of its steps, so that time is left for the later steps. */
const step = (call: CallOptions, mostMs = PATIENCE_MS): CallOptions & { readonly deadline: Deadline } => ({
  ...call,
  deadline: Deadline.after(Math.min(mostMs, (call.deadline?.remainingMs ?? Number.POSITIVE_INFINITY) / 2)),
});

/** How many contacts are read again that a query names by their IDs. */
const MOST_IDS = 10;

interface ContactSearchOptions {
  readonly guard: KeyGuard;
  readonly interpreter: QueryInterpreter;
  readonly replication: Replication;
  readonly local: LocalSearch;
  /** Brings the local copy up to date for a query. */
  readonly byApi: Pick<ApiSearch, "ask">;
  /** Brings the local copy up to date for one contact, and for filters. */
  readonly reread: Pick<Reread, "contact" | "filtered">;
}

/** Finds contacts in the local copy by a description. While the copy is being filled, the API's own filters help. */
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
    const { counts, notes, columns, doubtful, ...interpreted } = await this.#options.interpreter.interpret(asked, call, onProgress);
    const question: Question = { ...interpreted, call, onProgress };
    const { query } = question;
    const answer = query.query === undefined ? await this.#filter(question) : await this.#search(question, query.query);
    demandWritten(doubtful, answer.contacts[0]);
    const unheld = await this.#options.local.unheld(question, answer.among);
    const inOthers = await this.#options.local.inOthers(question);
    return { ...answer, columns, notes: [...notes, ...inOthers, ...unheld], counts };
  }

  async #search(question: Question, text: string): Promise<Answer> {
    const { replication, byApi, local, reread } = this.#options;
    const { schema, call, identifiers } = question;
    const named = identifiers.join(" ") || text;
    const sync = await replication.start();
    const ids = contactIdsIn(text);
    if (ids.length > 0) {
      const read = ids.slice(0, MOST_IDS);
      const exist = await Promise.all(read.map((id) => reread.contact(id, step(call, SHORT_PATIENCE_MS))));
      const gone = read.filter((_, at) => !exist[at]);
      if (gone.length > 0) throw new InvalidInput([`query: ${noContacts(gone)}`]);
      const answer = await local.search(question);
      if (answer.matched === ids.length) return answer;
    }
    const isShort = sync.coverage.complete;
    const wait = step(call, isShort ? SHORT_PATIENCE_MS : PATIENCE_MS);
    if (sync.due === "sweep") await byApi.ask(named, schema, wait);
    if (!sync.coverage.complete) {
      const early = await this.#confirmed(question);
      if (early.clear) {
        void sync.run({ urgent: false });
        return early;
      }
    }
    await replication.refresh(wait, { isShort, onProgress: question.onProgress });
    const answer = await this.#unlessNobody(question, () => this.#confirmed(question));
    if (!replication.mayLackEdits(answer.coverage) || isSurelyMeant(answer)) return answer;
    if (answer.matched > 0) return this.#withEditsAsOf(answer);
    // Others may have edited contacts so that they match.
    const hasChanged = await this.#changes(() => byApi.ask(named, schema, step(call, SHORT_PATIENCE_MS)));
    const current = hasChanged ? await this.#confirmed(question) : answer;
    return current.matched > 0 ? current : this.#withEditsAsOf(current);
  }

  async #filter(question: Question): Promise<Answer> {
    const { replication, local, reread } = this.#options;
    await replication.start();
    await replication.refresh(step(question.call), { isShort: false, onProgress: question.onProgress });
    const answer = await this.#unlessNobody(question, () => local.filter(question));
    const { query, passes, arrangement, call } = question;
    if (!replication.mayLackEdits(answer.coverage)) return answer;
    if (arrangement) return this.#withEditsAsOf(answer);
    if (!passes) return replication.seesWholeList ? answer : this.#withEditsAsOf(answer);
    const shown = answer.contacts.map(({ contact }) => contact.id);
    const isCurrent = await reread.filtered(query.filters, passes, shown, step(call));
    call.signal?.throwIfAborted();
    return isCurrent ? local.filter(question) : this.#withEditsAsOf(answer);
  }

  /** Asks again after a look at what has changed if nobody was found: somebody may just have been added. */
  async #unlessNobody({ call }: Question, ask: () => Promise<Answer>): Promise<Answer> {
    const answer = await ask();
    return answer.matched === 0 && (await this.#options.replication.lookAgain(step(call, SHORT_PATIENCE_MS))) ? ask() : answer;
  }

  /** Searches again until the clearly meant contact, read again, has not changed: a colleague may have edited it. */
  async #confirmed(question: Question): Promise<Answer> {
    const { local, reread } = this.#options;
    const confirmed = new Set<string>();
    for (;;) {
      const answer = await local.search(question);
      const meant = answer.clear ? answer.contacts[0]?.contact.id : undefined;
      if (meant === undefined || confirmed.has(meant)) return answer;
      if (confirmed.size === MOST_CONFIRMED) return { ...answer, clear: false };
      confirmed.add(meant);
      if (!(await this.#changes(() => reread.contact(meant, step(question.call))))) return answer;
    }
  }

  /** Does the work. Returns whether what is searched has changed meanwhile. */
  async #changes(work: () => Promise<unknown>): Promise<boolean> {
    const { local } = this.#options;
    const before = local.changes;
    await work();
    return local.changes !== before;
  }

  /** The answer, with the time since which edits by others are not known. */
  #withEditsAsOf(answer: Answer): Answer {
    const at = this.#options.replication.editsKnownUntil;
    return { ...answer, coverage: { ...answer.coverage, asOf: at === undefined ? undefined : { at, why: "edits" } } };
  }
}

/** The kinds of matches in which the contact has a word as it was written. */
const AS_WRITTEN: ReadonlySet<MatchReason["how"]> = new Set(["exact", "start", "phone"] as const);

/** Whether the first contact is certainly the one that is meant, and not only the nearest known one. */
const isSurelyMeant = ({ clear, contacts: [best] }: Answer): boolean => clear && best?.reasons.every(({ how }) => AS_WRITTEN.has(how)) === true;

/** The kinds of matches with a whole word. */
const WHOLE: ReadonlySet<MatchReason["how"]> = new Set(["exact", "spelling", "phone"] as const);

/** @throws InvalidInput if the best of the found contacts only resembles what the question asks for */
function demandWritten({ doubtful, isOfNamed }: Pick<Lookup, "doubtful" | "isOfNamed">, best: FoundContact | undefined): void {
  const reasons = new Map((best?.reasons ?? []).map((reason) => [fold(reason.query), reason]));
  const isName = (word: string) => [...reasons].some(([other, { kind, how }]) => kind === "name" && other !== word && how !== "initial");
  const fits = doubtful
    .flatMap(({ words }) => words)
    .every((word) => {
      const reason = reasons.get(word);
      // "Who should I call next" asks for nobody whose notes say "next".
      const isChance = reason?.kind === "text" && MEANINGFUL.has(word);
      return reason !== undefined && ((WHOLE.has(reason.how) && !isChance) || (reason.kind === "name" && isName(word)));
    });
  // Nobody else has the same number or code.
  const isIdentified = [...reasons].some(([word, { how, kind }]) => WHOLE.has(how) && kind !== "place" && /\d{4}/.test(word));
  const isNamed = isOfNamed && [...reasons.values()].filter(({ kind, how }) => kind === "name" && WHOLE.has(how)).length > 1;
  if (!fits && !isIdentified && !isNamed) throw new InvalidInput([`query: ${unreadPartsText(doubtful.map(({ text }) => text))}`]);
}
