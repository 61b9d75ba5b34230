/** Characters that are decomposed at a time. */
const SLICE = 1000;

/**
 * A text with letters and their marks separated (NFKD), for a caller that removes the marks. It works in slices to
 * take linear time: sorting one long run of marks takes quadratic time.
 *
 * @example
 * decomposed("é").length; // => 2
 */
export function decomposed(text: string): string {
  if (text.length <= SLICE) return text.normalize("NFKD");
  const slices: string[] = [];
  for (let from = 0; from < text.length; ) {
    // Half of a surrogate pair is not a character.
    const end = from + SLICE + (isHighHalf(text, from + SLICE - 1) ? 1 : 0);
    slices.push(text.slice(from, end).normalize("NFKD"));
    from = end;
  }
  return slices.join("");
}

const isHighHalf = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xd800;
