import { rawValues } from "../../fields/raw-values.ts";
import type { Verdict } from "../../identity/compare.ts";
import type { SharedValue } from "../../identity/evidence.ts";
import { comparedField } from "../../identity/held-values.ts";
import { evidenceText } from "../../identity/words.ts";
import type { ContactRecord } from "../../schema/record.ts";

/** Two contacts that may be one person. */
export interface LikePair {
  readonly one: ContactRecord;
  readonly other: ContactRecord;
  readonly verdict: Verdict;
}

/** A value as a contact writes it. */
function writtenIn(contact: ContactRecord, { comparedAs, text }: SharedValue): string | undefined {
  for (const { field, raw } of contact.fields) {
    if (comparedField(field).comparedAs !== comparedAs) continue;
    const written = rawValues(raw).find((value) => field.type.canonical(value, field.definition).includes(text));
    if (typeof written === "string") return written.trim();
  }
  return undefined;
}

/** Why two contacts are one person: "same e-mail with other capitals and name". */
export function pairText({ one, other, verdict }: LikePair): string {
  return evidenceText(verdict, (value) => writtenIn(one, value) !== writtenIn(other, value));
}
