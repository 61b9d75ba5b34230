import { distance } from "fastest-levenshtein";
import { foldLetters } from "../text/fold.ts";

/** Longer text is not a misspelt name. */
const MAX_NAME = 100;

const MOST_FOLDED = 10_000;

/** A cache: the names of a workspace are compared with every word that may be one of them. */
const folded = new Map<string, string>();

function lettersOf(text: string): string {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const plain = foldLetters(text);
  if (text.length > MAX_NAME) return plain;
  if (folded.size >= MOST_FOLDED) folded.clear();
  folded.set(text, plain);
  return plain;
}

/** What may have been meant, with its folded spelling. */
export type Choice = readonly [meant: string, folded: string];

/** The choices to compare many inputs with, from each spelling to what it means. */
export const choices = (spellings: ReadonlyMap<string, string>): Choice[] =>
  Array.from(spellings, ([spelling, meant]) => [meant, lettersOf(spelling)]);

/**
 * The candidates that `input` may be a misspelling of, best first: a few edits away, or one contains the other.
 *
 * @example
 * nearest("Emial", ["Email", "Phone"]); // => ["Email"]
 */
export const nearest = (input: string, candidates: Iterable<string>, most?: number): string[] =>
  nearestOf(input, choices(new Map(Array.from(candidates, (candidate) => [candidate, candidate]))), most);

/** Like {@link nearest}, among choices that were made before. */
export function nearestOf(input: string, among: Iterable<Choice>, most = 3): string[] {
  const wanted = input.length > MAX_NAME ? "" : lettersOf(input);
  if (wanted === "") return [];
  const scored: { meant: string; edits: number }[] = [];
  for (const [meant, text] of among) {
    if (text === "") continue;
    const contained = Math.min(wanted.length, text.length) >= 3 && (text.includes(wanted) || wanted.includes(text));
    const longer = Math.abs(text.length - wanted.length);
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, text.length) * 0.4));
    if (!contained && longer > allowed) continue;
    const edits = contained ? longer / 10 : distance(wanted, text);
    if (contained || edits <= allowed) scored.push({ meant, edits });
  }
  const meant = scored.sort((a, b) => a.edits - b.edits).map((one) => one.meant);
  return [...new Set(meant)].slice(0, most);
}
