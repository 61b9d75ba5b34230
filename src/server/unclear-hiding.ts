import type { Config } from "../config.ts";
import type { ContactSchema } from "../schema/contact-schema.ts";

/** Entries of LIGHTFIELD_HIDE_FIELDS that match nothing, a sentence each. */
export const unclearHiding = ({ unmatchedHidden }: ContactSchema, { settingName }: Pick<Config, "settingName">): string[] =>
  unmatchedHidden.map(({ entry, near }) => {
    const meant = near.length > 0 ? ` Did you mean ${near.join(" or ")}?` : "";
    return `${settingName("LIGHTFIELD_HIDE_FIELDS")} names ${JSON.stringify(entry)}, but this workspace has no such field or relationship.${meant} If the field or relationship was deleted, remove its name from the setting.`;
  });
