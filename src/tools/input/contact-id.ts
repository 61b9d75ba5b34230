import { z } from "zod/v3";
import type { ContactId } from "../../api/wire.ts";
import { eachOf, InvalidInput, named } from "../../fields/rejection.ts";
import { idForm, parseRecordId } from "../../schema/record-id.ts";

const ACCEPTED = `${idForm("contact")}, as find_contacts shows it`;

/** The argument that names one contact. */
export const idInput = z.string({ required_error: ACCEPTED });

/**
 * Reads the IDs of an argument.
 *
 * @throws InvalidInput with all that are not valid
 */
export const contactIds = (given: readonly string[], argument: string): ContactId[] =>
  named(argument, () => eachOf(given, (id) => parseRecordId(id, "contact", ACCEPTED) as ContactId));

/** @throws InvalidInput */
export const contactId = (given: string): ContactId => named("id", () => parseRecordId(given, "contact", ACCEPTED) as ContactId);

/** What chooses contacts. Without any of it, all are meant. */
interface Choice {
  readonly query: string | undefined;
  readonly filters: readonly unknown[] | undefined;
  readonly ids: readonly unknown[] | undefined;
}

/** @throws InvalidInput if all that a call gives is an empty list: it chooses nobody, and must not mean everybody */
export function checkChoice({ query, filters, ids }: Choice): void {
  const lists = Object.entries({ filters, ids }).filter(([, list]) => list !== undefined);
  if (query !== undefined || lists.some(([, list]) => list?.length)) return;
  if (lists.length > 0)
    throw new InvalidInput(lists.map(([name]) => `${name}: The list is empty. Accepted: one or more; all contacts are meant without ${name}.`));
}
