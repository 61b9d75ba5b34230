import { type Api, ApiError, type CallOptions } from "../api/index.ts";
import type { Locale } from "../fields/index.ts";
import { encodeFilters, type FilterInput } from "../schema/filters.ts";
import { type ContactRecord, decodeContact } from "../schema/record.ts";
import type { Relationship, Workspace } from "../schema/workspace.ts";
import { withFreshDefinitions } from "./fresh-definitions.ts";
import type { LiveWorkspace } from "./live-workspace.ts";

export interface ListQuery {
  readonly limit: number;
  readonly offset: number;
  readonly filters: readonly FilterInput[];
}

export interface ListedContacts {
  readonly workspace: Workspace;
  readonly contacts: readonly ContactRecord[];
  /** How many match in all, where the API says it. */
  readonly totalCount?: number | undefined;
}

/** Lists contacts by filters in an agent's terms. */
export class ContactLister {
  /** Relationships whose filters this deployment takes by key and not by slug. */
  readonly #filteredByKey = new Set<string>();

  constructor(
    private readonly api: Pick<Api, "list">,
    private readonly live: LiveWorkspace,
    private readonly locale: Locale,
  ) {}

  async list({ limit, offset, filters }: ListQuery, options: CallOptions): Promise<ListedContacts> {
    return withFreshDefinitions(this.live, options, async (workspace) => {
      const page = await this.#page({ limit, offset, filters }, workspace, options);
      const contacts = page.contacts.map((contact) => decodeContact(contact, workspace));
      for (const contact of contacts) this.live.sawContact(contact);
      return { workspace, contacts, totalCount: page.totalCount };
    });
  }

  /** The documentation has relationships filtered by slug. A deployment that refuses the slug is asked again by key, and what worked is remembered. */
  async #page({ limit, offset, filters }: ListQuery, workspace: Workspace, options: CallOptions) {
    const bySlug: string[] = [];
    const keyOf = (byKey: boolean) => (relationship: Relationship) => {
      const { apiKey, definition } = relationship;
      if (byKey || definition.slug === undefined || this.#filteredByKey.has(apiKey)) return apiKey;
      bySlug.push(apiKey);
      return apiKey.startsWith("$") ? `$${definition.slug.replace(/^\$/, "")}` : definition.slug;
    };
    const encode = (byKey: boolean) => encodeFilters(filters, workspace, this.locale, keyOf(byKey));
    try {
      return await this.api.list({ limit, offset, filters: encode(false) }, options);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 400 || bySlug.length === 0) throw error;
      const page = await this.api.list({ limit, offset, filters: encode(true) }, options).catch(() => {
        throw error;
      });
      for (const apiKey of bySlug) this.#filteredByKey.add(apiKey);
      return page;
    }
  }
}
