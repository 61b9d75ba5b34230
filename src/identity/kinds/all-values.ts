import { type IdentifyingKind, WEIGHT } from "./identifying-kind.ts";

/** All values of a write, if none of them identifies a person: only the same write again has the same. */
export const allValues: IdentifyingKind = {
  name: "content",
  weightOf: () => WEIGHT.personal,
  words: { withThe: "all values", withA: "all values", short: "values, none of which identifies a person" },
};
