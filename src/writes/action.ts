/** What a write does with a contact. A merge moves another contact into it. */
export const ACTIONS = ["create", "update", "delete", "merge"] as const;

export type Action = (typeof ACTIONS)[number];

/** The scope of the API that each action needs. */
export const SCOPES = {
  create: "contacts:create",
  update: "contacts:update",
  delete: "contacts:delete",
  merge: "contacts:delete",
} as const satisfies Record<Action, string>;
