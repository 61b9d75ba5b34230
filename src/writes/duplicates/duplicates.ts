import { type Api, ApiError, CallError, type CallOptions } from "../../api/index.ts";
import type { LiveSchema } from "../../definitions/live-schema.ts";
import type { Coverage } from "../../replica/coverage.ts";
import { LIST_LAG_MS } from "../../replica/sync/index.ts";
import { type Change, isEmpty, listChange } from "../../schema/change.ts";
import type { Field } from "../../schema/contact-schema.ts";
import { prove } from "../../schema/proof.ts";
import { type ContactRecord, decodeContact } from "../../schema/record.ts";
import type { Journal } from "../journal/journal.ts";
import type { WriteRecord } from "../journal/write-record.ts";
import { WriteRefused } from "../refusal.ts";
import { unknownOthers } from "../refusal-text.ts";
import type { CandidateFinder } from "./candidates.ts";
import type { CreateClaims } from "./create-claims.ts";
import { type Duplicate, identifiers, identityAfter, identityOf, type Likeness, likeness } from "./identity.ts";

/** Candidates that are looked at as they are now, at a time: the next where none of these is there any more. */
const CHECKED_AT_ONCE = 5;

export interface Duplicates {
  readonly same: readonly Duplicate[];
  /** Others of the same name. */
  readonly namesakes: readonly ContactRecord[];
  /** IDs of all who are alike in anything: they are there already, so that a create has made none of them. */
  readonly alike: ReadonlySet<string>;
}

export interface FindTerms {
  /** How often the API is asked, at most, where the local index has everybody; absent: by all that is given. */
  readonly mostSearches?: number | undefined;
  /** The create was sent before, with a key that the API carries out once: what cannot be searched does not stop it. */
  readonly isSafe?: boolean;
}

export interface DuplicateFinderOptions {
  readonly api: Pick<Api, "retrieve">;
  readonly live: LiveSchema;
  readonly candidates: CandidateFinder;
  readonly journal: Journal;
  readonly shared: CreateClaims;
}

/** Looks whether the person is there already whom a create would make. */
export class DuplicateFinder {
  readonly #options: DuplicateFinderOptions;

  constructor(options: DuplicateFinderOptions) {
    this.#options = options;
  }

  /** Others who are known here to hold an address, number or profile that a change adds to a contact. Asks nobody. */
  sharers(change: Change, id: string): Duplicate[] {
    const isPersonal = (field: Field) => field.type.identifies !== undefined && field.type.identifies !== "name";
    const fields = change.fields
      .filter(({ field }) => isPersonal(field))
      .map((one) => ({ ...one, before: null, after: listChange(one)?.come ?? one.after }));
    const given: Change = { fields: fields.filter(({ field, after }) => field.type.isSet(after)), links: [] };
    if (isEmpty(given)) return [];
    const compare = comparison(given);
    return this.#options.candidates.knownLike(given).flatMap((contact) => {
      const found = contact.id === id ? undefined : compare(contact);
      return found?.kind === "same" ? [{ ...found, contact }] : [];
    });
  }

  /** A create of the same person which may have been made, and which the API's lists may not show yet. */
  open(change: Change): Pick<WriteRecord, "id" | "name"> | undefined {
    const { journal, shared } = this.#options;
    const wanted = identityAfter(change);
    const own = journal.openCreates(journal.now() - LIST_LAG_MS).find((record) => likeness(wanted, identityAfter(record.change))?.kind === "same");
    return own ?? shared.open(identifiers(wanted));
  }

  /** IDs of whoever is alike, before a duplicate is made on purpose. What cannot be listed does not stop it. */
  async alike(change: Change, call: CallOptions): Promise<ReadonlySet<string>> {
    const { candidates } = this.#options;
    try {
      return idsOf((await candidates.like(change, call)).contacts);
    } catch (error) {
      if (!(error instanceof CallError) || call.signal?.aborted) throw error;
      return idsOf(candidates.knownLike(change));
    }
  }

  /** @throws CallError where the API cannot be asked, and WriteRefused where not all could be searched: what was not looked for may be there */
  async find(change: Change, call: CallOptions, { mostSearches, isSafe = false }: FindTerms = {}): Promise<Duplicates> {
    const compare = comparison(change);
    const { contacts, unsearched } = await this.#options.candidates.like(change, call, mostSearches);
    const alike = contacts.flatMap((contact) => {
      const found = compare(contact);
      return found ? [{ contact, found }] : [];
    });
    // Lists lag behind: who is about to stop a create must be so now.
    const suspects = alike.filter(({ found }) => found.kind === "same");
    const same: Duplicate[] = [];
    for (let at = 0; at < suspects.length && same.length === 0; at += CHECKED_AT_ONCE) {
      const checked = await Promise.all(suspects.slice(at, at + CHECKED_AT_ONCE).map(({ contact }) => this.#present(contact, call)));
      for (const contact of checked) {
        const found = contact && compare(contact);
        if (contact && found?.kind === "same") same.push({ ...found, contact });
      }
    }
    if (same.length === 0 && unsearched && !isSafe) throw new UnsearchedError(unsearched);
    return { same, alike: idsOf(contacts), namesakes: alike.filter(({ found }) => found.kind === "namesake").map(({ contact }) => contact) };
  }

  /** The contact as it is; undefined where it is gone. */
  async #present(contact: ContactRecord, call: CallOptions): Promise<ContactRecord | undefined> {
    const { api, live } = this.#options;
    try {
      return decodeContact(await api.retrieve(contact.id, call), await live.get(call));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      if (error instanceof CallError && !call.signal?.aborted) return contact;
      throw error;
    }
  }
}

const idsOf = (contacts: readonly ContactRecord[]): ReadonlySet<string> => new Set(contacts.map(({ id }) => id));

/** Whether the person is there already could not be told. */
export class UnsearchedError extends WriteRefused {
  /** Whether it may be known another time. */
  readonly retryable: boolean;

  constructor(index: Coverage) {
    super(
      `Not created: whether the contact is there already is not known, since the API cannot be asked by all that was given, and ${unknownOthers(index)}. To create it all the same: create_contact with "allow_duplicate": true`,
    );
    this.retryable = index.notCovered === undefined;
  }
}

/** Compares contacts with the one that a change would make. Who has no name and no address is the same where they hold all that the change gives. */
function comparison(change: Change): (contact: ContactRecord) => Likeness | undefined {
  const wanted = identityAfter(change);
  return (contact) => {
    const isHeld = wanted.content !== undefined && prove(change, contact).stored === "all";
    return likeness(wanted, { ...identityOf(contact.fields, contact.relationships), content: isHeld ? wanted.content : undefined });
  };
}
