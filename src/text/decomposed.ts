/** Characters that are decomposed at a time. */
const SLICE = 1000;

/**
 * A text with its letters and their marks apart (NFKD), for a caller that takes the marks away. It takes time by the length of the text: marks are put
 * into their order slice by slice, as to order a long run of them takes time with its square.
 */
export function decomposed(text: string): string {
  if (text.length <= SLICE) return text.normalize("NFKD");
  const slices: string[] = [];
  for (let from = 0; from < text.length; ) {
    // Half of a surrogate pair is no character.
    const end = from + SLICE + (isHighHalf(text, from + SLICE - 1) ? 1 : 0);
    slices.push(text.slice(from, end).normalize("NFKD"));
    from = end;
  }
  return slices.join("");
}

const isHighHalf = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xd800;
