/** A value that shells and settings files would take out of one pair of quotes, and that some clients hand on with them. */
const QUOTED = /^(["'])((?:(?!\1)[\s\S])*)\1$/;

const WHOLE_IN_BRACKETS = /^\[([\s\S]*)\]$/;

/** An entry of a list: in quotes, so that it may hold a separator, or up to the next one. */
const ENTRY = /\s*(?:"[^"]*"|'[^']*'|[^,;\n\r]+)/g;

const AROUND_ENTRY = /^[\s"'`“”„‘’‚«»]+|[\s"'`“”„‘’‚«»]+$/g;

const BETWEEN_PERCENT_SIGNS = /^%[^%]+%$/;

/** A setting as it is meant: without blanks or quotes around it. */
export const unquoted = (written: string): string => written.trim().replace(QUOTED, "$2").trim();

/** The entries of a list, which commas, semicolons or line ends separate; a JSON array is understood too. */
export const entriesOf = (list: string): string[] =>
  [...list.trim().replace(WHOLE_IN_BRACKETS, "$1").matchAll(ENTRY)].map(([entry]) => entry.replace(AROUND_ENTRY, "")).filter((entry) => entry !== "");

/** Whether a text holds both, one after the other, in a time that its length bounds. */
function holdsPair(text: string, opening: string, closing: string): boolean {
  const at = text.indexOf(opening);
  return at !== -1 && text.includes(closing, at + opening.length);
}

/** Whether a value holds what a client leaves where it does not expand variables, or where one is not set: `${X}`, `${env:X}`, `{{x}}`, `%X%`. */
export const hasPlaceholder = (value: string): boolean =>
  holdsPair(value, "${", "}") || holdsPair(value, "{{", "}}") || BETWEEN_PERCENT_SIGNS.test(value);

/** `$X`, which in a list of fields is no variable: the API's own keys look like it. */
export const isVariable = (value: string): boolean => /^\$\w+$/.test(value);
