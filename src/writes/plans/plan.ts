import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod/v3";
import type { Change } from "../../schema/change.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { earlierName } from "../../schema/record.ts";
import { storedChange, storedChangeForm } from "../../schema/stored-change.ts";
import { ACTIONS } from "../action.ts";
import { fingerprintOf } from "../sending/idempotency.ts";

/** Rows that a call of apply_plan names, contacts that one update changes, and merges of one plan. */
export const MOST_PLAN_ROWS = 10_000;
export const MOST_UPDATES = 2000;
export const MOST_MERGES = 200;

export const planRowForm = z.object({
  action: z.enum(ACTIONS),
  /** The row of the import that it comes from, or that wrote what it undoes, from 1. */
  number: z.number().optional(),
  /** The ID of the contact to change; absent for a create. */
  contact: z.string().optional(),
  /** The contact to merge into it, and what that contact must still hold, with equal values before and after. */
  merges: z.object({ id: z.string(), name: z.string(), link: z.string().optional(), holds: storedChangeForm }).optional(),
  /** Whether to create the contact even if the person exists, or to give a contact what belongs to another one. */
  allowDuplicate: z.boolean().optional(),
  /** IDs of contacts that share a value and are other people: by their names, or because the row was settled so. */
  others: z.array(z.string()).readonly().optional(),
  /** What people call the contact. */
  name: z.string(),
  change: storedChangeForm,
  /** As in `DecidedChange`. */
  holds: storedChangeForm.optional(),
  /** What was changed already of the values that the row assumes, so that it will be skipped. */
  changed: storedChangeForm.optional(),
  /** The row takes away values that nobody may have thought of, so it is written only if a call names it. */
  onlyIfNamed: z.literal(true).optional(),
  /** The write that it undoes. */
  undoes: z.string().optional(),
  /** The contacts that an ambiguous row may mean. Until it is settled, it is not written, and `change` is what it creates. */
  candidates: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
  /** The number of a row that creates a contact, which such a row may mean too. */
  sameAs: z.number().optional(),
  /** The row was ambiguous. Its other properties say what it was settled as. */
  settled: z.literal(true).optional(),
  /** The beginning of its idempotency keys. Another process that continues the plan sends the same keys. */
  key: z.string(),
});

/** One write of a plan, as it was shown. Plain JSON, so that it outlives the process. */
export type PlanRow = Readonly<z.infer<typeof planRowForm>>;

/** A row before it is kept: its values as the schema knows them. */
export type NewPlanRow = Omit<PlanRow, "key" | "change" | "holds" | "changed" | "settled"> & {
  readonly change: Change;
  readonly holds?: Change | undefined;
  readonly changed?: Change | undefined;
};

/** The row as it is kept, with a key of its own. */
export const planRowOf = ({ change, holds, changed, ...row }: NewPlanRow): PlanRow => ({
  ...row,
  change: storedChange(change),
  holds: holds && storedChange(holds),
  changed: changed && storedChange(changed),
  key: randomUUID(),
});

export const planForm = z.object({
  /** Cannot be guessed: only those who were shown the plan have it. */
  id: z.string(),
  /** A short ID that all writes of the plan share in the list of writes. */
  batch: z.string(),
  /** The tool that made it. */
  tool: z.string(),
  /** In ms. */
  madeAt: z.number(),
  rows: z.array(planRowForm),
});

/** Writes that were shown and not made yet. */
export type Plan = Readonly<Omit<z.infer<typeof planForm>, "rows">> & { readonly rows: readonly PlanRow[] };

export const rowEndForm = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("written"),
    write: z.string(),
    contact: z.string(),
    link: z.string().optional(),
    /** For a merge, the differences from the plan: from the planned values to the values of the contact. */
    differs: storedChangeForm.optional(),
    /** A remark, as a phrase. */
    note: z.string().optional(),
  }),
  /** The contact already had these values, or has them by now. */
  z.object({ state: z.literal("unchanged") }),
  /** Somebody else's value: from the assumed to the current one. Kept as data: more fields may be hidden later. */
  z.object({ state: z.literal("conflict"), conflicts: storedChangeForm }),
  /** The contact is gone, or another contact is the same person by now. */
  z.object({ state: z.literal("skipped"), reason: z.string() }),
  z.object({ state: z.literal("failed"), reason: z.string() }),
]);

/** How a row of a plan ended. */
export type RowEnd = Readonly<z.infer<typeof rowEndForm>>;

export interface WrittenRow {
  readonly row: PlanRow;
  readonly end: Extract<RowEnd, { state: "written" }>;
}

/** The plan without what this process hides. The plan may come from a process that hid less. */
export const withoutHiddenNames = (plan: Plan, schema: ContactSchema): Plan => ({
  ...plan,
  rows: plan.rows.map((row) => ({
    ...row,
    name: earlierName(row.name, schema) ?? row.contact ?? "a new contact",
    merges: row.merges && { ...row.merges, name: earlierName(row.merges.name, schema) ?? row.merges.id },
    candidates: row.candidates?.map(({ id, name }) => ({ id, name: earlierName(name, schema) ?? id })),
  })),
});

/** The rows that can be written. */
export const settledRows = ({ rows }: Plan): PlanRow[] => rows.filter((row) => !isUnsettled(row));

/** Whether it is still not settled which person the row means. */
export const isUnsettled = ({ candidates }: Pick<PlanRow, "candidates">): boolean => candidates !== undefined;

/** Whether a row is written only if a call names it. */
export const isOnlyIfNamed = ({ onlyIfNamed }: Pick<PlanRow, "onlyIfNamed">): boolean => onlyIfNamed === true;

export const newPlanId = (): string => `plan_${randomBytes(15).toString("base64url")}`;

/** Characters of base64: 96 bits. */
const FINGERPRINT_LENGTH = 16;

/**
 * The idempotency key with which a change of a row is sent. A key belongs to one request. If a part of the change is
 * stored already, the rest is another request and needs another key: for the old key, the API would only repeat its old
 * answer.
 */
export const keyFor = ({ action, contact, key }: PlanRow, change: Change): string =>
  action === "create" || action === "merge" ? key : `${key}-${fingerprintOf(contact, change).slice(0, FINGERPRINT_LENGTH)}`;

/** Whether a write was sent for this row. Deletes have no key. */
export const isOfRow = ({ key, undoes }: PlanRow, write: { readonly keys: readonly string[]; readonly undoes?: string | undefined }): boolean =>
  write.keys.some((other) => other.startsWith(key)) || (undoes !== undefined && write.undoes === undoes);
