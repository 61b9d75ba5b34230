import type { ContactId } from "../../api/index.ts";
import type { Change } from "../../schema/change.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { lostValues } from "../../schema/merge.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { changeFrom } from "../../schema/stored-change.ts";
import type { PlanRow } from "../plans/plan.ts";

/** What a row of a plan merges, as far as it may be shown now. */
export interface ShownMerge {
  readonly change: Change;
  /** The values of the duplicate that would be gone, as a change to nothing. */
  readonly lost: Change;
}

/** @returns undefined for a row that merges nothing */
export function mergeOfRow(
  { contact, change: planned, holds, merges }: Pick<PlanRow, "contact" | "change" | "holds" | "merges">,
  schema: ContactSchema,
) {
  if (contact === undefined || !merges) return undefined;
  const { change } = changeFrom(planned, schema);
  const held = holds ? changeFrom(holds, schema).change : { fields: [], links: [] };
  const survivor = recordOf(contact, { fields: [...change.fields, ...held.fields], links: [...change.links, ...held.links] });
  const duplicate = recordOf(merges.id, changeFrom(merges.holds, schema).change);
  const shown: ShownMerge = { change, lost: lostValues(change, { survivor, duplicate }) };
  return shown;
}

/** A contact as it was before a change of all its attributes. */
const recordOf = (id: string, { fields, links }: Change): ContactRecord => ({
  id: id as ContactId,
  createdAt: "",
  fields: fields.map(({ field, before }) => ({ field, raw: before })),
  relationships: links.map(({ relationship, before }) => ({ relationship, ids: before })),
});
