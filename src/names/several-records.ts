import type { NamedRecord } from "../api/index.ts";
import { Rejection } from "../fields/rejection.ts";

/** The name that was given for a record is that of several. */
export class SeveralRecords extends Rejection {
  readonly records: readonly NamedRecord[];

  constructor(problem: string, accepted: string, records: readonly NamedRecord[]) {
    super(problem, accepted);
    this.records = records;
  }
}
