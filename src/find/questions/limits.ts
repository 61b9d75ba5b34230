import type { Reader } from "./reader.ts";
import { GENERALLY } from "./words/phrases.ts";
import { smallNumberOf } from "./words/tokens.ts";

/** The most contacts that one answer lists. */
const MOST_ASKED = 25;

/** Takes a number of contacts: "top 10". */
export function limitTo(reader: Reader, number: number | undefined): void {
  if (number !== undefined) reader.limit = Math.min(number, MOST_ASKED);
}

/** Takes the number right before a word: "the 3 largest deals", "five newest leads". */
export function limitBefore(reader: Reader, at: number): void {
  const number = at > 0 && !reader.isUsed(at - 1) && !reader.endsClause(at - 1) ? smallNumberOf(reader.tokens[at - 1]) : undefined;
  if (number === undefined) return;
  limitTo(reader, number);
  reader.use(at - 1, at);
}

/** Takes the number at the beginning of "10 customers with the lowest score" or "5 leads in Berlin". */
export function limitAtBeginning(reader: Reader): void {
  // "First 10 contacts"
  const first = reader.afterGlue(0);
  const at = reader.word(first) === "first" && !reader.isUsed(first) ? first + 1 : first;
  const isCount = !reader.isUsed(at) && (reader.sort !== undefined || reader.isUsed(at + 1) || GENERALLY.has(reader.word(at + 1)));
  const number = isCount ? smallNumberOf(reader.tokens[at]) : undefined;
  if (number === undefined) return;
  limitTo(reader, number);
  reader.use(first, at + 1);
}
