import { type Api, ApiError, CallError, type CallOptions } from "../api/index.ts";
import { InvalidInput } from "../fields/rejection.ts";
import type { FilterInput } from "../schema/filters.ts";
import type { ContactLister } from "./list-contacts.ts";

const PAGE_SIZE = 25;

/** Where more contacts are in question, to read them again would take longer than anybody waits for a count. */
const MOST_LISTED = 100;
const MOST_RETRIEVED = 25;

export interface RereadOptions {
  /** What it reads goes into the index. */
  readonly api: Pick<Api, "retrieve">;
  readonly lister: ContactLister;
  readonly filters: readonly FilterInput[];
  /** The IDs of those who pass the filters by the index, as it is when it is asked. */
  readonly passing: () => Promise<readonly string[]>;
}

/**
 * Makes the index know what others have edited, as far as it matters for filters: whoever the API lists for them is read again, and where the API
 * counts others than the index, so is whoever passes by the index alone.
 *
 * @returns whether the index is now right about these filters. Not so where the API cannot filter by them, or where too many would have to be read
 * @throws ApiError where the key was refused
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

/** A 404 has taken the contact out of the index. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 404) throw error;
}
