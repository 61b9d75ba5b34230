import { showNumber } from "../../fields/number.ts";
import type { FoundContact, FoundContacts } from "../../find/found-contacts.ts";
import { attributeOrPart } from "../../schema/attribute-part.ts";
import { HAS_AT_LEAST, IS_SET, OF, parseOperator } from "../../schema/filter-operators.ts";
import type { FilterInput } from "../../schema/filters.ts";
import type { MatchReason } from "../../search/index.ts";
import { type PartKind, searchedKinds } from "../../search/search-document.ts";
import { callText } from "../../text/call-text.ts";
import { counted } from "../../text/plural.ts";
import { quote } from "../../text/quote.ts";
import { anyOf, MOST_SUGGESTED, passing } from "./found-text.ts";

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
  option: "options",
  text: "text",
};

const list = (words: readonly string[]) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words.join());

/** What to try if no word of the query is known. */
const OTHER_WORDS = "Try only the company, an e-mail domain or part of the name.";

/** Says that nothing was found, what was searched, and what to try. @param isNamed whether such names are known */
export function nothingFound(found: FoundContacts, isNamed: (objectType: string) => boolean): string {
  const known = counted(found.coverage.known, "contact");
  if (found.among === 0) return `None of ${known} passes the filters.${aloneText(found)}`;
  if (found.query === undefined)
    return found.among === undefined ? "The workspace has no contacts." : `None of ${known} passes the filters.${aloneText(found)}`;
  const kinds = list(searchedKinds(found.schema, isNamed).map((kind) => SEARCHED[kind]));
  const whose = found.among === undefined ? `of ${known}` : "of these contacts";
  const near = found.suggestions.length > 0 ? `Nearest: ${found.suggestions.join(", ")}.` : "";
  return `No contact${passing(found)} matches ${quote(found.query)}. Searched: ${kinds} ${whose}.${[
    near,
    ...(near === "" || found.filters.length > 0 ? [withoutWords(found)] : []),
  ]
    .filter(Boolean)
    .map((text) => ` ${text}`)
    .join("")}`;
}

/** How many contacts pass each filter alone, and a call that shows existing values. */
function aloneText({ alone, schema }: FoundContacts): string {
  const attributeOf = ({ field }: FilterInput) => (field === undefined ? undefined : attributeOrPart(field, schema));
  const keys = alone.map(({ filter }) => attributeOf(filter)?.agentKey ?? "any");
  const isClear = new Set(keys).size === keys.length;
  const counts = alone.map(({ matched }, at) => `${isClear ? keys[at] : `filters[${at}]`} ${showNumber(matched)}`);
  const hopeless = alone.find(({ matched }) => matched === 0)?.filter;
  const attribute = hopeless && attributeOf(hopeless);
  const { operator } = attribute ? parseOperator(hopeless?.operator, attribute, "local") : {};
  // For somebody who looks for a part of a value, a list of hundreds of values is no help.
  const isWhole = operator === "equal" && attribute?.kind === "field" && attribute.type.filter.localOperators.includes("hasWords");
  const hasValues = operator !== undefined && ![IS_SET, OF, HAS_AT_LEAST].includes(operator);
  const first = attribute?.kind !== "field" ? undefined : attribute.type.isMoment ? "newest" : attribute.type.order.isNumber ? "largest" : undefined;
  const call = first ? { sort: `${attribute?.agentKey} desc` } : { group_by: [attribute?.agentKey] };
  return [
    ...(counts.length > 1 ? [` Contacts that pass each filter alone: ${counts.join(", ")}.`] : []),
    ...(isWhole ? [" equal compares whole values; contains finds parts of them."] : []),
    ...(hasValues && !isWhole ? [` ${callText("find_contacts", call)} shows the ${first ?? "existing values"}.`] : []),
  ].join("");
}

/** What to try if the words find nobody among those who pass the filters. */
const withoutWords = ({ filters, among }: FoundContacts): string =>
  filters.length > 0 && among !== undefined && among > 0
    ? `${callText("find_contacts", { filters })} lists all contacts that pass the filters.`
    : OTHER_WORDS;

/** Kinds of text that only one person has. */
const IDENTITY: ReadonlySet<PartKind> = new Set<PartKind>(["name", "email", "phone", "handle"]);
/** Kinds of text that describe a person without a name. */
const DESCRIPTION: ReadonlySet<PartKind> = new Set<PartKind>(["account", "title"]);

const isIdentifying = ({ kind, how }: MatchReason) => IDENTITY.has(kind) && how !== "initial" && how !== "part";

/**
 * Whether the contact shares nothing with the wanted person except a company or a place, which many others share too. A
 * role and a company describe one person.
 */
function isStranger({ reasons }: FoundContact): boolean {
  const described = new Set(reasons.filter(({ kind }) => DESCRIPTION.has(kind)).map(({ kind }) => kind)).size;
  return !reasons.some(isIdentifying) && described < 2;
}

/** Whether the contacts were only found by what they share with many others, because nobody has a word of the name. */
export function areStrangers({ query, unmatched }: FoundContacts, contacts: readonly FoundContact[]): boolean {
  return query !== undefined && unmatched.length > 0 && contacts.every(isStranger);
}

/**
 * Says so if no contact has any of the words that name a person: a list of other people would be mistaken for an
 * answer. It says how many contacts have the other words, and which call lists them.
 */
export function strangersText(found: FoundContacts): string | undefined {
  const { filters, unmatched, suggestions, contacts, matched } = found;
  if (contacts.length === 0 || !areStrangers(found, contacts)) return undefined;
  const reasons = contacts[0]?.reasons.filter(({ how }) => how !== "initial") ?? [];
  const rest = [...new Set(reasons.map((reason) => reason.query))].join(" ");
  const near = suggestions.length > 0 ? ` (near: ${suggestions.slice(0, MOST_SUGGESTED).join(", ")})` : "";
  const call = { query: rest, filters: filters.length > 0 ? filters : undefined };
  const others =
    rest === "" || matched === 0
      ? withoutWords(found)
      : `${counted(matched, "contact matches", "contacts match")} the other words: ${callText("find_contacts", call)} lists ${matched === 1 ? "it" : "them"}.`;
  return `No contact${passing(found)} has ${anyOf(unmatched)}${near}. ${others}`;
}
