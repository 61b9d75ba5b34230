import type { Api, CallOptions } from "../api/index.ts";
import type { Locale } from "../fields/index.ts";
import type { Candidate } from "../names/candidate.ts";
import { type ContactFinder, isCalled, namedWithEmail } from "../names/contact-finder.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import { nameWords } from "../names/name-key.ts";
import { namedContact } from "../names/name-source.ts";
import { type PartFinder, type PartlyNamed, partTest } from "../names/partly-named.ts";
import { type FoundNames, noneNear } from "../names/record-names.ts";
import { isCurrent } from "../replica/coverage.ts";
import type { ContactIndex } from "../replica/index/contact-index.ts";
import type { Replica } from "../replica/replica.ts";
import type { Replication } from "../replica/replication.ts";
import type { PartMatch } from "../schema/link-target.ts";
import type { ContactRecord } from "../schema/record.ts";

/** How many hits of a search are compared with the name: nobody could choose from more namesakes. */
const MOST_HITS = 100;

/** How many hits are looked at for a part of a name. */
const MOST_WITH_PART = 1000;

/** How many contacts with similar names are suggested. */
const MOST_SPELT = 3;

/** How many contacts of the name are read again before one is chosen. */
const MOST_CHECKED = 5;

interface ContactsByNameOptions {
  readonly replica: Replica;
  readonly index: ContactIndex;
  readonly replication: Replication;
  /** What it answers reaches the replica. */
  readonly api: Pick<Api, "retrieve">;
  readonly locale: Locale;
  readonly nameOf: NameDirectory["nameOf"];
  /** Finds contacts that are not known locally. */
  readonly others: ContactFinder;
}

/** Finds contacts by name in the local copy and, if that may lack some, by the API too. */
export class ContactsByName implements ContactFinder, PartFinder {
  readonly #options: ContactsByNameOptions;

  constructor(options: ContactsByNameOptions) {
    this.#options = options;
  }

  async find(text: string, call: CallOptions): Promise<FoundNames> {
    const { locale, others } = this.#options;
    const matches = await this.#checked(text.trim(), call);
    if (matches.length > 0 && this.#options.replication.findsAll) return { matches, partial: [], near: noneNear };
    const found = await others.find(text, call);
    const all = new Map([...found.matches, ...matches].map((match) => [match.id, match]));
    if (all.size > 0) return { ...found, matches: [...all.values()] };
    const partial = this.#hits(text).filter((contact) => hasWords(namedContact(contact, locale).name, text));
    return {
      partial: partial.map((contact) => this.#named(contact)),
      matches: [],
      near: () => [...this.#spelt(text), ...found.near()],
      searchedOnly: this.#isAll ? undefined : found.searchedOnly,
    };
  }

  /** Only the local copy is searched, through its index. */
  async withPart(text: string, how: PartMatch, _call: CallOptions): Promise<PartlyNamed> {
    const { replica, index } = this.#options;
    const hasPart = partTest(text, how);
    const { hits } = await index.searchInTurns(text, { limit: MOST_WITH_PART });
    const records = hits.flatMap(({ id }) => {
      const contact = replica.get(id);
      const named = contact && this.#named(contact);
      return named && hasPart(named) ? [named] : [];
    });
    const isMore = hits.length === MOST_WITH_PART;
    const searchedOnly =
      this.#isAll && !isMore ? undefined : `only ${isMore ? `the ${MOST_WITH_PART} likeliest` : "the contacts read so far"} were searched`;
    return { records, searchedOnly };
  }

  get #isAll(): boolean {
    return isCurrent(this.#options.replication.searchCoverage);
  }

  /** The contacts of that name, as they are now. */
  async #checked(text: string, call: CallOptions): Promise<Candidate[]> {
    const { api, locale } = this.#options;
    const called = () => this.#hits(text).filter((contact) => isCalled(contact, text, locale));
    const known = called();
    if (known.length === 0) return [];
    // If one cannot be read, the known state has to do. The others reach the replica.
    await Promise.allSettled(known.slice(0, MOST_CHECKED).map(({ id }) => api.retrieve(id, call)));
    call.signal?.throwIfAborted();
    return called().map((contact) => this.#named(contact));
  }

  #named(contact: ContactRecord): Candidate {
    return namedWithEmail(contact, this.#options.locale, this.#options.nameOf);
  }

  /** The contacts that have all words of the text, perhaps spelt otherwise. */
  #spelt(text: string): Candidate[] {
    const { replica, index } = this.#options;
    const whole = index.search(text, MOST_SPELT).hits.filter(({ missing }) => missing.length === 0);
    return whole.flatMap(({ id }) => replica.get(id) ?? []).map((contact) => this.#named(contact));
  }

  #hits(text: string): ContactRecord[] {
    const { replica, index } = this.#options;
    return index.search(text, MOST_HITS).hits.flatMap(({ id }) => replica.get(id) ?? []);
  }
}

const hasWords = (name: string, text: string) => nameWords(text).every((word) => nameWords(name).includes(word));
