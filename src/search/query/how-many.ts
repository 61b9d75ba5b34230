import { type Piece, wordAt } from "./pieces.ts";
import { ANYONE, OWNED } from "./query-words.ts";

const ASKING = new Set(["how", "many", "much", "total", "count", "of"]);
const BEFORE_COUNT = new Set(["", "the", "a", "total", "please"]);
const AFTER_TOTAL = new Set(["number", "count", "of"]);

const isCount = (pieces: readonly Piece[], index: number) =>
  wordAt(pieces, index) === "count" &&
  (BEFORE_COUNT.has(wordAt(pieces, index - 1))
    ? index + 1 < pieces.length
    : index === 1 && index + 1 === pieces.length && ANYONE.has(wordAt(pieces, 0)));

/**
 * Whether a word only asks for a count, as in "how many leads" and "total number of customers", not in "people at
 * Total".
 */
export function asksHowMany(pieces: readonly Piece[], index: number): boolean {
  const word = wordAt(pieces, index);
  if (!ASKING.has(word) || pieces[index]?.inAddress) return false;
  const [before, after] = [wordAt(pieces, index - 1), wordAt(pieces, index + 1)];
  if (word === "how") return after === "many" || after === "much";
  if (word === "many" || word === "much") return before === "how";
  if (word === "total") return before === "in" || (index <= 1 && [AFTER_TOTAL, OWNED, ANYONE].some((words) => words.has(after)));
  if (word === "count") return isCount(pieces, index);
  // "number of" is not followed by a company.
  return word === "of" && (before === "number" || isCount(pieces, index - 1));
}
