import { z } from "zod/v3";
import { jsonText } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { decodeNumber, parseNumber } from "./number.ts";
import { isUnequal } from "./operators.ts";
import { Rejection } from "./rejection.ts";
import { decodeText } from "./text.ts";

const ACCEPTED = "a number, e.g. 1200.5";

/** A value type that the API has and this program does not know. It is shown as text and never written. */
export const unknown = defineFieldType<string>({
  name: "unknown type",
  maxLength: MAX_LENGTH.text,
  writable: false,
  schema: () => z.string(),
  encode: (_input, { valueType }) => {
    throw new Rejection(`Values of type ${valueType} cannot be written`, "a change in the Lightfield app");
  },
  decode: (raw) => decodeText(raw) ?? jsonText(raw),
  show: (value) => value,
  // A rating is a number.
  isNumber: true,
  filter: {
    operators: [],
    encode: (value, operator) => [{ operator, value: isUnequal(operator) ? String(parseNumber(value, ACCEPTED)) : value.trim() }],
    number: (value) => (value.trim() === "" ? undefined : decodeNumber(value)),
  },
});
