import { isRecord } from "../fields/json.ts";
import { counted } from "../text/plural.ts";
import { isAgentKey } from "./key-map.ts";

const TYPES = new Set(["object", "array", "string", "number", "integer", "boolean"]);
const KEYWORDS = new Set(["type", "description", "properties", "required", "items", "enum", "minimum", "maximum"]);

/** Longer descriptions are cut by some clients. */
const LONGEST_DESCRIPTION = 1000;

/**
 * The reasons why some client or model provider would refuse a tool's input schema: names that {@link isAgentKey} refuses
 * (Claude, Gemini), `$ref`, unions, lists of types, `additionalProperties`, enums of anything but strings, arrays
 * without `items`, objects without properties, long descriptions. Empty if the schema works everywhere.
 *
 * @param path the node's place, for the messages
 * @example
 * portabilityProblems({ type: ["string", "null"] }).length; // => 1
 * portabilityProblems({ type: "string" }); // => []
 */
export function portabilityProblems(schema: unknown, path = "inputSchema"): string[] {
  if (!isRecord(schema)) return [`${path}: not a schema`];
  const problems: string[] = [];
  for (const keyword of Object.keys(schema)) if (!KEYWORDS.has(keyword)) problems.push(`${path}: keyword ${keyword}`);
  const { type, description, properties, items, required } = schema;
  if (typeof type !== "string" || !TYPES.has(type)) problems.push(`${path}: type is not one plain type`);
  if (description !== undefined && typeof description !== "string") problems.push(`${path}: a description that is not text`);
  if (typeof description === "string" && description.length > LONGEST_DESCRIPTION)
    problems.push(`${path}: a description of ${counted(description.length, "character")}`);
  if (type === "object" && !(isRecord(properties) && Object.keys(properties).length > 0)) problems.push(`${path}: an object without properties`);
  if (required !== undefined && !(Array.isArray(required) && isRecord(properties))) problems.push(`${path}: required names no properties`);
  if (type === "array" && !isRecord(items)) problems.push(`${path}: an array without items`);
  if (schema.enum !== undefined && !isStringEnum(schema)) problems.push(`${path}: an enum of anything but distinct, non-empty strings`);
  if (properties !== undefined) {
    if (!isRecord(properties)) problems.push(`${path}: properties is not an object`);
    else {
      for (const [name, child] of Object.entries(properties)) {
        if (!isAgentKey(name)) problems.push(`${path}.${name}: a name that not every client takes`);
        problems.push(...portabilityProblems(child, `${path}.${name}`));
      }
      for (const name of Array.isArray(required) ? required : []) {
        if (!Object.hasOwn(properties, String(name))) problems.push(`${path}: requires ${name}, which it does not have`);
      }
    }
  }
  if (items !== undefined) problems.push(...portabilityProblems(items, `${path}[]`));
  return problems;
}

function isStringEnum({ type, enum: values }: Record<string, unknown>): boolean {
  return (
    type === "string" &&
    Array.isArray(values) &&
    values.length > 0 &&
    values.every((value) => typeof value === "string" && value !== "") &&
    new Set(values).size === values.length
  );
}
