import { UnexpectedShape } from "./errors/unexpected-shape.ts";
import { below, objectAt, optionalCount } from "./parse-lenient.ts";
import type { NamedPage, NamedRecord } from "./wire.ts";

/** An object's own property; undefined for anything that is not an object. */
const own = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

/** The value of a field. Values come wrapped; a bare value is read too. */
function bareValue(json: unknown, key: string): unknown {
  const entry = own(own(json, "fields"), key);
  return typeof entry === "object" && entry !== null && "value" in entry ? entry.value : entry;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** An account's name is text, a member's has parts. Anything else is not a name. */
function nameOf(value: unknown): string {
  const parts = typeof value === "string" ? [value] : [own(value, "firstName"), own(value, "lastName")];
  return parts.filter(isText).join(" ").trim();
}

/** One address, or the first of a list. */
const addressOf = (value: unknown): string | undefined => [value].flat().find(isText);

/** Reads the account or member of an answer. @param path of the record; "" for all of it @throws UnexpectedShape */
export function parseNamed(json: unknown, path = ""): NamedRecord {
  const { id } = objectAt(json, path);
  if (!isText(id)) throw new UnexpectedShape(below(path, "id"), "text with at least one character", id);
  return { id, name: nameOf(bareValue(json, "$name")), email: addressOf(bareValue(json, "$email")), website: addressOf(bareValue(json, "$website")) };
}

const GONE = /^(?:inactive|deactivated|disabled|suspended|archived|deleted|removed)$/i;

/**
 * Whether a member's record says that the member is no longer active. The documentation has no place for this, so the
 * usual places are read: a flag, a status, or a date since when, of the record or in a system field.
 */
function isInactive(json: unknown): boolean {
  const says = (name: string) => [own(json, name), bareValue(json, `$${name}`)];
  return (
    ["active", "isActive"].flatMap(says).includes(false) ||
    ["inactive", "isInactive", "disabled", "deactivated", "archived", "deleted"].flatMap(says).includes(true) ||
    ["status", "state"].flatMap(says).some((status) => typeof status === "string" && GONE.test(status)) ||
    ["deactivatedAt", "disabledAt", "archivedAt", "deletedAt", "removedAt"].flatMap(says).some(isText)
  );
}

/** Like {@link parseNamed}, for a member. */
export const parseMember = (json: unknown, path = ""): NamedRecord => ({
  ...parseNamed(json, path),
  ...(isInactive(json) ? { inactive: true } : {}),
});

/** Reads a page of accounts, or with `parse` of members. @throws UnexpectedShape for any entry that is not a record */
export function parseNamedPage(json: unknown, parse: (record: unknown, path: string) => NamedRecord = parseNamed): NamedPage {
  const { data, totalCount } = objectAt(json, "");
  if (!Array.isArray(data)) throw new UnexpectedShape("data", "a list", data);
  return { records: data.map((record, at) => parse(record, `data.${at}`)), totalCount: optionalCount(totalCount) };
}
