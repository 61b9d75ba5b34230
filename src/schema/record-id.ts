import { Rejection } from "../fields/rejection.ts";
import { quote } from "../text/quote.ts";
import { asWord } from "../text/words.ts";

/** The prefixes of IDs that the API documents, by type of record. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ["contact", "con_"],
  ["account", "acc_"],
  ["member", "mem_"],
  ["opportunity", "opp_"],
]);

/** IDs of what no contact links to: options, definitions, files, e-mails. A name such as "ad_hoc" does not match. */
const OTHER_ID = /^(ad|av|eml|fil|opt|pd|rd|rv)_[\da-z]{12,}$/i;

/**
 * The form of an ID, as a phrase.
 *
 * @example
 * idForm("contact"); // => "contact ID (con_…)"
 */
export function idForm(objectType: string): string {
  const prefix = PREFIXES.get(objectType);
  return `${asWord(objectType)} ID${prefix ? ` (${prefix}…)` : ""}`;
}

/** Whether a text is an ID by its prefix, of any type. */
export const isId = (text: string): boolean =>
  /^[\w-]+$/.test(text) && ([...PREFIXES.values()].some((prefix) => text.startsWith(prefix)) || OTHER_ID.test(text));

/** How answers name records: "Dana Scully (mem_…)", "Acme (acc_…, acme.example)". */
const SHOWN = /^(\S.*) \(((?:acc|con|mem|opp)_\w+)(?:, [^()]*)?\)$/s;

/** The page of a record in the app. */
const LINK = /^[a-z]+:\/\/[^\s?#]+\/((?:acc|con|mem|opp)_\w+)\/?(?:[?#]\S*)?$/;

/** The ID in a link to a record; any other text unchanged. */
export const withoutLink = (text: string): string => LINK.exec(text.trim())?.[1] ?? text;

/** The name and the ID of a record, as answers show them together; undefined for any other text. */
export function shownRecord(text: string): { readonly name: string; readonly id: string } | undefined {
  const [, name, id] = SHOWN.exec(text.trim()) ?? [];
  return name === undefined || id === undefined ? undefined : { name, id };
}

/**
 * The ID of a record in an agent's input, perhaps in a link to the record, or behind its name. An ID with the prefix of
 * another type is certainly wrong; the API judges one without a known prefix.
 *
 * @param accepted what would be right, as a phrase
 * @throws Rejection
 */
export function parseRecordId(input: unknown, objectType: string, accepted = idForm(objectType)): string {
  const written = typeof input === "string" ? withoutLink(input).trim() : "";
  const id = shownRecord(written)?.id ?? written;
  const own = PREFIXES.get(objectType);
  const isForeign = own !== undefined && !id.startsWith(own) && isId(id);
  if (!/^[\w-]+$/.test(id) || isForeign) throw new Rejection(`${quote(input)} is not a valid ID`, accepted);
  return id;
}
