/**
 * Other spellings of a folded word that mean the same: umlauts and rings written as two letters, a plural or genitive.
 *
 * @example
 * otherSpellings("mueller"); // => ["muller"]
 * otherSpellings("companies"); // => ["companie", "company"]
 */
export function otherSpellings(folded: string): string[] {
  const spellings = new Set([folded.replace(/ae|oe|ue/g, (pair) => pair.charAt(0)), folded.replace(/aa/g, "a")]);
  if (folded.length > 3 && /[^s]s$/.test(folded)) spellings.add(folded.slice(0, -1));
  if (folded.length > 4 && folded.endsWith("ies")) spellings.add(`${folded.slice(0, -3)}y`);
  // "VPs", but not "Mrs".
  if (/^[^aeiouy]{2}s$/.test(folded) && !/^[md]rs$|ss$/.test(folded)) spellings.add(folded.slice(0, -1));
  spellings.delete(folded);
  return [...spellings];
}
