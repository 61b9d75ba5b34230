import type { Context } from "../rules/rule.ts";
import { factorOf } from "./phrases.ts";
import { NUMBER_WORDS, type Token } from "./tokens.ts";
import { wordMap } from "./word-tables.ts";

const UNITS = ["zero", ...NUMBER_WORDS, ..."eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ")];
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const BELOW_HUNDRED: ReadonlyMap<string, number> = new Map([
  ...UNITS.map((word, at) => [word, at] as const),
  ...TENS.map((word, at) => [word, 20 + 10 * at] as const),
]);
/** Words that a number before them is multiplied by at once. */
const MULTIPLIED = wordMap([100, "hundred"], [12, "dozen"]);

/**
 * The words of a question with its spoken numbers as digits: "sixty five thousand" is "65 thousand". "One" to "ten" alone
 * stay, because rules read them, and so do names.
 */
export function inDigits(tokens: readonly Token[], { isProper }: Pick<Context, "isProper">): Token[] {
  const said: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const { value, end } = numberAt(tokens, at);
    const own = tokens.slice(at, end);
    const last = own.at(-1);
    const isNumber = last && !(own.length === 1 && NUMBER_WORDS.includes(last.folded)) && !own.every(({ folded }) => isProper(folded));
    said.push(...(isNumber ? [{ ...last, text: String(value), folded: String(value) }] : tokens.slice(at, at + 1)));
    at = isNumber ? end : at + 1;
  }
  return said;
}

/** A number that begins at a word. A word such as "thousand" behind it stays, as behind digits. */
function numberAt(tokens: readonly Token[], from: number): { readonly value: number; readonly end: number } {
  const word = (at: number) => tokens[at]?.folded ?? "";
  const isFactor = (at: number) => MULTIPLIED.has(word(at)) || (word(at).length > 1 && factorOf(word(at)) > 1);
  const half = word(from) === "half" && word(from + 1) === "a" && isFactor(from + 2);
  if (half || (word(from) === "a" && isFactor(from + 1))) return multiplied(half ? 0.5 : 1, half ? from + 2 : from + 1);
  const tens = BELOW_HUNDRED.get(word(from));
  if (tens === undefined) return { value: 0, end: from };
  const unit = tens >= 20 ? BELOW_HUNDRED.get(word(from + 1)) : undefined;
  return unit !== undefined && unit > 0 && unit < 10 ? multiplied(tens + unit, from + 2) : multiplied(tens, from + 1);

  function multiplied(value: number, end: number) {
    const factor = MULTIPLIED.get(word(end));
    return factor === undefined ? { value, end } : { value: value * factor, end: end + 1 };
  }
}
