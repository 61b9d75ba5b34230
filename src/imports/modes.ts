/** What an import may do with a row: create new contacts, update existing ones, or both. */
export const MODES = ["create", "update", "upsert"] as const;
export type Mode = (typeof MODES)[number];
