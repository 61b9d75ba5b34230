import type { ContactPage, WireContact } from "../api/index.ts";
import type { ContactPredicate } from "../schema/filters.ts";

export interface RecentWrites {
  /** Contacts as we wrote them, the latest first. */
  readonly contacts: readonly WireContact[];
  /** Which of them did not exist before. */
  isNew(id: string): boolean;
  /** Whom the API has said to be gone. */
  isGone(id: string): boolean;
}

/** A page with our latest writes in it. */
export interface CurrentPage extends ContactPage {
  /** Who was put before the first page: the later pages must not show them again. */
  readonly putFirst: ReadonlySet<string>;
}

/**
 * The page as it would be if the API's index did not lag behind our own writes: what it shows is shown as it is now, what no longer passes the
 * filters is left out, and what should be there is put before the first page.
 *
 * @param putFirst of the first page, where this is a later one
 */
export function withRecentWrites(
  page: ContactPage,
  recent: RecentWrites,
  passes: ContactPredicate | undefined,
  putFirst: ReadonlySet<string> | undefined,
): CurrentPage {
  const written = new Map(recent.contacts.map((contact) => [contact.id, contact]));
  const listed = new Set(page.contacts.map(({ id }) => id));
  const right = page.contacts
    .map((contact) => written.get(contact.id) ?? contact)
    .filter(({ id }) => !recent.isGone(id))
    .filter((contact) => !written.has(contact.id) || (passes?.(contact) ?? true));
  // Where the page is all there is, what is not on it is not in the API's index yet.
  const isWhole = putFirst === undefined && page.totalCount === page.contacts.length;
  const mayBeMissing = (id: string) => isWhole || recent.isNew(id) || passes !== undefined;
  const added = putFirst ? [] : recent.contacts.filter((one) => !listed.has(one.id) && mayBeMissing(one.id) && (passes?.(one) ?? true));
  const gone = page.contacts.length - right.length;
  return {
    contacts: [...added, ...right.filter(({ id }) => !putFirst?.has(id))],
    totalCount: page.totalCount === undefined ? undefined : page.totalCount - gone + (isWhole ? added.length : 0),
    putFirst: putFirst ?? new Set(added.map(({ id }) => id)),
  };
}
