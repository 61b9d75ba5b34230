import { z } from "zod/v3";
import { defineFieldType, type SingleValueType } from "./field-type.ts";
import { LONGEST } from "./longest.ts";
import { decodeText, encodeText } from "./text.ts";

const type: SingleValueType<string> = {
  name: "markdown",
  longest: LONGEST.text,
  multiline: true,
  operators: [],
  schema: () => z.string(),
  encode: (input) => ({ value: encodeText(input, "markdown text") }),
  decode: decodeText,
  show: (value) => value,
  searchable: { as: "text", texts: (text) => [text] },
  canonical: (value) => value.trim(),
};

export const markdown = defineFieldType(type);

/** Text that Lightfield writes itself. */
export const readonlyMarkdown = defineFieldType({ ...type, writable: false });
