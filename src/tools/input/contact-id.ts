import { z } from "zod/v3";
import type { ContactId } from "../../api/wire.ts";
import { eachOf, named } from "../../fields/rejection.ts";
import { idForm, parseRecordId } from "../../schema/record-id.ts";

const ACCEPTED = `${idForm("contact")}, as find_contacts shows it`;

/** The argument that names one contact. */
export const idInput = z.string({ required_error: ACCEPTED });

/** Reads the IDs of an argument. @throws InvalidInput with all that are not valid */
export const contactIds = (given: readonly string[], argument: string): ContactId[] =>
  named(argument, () => eachOf(given, (id) => parseRecordId(id, "contact", ACCEPTED) as ContactId));

/** @throws InvalidInput */
export const contactId = (given: string): ContactId => named("id", () => parseRecordId(given, "contact", ACCEPTED) as ContactId);
