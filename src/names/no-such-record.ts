import { Rejection } from "../fields/rejection.ts";
import { quote } from "../text/quote.ts";
import { about, type Candidate } from "./candidate.ts";

/** `"Zoë Kim" (con_…, Stark Energy)` */
const suggested = (record: Candidate) => (record.name === "" ? about(record) : `${quote(record.name)} (${about(record)})`);

/** No record has the name that was given for one. */
export class NoSuchRecord extends Rejection {
  /** @param records those that may be meant, best first */
  constructor(problem: string, accepted: string, records: readonly Candidate[]) {
    super(problem, accepted, records.map(suggested), String);
  }
}
