import { z } from "zod/v3";
import type { Cardinality } from "./wire.ts";

/** An optional text. Missing, null, empty and other types all mean that it is absent. */
export const optionalText = z.string().min(1).optional().catch(undefined);

export const optionalFlag = z.boolean().optional().catch(undefined);

/**
 * The entries of a JSON object, whatever its keys are (zod's record would lose `__proto__`). Missing or null means
 * empty; anything else but an object is refused.
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

/** Both `has_one` and `HAS_ONE` occur. Anything else may hold many. */
export const cardinalityOf = (value: unknown): Cardinality =>
  typeof value === "string" && value.toUpperCase() === "HAS_ONE" ? "HAS_ONE" : "HAS_MANY";

export const cardinality = z.unknown().optional().transform(cardinalityOf);

/** The type of a definition or value if the API does not say it. No such type is known, so it is shown as text. */
export const UNKNOWN_VALUE_TYPE = "UNKNOWN";
