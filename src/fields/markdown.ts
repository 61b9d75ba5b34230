import { z } from "zod/v3";
import { defineFieldType } from "./field-type.ts";
import { decodeText, encodeText } from "./text.ts";

export const markdown = defineFieldType<string>({
  name: "markdown",
  multiline: true,
  operators: [],
  schema: () => z.string(),
  encode: (input) => ({ value: encodeText(input, "markdown text") }),
  decode: decodeText,
  show: (value) => value,
  searchable: { as: "text", texts: (text) => [text] },
  canonical: (value) => value.trim(),
});
