import { z } from "zod/v3";
import { quote } from "../text/quote.ts";
import { defineFieldType } from "./define-field-type.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { Rejection } from "./rejection.ts";
import { LIST_SEPARATORS } from "./split-list.ts";
import { decodeText, encodeText } from "./text.ts";

const ACCEPTED = "an address such as dana@initech.com";

/** One @, no spaces, brackets or invisible characters, and a domain of two labels or more. Nothing else is checked. */
const ADDRESS = /^[^\s\p{C}@<>()[\],;:"\\]+@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;

/** At the beginning or the end of the part before the @, or beside another. */
const MISPLACED_DOT = /^\.|\.\.|\.@/;

/** "(work)" */
const KIND_AFTER = /\s?\(\p{L}{1,20}\)$/u;

/** A link to an address, maybe with a subject. */
const MAILTO = /^mailto:([^?]*).*$/i;

/** "dana@fbi.gov / dana@xfiles.org", "dana@fbi.gov und dana@xfiles.org": a sign or a short word, with blanks around it. */
const BETWEEN = /(?<!\s)(?:\s*\/\s*|\s+(?:\p{L}{1,4}|[^\p{L}\p{N}\s])\s+)/u;

/** "dana@@fbi.gov", "dana @fbi..gov." */
const TYPOS: readonly (readonly [RegExp, string])[] = [
  [/(?<!\s)\s*@[\s@]*/g, "@"],
  [/\.+/g, "."],
  [/^\.|\.$|\.(?=@)|(?<=@)\./g, ""],
];

/** A comma between "Scully, Dana <dana@fbi.gov>" and the next. */
const AFTER_BRACKET = /(?<=>)\s*,/;

function parseEmail(input: unknown): string {
  const written = encodeText(input, ACCEPTED);
  const [, inBrackets = written] = /^[^<>]*<([^<>]+)>$/.exec(written) ?? /^[^[\]]*\[([^[\]]+@[^[\]]+)\]$/.exec(written) ?? [];
  const [, inQuotes = inBrackets] = /^['’](.*?)['’]?$/.exec(inBrackets.trim()) ?? [];
  const address = inQuotes.replace(MAILTO, "$1").replace(KIND_AFTER, "").trim();
  if (isAddress(address)) return address;
  const corrected = TYPOS.reduce((text, [wrong, right]) => text.replaceAll(wrong, right), address);
  throw new Rejection(`${quote(input)} is not an e-mail address`, ACCEPTED, isAddress(corrected) ? [corrected] : []);
}

/** Whether a text is an e-mail address. */
export const isAddress = (text: string): boolean => ADDRESS.test(text) && !MISPLACED_DOT.test(text) && text.length <= 254;

export const email = defineFieldType<string>({
  name: "email",
  maxLength: MAX_LENGTH.email,
  identifies: "email",
  list: { separators: { sure: [...LIST_SEPARATORS, /,/], possible: [AFTER_BRACKET, BETWEEN, /\s+/] } },
  schema: () => z.string(),
  encode: (input) => ({ value: parseEmail(input) }),
  decode: decodeText,
  show: (value) => value,
  search: { as: "email", texts: (text) => [text] },
  canonical: (value) => value.trim().toLowerCase(),
  filter: { operators: ["contains"] },
});
