import { type IdentifyingKind, WEIGHT } from "./identifying-kind.ts";

/** A value of any other field that the caller has chosen for matching. */
export const matchKey: IdentifyingKind = {
  name: "key",
  isPerField: true,
  texts: (raw, { type, definition }) => type.canonical(raw, definition).map((text) => text.toLowerCase()),
  weightOf: () => WEIGHT.personal,
  // A caller may choose a field that tells nobody apart, such as a date or the job title.
  isShareable: true,
  words: { withThe: "the value", withA: "a value", short: "value" },
};
