import type { NamedPage, NamedRecord } from "./wire.ts";

/** What an object has by a name of its own; undefined for whatever is no object. */
const own = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** The value of a field. Values come wrapped; a bare one is understood too. */
function bareValue(json: unknown, key: string): unknown {
  const entry = own(own(json, "fields"), key);
  return typeof entry === "object" && entry !== null && "value" in entry ? entry.value : entry;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** An account's name is text, a member's has parts. Whatever else it may be is no name. */
function nameOf(value: unknown): string {
  const parts = typeof value === "string" ? [value] : [own(value, "firstName"), own(value, "lastName")];
  return parts.filter(isText).join(" ").trim();
}

/** One address, also out of a list of them. */
const addressOf = (value: unknown): string | undefined => [value].flat().find(isText);

/**
 * Reads the account or member that a retrieve answers with.
 *
 * @throws where it is none
 */
export function parseNamed(json: unknown): NamedRecord {
  const id = own(json, "id");
  if (!isText(id)) throw new Error("no record");
  return { id, name: nameOf(bareValue(json, "$name")), email: addressOf(bareValue(json, "$email")), website: addressOf(bareValue(json, "$website")) };
}

/**
 * Reads a page of accounts or members.
 *
 * @throws also for one entry that is no record: leaving it out would make the page look like the last
 */
export function parseNamedPage(json: unknown): NamedPage {
  const data = own(json, "data");
  if (!Array.isArray(data)) throw new Error("no list");
  const totalCount = own(json, "totalCount");
  const isCount = typeof totalCount === "number" && Number.isInteger(totalCount) && totalCount >= 0;
  return { records: data.map(parseNamed), totalCount: isCount ? totalCount : undefined };
}
