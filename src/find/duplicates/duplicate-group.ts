import type { Sureness } from "../../identity/sureness.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { LikePair } from "./evidence.ts";

/** Contacts that are one person. */
export interface DuplicateGroup {
  readonly sureness: Sureness;
  /** The one that should stay first. */
  readonly contacts: readonly ContactRecord[];
  /** Why they are one person, the strongest reason first: "same e-mail and name". */
  readonly evidence: readonly string[];
  /** Why the first should stay: "most complete", "oldest", "last changed". */
  readonly strengths: readonly string[];
  /** Two contacts that cannot be the same person, although each of them is certainly the same as a third. */
  readonly contradiction: LikePair | undefined;
}
