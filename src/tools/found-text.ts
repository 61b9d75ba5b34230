import type { Locale } from "../fields/index.ts";
import type { FoundContact, FoundContacts } from "../find/found-contacts.ts";
import { optionFilters } from "../find/option-filters.ts";
import { reasonsText } from "../render/found.ts";
import type { NameOf } from "../render/links.ts";
import { cellText } from "../render/table.ts";
import { isWhole } from "../replica/coverage.ts";
import type { Attribute } from "../schema/contact-schema.ts";
import { contactName } from "../schema/record.ts";
import { type PartKind, searchedKinds } from "../search/search-document.ts";
import { quote } from "../text/quote.ts";
import { asWord } from "../text/words.ts";

/** Others who are named beside the one that is clearly meant. */
const MOST_NEAR = 2;

/** Words that are suggested beside contacts that have the rest. */
const MOST_SUGGESTED = 2;

/** Options of several fields that one word may mean. */
const MOST_OPTIONS = 3;

const SEARCHED: Readonly<Record<PartKind, string>> = {
  name: "names",
  email: "e-mails",
  phone: "phones",
  title: "titles",
  account: "accounts",
  owner: "owners",
  place: "places",
  handle: "handles",
  url: "links",
  option: "choices",
  text: "text",
};

export const number = (count: number) => count.toLocaleString("en-US");

const list = (words: readonly string[]) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join());

const quoted = (words: readonly string[]) => words.map(quote).join(", ");

/** "Maja Jensen (con_…)" */
const named = ({ contact }: FoundContact, locale: Locale) => `${contactName(contact, locale)} (${asWord(contact.id)})`;

const passing = ({ among }: FoundContacts) =>
  among === undefined ? "" : ` among the ${number(among)} who pass${among === 1 ? "es" : ""} the filters`;

/** @param isNamed whether the names of such records could be had */
export function nothingFound(found: FoundContacts, isNamed: (objectType: string) => boolean): string {
  const known = number(found.coverage.known);
  if (found.query === undefined)
    return found.among === undefined ? `There are no contacts here.` : `No contact passes the filters, of ${known} contacts.`;
  const kinds = list(searchedKinds(found.schema, isNamed).map((kind) => SEARCHED[kind]));
  const whose = found.among === undefined ? `of ${known} contacts` : `of these, of ${known} contacts,`;
  const near = found.suggestions.length > 0 ? ` Nearest: ${found.suggestions.join(", ")}.` : "";
  return `No contact${passing(found)} matches ${quote(found.query)}: ${kinds} ${whose} were searched.${near}`;
}

/**
 * How many there are, and by what; "Nobody" where none has all that was asked for.
 *
 * @param why what all who are shown were found by; "" where that is nothing
 */
export function heading(found: FoundContacts, why: string): string {
  const { query, matched, alike, contacts, offset, unmatched, suggestions, coverage } = found;
  const atLeast = isWhole(coverage) ? "" : "At least ";
  const fromTo = contacts.length === 1 ? `number ${number(offset + 1)}` : `${number(offset + 1)} to ${number(offset + contacts.length)}`;
  const first = offset > 0 ? `, ${fromTo}` : contacts.length < matched ? `, the first ${contacts.length}` : "";
  if (query === undefined) {
    const passes = found.among === undefined ? "" : matched === 1 ? " passes the filters" : " pass the filters";
    return `${atLeast}${number(matched)} contact${matched === 1 ? "" : "s"}${passes}${first}.`;
  }
  const near = suggestions.length > 0 ? ` (near: ${suggestions.slice(0, MOST_SUGGESTED).join(", ")})` : "";
  const unknown = unmatched.length > 0 ? `No contact has ${quoted(unmatched)}${near}. ` : "";
  const rest = unmatched.length > 0 ? " the rest" : "";
  const by = why === "" ? "" : ` by ${why}`;
  if (matched === 0) {
    const lacking = missingInAll(found);
    const without = lacking.length > 0 ? `, lacking ${lacking.join(" ")}${by === "" ? "" : ","}` : "";
    return `${unknown}Nobody${passing(found)} has all${rest || " of it"}; nearest${offset > 0 ? first : ""}${without}${by}.`;
  }
  const exactly = filtersCount(found);
  const match = `${unknown}${atLeast}${number(matched)} match${matched === 1 ? "es" : ""}${rest}`;
  if (offset >= matched) return `${match}; these, ${fromTo}, only in part.`;
  if (offset + contacts.length > matched) return `${match}${by}, the others only in part.`;
  // Where those shown differ, the table says in what.
  const isOfAll = offset === 0 && alike > 0 && why === reasonsText(contacts[0]?.reasons ?? []);
  if (!isOfAll) return `${match}${first}${by}.${exactly}`;
  return alike === matched ? `${match}${by}${first}.${exactly}` : `${match}, ${number(alike)}${by}${first}.${exactly}`;
}

