import { randomBytes, randomUUID } from "node:crypto";
import type { Change } from "../../schema/change.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { earlierName } from "../../schema/record.ts";
import type { StoredChange } from "../../schema/stored-change.ts";
import { fingerprintOf } from "../sending/idempotency.ts";

/** One write of a plan, as it was shown. Plain JSON, so that it outlives the process. */
export interface PlanRow {
  /** The row of the import that it comes from, from 1. */
  readonly number?: number | undefined;
  /** ID of the contact to change; absent where one is to be made. */
  readonly contact?: string | undefined;
  /** The contact is to be moved to the trash, if it still is as `change` takes for granted. */
  readonly deletes?: boolean | undefined;
  /** The contact is to be made also where the person is there already. */
  readonly allowDuplicate?: true | undefined;
  /** What people call the contact. */
  readonly name: string;
  readonly change: StoredChange;
  /** What else the contact must still hold, as a change of nothing. */
  readonly holds?: StoredChange | undefined;
  /** The write that it takes back. */
  readonly undoes?: string | undefined;
  /** What its idempotency keys begin with: whoever goes on with the plan sends the same. */
  readonly key: string;
}

/** Writes that were shown and not made yet. */
export interface Plan {
  /** Nobody can guess it: whoever has it has seen the plan. */
  readonly id: string;
  /** Short: what the writes of the plan have in common in the list of writes. */
  readonly batch: string;
  /** The tool that made it. */
  readonly tool: string;
  /** In ms. */
  readonly madeAt: number;
  readonly rows: readonly PlanRow[];
}

/** How a row of a plan ended. */
export type RowEnd =
  | { readonly state: "written"; readonly write: string; readonly contact: string; readonly link?: string | undefined }
  /** It was so already, or is so by now. */
  | { readonly state: "unchanged" }
  /** Somebody else has changed what it would have overwritten: from what the plan takes for granted to what was there. Kept as data, of which more may be hidden later. */
  | { readonly state: "conflict"; readonly conflicts: StoredChange }
  /** The contact is gone, or was created in the meantime. */
  | { readonly state: "skipped"; readonly reason: string }
  | { readonly state: "failed"; readonly reason: string };

/** How far a plan has got. */
export interface PlanProgress {
  /** In ms, when it was last worked on. */
  readonly workedAt: number;
  /** Rows below this index may have been sent, as far as their end is not known: the process was killed. 0 where it was not. */
  readonly begun: number;
  /** Rows beyond that, by their index, that were sent and whose end is not known. */
  readonly sent: ReadonlySet<number>;
  /** By the index of the row. */
  readonly ends: ReadonlyMap<number, RowEnd>;
}

/** A plan as this process may show it and write of it: another, which hid less, may have made it. */
export const withoutHiddenNames = (plan: Plan, schema: ContactSchema): Plan => ({
  ...plan,
  rows: plan.rows.map((row) => ({ ...row, name: earlierName(row.name, schema) ?? row.contact ?? "a new contact" })),
});

export const newPlanId = (): string => `plan_${randomBytes(15).toString("base64url")}`;

export const newKey = (): string => randomUUID();

/** Characters of base64: 96 bits. */
const FINGERPRINT_LENGTH = 16;

/**
 * The idempotency key with which a change of a row is sent. It belongs to what is sent with it: where a part is there already, the rest is another request,
 * which the key of the whole would only answer from memory.
 */
export const keyFor = ({ contact, key }: PlanRow, change: Change): string =>
  contact === undefined ? key : `${key}-${fingerprintOf(contact, change).slice(0, FINGERPRINT_LENGTH)}`;

/** Whether a write was sent for this row. Deletes bear no key. */
export const isOfRow = ({ key, undoes }: PlanRow, write: { readonly keys: readonly string[]; readonly undoes?: string | undefined }): boolean =>
  write.keys.some((other) => other.startsWith(key)) || (undoes !== undefined && write.undoes === undoes);
