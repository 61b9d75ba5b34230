import { CallError } from "../../api/index.ts";
import { showMinute } from "../../fields/datetime.ts";
import type { Locale } from "../../fields/index.ts";
import type { Coverage } from "../../replica/coverage.ts";
import { counted, countedPart } from "../../text/plural.ts";

const MINUTE_MS = 60_000;

/** "1 minute", "20 minutes", "3 hours", rounded up. */
function span(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE_MS);
  return minutes < 120 ? counted(minutes, "minute") : counted(Math.ceil(minutes / 60), "hour");
}

/** The cause of a failure, as a sentence. */
const reason = (failure: Error) => (failure instanceof CallError ? failure.problem : "see the server's log (stderr).");

/** Says what was not searched, or how old the data is; empty if everything is current. */
export function coverageNotes({ known, total, complete, notCovered, brokenOff, asOf }: Coverage, { timeZone, now }: Locale): string[] {
  if (!complete && !notCovered) {
    const searched = `Searched ${countedPart(known, total, "contact")}`;
    return [brokenOff ? `${searched}; the others could not be read: ${reason(brokenOff)}` : `${searched} so far; the others are still being read.`];
  }
  const lines = notCovered ? [`Not searched: ${notCovered}.`] : [];
  if (!asOf) return lines;
  if (asOf.why === "edits") return [...lines, `As of ${span(now() - asOf.at)} ago.`];
  const why = asOf.why === "refreshing" ? "being refreshed." : `could not be refreshed: ${reason(asOf.why)}`;
  return [...lines, `As of ${showMinute(asOf.at, timeZone)}; ${why}`];
}
