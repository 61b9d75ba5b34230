import { styleText } from "node:util";
import { structuredPatch } from "diff";
import { type Change, readableIn } from "./change.ts";

/** A setting whose name says that it is secret. */
const SECRET = /((?:key|token|secret|passw|auth|proxy|credential)[\w-]*["']?\s*[:=]\s*)(["'])(?:(?!\2)[^\\]|\\.)*\2/gi;

/** Any character that a terminal could take for a command. */
const CONTROL = /[\p{Cc}\p{Cf}]/gu;

/**
 * A change for people, as lines of a diff with three lines around it. Outside this server's entry, no text is shown:
 * any may be a secret of another server, also on a line that changes.
 */
export function shownDiff(change: Change, colours: boolean): string[] {
  const { file, before = "", after } = change;
  const { hunks } = structuredPatch(file, file, readableIn(change, before), readableIn(change, after), "", "", { context: 3 });
  const paint = (line: string) => {
    if (!colours || !/^[+-]/.test(line)) return line;
    return styleText(line.startsWith("+") ? "green" : "red", line);
  };
  return hunks.flatMap(({ lines }, at) => [...(at === 0 ? [] : ["…"]), ...lines.map((line) => paint(masked(line)))]);
}

function masked(line: string): string {
  // A placeholder names a secret without telling it.
  const hidden = line.replaceAll(SECRET, (found, name: string, quote: string) => (found.includes("${") ? found : `${name}${quote}***${quote}`));
  return hidden.replaceAll("\t", "  ").replaceAll(CONTROL, "");
}
