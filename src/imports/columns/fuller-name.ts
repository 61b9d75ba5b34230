import { decodeJsonString, isRecord } from "../../fields/json.ts";
import { generationOf } from "../../fields/name-suffixes.ts";
import { type FullName, splitName } from "../../fields/split-name.ts";
import { fold } from "../../text/fold.ts";

const wordsOf = (text: unknown): string[] => (typeof text === "string" ? text.split(/[\s,]+/).filter((word) => word !== "") : []);

/** The words at a place, if they are the other words. */
const areAt = (at: number, words: readonly string[], others: readonly string[]) =>
  others.every((other, index) => fold(words[at + index] ?? "") === fold(other));

/** The words of a text besides some that it holds side by side; undefined if it does not. */
function besides(words: readonly string[], own: readonly string[]): string[] | undefined {
  const at = words.findIndex((_, index) => areAt(index, words, own));
  return own.length === 0 ? [...words] : at < 0 ? undefined : words.toSpliced(at, own.length);
}

/**
 * The value of a cell for the whole name, if it says more than the cells for its parts: the part that they lack, a middle
 * name, or the suffix of a son. Remarks, degrees and companies behind a name with both parts are not more of the name.
 *
 * @example
 * fullerName("Ann Mary Lee", { lastName: "Lee" }); // => "Ann Mary Lee"
 * fullerName("María García López", { lastName: "García López" }); // => { firstName: "María", lastName: "García López" }
 */
export function fullerName(whole: unknown, own: FullName): unknown {
  const given = decodeJsonString(whole);
  const name: { readonly [part in keyof FullName]?: unknown } = isRecord(given) ? given : splitName(String(given).trim()).name;
  const [first, last] = [wordsOf(name.firstName), wordsOf(name.lastName)];
  const [ownFirst, ownLast] = [wordsOf(own.firstName), wordsOf(own.lastName)];
  const hasBoth = ownFirst.length > 0 && ownLast.length > 0;
  const [moreFirst, moreLast] = [besides(first, ownFirst), besides(last, ownLast)];
  if (moreFirst && moreLast) {
    const isMore = moreFirst.length + moreLast.length > 0;
    const areNames = moreFirst.every((word) => /^[\p{L}\p{M}.'’-]+$/u.test(word)) && moreLast.every((word) => generationOf(word) !== undefined);
    return isMore && (!hasBoth || areNames) ? whole : undefined;
  }
  // Only the other column shows which of the words are the last name.
  const rest = hasBoth ? undefined : besides([...first, ...last], [...ownFirst, ...ownLast])?.join(" ");
  if (!rest) return undefined;
  return ownLast.length > 0 ? { ...own, firstName: rest } : { ...own, lastName: rest };
}
