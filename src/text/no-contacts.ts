import { firstOf } from "./first-of.ts";
import { quote } from "./quote.ts";

const MOST_NAMED = 5;

/** Says that there are no contacts with these IDs, and where to find those that exist. */
export const noContacts = (ids: readonly string[]): string =>
  `There ${ids.length === 1 ? "is no contact" : "are no contacts"} ${firstOf(ids.map(quote), MOST_NAMED)}. Accepted: IDs that find_contacts shows.`;
