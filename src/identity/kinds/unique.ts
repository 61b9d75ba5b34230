import { isRecord } from "../../fields/json.ts";
import { rawValues } from "../../fields/raw-values.ts";
import { type IdentifyingKind, WEIGHT } from "./identifying-kind.ts";

/** A value that no two contacts of the workspace may have. */
export const unique: IdentifyingKind = {
  name: "unique",
  covers: ({ type, definition }) => type.identifies === undefined && definition.config.unique === true,
  isPerField: true,
  weightOf: () => WEIGHT.personal,
  isExclusive: true,
  difference: { weight: "exclusive" },
  search: {
    operators: ["equal", "contains"],
    storedForms: (raw) => rawValues(raw).flatMap((value) => (isRecord(value) ? [] : [String(value)])),
  },
  words: { withThe: "the unique value", withA: "a unique value", short: "unique value" },
};
