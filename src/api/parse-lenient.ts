import { UnexpectedShape } from "./errors/unexpected-shape.ts";
import type { Cardinality } from "./wire.ts";

/*
 * How answers are read: unknown keys are ignored, and whatever is optional may be missing, null or nonsense. It is
 * written out rather than in zod, which takes five times as long: a page has a thousand values, and a start waits for
 * hundreds of definitions.
 */

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (json: unknown): json is JsonObject => typeof json === "object" && json !== null && !Array.isArray(json);

/** The JSON as an object. @param path of it in the answer, as `data.3`; "" for all @throws UnexpectedShape */
export function objectAt(json: unknown, path: string): JsonObject {
  if (!isObject(json)) throw new UnexpectedShape(path, "an object", json);
  return json;
}

export const below = (path: string, name: string | number) => (path === "" ? String(name) : `${path}.${name}`);

/** An optional text. Missing, null, empty and other types all mean that it is absent. */
export const optionalText = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

export const optionalFlag = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);

/** An optional number of records. */
export const optionalCount = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;

/** Both `has_one` and `HAS_ONE` occur. Anything else may hold many. */
export const cardinalityOf = (value: unknown): Cardinality =>
  typeof value === "string" && value.toUpperCase() === "HAS_ONE" ? "HAS_ONE" : "HAS_MANY";

/** The type of a definition or value if the API does not say it. No such type is known, so it is shown as text. */
export const UNKNOWN_VALUE_TYPE = "UNKNOWN";
