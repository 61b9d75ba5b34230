import { type Api, ApiError, type CallOptions } from "../api/index.ts";
import { withFreshDefinitions } from "../definitions/fresh-definitions.ts";
import type { LiveSchema } from "../definitions/live-schema.ts";
import type { Locale } from "../fields/index.ts";
import { Problems } from "../fields/rejection.ts";
import { putLast } from "../maps.ts";
import type { LinkTargets } from "../names/link-targets.ts";
import { allNotes } from "../names/taken-names.ts";
import { type Insertions, withRecentWrites } from "../replica/recent-writes.ts";
import type { Replica } from "../replica/replica.ts";
import { columnsNamed } from "../schema/attribute-part.ts";
import type { Attribute, ContactSchema, Relationship } from "../schema/contact-schema.ts";
import { filterNotes } from "../schema/filter-notes.ts";
import { encodeFilters, type FilterInput, filterPredicate, isReadByDeployment, relationshipFilterKey } from "../schema/filters.ts";
import type { TargetId } from "../schema/link-target.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";

interface ListQuery {
  /** Attributes that the answer shows. */
  readonly columns?: readonly string[] | undefined;
  readonly limit: number;
  readonly offset: number;
  readonly filters: readonly FilterInput[];
}

interface ListedContacts {
  readonly schema: ContactSchema;
  /** The attributes that were named to be shown; undefined if none were. */
  readonly columns: readonly Attribute[] | undefined;
  readonly contacts: readonly ContactRecord[];
  /** How many match in all, if the API says so. */
  readonly totalCount?: number | undefined;
  /** Whether there may be more, because of our latest writes. */
  readonly isAtLeast: boolean;
  /** The offset of the next page, if any, by the API's count: `contacts` may also have our latest writes. */
  readonly nextOffset?: number | undefined;
  /** Whether the filters may mean something else to people: see {@link isReadByDeployment}. */
  readonly isReadByDeployment: boolean;
  /** How names in the filters were interpreted, as sentences. */
  readonly notes: readonly string[];
}

/** How many pages are remembered that may be asked for next, of all lists. */
const MOST_REMEMBERED = 100;

const NOTHING: Insertions = { given: new Set(), waiting: new Set() };

interface ContactListerOptions {
  readonly api: Pick<Api, "list">;
  readonly live: LiveSchema;
  readonly locale: Locale;
  readonly targets: LinkTargets;
  readonly replica: Pick<Replica, "recentWrites">;
}

/** Lists contacts by filters that use agent keys and names. */
export class ContactLister {
  /** Relationships that this deployment filters by key, not by slug. */
  readonly #filteredByKey = new Set<string>();
  /** For each page that may be asked for next: our latest writes on the pages before it. The latest last. */
  readonly #insertions = new Map<string, Insertions>();

  readonly #options: ContactListerOptions;

  constructor(options: ContactListerOptions) {
    this.#options = options;
  }

  async list({ limit, offset, filters, columns: named }: ListQuery, options: CallOptions): Promise<ListedContacts> {
    const { live, locale, replica } = this.#options;
    return withFreshDefinitions(live, options, async (schema) => {
      const problems = new Problems();
      const columns = named && columnsNamed(named, schema, problems);
      const { page, targetId, notes, sent } = await this.#page({ limit, offset, filters }, schema, problems, options);
      const passes = filterPredicate(filters, schema, locale, { one: targetId });
      const pageAt = (from: number) => JSON.stringify([filters, limit, from]);
      const before = offset === 0 ? undefined : (this.#insertions.get(pageAt(offset)) ?? NOTHING);
      const current = withRecentWrites(page, replica.recentWrites, { limit, passes, before });
      const { insertions, taken, totalCount, isAtLeast } = current;
      const contacts = current.contacts.map((contact) => decodeContact(contact, schema));
      const next = offset + taken;
      if (insertions.given.size + insertions.waiting.size > 0) putLast(this.#insertions, pageAt(next), insertions, MOST_REMEMBERED);
      else this.#insertions.delete(pageAt(next));
      const isAll = page.contacts.length < limit || (page.totalCount !== undefined && next >= page.totalCount);
      const isLast = isAll && taken === page.contacts.length && insertions.waiting.size === 0;
      return {
        schema,
        columns: columns && [...new Set(columns)],
        contacts,
        totalCount,
        isAtLeast,
        nextOffset: isLast ? undefined : next,
        isReadByDeployment: isReadByDeployment(sent, schema),
        notes: [...notes, ...filterNotes(filters, schema, locale)],
      };
    });
  }

  /**
   * By the documentation, filters name a relationship by its slug. If the deployment refuses that, the key is tried,
   * and remembered if it works.
   *
   * @param problems those that the call has already
   */
  async #page({ limit, offset, filters }: ListQuery, schema: ContactSchema, problems: Problems, options: CallOptions) {
    const { api, locale, targets } = this.#options;
    const bySlug: string[] = [];
    const keyOf = (byKey: boolean) => (relationship: Relationship) => {
      const { apiKey } = relationship;
      const key = relationshipFilterKey(relationship, byKey || this.#filteredByKey.has(apiKey));
      if (key !== apiKey) bySlug.push(apiKey);
      return key;
    };
    const encodeWith = (targetId: TargetId, byKey: boolean) => encodeFilters(filters, schema, locale, { relationshipKey: keyOf(byKey), targetId });
    const named = await targets.lookUp((lookUp) => encodeWith(lookUp, true), options);
    const { targetId } = named;
    const notes = allNotes(named);
    const encode = (byKey: boolean) => encodeWith(targetId, byKey);
    const sent = problems.among(() => encode(false)) ?? [];
    problems.throwIfAny();
    try {
      return { targetId, notes, sent, page: await api.list({ limit, offset, filters: sent }, options) };
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400 || bySlug.length === 0) throw error;
      const page = await api.list({ limit, offset, filters: encode(true) }, options).catch(() => {
        throw error;
      });
      for (const apiKey of bySlug) this.#filteredByKey.add(apiKey);
      return { targetId, notes, sent, page };
    }
  }
}
