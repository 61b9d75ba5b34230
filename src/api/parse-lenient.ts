import { z } from "zod/v3";

/** An optional text: missing, null, empty or of another type is all the same, absent. */
export const optionalText = z.string().min(1).optional().catch(undefined);

export const optionalFlag = z.boolean().optional().catch(undefined);

/**
 * The entries of a JSON object, whatever its keys are called (zod's record would lose `__proto__`). Missing or null is an empty one;
 * anything else that is no object is refused.
 */
export const entries = z
  .unknown()
  .optional()
  .transform((value, context): [string, unknown][] => {
    if (value === undefined || value === null) {
      return [];
    }
    if (typeof value === "object" && !Array.isArray(value)) {
      return Object.entries(value);
    }
    context.addIssue({ code: "custom", message: "expected an object" });
    return z.NEVER;
  });

/** `has_one` and `HAS_ONE` are both seen. What is neither may hold many. */
export const cardinality = z
  .unknown()
  .optional()
  .transform((value): "HAS_ONE" | "HAS_MANY" => {
    return typeof value === "string" && value.toUpperCase() === "HAS_ONE" ? "HAS_ONE" : "HAS_MANY";
  });

/** What a definition or a value is said to be of when the API does not say; no such type is known, so it is shown as text. */
export const UNKNOWN_VALUE_TYPE = "UNKNOWN";
