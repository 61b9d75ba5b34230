import { Rejection } from "../fields/rejection.ts";
import type { Candidate } from "./candidate.ts";

/** The name that was given for a record is that of several. */
export class SeveralRecords extends Rejection {
  readonly records: readonly Candidate[];

  constructor(problem: string, accepted: string, records: readonly Candidate[]) {
    super(problem, accepted);
    this.records = records;
  }
}
