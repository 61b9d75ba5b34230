import { z } from "zod/v3";
import { oneLine } from "../text/plain-text.ts";

/** The part of JSON Schema that tool inputs use: one plain type a node. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * A zod (v3) schema as JSON Schema: the keywords that every client accepts, and no limits of size, which no ordinary
 * call reaches.
 *
 * @throws Error for a kind of schema that no tool has
 */
export function toJsonSchema(schema: z.ZodTypeAny): JsonSchema {
  const { description } = schema;
  return { ...converted(schema), ...(description === undefined ? {} : { description }) };
}

const UNLISTED = "not advertised";

/**
 * Marks an argument, or a part of one, that is understood but not advertised: another name or form of an advertised
 * one.
 */
export const unlisted = <T extends z.ZodTypeAny>(schema: T): T => schema.describe(UNLISTED);

/** The names that are advertised. */
export const listedNames = (shape: z.ZodRawShape): string[] => Object.keys(shape).filter((name) => shape[name]?.description !== UNLISTED);

function converted(schema: z.ZodTypeAny): JsonSchema {
  if (schema instanceof z.ZodOptional) return toJsonSchema(schema.unwrap());
  if (schema instanceof z.ZodEffects) return toJsonSchema(schema.innerType());
  // Anything can be written as text.
  if (schema instanceof z.ZodString || schema instanceof z.ZodUnknown) return { type: "string" };
  if (schema instanceof z.ZodEnum) return { type: "string", enum: schema.options };
  if (schema instanceof z.ZodBoolean) return { type: "boolean" };
  if (schema instanceof z.ZodNumber) return ofNumber(schema);
  if (schema instanceof z.ZodArray) return { type: "array", items: toJsonSchema(schema.element) };
  if (schema instanceof z.ZodObject) return ofObject(schema);
  if (schema instanceof z.ZodRecord) return { type: "object" };
  throw new Error(`${schema.constructor.name} has no JSON Schema here`);
}

const ofNumber = ({ isInt, maxValue }: z.ZodNumber): JsonSchema => ({
  type: isInt ? "integer" : "number",
  ...(maxValue === null ? {} : { maximum: maxValue }),
});

function ofObject({ shape }: z.AnyZodObject): JsonSchema {
  const entries = Object.entries<z.ZodTypeAny>(shape).filter(([, { description }]) => description !== UNLISTED);
  const required = entries.filter(([, property]) => !(property instanceof z.ZodOptional || property.isOptional())).map(([name]) => name);
  const properties = Object.fromEntries(entries.map(([name, property]) => [name, toJsonSchema(property)]));
  return { type: "object", properties, ...(required.length === 0 ? {} : { required }) };
}

/** A schema with its description first, if there is one: on one line, since a workspace wrote it. */
export const described = (schema: JsonSchema, description: string | undefined): JsonSchema =>
  description ? { ...schema, description: oneLine(description) } : schema;

/** An object schema with these properties, all optional. */
export const objectOf = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({ type: "object", properties });
