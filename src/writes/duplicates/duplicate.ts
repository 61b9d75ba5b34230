import type { Verdict } from "../../identity/compare.ts";
import type { ContactRecord } from "../../schema/record.ts";

/** A contact that may be the person of a write, or holds one of its values. */
export interface Duplicate {
  readonly contact: ContactRecord;
  readonly verdict: Verdict;
}
