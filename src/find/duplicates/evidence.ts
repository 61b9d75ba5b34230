import { rawValues } from "../../fields/raw-values.ts";
import type { SharedValue, Verdict } from "../../identity/compare.ts";
import { identifies } from "../../identity/identity.ts";
import { evidenceText } from "../../identity/words.ts";
import type { ContactRecord } from "../../schema/record.ts";

/** Two contacts that may be one person. */
export interface LikePair {
  readonly one: ContactRecord;
  readonly other: ContactRecord;
  readonly verdict: Verdict;
}

const OTHER_FORM: Readonly<Partial<Record<SharedValue["what"], string>>> = {
  email: "with other capitals",
  profile: "in another form",
  phone: "in another form",
};

/** A value as a contact has it. */
function writtenIn(contact: ContactRecord, { what, text }: SharedValue): string | undefined {
  for (const { field, raw } of contact.fields) {
    if (identifies(field) !== what) continue;
    const written = rawValues(raw).find((value) => field.type.canonical(value, field.definition).includes(text));
    if (typeof written === "string") return written.trim();
  }
  return undefined;
}

/** Why two contacts are one person: "same e-mail with other capitals and name". */
export function pairText({ one, other, verdict }: LikePair): string {
  return evidenceText(verdict, (value) => (writtenIn(one, value) === writtenIn(other, value) ? undefined : OTHER_FORM[value.what]));
}
