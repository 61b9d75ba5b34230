import { distance } from "fastest-levenshtein";

/** Case, accents and punctuation taken away, so that "E-Mail" and "email" are near. */
const fold = (text: string) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

/** The candidates that somebody who wrote `input` may have meant, best first: few edits away, or one containing the other. At most `most`. */
export function nearest(input: string, candidates: Iterable<string>, most = 3): string[] {
  const wanted = fold(input);
  if (wanted === "") return [];
  const scored: { candidate: string; edits: number }[] = [];
  for (const candidate of new Set(candidates)) {
    const text = fold(candidate);
    if (text === "") continue;
    const contained = Math.min(wanted.length, text.length) >= 3 && (text.includes(wanted) || wanted.includes(text));
    const edits = contained ? Math.abs(text.length - wanted.length) / 10 : distance(wanted, text);
    if (contained || edits <= Math.max(1, Math.floor(Math.max(wanted.length, text.length) * 0.4))) scored.push({ candidate, edits });
  }
  return scored
    .sort((a, b) => a.edits - b.edits)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}
