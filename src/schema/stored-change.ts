import { z } from "zod/v3";
import type { ApiKey } from "../api/wire.ts";
import type { Change, FieldChange } from "./change.ts";
import type { Attribute, ContactSchema } from "./contact-schema.ts";

/** A change as plain JSON, so that it outlives the process. */
export interface StoredChange {
  readonly fields: readonly {
    readonly key: ApiKey;
    readonly before: unknown;
    readonly after: unknown;
    /** The salutation of a name, as in a change. */
    readonly salutation?: string | undefined;
    readonly isAddition?: boolean | undefined;
  }[];
  readonly links: readonly { readonly key: ApiKey; readonly before: readonly string[]; readonly after: readonly string[] }[];
}

const key = z.string().transform((text) => text as ApiKey);

export const storedChangeForm: z.ZodType<StoredChange, z.ZodTypeDef, unknown> = z.object({
  // Zod types a key of unknown content as optional.
  fields: z.array(
    z
      .object({ key, before: z.unknown(), after: z.unknown(), salutation: z.string().optional(), isAddition: z.boolean().optional() })
      .transform(({ key, before, after, ...more }) => ({ key, before, after, ...told(more) })),
  ),
  links: z.array(z.object({ key, before: z.array(z.string()), after: z.array(z.string()) })),
});

const told = ({ salutation, isAddition }: Pick<FieldChange, "salutation" | "isAddition">) => ({
  ...(salutation === undefined ? {} : { salutation }),
  ...(isAddition ? { isAddition } : {}),
});

export const storedChange = ({ fields, links }: Change): StoredChange => ({
  fields: fields.map(({ field, before, after, ...more }) => ({ key: field.apiKey, before, after, ...told(more) })),
  links: links.map(({ relationship, before, after }) => ({ key: relationship.apiKey, before, after })),
});

/**
 * The change in terms of the present schema, without what is gone or hidden. `whole` if nothing is missing.
 *
 * @param isWritten whether it may only have fields that can be written; what a contact must just hold may have others
 */
export function changeFrom(
  { fields, links }: StoredChange,
  schema: ContactSchema,
  isWritten = true,
): { readonly change: Change; readonly whole: boolean } {
  const find = <A extends Attribute>(among: readonly A[], key: ApiKey) => among.find(({ apiKey }) => apiKey === key);
  const change: Change = {
    fields: fields.flatMap(({ key, ...values }) => {
      const field = find(schema.fields, key);
      return field && (field.writable || !isWritten) ? [{ field, ...values }] : [];
    }),
    links: links.flatMap(({ key, before, after }) => {
      const relationship = find(schema.relationships, key);
      return relationship ? [{ relationship, before, after }] : [];
    }),
  };
  return { change, whole: change.fields.length === fields.length && change.links.length === links.length };
}
