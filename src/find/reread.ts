import { CallError, type CallOptions, isNotFound } from "../api/index.ts";
import { InvalidInput } from "../fields/rejection.ts";
import type { Attribute } from "../schema/contact-schema.ts";
import type { ContactPredicate, FilterInput } from "../schema/filters.ts";
import type { WorkspaceParts } from "./workspace-parts.ts";

const PAGE_SIZE = 25;

/** Reading more contacts again than these would take too long for a count. */
const MOST_LISTED = 100;
const MOST_RETRIEVED = 25;

/**
 * Reads one contact again, which brings the local copy up to date with edits by others. If that fails, the copy stays
 * unchanged; a 404 removes the contact from it.
 *
 * @returns false if the API says that there is no such contact
 */
export async function rereadContact(id: string, { api }: WorkspaceParts, call: CallOptions): Promise<boolean> {
  try {
    await api.retrieve(id, call);
  } catch (error) {
    if (!(error instanceof CallError) || call.signal?.aborted) throw error;
    return !isNotFound(error);
  }
  return true;
}

/**
 * Reads the contacts that the API lists for the filters and, if its count differs, also those that pass by the local
 * copy alone.
 *
 * @param reads what the test reads
 * @param shown IDs of the contacts that the answer shows
 * @returns whether the local copy is now right about the count and these contacts. False if the API cannot filter by
 *   them, or too many contacts would have to be read. False also after a refusal of the key, which the key guard reports
 */
export async function rereadFiltered(
  filters: readonly FilterInput[],
  passes: ContactPredicate,
  reads: readonly Attribute[],
  shown: readonly string[],
  { api, lister, replica }: WorkspaceParts,
  call: CallOptions,
): Promise<boolean> {
  try {
    const listed = new Set<string>();
    for (let offset: number | undefined = 0; offset !== undefined; ) {
      const { contacts, totalCount, nextOffset } = await lister.list({ filters, limit: PAGE_SIZE, offset }, call);
      for (const { id } of contacts) listed.add(id);
      const passing = new Set(await replica.filter(passes, reads));
      const isCounted = totalCount === passing.size && [...listed].every((id) => passing.has(id));
      if (isCounted && shown.every((id) => listed.has(id))) return true;
      const toList = isCounted ? listed.size + 1 : Math.max(totalCount ?? Number.POSITIVE_INFINITY, passing.size);
      if (toList > MOST_LISTED) return false;
      offset = nextOffset;
    }
    const unlisted = (await replica.filter(passes, reads)).filter((id) => !listed.has(id));
    if (unlisted.length > MOST_RETRIEVED) return false;
    await Promise.all(unlisted.map((id) => api.retrieve(id, call).catch(unlessGone)));
    return true;
  } catch (error) {
    if (error instanceof CallError || error instanceof InvalidInput) return false;
    throw error;
  }
}

/** A 404 has removed the contact from the local copy. */
function unlessGone(error: unknown): void {
  if (!isNotFound(error)) throw error;
}
