import type { Locale } from "../../fields/index.ts";
import { showNumber, showShare } from "../../fields/number.ts";
import type { FoundContact, FoundContacts } from "../../find/found-contacts.ts";
import type { ShowOptions } from "../../render/change.ts";
import { attributeLines, reasonsText } from "../../render/found.ts";
import { cellText } from "../../render/table.ts";
import { isWhole } from "../../replica/coverage.ts";
import type { Attribute } from "../../schema/contact-schema.ts";
import { contactName } from "../../schema/record.ts";
import type { Line } from "../../text/answer.ts";
import { counted } from "../../text/plural.ts";
import { quote } from "../../text/quote.ts";
import { asWord, nameAndId } from "../../text/words.ts";

/** The most other contacts that are named beside a clear match. */
const MOST_NEAR = 2;

/** The most words that are suggested for a word that no contact has. */
export const MOST_SUGGESTED = 2;

/** `"a", "b" or "c"` */
export function anyOf(words: readonly string[]): string {
  const [last = "", ...others] = words.map(quote).reverse();
  return others.length === 0 ? last : `${others.reverse().join(", ")} or ${last}`;
}

/** "Maja Jensen (con_…)" */
const named = ({ contact }: FoundContact, locale: Locale) => nameAndId(contactName(contact, locale), contact.id);

export const passing = ({ among }: FoundContacts) =>
  among === undefined ? "" : ` among the ${showNumber(among)} that pass${among === 1 ? "es" : ""} the filters`;

/** "Contact 5", "Contacts 5 to 8" */
const numbersText = (offset: number, shown: number, what: string): string =>
  `${what}${shown === 1 ? "" : "s"} ${showNumber(offset + 1)}${shown === 1 ? "" : ` to ${showNumber(offset + shown)}`}`;

/** Which part of a list is shown: "The first 4", "Contacts 5 to 8"; "" for all of it. */
export function partText(offset: number, shown: number, all: number, what = "Contact"): string {
  if (offset > 0) return numbersText(offset, shown, what);
  if (shown >= all) return "";
  return shown === 1 ? "The first" : `The first ${shown}`;
}

/**
 * Says how many contacts match, and by what. If none matches everything, says so and what the nearest ones lack.
 *
 * @param why the reasons that all shown contacts share; "" if there are none
 */
export function heading(found: FoundContacts, why: string): string {
  const { query, matched, alike, contacts, offset, unmatched, suggestions, coverage } = found;
  const atLeast = isWhole(coverage) ? "" : "At least ";
  const fromTo = numbersText(offset, contacts.length, "Contact");
  const part = partText(offset, contacts.length, matched);
  const first = part === "" ? "" : ` ${part}:`;
  if (query === undefined) {
    const passes = found.among === undefined ? "" : matched === 1 ? " passes the filters" : " pass the filters";
    return `${atLeast}${counted(matched, "contact")}${passes}.${first}`;
  }
  const near = suggestions.length > 0 ? ` (near: ${suggestions.slice(0, MOST_SUGGESTED).join(", ")})` : "";
  const unknown = unmatched.length > 0 ? `No contact has ${anyOf(unmatched)}${near}. ` : "";
  const rest = unmatched.length > 0 ? " the other words" : "";
  const by = why === "" ? "" : ` (${why})`;
  if (matched === 0) {
    const lacking = missingInAll(found);
    const lacks = lacking.length === 0 ? "" : ` lack${contacts.length === 1 ? "s" : ""} ${lacking.map(quote).join(" and ")}`;
    const which = [...(offset > 0 ? [fromTo.toLowerCase()] : []), ...(why === "" ? [] : [why])].join("; ");
    return `${unknown}No contact${passing(found)} matches ${unmatched.length > 0 ? "all the other words" : "every word"}. The nearest${which === "" ? "" : ` (${which})`}${lacks}:`;
  }
  const exactly = filtersCount(found);
  const match = `${unknown}${atLeast}${counted(matched, "contact matches", "contacts match")}${rest}`;
  if (offset >= matched) return `${match}. ${fromTo} match${contacts.length === 1 ? "es" : ""} only in part:`;
  if (offset + contacts.length > matched) return `${match}${by}. The others match only in part.`;
  // If the shown contacts differ, the table says how.
  const isOfAll = offset === 0 && alike > 0 && contacts[0] !== undefined && why === reasonsText(contacts[0].reasons, contacts[0].contact);
  if (!isOfAll) return `${match}${part === "" ? by : ""}.${exactly}${part === "" ? "" : ` ${part}${by}:`}`;
  return `${match}${alike === matched ? by : ` (${showNumber(alike)} of them: ${why})`}.${exactly}${first}`;
}

