import { defineFieldType } from "./define-field-type.ts";
import { textType } from "./text.ts";

const type = { ...textType("markdown text"), name: "markdown", multiline: true, filter: { operators: [] } };

export const markdown = defineFieldType(type);

/** Text that Lightfield writes itself. */
export const readonlyMarkdown = defineFieldType({ ...type, writable: false });
