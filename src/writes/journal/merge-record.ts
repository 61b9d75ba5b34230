import { z } from "zod/v3";
import { isRecord } from "../../fields/json.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { ContactRecord, FieldValue, Links } from "../../schema/record.ts";
import { REDACTED } from "../../text/redact.ts";

/** An object on disk and a map here, because a field may be called `__proto__`. Absent is empty. */
export const jsonMap = <T>(value: z.ZodType<T, z.ZodTypeDef, unknown>) =>
  z
    .unknown()
    .refine((json) => isRecord(json ?? {}))
    .transform((json): ReadonlyMap<string, T> => new Map(Object.entries(json ?? {}).map(([key, one]) => [key, value.parse(one)])));

const recordForm = z.object({
  /** The contact's ID. */
  contact: z.string(),
  /** Bare values, by API key. Fields that were not set are absent. */
  fields: jsonMap(z.unknown()),
  /** IDs, by API key. */
  relationships: jsonMap(z.array(z.string()).readonly()),
});

/** A contact as it was before a merge: everything that this server may see of it. */
type RecordBefore = Readonly<z.infer<typeof recordForm>>;

export const mergeRecordForm = z.object({
  /** The ID of the contact that went to the trash. */
  duplicate: z.string(),
  name: z.string(),
  link: z.string().optional(),
  /** The API's ID of the merge, once it is known. */
  operation: z.string().optional(),
  /** Both contacts as they were, so that a person can restore them: the one that stays first. */
  before: z.array(recordForm).readonly(),
});

/** What was merged into a contact, as the audit log has it. */
export type MergeRecord = Readonly<z.infer<typeof mergeRecordForm>>;

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
