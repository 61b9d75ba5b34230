import { z } from "zod/v3";
import { cardinality, entries, optionalText, UNKNOWN_VALUE_TYPE } from "./parse-lenient.ts";
import type { ApiKey, ContactId, ContactPage, WireContact, WireField, WireRelationship } from "./wire.ts";

const contact = z.object({
  id: z.string().min(1),
  createdAt: optionalText,
  updatedAt: optionalText,
  externalId: optionalText,
  httpLink: optionalText,
  fields: entries,
  relationships: entries,
});

/** The most levels of lists and objects in a value: far more than any type of the API has. */
const DEEPEST = 16;

/**
 * A value that is nested so deeply that recursion or JSON would overflow the stack is dropped; its place shows that
 * there was one.
 */
const readable = (value: unknown): unknown => (isDeeper(value, DEEPEST) ? "[…]" : value);

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === "object" && value !== null && (levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1)));

/**
 * Values come wrapped; a bare value is read too. Written out rather than in zod, since a page has a thousand values.
 */
function readField(entry: unknown): WireField {
  if (typeof entry !== "object" || entry === null || !("value" in entry || "valueType" in entry)) {
    return { valueType: UNKNOWN_VALUE_TYPE, value: readable(entry) };
  }
  const valueType = "valueType" in entry && typeof entry.valueType === "string" && entry.valueType !== "" ? entry.valueType : UNKNOWN_VALUE_TYPE;
  return { valueType, value: ("value" in entry ? readable(entry.value) : null) ?? null };
}

const linkedId = z.union([z.string().min(1), z.object({ id: z.string().min(1) }).transform(({ id }) => id)]);

/** An array of IDs, a single ID, or none. */
const linkedIds = z
  .unknown()
  .optional()
  .transform((value): string[] => {
    const all: unknown[] = Array.isArray(value) ? value : [value];
    return all.flatMap((entry) => linkedId.safeParse(entry).data ?? []);
  });

const relationship = z
  .object({ cardinality, objectType: z.string().catch(""), values: linkedIds })
  .transform(({ values, ...rest }): WireRelationship => ({ ...rest, ids: values }));

const page = z.object({ data: z.array(contact), totalCount: z.number().int().nonnegative().optional().catch(undefined) });

/**
 * Reads the contact in the answer to a retrieve, create or update.
 *
 * @throws ZodError if it is not one
 */
export function parseContact(json: unknown): WireContact {
  return toContact(contact.parse(json));
}

/**
 * Reads a page of a list. One entry that is not a contact fails the whole page: without it, the page would look like
 * the last.
 *
 * @throws ZodError
 */
export function parsePage(json: unknown): ContactPage {
  const { data, totalCount } = page.parse(json);
  return { contacts: data.map(toContact), totalCount };
}

function toContact({ id, createdAt = "", fields, relationships, ...optional }: z.infer<typeof contact>): WireContact {
  return {
    ...optional,
    id: id as ContactId,
    createdAt,
    fields: new Map(fields.map(([key, entry]) => [key as ApiKey, readField(entry)])),
    relationships: new Map(
      relationships.flatMap(([key, entry]) => {
        const read = relationship.safeParse(entry).data;
        return read === undefined ? [] : [[key as ApiKey, read] as const];
      }),
    ),
  };
}
