import type { NamedRecord } from "../api/index.ts";
import { Rejection } from "../fields/rejection.ts";
import { choicesOf } from "../text/first-of.ts";
import { oneLine } from "../text/plain-text.ts";
import { quote } from "../text/quote.ts";

/** A record that a name may stand for. */
export interface Candidate extends NamedRecord {
  /** For a contact, the name of an account. */
  readonly account?: string | undefined;
}

export const MOST_CANDIDATES = 10;

/** What tells a record from others of its name: its ID, account, address and state. */
function about({ id, account, email, website, inactive }: Candidate): string {
  const texts = [id, account, email ?? website?.replace(/^https?:\/\/(www\.)?/i, "")].map((text) => oneLine(text ?? ""));
  return [...texts.filter((text) => text !== ""), ...(inactive ? ["inactive"] : [])].join(", ");
}

/** "Zoë Kim (con_…, Stark Energy, zoe@stark.example)": a record with what distinguishes it from others of its name. */
export function identified(record: Candidate): string {
  const name = oneLine(record.name);
  return name === "" ? about(record) : `${name} (${about(record)})`;
}

/** At most ten records to choose from, with what distinguishes them. */
export const candidates = (records: readonly Candidate[]): string => choicesOf(records.map(identified), MOST_CANDIDATES);

/** The same as data in a sentence: `"Zoë Kim" (con_…, Stark Energy)`. */
export const quotedRecord = (record: Candidate) => (record.name === "" ? about(record) : `${quote(record.name)} (${about(record)})`);

/** No record has the name that was given for one. */
export class NoSuchRecord extends Rejection {
  readonly records: readonly Candidate[];

  /** @param records those that may be meant, best first */
  constructor(problem: string, accepted: string, records: readonly Candidate[]) {
    super(problem, accepted, records.map(quotedRecord), String);
    this.records = records;
  }
}

/** Several records have the given name. */
export class SeveralRecords extends Rejection {
  readonly records: readonly Candidate[];

  constructor(problem: string, accepted: string, records: readonly Candidate[]) {
    super(problem, accepted);
    this.records = records;
  }
}
