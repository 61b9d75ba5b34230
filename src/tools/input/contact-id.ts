import { z } from "zod/v3";
import type { ContactId } from "../../api/wire.ts";
import { InvalidInput, Rejection } from "../../fields/rejection.ts";
import { idForm, parseRecordId } from "../../schema/record-id.ts";
import { firstOf } from "../../text/first-of.ts";
import { quote } from "../../text/quote.ts";

const ACCEPTED = `${idForm("contact")}, as find_contacts shows it`;

/** How many wrong IDs are named. */
const MOST_NAMED = 10;

/** The argument that names one contact. */
export const idInput = z.string({ required_error: ACCEPTED });

/**
 * Reads the IDs of an argument.
 *
 * @throws InvalidInput with all that are not valid
 */
export function contactIds(given: readonly string[], argument: string): ContactId[] {
  const wrong: string[] = [];
  const ids = given.flatMap((text) => {
    try {
      return parseRecordId(text, "contact") as ContactId;
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      wrong.push(quote(text));
      return [];
    }
  });
  if (wrong.length === 0) return ids;
  const are = wrong.length === 1 ? "is not a valid ID" : "are not valid IDs";
  throw new InvalidInput([`${argument}: ${new Rejection(`${firstOf(wrong, MOST_NAMED)} ${are}`, ACCEPTED).message}`]);
}

/** @throws InvalidInput */
export function contactId(given: string): ContactId {
  const [id] = contactIds([given], "id");
  if (id === undefined) throw new Error("An ID is valid or refused");
  return id;
}

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
