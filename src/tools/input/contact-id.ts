import type { ContactId } from "../../api/wire.ts";
import { named } from "../../fields/rejection.ts";
import { idForm, parseRecordId } from "../../schema/record-id.ts";

/**
 * Reads a tool's `id` argument.
 * @throws InvalidInput
 */
export const contactId = (given: string): ContactId =>
  named("id", () => parseRecordId(given, "contact", `${idForm("contact")}, as find_contacts shows it`) as ContactId);
