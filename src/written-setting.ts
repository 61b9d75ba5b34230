/** A value in quotes. Shells and settings files remove them, but some clients pass them on. */
const QUOTED = /^(["'])((?:(?!\1)[\s\S])*)\1$/;

const WHOLE_IN_BRACKETS = /^\[([\s\S]*)\]$/;

/** An entry of a list: in quotes, where it may hold a separator, or up to the next separator. */
const ENTRY = /[^\S\n\r]*(?:"[^"]*"|'[^']*'|[^,;\n\r]+)/g;

const AROUND_ENTRY = /[\s"'`“”„‘’‚«»]/;

const BETWEEN_PERCENT_SIGNS = /^%[^%]+%$/;

/** A setting without surrounding blanks and quotes. */
export const unquoted = (written: string): string => written.trim().replace(QUOTED, "$2").trim();

/**
 * The entries of a list, without blanks and quotes around them. Commas, semicolons or line breaks separate them. A JSON
 * array works too.
 *
 * @example
 * entriesOf('salary, "Notes, private"'); // => ["salary", "Notes, private"]
 */
export const entriesOf = (list: string): string[] =>
  [...list.trim().replace(WHOLE_IN_BRACKETS, "$1").matchAll(ENTRY)].map(([entry]) => withoutQuotes(entry)).filter((entry) => entry !== "");

/** In a loop: a regular expression for the end of a text takes quadratic time for quotes in its middle. */
function withoutQuotes(entry: string): string {
  let [from, to] = [0, entry.length];
  while (from < to && AROUND_ENTRY.test(entry.charAt(from))) from++;
  while (to > from && AROUND_ENTRY.test(entry.charAt(to - 1))) to--;
  return entry.slice(from, to);
}

/** Whether a text holds both strings, one after the other. Takes linear time. */
function holdsPair(text: string, opening: string, closing: string): boolean {
  const at = text.indexOf(opening);
  return at !== -1 && text.includes(closing, at + opening.length);
}

/** Whether a value holds a placeholder that the client did not expand: `${X}`, `${env:X}`, `{{x}}`, `%X%`. */
export const hasPlaceholder = (value: string): boolean =>
  holdsPair(value, "${", "}") || holdsPair(value, "{{", "}}") || BETWEEN_PERCENT_SIGNS.test(value);

/** Whether a value is `$X`. In a list of fields this is not a variable, because the API's own keys look like it. */
export const isVariable = (value: string): boolean => /^\$\w+$/.test(value);

/**
 * Whether a value is the placeholder of a field that the user of an extension has left blank. Claude Desktop passes on
 * the placeholder itself then.
 */
export const isBlankField = (value: string): boolean => /^\$\{user_config\.\w+\}$/.test(value);
