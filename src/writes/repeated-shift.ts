import { IN_UPDATE } from "../fields/call-form.ts";
import type { Locale } from "../fields/index.ts";
import { named, Rejection } from "../fields/rejection.ts";
import { isSame, rawOf } from "../schema/change.ts";
import type { Edits } from "../schema/collected-edits.ts";
import type { ContactRecord } from "../schema/record.ts";
import type { Journal } from "./journal/journal.ts";
import { mayHaveWritten } from "./journal/write-record.ts";

/**
 * Checks that no earlier write of this session has moved a value just as these edits would move it again. The call may
 * only repeat the earlier one.
 *
 * @throws InvalidInput with the value to give if it should move again
 */
export function checkShifts(edits: Edits, contact: ContactRecord, { records }: Pick<Journal, "records">, locale: Locale): void {
  for (const field of edits.shifts ?? []) {
    const { agentKey, apiKey, label, type, definition } = field;
    const stored = rawOf(contact, field);
    const shifted = (raw: unknown) => edits.fields.get(field)?.(raw);
    const show = (raw: unknown) => type.show(raw, definition, locale);
    named(IN_UPDATE.place("fields", agentKey, label), () => {
      for (const { id, contact: written, change } of records.filter(mayHaveWritten)) {
        const made = written === contact.id ? change.fields.find((one) => one.field.apiKey === apiKey) : undefined;
        if (!made || !type.isSet(made.before) || !isSame(field, made.after, stored) || !isSame(field, shifted(made.before), stored)) continue;
        throw new Rejection(
          `Write ${id} has already made this move: ${show(made.before)} -> ${show(stored)}`,
          `${show(shifted(stored))}, to move it again`,
        );
      }
    });
  }
}
