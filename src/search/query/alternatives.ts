import { CUES } from "./query-words.ts";

/** A word of a query, as far as it matters beside an "or". */
export interface Alternative {
  readonly written: string;
  readonly folded: string;
  /** Whether contacts must have it. */
  readonly required: boolean;
  readonly endsClause: boolean;
  /** Whether contacts have it in a name. */
  readonly isName: boolean;
}

/** Whether an "or" stands between two words that contacts must have. "Portland, OR" is in Oregon. */
export function isOr(words: readonly Omit<Alternative, "isName">[], at: number): boolean {
  const [before, word, after] = [words[at - 1], words[at], words[at + 1]];
  if (word?.folded !== "or" || word.required || !before?.required || !after?.required) return false;
  return word.written !== "OR" || !before.endsClause;
}

/**
 * Where the words begin and end that the "or" at a place makes alternatives: "Ben or Benjamin", "Ben, Em or Kim".
 * Undefined if one of the alternatives may have several words, as in "Maja Jensen or Sem" and "head of sales or Maja".
 */
export function alternativesAt(words: readonly Alternative[], or: number): { readonly from: number; readonly end: number } | undefined {
  const isListed = ({ required, endsClause, isName }: Alternative) => required && endsClause && isName;
  let from = or - 1;
  for (let before = words[from - 1]; before && isListed(before); before = words[from - 1]) from -= 1;
  let end = or + 2;
  while (isOr(words, end)) end += 2;
  const [before, last, after] = [words[from - 1], words[end - 1], words[end]];
  if ((before?.required && !before.endsClause) || (after?.required && !last?.endsClause)) return undefined;
  const [first, ...others] = words.slice(from, end).filter(({ required }) => required);
  const isCued = before !== undefined && !before.endsClause && CUES.has(before.folded);
  return isCued && others.some(({ isName }) => isName !== first?.isName) ? undefined : { from, end };
}
