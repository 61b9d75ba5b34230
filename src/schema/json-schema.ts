import type { z } from "zod/v3";
import { zodToJsonSchema } from "zod-to-json-schema";
import { oneLine } from "../text/plain-text.ts";

/** The part of JSON Schema that tool inputs use: one plain type a node. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly maximum?: number;
}

/** A zod (v3) schema as JSON Schema, without keywords that some clients refuse and limits that no call reaches. */
export function toJsonSchema(schema: z.ZodTypeAny): JsonSchema {
  return plain(zodToJsonSchema(schema, { $refStrategy: "none" }));
}

const LEFT_OUT = new Set(["$schema", "additionalProperties", "maxLength", "maxItems", "minimum"]);

const UNLISTED = "not advertised";

/** Marks an argument, or a part of one, that is understood but not advertised: another name or form. */
export const unlisted = <T extends z.ZodTypeAny>(schema: T): T => schema.describe(UNLISTED);

/** The names that are advertised. */
export const listedNames = (shape: z.ZodRawShape): string[] => Object.keys(shape).filter((name) => shape[name]?.description !== UNLISTED);

/** Removes the keywords from every schema node. `properties` is a map of names, where the same words are names. */
function plain(node: object): JsonSchema {
  // Anything can be written as text.
  const typed: Readonly<Record<string, unknown>> = "type" in node ? { ...node } : { type: "string", ...node };
  return Object.fromEntries(
    Object.entries(typed)
      .filter(([keyword]) => !LEFT_OUT.has(keyword))
      .map(([keyword, value]) => {
        if (keyword === "items") return [keyword, plain(value as object)];
        if (keyword === "properties") {
          const listed = Object.entries(value as Record<string, JsonSchema>).filter(([, { description }]) => description !== UNLISTED);
          return [keyword, Object.fromEntries(listed.map(([name, child]) => [name, plain(child)]))];
        }
        return [keyword, value];
      }),
  );
}

/** A schema with its description first, if there is one: on one line, because a workspace wrote it. */
export const described = (schema: JsonSchema, description: string | undefined): JsonSchema =>
  description ? { ...schema, description: oneLine(description) } : schema;

/** An object schema with these properties, all optional. */
export const objectOf = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({ type: "object", properties });
