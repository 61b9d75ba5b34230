import type { Relationship } from "../schema/contact-schema.ts";
import { beginningOf } from "../text/beginning.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { asWord } from "../text/words.ts";
import { identified } from "./candidate.ts";
import type { Chosen } from "./choose.ts";
import { nameKey } from "./name-key.ts";

/** The record that a name stands for. */
export interface Resolved {
  readonly id: string;
  readonly objectType: string;
  /** A sentence that says which record it is; absent for an ID. */
  readonly note?: string | undefined;
  /** Whether the name is only a part of the record's name. */
  readonly isByPart?: boolean;
  /** Says that no other record has the name; absent for an address. */
  readonly isOnly?: string | undefined;
}

/** Which records the names of a call stand for. */
export interface TakenNames {
  /** Names that are only a part of the record's name, a sentence each. */
  readonly notes: readonly string[];
  /** Whole names, a sentence each. An answer that shows the IDs of the records need not say it again. */
  readonly whole: readonly Resolved[];
}

const MOST_NOTES = 5;

const LONGEST_QUERY = 80;

/** Which records names stand for. Of many names, the first. */
export function notesOn(taken: readonly Resolved[]): TakenNames {
  const notes = taken.flatMap(({ note, isByPart }) => (note !== undefined && isByPart ? [note] : []));
  return {
    notes: notes.length > MOST_NOTES ? [...notes.slice(0, MOST_NOTES), othersByPart(notes.length - MOST_NOTES)] : notes,
    whole: taken.filter(({ isByPart }) => !isByPart),
  };
}

const othersByPart = (count: number): string =>
  `${counted(count, "more name is", "more names are")} only part of a record's name. If another record may be meant, give its full name or ID.`;

/** Which records names stand for, a sentence each. */
export const allNotes = ({ notes, whole }: TakenNames): string[] => [
  ...notes,
  ...whole.flatMap(({ note }) => note ?? []).slice(0, Math.max(0, MOST_NOTES - notes.length)),
];

/** `"Hannah" = Hannah Weiss (mem_…), the only match.`, `"José Peters" = con_…, the only one.` */
export function resolved(text: string, objectType: string, { record, isByPart }: Chosen): Resolved {
  const isName = nameKey(text) === nameKey(record.name);
  const note = `${quote(text)} = ${isName ? `${asWord(record.id)}, the only one` : `${identified(record)}${isByPart ? ", the only match" : ""}`}.`;
  return { id: record.id, objectType, isByPart, note, isOnly: isName ? `No other ${objectType} is called ${quote(text)}.` : undefined };
}

/** Where the names of records can be found if none is like the given one. */
export const elsewhere = (text: string, { agentKey, definition }: Relationship): string =>
  definition.objectType === "contact"
    ? `find_contacts ${JSON.stringify({ query: beginningOf(text, LONGEST_QUERY) })} searches further`
    : `find_contacts ${JSON.stringify({ group_by: [agentKey] })} shows those that contacts have`;
