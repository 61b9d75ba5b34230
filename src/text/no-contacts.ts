import { quote } from "./quote.ts";

const MOST_NAMED = 5;

/** Says that there are no contacts with these IDs, and where to find those that exist. */
export function noContacts(ids: readonly string[]): string {
  const more = ids.length > MOST_NAMED ? ` and ${ids.length - MOST_NAMED} more` : "";
  return `There is no contact ${ids.slice(0, MOST_NAMED).map(quote).join(", ")}${more}. Accepted: IDs that find_contacts shows.`;
}