/** Says how many contacts match, where none is shown. */
export function countHeading({ query, matched, among, whole, coverage, unmatched }: FoundContacts): string {
  if (whole !== undefined) {
    const atLeast = isWhole(coverage) ? "" : "At least ";
    return `${atLeast}${showNumber(matched)} of ${counted(whole, "contact")}: ${showShare(matched, whole)}.`;
  }
  const contacts = `${isWhole(coverage) ? "" : "At least "}${counted(matched, "contact")}`;
  const pass = among === undefined ? "" : ` pass${matched === 1 ? "es" : ""} the filters`;
  if (query === undefined) return `${contacts}${pass}.`;
  const unknown = unmatched.length > 0 ? `No contact has ${anyOf(unmatched)}. ` : "";
  return `${unknown}${contacts} ${matched === 1 ? "matches" : "match"}${unmatched.length > 0 ? " the other words" : ""}.`;
}

/** Says that filters count exactly, if a query asks how many and not all matches are shown. */
const filtersCount = ({ query, counts, matched, alike, contacts, offset }: FoundContacts): string =>
  query !== undefined && counts && offset === 0 && matched > contacts.length && alike !== matched ? " For an exact count, use filters." : "";

/** Says that the offset is past the end of the list. */
export function nobodyThere({ query, matched, listed, offset, among }: FoundContacts): string {
  const which = query !== undefined ? " for this query" : among === undefined ? "" : " with these filters";
  const all = query !== undefined && matched > listed ? " Use filters to list all." : "";
  return `${pastEnd(offset, listed)}${which}.${all}`;
}

/** "Offset 600 is past the end of the list, which has 500 contacts" */
export const pastEnd = (offset: number, listed: number, what = "contact"): string =>
  `Offset ${showNumber(offset)} is past the end of the list, which has ${counted(listed, what)}`;

/** Says how to see further matches. */
export function more(found: FoundContacts, most: number): string[] {
  const { query, matched, listed, offset, contacts } = found;
  const next = offset + contacts.length;
  // Contacts that match only in part are not worth another call.
  if (next >= matched || filtersCount(found) !== "") return [];
  if (next >= listed) return query === undefined || listed >= matched ? [] : ["This is the end of the list for a query. Use filters to list all."];
  return [contacts.length < most ? `More: offset ${next}, or a limit up to ${most}.` : `More: offset ${next}.`];
}

/** Words of the query that some contact has, but none of the found ones. */
function missingInAll({ contacts: [first, ...others], unmatched }: FoundContacts): readonly string[] {
  return (first?.missing ?? []).filter((word) => !unmatched.includes(word) && others.every(({ missing }) => missing.includes(word)));
}

/** The contacts that would match without the filters; no line if there are none. */
export function outsideText({ outside }: FoundContacts, locale: Locale): string[] {
  if (!outside || outside.matched === 0) return [];
  const shown = outside.contacts.slice(0, outside.matched);
  const first = shown.length < outside.matched ? `. The first ${shown.length}:` : ":";
  const match = counted(outside.matched, "contact matches", "contacts match");
  return [`Without the filters, ${match}${first} ${shown.map((one) => named(one, locale)).join(", ")}.`];
}

/** Whether others match too. */
function amongMatches({ matched, coverage }: FoundContacts): string {
  if (matched > 1) return `the most likely of ${counted(matched, "match", "matches")}`;
  return isWhole(coverage) ? "the only match" : "the only match so far";
}

/** The clear match with its main fields, and the next best contacts. */
export function theOne(found: FoundContacts, columns: readonly Attribute[], show: ShowOptions): Line[] {
  const [best, ...others] = found.contacts;
  if (!best) return [];
  // What was asked for is shown in full, even where it is empty.
  const lines = columns.flatMap((column): Line[] => {
    if (found.columns?.includes(column)) return attributeLines(best.contact, column, show);
    const text = cellText(best.contact, column, show);
    return text === "-" ? [] : [`${column.label}: ${text}`];
  });
  const isNaming = ({ reasons, missing }: FoundContact) => missing.length === 0 && reasons.every(({ kind }) => kind === "text");
  const near = others
    .filter((one) => !isNaming(one))
    .slice(0, MOST_NEAR)
    .map((one) => named(one, show.locale));
  const naming = others.filter(isNaming).map((one) => `${named(one, show.locale)}, by ${reasonsText(one.reasons, one.contact)}`);
  return [
    `Found: ${asWord(best.contact.id)} (${reasonsText(best.reasons, best.contact) || "its ID"}), ${amongMatches(found)}`,
    ...lines,
    ...(near.length > 0 ? [`Less likely: ${near.join(", ")}`] : []),
    ...(naming.length > 0 ? [`Others with these words: ${naming.join("; ")}`] : []),
  ];
}
