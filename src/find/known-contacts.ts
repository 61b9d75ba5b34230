import type { Api, CallOptions, NamedRecord } from "../api/index.ts";
import type { Locale } from "../fields/index.ts";
import { type ContactFinder, isCalled, namedWithEmail } from "../names/contact-finder.ts";
import { wordsOf } from "../names/name-key.ts";
import { namedContact } from "../names/name-source.ts";
import { type FoundNames, noneNear } from "../names/record-names.ts";
import type { ContactIndex } from "../replica/contact-index.ts";
import type { ContactRecord } from "../schema/record.ts";

/** Hits that are looked through for a name: more namesakes than anybody could choose from. */
const MOST_HITS = 100;

/** Contacts whose present state is asked for before one is taken for another. */
const MOST_CHECKED = 5;

export interface KnownContactsOptions {
  readonly index: () => ContactIndex;
  /** The API, which shows the index what it answers. */
  readonly api: () => Pick<Api, "retrieve">;
  readonly locale: Locale;
  /** Whether the index has everybody there is. */
  readonly isWhole: () => boolean;
  /** Finds whom the index does not know. */
  readonly others: ContactFinder;
}

/** Finds contacts by name in the index, and where that may not have everybody, by the API too. */
export class KnownContacts implements ContactFinder {
  readonly #options: KnownContactsOptions;

  constructor(options: KnownContactsOptions) {
    this.#options = options;
  }

  nameOf(id: string): string | undefined {
    const contact = this.#options.index().get(id);
    return contact && (namedContact(contact, this.#options.locale).name || undefined);
  }

  async find(text: string, call: CallOptions): Promise<FoundNames> {
    const { locale, isWhole, others } = this.#options;
    const matches = await this.#checked(text.trim(), call);
    if (matches.length > 0 && isWhole()) return { matches, partial: [], near: noneNear };
    const found = await others.find(text, call);
    const all = new Map([...found.matches, ...matches].map((match) => [match.id, match]));
    if (all.size > 0) return { ...found, matches: [...all.values()] };
    const hits = this.#hits(text);
    const partial = hits.filter((contact) => hasWords(namedContact(contact, locale).name, text)).map((contact) => namedWithEmail(contact, locale));
    return { ...found, partial, unsearched: isWhole() ? undefined : found.unsearched };
  }

  /** Who is called so, as they are now. */
  async #checked(text: string, call: CallOptions): Promise<NamedRecord[]> {
    const { api, locale } = this.#options;
    const called = () => this.#hits(text).filter((contact) => isCalled(contact, text, locale));
    const known = called();
    if (known.length === 0) return [];
    // Where one cannot be asked for, what is known has to do. The index sees the answers.
    await Promise.allSettled(known.slice(0, MOST_CHECKED).map(({ id }) => api().retrieve(id, call)));
    call.signal?.throwIfAborted();
    return called().map((contact) => namedWithEmail(contact, locale));
  }

  #hits(text: string): ContactRecord[] {
    const index = this.#options.index();
    return index.search(text, MOST_HITS).hits.flatMap(({ id }) => index.get(id) ?? []);
  }
}

const hasWords = (name: string, text: string) => wordsOf(text).every((word) => wordsOf(name).includes(word));
