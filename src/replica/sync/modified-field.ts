import type { ApiKey, WireContact } from "../../api/index.ts";
import type { ContactSchema, Field } from "../../schema/contact-schema.ts";
import { foldLetters } from "../../text/fold.ts";

/** Matches the whole name, so that "Stage changed at" and "Last contacted" do not match. */
const NAME =
  /^(last)?(updated|modified|changed|edited|update|modification|change|edit)(at|on|date|time|datetime|timestamp)?$|^date(last)?(updated|modified|changed)$/;

/** Without these a name is a plain word ("change") that may mean anything. */
const TELLS_WHEN = /^last|^date|(ed|at|on|date|time|datetime|timestamp)$/;

function saysModified(name: string): boolean {
  const word = foldLetters(name);
  return NAME.test(word) && TELLS_WHEN.test(word);
}

/**
 * The date-time field that says when a contact was last modified, if the workspace has one that can be filtered.
 * Lightfield itself must write it: a field that people or imports write ("Last modified" of the old CRM) misses
 * changes.
 */
export function modifiedField({ fields }: ContactSchema): Field | undefined {
  return fields.find(
    ({ apiKey, definition, type }) =>
      type.isMoment &&
      type.filter.operators.includes("greaterThanOrEqual") &&
      (apiKey.startsWith("$") || definition.readOnly) &&
      (saysModified(apiKey) || saysModified(definition.label)),
  );
}

/** When the contact was last modified, by that field, in ms; undefined if the field does not say. */
export function modifiedAt(contact: WireContact, key: ApiKey): number | undefined {
  const value = contact.fields.get(key)?.value;
  const moment = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(moment) ? undefined : moment;
}
