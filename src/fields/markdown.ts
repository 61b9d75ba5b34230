import { z } from "zod/v3";
import { withLineBreaks } from "../text/line-break.ts";
import { defineFieldType } from "./define-field-type.ts";
import type { SingleValueType } from "./field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { decodeText, encodeText } from "./text.ts";

const type: SingleValueType<string> = {
  name: "markdown",
  maxLength: MAX_LENGTH.text,
  multiline: true,
  hasLines: true,
  schema: () => z.string(),
  encode: (input) => ({ value: encodeText(input, "markdown text") }),
  decode: decodeText,
  show: (value) => value,
  search: { as: "text", texts: (text) => [text] },
  canonical: withLineBreaks,
  filter: { operators: [] },
};

export const markdown = defineFieldType(type);

/** Text that Lightfield writes itself. */
export const readonlyMarkdown = defineFieldType({ ...type, writable: false });
