/** A value that shells and settings files would take out of one pair of quotes, and that some clients hand on with them. */
const QUOTED = /^(["'])((?:(?!\1)[\s\S])*)\1$/;

const WHOLE_IN_BRACKETS = /^\[([\s\S]*)\]$/;

/** An entry of a list: in quotes, so that it may hold a separator, or up to the next one. */
const ENTRY = /\s*(?:"[^"]*"|'[^']*'|[^,;\n\r]+)/g;

const AROUND_ENTRY = /^[\s"'`“”„‘’‚«»]+|[\s"'`“”„‘’‚«»]+$/g;

/** What a client leaves where it does not expand variables, or where one is not set: `${X}`, `${env:X}`, `{{x}}`, `%X%`. */
const PLACEHOLDER = /\$\{[^}]*\}|\{\{.*\}\}|^%[^%]+%$/s;

/** A setting as it is meant: without blanks or quotes around it. */
export const unquoted = (written: string): string => written.trim().replace(QUOTED, "$2").trim();

/** The entries of a list, which commas, semicolons or line ends separate; a JSON array is understood too. */
export const entriesOf = (list: string): string[] =>
  [...list.trim().replace(WHOLE_IN_BRACKETS, "$1").matchAll(ENTRY)].map(([entry]) => entry.replace(AROUND_ENTRY, "")).filter((entry) => entry !== "");

/** Whether a value holds a variable in place of what the variable stands for. */
export const hasPlaceholder = (value: string): boolean => PLACEHOLDER.test(value);

/** `$X`, which in a list of fields is no variable: the API's own keys look like it. */
export const isVariable = (value: string): boolean => /^\$\w+$/.test(value);
