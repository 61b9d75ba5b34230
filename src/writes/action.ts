/** What a write does with a contact. A merge moves another contact into it. */
export const ACTIONS = ["create", "update", "delete", "merge"] as const;

export type Action = (typeof ACTIONS)[number];

/** A write that is not sent yet, as drafts and the rows of plans describe it. */
export interface Proposed {
  /** Absent where a contact is created. */
  readonly contact?: unknown;
  /** The contact goes to the trash. */
  readonly deletes?: boolean | undefined;
  /** The contact that is merged into it. */
  readonly merges?: unknown;
}

/** What a write that is not sent yet will do. */
export function actionOf({ contact, deletes, merges }: Proposed): Action {
  if (merges !== undefined) return "merge";
  if (deletes) return "delete";
  return contact === undefined ? "create" : "update";
}
