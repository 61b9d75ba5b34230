import { kindBits } from "../kinds.ts";
import { Best } from "../ranking/best.ts";
import type { Postings } from "../store/postings.ts";
import type { Vocabulary } from "../store/vocabulary.ts";
import { edits } from "./edits.ts";

const SUGGESTED = 3;
/** One edit for this many letters. */
const LETTERS_AN_EDIT = 3;

const NAMES = kindBits(["name", "account"]);

/** The words of names and accounts that are most similar to an unmatched word, best first, as they were written. */
export function nearestWords(folded: string, vocabulary: Vocabulary, postings: Postings): string[] {
  const most = Math.max(1, Math.ceil(folded.length / LETTERS_AN_EDIT));
  const best = new Best<{ term: number; distance: number; count: number }>(
    SUGGESTED,
    (a, b) => a.distance - b.distance || b.count - a.count || a.term - b.term,
  );
  vocabulary.terms.forEach((word, term) => {
    if (word.length < 3 || /\d/.test(word)) return;
    const distance = edits(folded, word, most);
    if (distance > most || (postings.kinds(term) & NAMES) === 0) return;
    best.add({ term, distance: distance + (word.charAt(0) === folded.charAt(0) ? 0 : 0.5), count: postings.count(term) });
  });
  return best.sorted().map(({ term }) => vocabulary.firstForm(term));
}
