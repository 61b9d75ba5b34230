import { z } from "zod/v3";
import { jsonText } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { decodeNumber } from "./number.ts";
import { Rejection } from "./rejection.ts";
import { decodeText } from "./text.ts";

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
  filter: { operators: [], number: (value) => (value.trim() === "" ? undefined : decodeNumber(value)) },
});
