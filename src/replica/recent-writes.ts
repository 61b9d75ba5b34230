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

/** Our latest writes that a list lacks, in which it gets them: IDs of those that its pages were given, and of those that had no room yet. */
export interface PutIn {
  readonly given: ReadonlySet<string>;
  readonly waiting: ReadonlySet<string>;
}

export interface PageRequest {
  readonly limit: number;
  readonly passes: ContactPredicate | undefined;
  /** What the pages before were given; absent for the first page. */
  readonly before: PutIn | undefined;
}

/** A page with our latest writes in it. */
export interface CurrentPage extends ContactPage {
  /** Whether there may be more than `totalCount`, since nothing tells whether the API counts our latest writes already. */
  readonly isAtLeast: boolean;
  /** How many of the API's page there was room for: the next page begins after them. */
  readonly taken: number;
  readonly putIn: PutIn;
}

/**
 * The page as it would be if the API's index did not lag behind our own writes: what it shows is shown as it is now, what no longer passes the
 * filters is left out, and what should be there is put before it, as far as there is room: the rest is for the pages after it.
 */
export function withRecentWrites(page: ContactPage, recent: RecentWrites, { limit, passes, before }: PageRequest): CurrentPage {
  const written = new Map(recent.contacts.map((contact) => [contact.id, contact]));
  const listed = new Set(page.contacts.map(({ id }) => id));
  const isRight = (contact: WireContact) => !recent.isGone(contact.id) && (!written.has(contact.id) || (passes?.(contact) ?? true));
  const current = page.contacts.map((contact) => written.get(contact.id) ?? contact);
  // Where the page is all there is, what is not on it is not in the API's index yet.
  const isWhole = before === undefined && page.totalCount === page.contacts.length;
  const mayBeMissing = (id: string) => before?.waiting.has(id) ?? (isWhole || recent.isNew(id) || passes !== undefined);
  const missing = recent.contacts.filter((one) => !listed.has(one.id) && mayBeMissing(one.id) && (passes?.(one) ?? true));
  // A page without anything of the API's would be followed by itself.
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
    putIn: { given, waiting },
  };
}
