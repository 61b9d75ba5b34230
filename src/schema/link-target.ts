import { MAX_LENGTH } from "../fields/max-length.ts";
import { Rejection } from "../fields/rejection.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import type { Relationship } from "./contact-schema.ts";
import { idForm, isId, parseRecordId, withoutLink } from "./record-id.ts";

/** Returns the ID of the record that an agent named in a link, or in a filter by a relationship. @throws Rejection */
export type TargetId = (input: unknown, relationship: Relationship) => string;

/** Where in a record's name a text must be. */
export type PartMatch = "contains" | "startsWith";

/** Returns the IDs of all records that a part of a name fits. @throws Rejection if there is none */
export type TargetsWithPart = (text: string, relationship: Relationship, how: PartMatch) => readonly string[];

/** The records that filters name. */
export interface FilterTargets {
  readonly one: TargetId;
  /** The same for a filter that another operator could make mean several records. */
  readonly oneOrSeveral?: TargetId;
  /** Absent if a part of a name must mean exactly one record. */
  readonly withPart?: TargetsWithPart;
  /** The IDs of the records that a contact is linked to. Absent if contacts cannot be read. */
  readonly linksOf?: LinksOf;
}

export type LinksOf = (contactId: string, relationship: Relationship) => readonly string[];

/** Names for a record of a type, besides its ID. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["account", "name"],
  ["contact", "name, e-mail"],
  ["member", "name, e-mail"],
]);

/** Whether records of a type can be given by name. */
export const isNameable = (objectType: string): boolean => NAMES.has(objectType);

/**
 * The accepted forms, as a phrase.
 *
 * @example
 * targetForm("account"); // => "account name or ID (acc_…)"
 */
export function targetForm(objectType: string): string {
  const names = NAMES.get(objectType);
  return names ? idForm(objectType).replace(/ ID\b/, ` ${names} or ID`) : idForm(objectType);
}

/** No record has such a name. */
const isTooLong = (name: string) => name.length > MAX_LENGTH.recordName;

/** Whether the input is a name that has to be looked up, and not an ID. */
export const isTargetName = (input: unknown, objectType: string): input is string =>
  typeof input === "string" && !isTooLong(input) && input.trim() !== "" && isNameable(objectType) && !isId(withoutLink(input).trim());

/** Accepts IDs only. */
export const idsAlone: TargetId = (input, { definition: { objectType } }) => {
  if (typeof input === "string" && isTooLong(input))
    throw new Rejection(`${quote(input)} has ${counted(input.length, "character")}`, `at most ${MAX_LENGTH.recordName}: ${targetForm(objectType)}`);
  return parseRecordId(input, objectType, targetForm(objectType));
};
