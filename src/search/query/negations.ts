import { type Piece, wordAt } from "./pieces.ts";
import { CUES } from "./query-words.ts";

const NEGATIONS: ReadonlySet<string> = new Set("not no without never except excluding".split(" "));

/**
 * Cues before a negation: "of not" and "with no" are negations, but "at No Limits" is a company, and "phone no 4471" a
 * number.
 */
const MAY_BE_NEGATED: ReadonlySet<string> = new Set(["with", "for", "of", "own", "owns"]);

/** Whether a word negates the words after it: "without an owner", not "Trinh No". */
export function isNegation(pieces: readonly Piece[], index: number): boolean {
  const [piece, next] = [pieces[index], pieces[index + 1]];
  if (!piece || piece.inAddress || !NEGATIONS.has(wordAt(pieces, index))) return false;
  if (!next || piece.endsClause || /\d/.test(next.written)) return false;
  const before = wordAt(pieces, index - 1);
  return !CUES.has(before) || MAY_BE_NEGATED.has(before);
}
