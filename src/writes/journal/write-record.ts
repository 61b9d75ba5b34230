import { randomInt } from "node:crypto";
import type { ContactId } from "../../api/index.ts";
import type { Change } from "../../schema/change.ts";
import type { Action } from "../action.ts";
import type { MergeRecord } from "./merge-record.ts";

/**
 * The outcome of a write. `existing`: the API answered a create with a contact that existed before. `unknown`:
 * the write is under way, its answer was lost, or its process was killed.
 */
export const OUTCOMES = ["written", "partly", "not-written", "existing", "unknown"] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** The outcome of a write that certainly changed nothing: the API refused it, or it never left this computer. */
export const DROPPED = ["refused", "not-sent"] as const;

export type Dropped = (typeof DROPPED)[number];

/** A write of this session. */
export interface WriteRecord {
  /** Short and unique across sessions: "w7k2m9". */
  readonly id: string;
  /** In ms. */
  readonly at: number;
  readonly tool: string;
  readonly action: Action;
  /** Absent if a create's outcome is unknown. */
  readonly contact: ContactId | undefined;
  /** What people call the contact. */
  readonly name: string;
  readonly link?: string | undefined;
  /** What really changed. */
  readonly change: Change;
  /** For a merge, what was merged into the contact. */
  readonly merge?: MergeRecord | undefined;
  readonly outcome: Outcome;
  readonly idempotencyKeys: readonly string[];
  /** The plan that it is part of. */
  readonly batch?: string | undefined;
  /** The number of its row in that plan. */
  readonly row?: number | undefined;
  /** The write that it undoes. */
  readonly undoes?: string | undefined;
}

/** Whether a write has changed a contact, or may have. */
export const mayHaveWritten = ({ outcome }: Pick<WriteRecord, "outcome">): boolean => outcome !== "not-written" && outcome !== "existing";

/** A write that is about to be sent. */
export type NewWrite = Omit<WriteRecord, "id" | "at" | "outcome">;

/** No vowels, which make words, and no characters that look like others. */
const LETTERS = "23456789bcdfghjkmnpqrstvwxz";

/** A short ID that people can read out: "w7k2m9". */
export const shortId = (prefix: string): string => prefix + Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join("");

/** The write with an ID of its own, and an unknown outcome. */
export const newRecord = (write: NewWrite, at: number): WriteRecord => ({ ...write, id: shortId("w"), at, outcome: "unknown" });
