import type { Api, CallOptions } from "../api/index.ts";
import type { Locale } from "../fields/index.ts";
import type { Candidate } from "../names/candidate.ts";
import { type ContactFinder, isCalled, namedWithEmail } from "../names/contact-finder.ts";
import type { NameDirectory } from "../names/name-directory.ts";
import { nameWords } from "../names/name-key.ts";
import { namedContact } from "../names/name-source.ts";
import { type PartFinder, partTest } from "../names/partly-named.ts";
import { noneNear } from "../names/record-names.ts";
import { isCurrent } from "../replica/coverage.ts";
import type { ContactIndex } from "../replica/index/contact-index.ts";
import type { Replica } from "../replica/replica.ts";
import type { Replication } from "../replica/replication.ts";
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
export function contactsByName(options: ContactsByNameOptions): ContactFinder & PartFinder {
  const { replica, index, replication, api, locale, nameOf, others } = options;
  const isAll = () => isCurrent(replication.searchCoverage);
  const named = (contact: ContactRecord): Candidate => namedWithEmail(contact, locale, nameOf);
  const hits = (text: string) => index.search(text, MOST_HITS).hits.flatMap(({ id }) => replica.get(id) ?? []);

  /** The contacts of that name, as they are now. */
  const checked = async (text: string, call: CallOptions): Promise<Candidate[]> => {
    const called = () => hits(text).filter((contact) => isCalled(contact, text, locale));
    const known = called();
    if (known.length === 0) return [];
    // If one cannot be read, the known state has to do. The others reach the replica.
    await Promise.allSettled(known.slice(0, MOST_CHECKED).map(({ id }) => api.retrieve(id, call)));
    call.signal?.throwIfAborted();
    return called().map(named);
  };

  /** The contacts that have all words of the text, perhaps spelt otherwise. */
  const spelt = (text: string): Candidate[] => {
    const whole = index.search(text, MOST_SPELT).hits.filter(({ missing }) => missing.length === 0);
    return whole.flatMap(({ id }) => replica.get(id) ?? []).map(named);
  };

  return {
    async find(text, call) {
      const matches = await checked(text.trim(), call);
      if (matches.length > 0 && replication.findsAll) return { matches, partial: [], near: noneNear };
      const found = await others.find(text, call);
      const all = new Map([...found.matches, ...matches].map((match) => [match.id, match]));
      if (all.size > 0) return { ...found, matches: [...all.values()] };
      return {
        partial: hits(text)
          .filter((contact) => hasWords(namedContact(contact, locale).name, text))
          .map(named),
        matches: [],
        near: () => [...spelt(text), ...found.near()],
        searchedOnly: isAll() ? undefined : found.searchedOnly,
      };
    },

    /** Only the local copy is searched, through its index. */
    async withPart(text, how) {
      const hasPart = partTest(text, how);
      const { hits: found } = await index.searchInTurns(text, { limit: MOST_WITH_PART });
      const contacts = found.flatMap(({ id }) => replica.get(id) ?? []);
      const isMore = found.length === MOST_WITH_PART;
      const searchedOnly =
        isAll() && !isMore ? undefined : `only ${isMore ? `the ${MOST_WITH_PART} likeliest` : "the contacts read so far"} were searched`;
      return { records: contacts.map(named).filter(hasPart), searchedOnly };
    },
  };
}

const hasWords = (name: string, text: string) => nameWords(text).every((word) => nameWords(name).includes(word));
