import { z } from "zod/v3";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { ContactRecord, FieldValue, Links } from "../../schema/record.ts";
import { REDACTED } from "../../text/redact.ts";
import { jsonMap } from "./json-map.ts";

/** A contact as it was before a merge: everything that this server may see of it. */
interface RecordBefore {
  /** The contact's ID. */
  readonly contact: string;
  /** Bare values, by API key. Fields that were not set are absent. */
  readonly fields: ReadonlyMap<string, unknown>;
  /** IDs, by API key. */
  readonly relationships: ReadonlyMap<string, readonly string[]>;
}

/** What was merged into a contact. */
export interface MergeRecord {
  /** The ID of the contact that went to the trash. */
  readonly duplicate: string;
  readonly name: string;
  readonly link?: string | undefined;
  /** The API's ID of the merge, once it is known. */
  readonly operation?: string | undefined;
  /** Both contacts as they were, so that a person can restore them: the one that stays first. */
  readonly before: readonly RecordBefore[];
}

/** The schema of a merge in the audit log. */
export const mergeRecordForm: z.ZodType<MergeRecord, z.ZodTypeDef, unknown> = z.object({
  duplicate: z.string(),
  name: z.string(),
  link: z.string().optional(),
  operation: z.string().optional(),
  before: z.array(z.object({ contact: z.string(), fields: jsonMap(z.unknown()), relationships: jsonMap(z.array(z.string())) })),
}) as z.ZodType<MergeRecord, z.ZodTypeDef, unknown>;

export const mergeRecordJson = ({ before, ...merge }: MergeRecord) => ({
  ...merge,
  before: before.map(({ contact, fields, relationships }) => ({
    contact,
    fields: Object.fromEntries(fields),
    relationships: Object.fromEntries(relationships),
  })),
});

export const recordBefore = ({ id, fields, relationships }: ContactRecord): RecordBefore => ({
  contact: id,
  fields: new Map(fields.filter(({ field, raw }) => field.type.isSet(raw)).map(({ field, raw }) => [field.apiKey, raw])),
  relationships: new Map(relationships.filter(({ ids }) => ids.length > 0).map(({ relationship, ids }) => [relationship.apiKey, ids])),
});

/** What may be shown of a contact as it was before a merge: nothing that is hidden by now, or redacted in the log. */
export function shownBefore(
  { fields, relationships }: RecordBefore,
  schema: ContactSchema,
): { readonly fields: readonly FieldValue[]; readonly links: readonly Links[] } {
  return {
    fields: schema.fields.flatMap((field) => {
      const raw = fields.get(field.apiKey);
      return raw === undefined || JSON.stringify(raw).includes(REDACTED) ? [] : [{ field, raw }];
    }),
    links: schema.relationships.flatMap((relationship) => {
      const ids = relationships.get(relationship.apiKey);
      return ids ? [{ relationship, ids }] : [];
    }),
  };
}
