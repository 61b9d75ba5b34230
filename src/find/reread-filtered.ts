import { type Api, ApiError, CallError, type CallOptions } from "../api/index.ts";
import { InvalidInput } from "../fields/rejection.ts";
import type { FilterInput } from "../schema/filters.ts";
import type { ContactLister } from "./list-contacts.ts";

const PAGE_SIZE = 25;

/** Reading more contacts again than these would take too long for a count. */
const MOST_LISTED = 100;
const MOST_RETRIEVED = 25;

export interface RereadOptions {
  /** What it reads reaches the local copy. */
  readonly api: Pick<Api, "retrieve">;
  readonly lister: ContactLister;
  readonly filters: readonly FilterInput[];
  /** The IDs of the contacts that pass the filters now, by the local copy. */
  readonly passing: () => Promise<readonly string[]>;
}

/**
 * Brings the local copy up to date with edits by others, as far as filters are concerned: contacts that the API lists
 * for the filters are read and, if its count differs, also contacts that pass by the local copy alone.
 *
 * @returns whether the local copy is now right about the filters. False if the API cannot filter by them, or too many
 *   contacts would have to be read
 * @throws ApiError if the key was refused
 */
export async function rereadFiltered({ api, lister, filters, passing }: RereadOptions, call: CallOptions): Promise<boolean> {
  try {
    const listed = new Set<string>();
    for (let offset: number | undefined = 0; offset !== undefined; ) {
      const { contacts, totalCount, nextOffset } = await lister.list({ filters, limit: PAGE_SIZE, offset }, call);
      for (const { id } of contacts) listed.add(id);
      const passes = new Set(await passing());
      if (totalCount === passes.size && contacts.every(({ id }) => passes.has(id))) return true;
      if (totalCount === undefined || Math.max(totalCount, passes.size) > MOST_LISTED) return false;
      offset = nextOffset;
    }
    const unlisted = (await passing()).filter((id) => !listed.has(id));
    if (unlisted.length > MOST_RETRIEVED) return false;
    await Promise.all(unlisted.map((id) => api.retrieve(id, call).catch(unlessGone)));
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) throw error;
    if (error instanceof CallError || error instanceof InvalidInput) return false;
    throw error;
  }
}

/** A 404 has removed the contact from the local copy. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 404) throw error;
}
