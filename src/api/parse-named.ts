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

const GONE = /^(?:inactive|deactivated|disabled|suspended|archived|deleted|removed)$/i;

/**
 * Whether a member's record says that it is not active any more. The documentation has no place for that, so the usual ones are read: a flag, a status, or the
 * moment since when it is so; of the record, or a system field.
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

/** As {@link parseNamed}, of a member. */
export const parseMember = (json: unknown): NamedRecord => ({ ...parseNamed(json), ...(isInactive(json) ? { inactive: true } : {}) });

/**
 * Reads a page of accounts, or by `parse` of members.
 *
 * @throws also for one entry that is no record: leaving it out would make the page look like the last
 */
export function parseNamedPage(json: unknown, parse: (record: unknown) => NamedRecord = parseNamed): NamedPage {
  const data = own(json, "data");
  if (!Array.isArray(data)) throw new Error("no list");
  const totalCount = own(json, "totalCount");
  const isCount = typeof totalCount === "number" && Number.isInteger(totalCount) && totalCount >= 0;
  return { records: data.map((record) => parse(record)), totalCount: isCount ? totalCount : undefined };
}
