import type { Relationship } from "../schema/contact-schema.ts";
import { beginningOf } from "../text/beginning.ts";
import { callText } from "../text/call-text.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { asWord } from "../text/words.ts";
import { quotedRecord } from "./candidate.ts";
import type { Chosen } from "./choose.ts";
import { nameKey } from "./name-key.ts";

/** The record that a name stands for. */
export interface Resolved {
  readonly id: string;
  /** A sentence that says which record it is; absent for an ID. */
  readonly note?: string | undefined;
  /** Whether the name is only a part of the record's name. */
  readonly isByPart?: boolean;
  /** The same for an answer that shows the record with its ID; absent if such an answer says all. */
  readonly brief?: string | undefined;
}

/** Which records the names of a call stand for. */
export interface TakenNames {
  /** Names that are only a part of the record's name, or that add a legal form to it, a sentence each. */
  readonly notes: readonly string[];
  /** Whole names, a sentence each. */
  readonly whole: readonly string[];
  /** The notes on both that remain for an answer that shows the records with their IDs. */
  readonly brief: readonly string[];
}

const MOST_NOTES = 5;

const LONGEST_QUERY = 80;

/** Which records names stand for. */
export const notesOn = (taken: readonly Resolved[]): TakenNames => ({
  notes: firstOf(taken.flatMap(({ note, isByPart }) => (note !== undefined && isByPart ? [note] : []))),
  whole: taken.flatMap(({ note, isByPart }) => (note === undefined || isByPart ? [] : [note])),
  brief: firstOf(taken.flatMap(({ brief }) => brief ?? [])),
});

/** Of many names, the first. */
function firstOf(notes: readonly string[]): readonly string[] {
  const more = notes.length - MOST_NOTES;
  const others = `${counted(more, "more name in this call is", "more names in this call are")} not the full name of a record. If you mean another record, give its full name or ID.`;
  return more > 0 ? [...notes.slice(0, MOST_NOTES), others] : notes;
}

/** Which records names stand for, a sentence each. */
export const allNotes = ({ notes, whole }: TakenNames): string[] => [...notes, ...whole.slice(0, Math.max(0, MOST_NOTES - notes.length))];

/** `"Hannah" = "Hannah Weiss" (mem_…), the only match.`, `"José Peters" = con_…, the only contact of that name.` */
export function resolved(text: string, objectType: string, { record, isByPart }: Chosen): Resolved {
  const isName = nameKey(text) === nameKey(record.name);
  const note = `${quote(text)} = ${isName ? asWord(record.id) : quotedRecord(record)}${isName ? `, the only ${objectType} of that name` : isByPart ? ", the only match" : ""}.`;
  const only = isName && objectType === "contact" ? `No other contact is called ${quote(text)}.` : undefined;
  return { id: record.id, isByPart, note, brief: isByPart ? `${quote(text)} = ${quote(record.name)}, the only match.` : only };
}

/** Where the names of records can be found if none is like the given one. */
export const elsewhere = (text: string, { agentKey, definition }: Relationship): string =>
  definition.objectType === "contact"
    ? `${callText("find_contacts", { query: beginningOf(text, LONGEST_QUERY) })} searches all contacts`
    : `${callText("find_contacts", { group_by: [agentKey] })} shows the ${definition.objectType}s that contacts have`;
