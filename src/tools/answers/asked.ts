import { lengthOf, MOST_CHARACTERS } from "../../text/answer.ts";

/** The most characters of a value in a question: the user sees what is written. */
export const LONGEST_ASKED = 4000;

const NOT_ALL = "Not all is shown, because it is too long.";

/** The lines of a question. If they do not show all, the second says so. */
export function asked([first = "", ...others]: readonly string[], isWhole: boolean): string[] {
  const isAll = isWhole && lengthOf([first, ...others]) <= MOST_CHARACTERS;
  return [first, ...(isAll ? [] : [NOT_ALL]), ...others];
}
