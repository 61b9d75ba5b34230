import { randomBytes, randomUUID } from "node:crypto";
import type { ApiKey } from "../../api/wire.ts";
import type { Change } from "../../schema/change.ts";
import type { Attribute, Workspace } from "../../schema/workspace.ts";

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
  /** The write that it takes back. */
  readonly undoes?: string | undefined;
  /** Idempotency key: whoever goes on with the plan sends the same. */
  readonly key: string;
}

export interface StoredChange {
  readonly fields: readonly { readonly key: ApiKey; readonly before: unknown; readonly after: unknown }[];
  readonly links: readonly { readonly key: ApiKey; readonly before: readonly string[]; readonly after: readonly string[] }[];
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
  /** Somebody else has changed what it would have overwritten, or the contact is gone. */
  | { readonly state: "skipped"; readonly reason: string }
  | { readonly state: "failed"; readonly reason: string };

/** How far a plan has got. */
export interface PlanProgress {
  /** In ms, when it was last worked on. */
  readonly workedAt: number;
  /** Rows up to this one, exclusively, may have been sent, as far as their end is not known: more is not known where the process was killed. 0 where it was not. */
  readonly begun: number;
  /** Rows beyond that, by their index, that were sent and whose end is not known. */
  readonly sent: ReadonlySet<number>;
  /** By the index of the row. */
  readonly ends: ReadonlyMap<number, RowEnd>;
}

export const newPlanId = (): string => `plan_${randomBytes(15).toString("base64url")}`;

export const newKey = (): string => randomUUID();

/** Whether a write was sent for this row. Deletes bear no key. */
export const isOfRow = ({ key, undoes }: PlanRow, write: { readonly keys: readonly string[]; readonly undoes?: string | undefined }): boolean =>
  write.keys.some((other) => other.startsWith(key)) || (undoes !== undefined && write.undoes === undoes);

export const storedChange = ({ fields, links }: Change): StoredChange => ({
  fields: fields.map(({ field, before, after }) => ({ key: field.apiKey, before, after })),
  links: links.map(({ relationship, before, after }) => ({ key: relationship.apiKey, before, after })),
});

/** The change in the terms of the workspace as it is now, without what is gone from it or hidden; `whole` says whether anything is. */
export function changeFrom({ fields, links }: StoredChange, workspace: Workspace): { readonly change: Change; readonly whole: boolean } {
  const find = <A extends Attribute>(among: readonly A[], key: ApiKey) => among.find(({ apiKey }) => apiKey === key);
  const change: Change = {
    fields: fields.flatMap(({ key, before, after }) => {
      const field = find(workspace.fields, key);
      return field?.writable ? [{ field, before, after }] : [];
    }),
    links: links.flatMap(({ key, before, after }) => {
      const relationship = find(workspace.relationships, key);
      return relationship ? [{ relationship, before, after }] : [];
    }),
  };
  return { change, whole: change.fields.length === fields.length && change.links.length === links.length };
}
