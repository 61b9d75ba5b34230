import { styleText } from "node:util";
import { structuredPatch } from "diff";
import type { Change } from "./change.ts";

/** A setting whose name says that it is secret. */
const SECRET = /((?:key|token|secret|passw|auth|proxy|credential)[\w-]*["']?\s*[:=]\s*)(["'])(?:(?!\2)[^\\]|\\.)*\2/gi;

/** A long value with digits, as keys have them. Paths have slashes. */
const LONG_VALUE = /(["'])(?=[^"']*\d)[^"'/\\\s]{16,}\1(?!\s*[:=])/g;

/** Any character that a terminal could take for a command. */
const CONTROL = /[\p{Cc}\p{Cf}]/gu;

/**
 * A change for people, as lines of a diff with three lines around it. No secret is shown, of other servers neither.
 *
 * @param redact removes the API key
 */
export function shownDiff(
  { file, before = "", after }: Pick<Change, "file" | "before" | "after">,
  redact: (text: string) => string,
  colours: boolean,
): string[] {
  const { hunks } = structuredPatch(file, file, before, after, "", "", { context: 3 });
  const paint = (line: string) => {
    if (!colours || !/^[+-]/.test(line)) return line;
    return styleText(line.startsWith("+") ? "green" : "red", line);
  };
  return hunks.flatMap(({ lines }, at) => [...(at === 0 ? [] : ["…"]), ...lines.map((line) => paint(masked(line, redact)))]);
}

function masked(line: string, redact: (text: string) => string): string {
  // A placeholder names a secret without telling it.
  const hidden = line.replaceAll(SECRET, (found, name: string, quote: string) => (found.includes("${") ? found : `${name}${quote}***${quote}`));
  // Lines around the change belong to others, so nothing in them has to be readable.
  const hiddenToo = line.startsWith(" ") ? hidden.replaceAll(LONG_VALUE, "$1***$1") : hidden;
  return redact(hiddenToo.replaceAll("\t", "  ").replaceAll(CONTROL, ""));
}
