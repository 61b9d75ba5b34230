import type { ContactPage, WireContact } from "../api/index.ts";
import type { ContactPredicate } from "../schema/filters.ts";

export interface RecentWrites {
  /** Contacts that we wrote, the latest first. */
  readonly contacts: readonly WireContact[];
  /** Whether the contact did not exist before. */
  isNew(id: string): boolean;
  /** Whether the API has said that the contact is gone. */
  isGone(id: string): boolean;
}

/** The contacts that our latest writes added to a list: IDs on its pages so far, and those that had no room yet. */
export interface Insertions {
  readonly given: ReadonlySet<string>;
  readonly waiting: ReadonlySet<string>;
}

interface PageRequest {
  readonly limit: number;
  readonly passes: ContactPredicate | undefined;
  /** The contacts that were added to the pages before; absent for the first page. */
  readonly before: Insertions | undefined;
}

/** A page that includes our latest writes. */
interface CurrentPage extends ContactPage {
  /** Whether there may be more than `totalCount`, because the API may not count our latest writes yet. */
  readonly isAtLeast: boolean;
  /** How many contacts of the API's page had room. The next page begins after them. */
  readonly taken: number;
  readonly insertions: Insertions;
}

/**
 * The page as it would be if the API's lists did not lag behind our own writes: contacts are shown as they are now,
 * those that no longer pass the filters are left out, and missing ones are added at the beginning. Those without room
 * are added to later pages.
 */
export function withRecentWrites(page: ContactPage, recent: RecentWrites, { limit, passes, before }: PageRequest): CurrentPage {
  const written = new Map(recent.contacts.map((contact) => [contact.id, contact]));
  const listed = new Set(page.contacts.map(({ id }) => id));
  const isRight = (contact: WireContact) => !recent.isGone(contact.id) && (!written.has(contact.id) || (passes?.(contact) ?? true));
  const current = page.contacts.map((contact) => written.get(contact.id) ?? contact);
  // If the page has all contacts, a contact that is not on it is missing from the API's list.
  const isWhole = before === undefined && page.totalCount === page.contacts.length;
  const mayBeMissing = (id: string) => before?.waiting.has(id) ?? (isWhole || recent.isNew(id) || passes !== undefined);
  const missing = recent.contacts.filter((one) => !listed.has(one.id) && mayBeMissing(one.id) && (passes?.(one) ?? true));
  // One contact of the API's page is always taken: otherwise the next page would be the same.
  const added = missing.slice(0, page.contacts.length === 0 ? limit : limit - 1);
  const taken = Math.min(page.contacts.length, limit - added.length);
  const given = new Set([...(before?.given ?? []), ...added.map(({ id }) => id)]);
  const waiting = new Set(missing.slice(added.length).map(({ id }) => id));
  const gone = current.filter((contact) => !isRight(contact)).length;
  return {
    contacts: [...added, ...current.slice(0, taken).filter((contact) => isRight(contact) && !before?.given.has(contact.id))],
    totalCount: page.totalCount === undefined ? undefined : page.totalCount - gone + (isWhole ? missing.length : 0),
    isAtLeast: !isWhole && given.size + waiting.size > 0,
    taken,
    insertions: { given, waiting },
  };
}
