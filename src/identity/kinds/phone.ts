import { rawValues } from "../../fields/raw-values.ts";
import { type IdentifyingKind, WEIGHT } from "./identifying-kind.ts";

const withoutExtension = (number: string) => number.replace(/;.*/, "");

export const phone: IdentifyingKind = {
  name: "phone",
  covers: ({ type }) => type.identifies === "phone",
  // A family or an office may share it.
  weightOf: () => WEIGHT.usual,
  isShareable: true,
  search: {
    operators: ["contains"],
    isInAllFields: true,
    storedForms: (raw) => rawValues(raw).flatMap((number) => [String(number), withoutExtension(String(number))]),
  },
  words: { withThe: "the phone number", withA: "a phone number", short: "phone", inOtherForm: "in another form" },
};