/** Which filters say exactly how many there are, where a query that names options or asks how many shows not all of whom it finds. */
function filtersCount({ query, schema, counts, matched, alike, contacts, offset }: FoundContacts): string {
  if (query === undefined || offset > 0 || matched <= contacts.length) return "";
  const options = optionFilters(query, schema);
  if (options.length > 0) return ` Filters count exactly: ${options.slice(0, MOST_OPTIONS).join(", ")}.`;
  return counts && alike !== matched ? " Filters count exactly." : "";
}

/** That the offset is past all who are listed. */
export function nobodyThere({ query, matched, listed, offset, among }: FoundContacts): string {
  const who = query !== undefined ? "listed for this query" : among === undefined ? "in all" : "that pass the filters";
  const all = query !== undefined && matched > listed ? "; filters list all" : "";
  return `No contact from offset ${number(offset)} on, of ${number(listed)} ${who}${all}.`;
}

/** How to go on where more are left than were shown. */
export function more(found: FoundContacts, most: number): string[] {
  const { query, matched, listed, offset, contacts } = found;
  const next = offset + contacts.length;
  // Whoever has only a part of the query is not worth another call.
  if (next >= matched || filtersCount(found) !== "") return [];
  if (next >= listed) return query === undefined || listed >= matched ? [] : ["A query lists no more; filters do."];
  return [contacts.length < most ? `More: offset ${next}, or a limit up to ${most}.` : `More: offset ${next}.`];
}

/** Words of the query that some contact has, and none of those found. */
function missingInAll({ contacts: [first, ...others], unmatched }: FoundContacts): readonly string[] {
  return (first?.missing ?? []).filter((word) => !unmatched.includes(word) && others.every(({ missing }) => missing.includes(word)));
}

/** Who would match if it were not for the filters; no line where nobody would. */
export function outsideText({ outside }: FoundContacts, locale: Locale): string[] {
  if (!outside || outside.matched === 0) return [];
  const shown = outside.contacts.slice(0, outside.matched);
  const first = shown.length < outside.matched ? `${number(outside.matched)} match, first ` : "";
  return [`Without the filters: ${first}${shown.map((one) => named(one, locale)).join(", ")}.`];
}

/** The contact that is clearly meant, with its main fields, and who else came near. */
export function theOne(found: FoundContacts, columns: readonly Attribute[], locale: Locale, nameOf: NameOf): string[] {
  const [best, ...others] = found.contacts;
  if (!best) return [];
  const lines = columns.map((column) => [column.label, cellText(best.contact, column, locale, nameOf)] as const).filter(([, text]) => text !== "-");
  const near = others.slice(0, MOST_NEAR).map((one) => named(one, locale));
  return [
    `Found: ${asWord(best.contact.id)} (${reasonsText(best.reasons)})`,
    ...lines.map(([label, text]) => `${label}: ${text}`),
    ...(near.length > 0 ? [`Less likely: ${near.join(", ")}`] : []),
  ];
}
