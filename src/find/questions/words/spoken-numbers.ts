import type { Context } from "../rules/rule.ts";
import { factorOf } from "./phrases.ts";
import { NUMBER_WORDS, type Token } from "./tokens.ts";
import { phrasesOf, wordMap } from "./word-tables.ts";

const SMALL = ["zero", ...NUMBER_WORDS, ..."eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ")];
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const ORDINALS = [
  ..."first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split(" "),
  ..."sixteenth seventeenth eighteenth nineteenth twentieth".split(" "),
];
const MONTHS =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;

/** A number, and where it ends. */
interface Spoken {
  readonly value: number;
  readonly end: number;
}

/**
 * The words of a question with its spoken numbers as digits: "sixty five thousand" is "65 thousand", and "the twenty
 * first of March" is "the 21st of March". "One" to "ten" alone stay, because rules read them, and so do names.
 */
export function inDigits(tokens: readonly Token[], { isProper }: Pick<Context, "isProper">): Token[] {
  const words = tokens.map(({ folded }) => folded);
  const said: Token[] = [];
  for (let at = 0; at < tokens.length; ) {
    const day = dayAt(words, at);
    const number = day ?? numberAt(words, at);
    const own = number && words.slice(at, number.end);
    const isNumber = own && !(own.length === 1 && NUMBER_WORDS.includes(words[at] ?? "")) && !own.every(isProper);
    const last = number && tokens[number.end - 1];
    if (isNumber && last) said.push({ ...last, ...written(day ? withEnding(number.value) : String(number.value)) });
    else said.push(...tokens.slice(at, at + 1));
    at = isNumber && last ? number.end : at + 1;
  }
  return said;
}

const written = (text: string) => ({ text, folded: text });

/** "21st", as dates are read. */
function withEnding(day: number): string {
  const isTeen = day > 10 && day < 20;
  return `${day}${(isTeen ? undefined : ["th", "st", "nd", "rd"][day % 10]) ?? "th"}`;
}

/** A day of a month: "first of June", "March the third", "the first and the fifteenth of May". */
function dayAt(words: readonly string[], at: number): Spoken | undefined {
  const day = ordinalAt(words, at);
  if (!day) return undefined;
  const before = words[at - 1] === "the" ? at - 2 : at - 1;
  return isBeforeMonth(words, day.end) || MONTHS.test(words[before] ?? "") ? day : undefined;
}

function isBeforeMonth(words: readonly string[], at: number): boolean {
  const place = words[at] === "of" ? at + 1 : at;
  if (MONTHS.test(words[place] ?? "")) return true;
  const next = /^(?:and|to|until|till|or)$/.test(words[at] ?? "") ? ordinalAt(words, words[at + 1] === "the" ? at + 2 : at + 1) : undefined;
  return next !== undefined && isBeforeMonth(words, next.end);
}

function ordinalAt(words: readonly string[], at: number): Spoken | undefined {
  const [first = "", second = ""] = words.slice(at, at + 2);
  const tens = { twenty: 20, thirty: 30 }[first];
  const unit = ORDINALS.indexOf(second) + 1;
  if (tens !== undefined && unit > 0 && unit < 10) return { value: tens + unit, end: at + 2 };
  const value = first === "thirtieth" ? 30 : ORDINALS.indexOf(first) + 1;
  return value > 0 ? { value, end: at + 1 } : undefined;
}

/** A number. A word such as "thousand" behind it stays, as behind digits. */
function numberAt(words: readonly string[], at: number): Spoken | undefined {
  const first = belowThousand(words, at);
  if (!first) return undefined;
  // "Twenty twenty five"
  const year = first.end === at + 1 && (first.value === 19 || first.value === 20) ? belowHundred(words, first.end) : undefined;
  if (year && year.value > 9 && !isFactor(words[year.end])) return { value: first.value * 100 + year.value, end: year.end };
  const thousands = { value: first.value * 1000, end: first.end + 1 };
  return (words[first.end] === "thousand" ? withRest(words, at, thousands, belowThousand) : undefined) ?? first;
}

/** "two hundred and five", "5 hundred", "half a dozen" */
function belowThousand(words: readonly string[], at: number): Spoken | undefined {
  const first = someAt(words, at) ?? belowHundred(words, at);
  const end = first?.end ?? at;
  const factor = MULTIPLIED.get(words[end] ?? "");
  // "Dozen" alone is a number, and "hundred" is not.
  if (factor === undefined || (!first && factor === 100)) return first;
  const round = { value: (first?.value ?? 1) * factor, end: end + 1 };
  return (factor === 100 ? withRest(words, at, round, belowHundred) : undefined) ?? round;
}

/** A round number with what follows: "five thousand and twenty". "Between five thousand and ten" are two numbers. */
function withRest(words: readonly string[], at: number, round: Spoken, read: typeof belowHundred): Spoken | undefined {
  const isAnd = words[round.end] === "and" && words[at - 1] !== "between";
  const rest = isAnd ? belowHundred(words, round.end + 1) : read(words, round.end);
  const isRest = rest && words[rest.end] !== "hundred" && (round.value < 1000 || !isFactor(words[rest.end]));
  return isRest ? { value: round.value + rest.value, end: rest.end } : undefined;
}

/** Words that a number before them is multiplied by at once. */
const MULTIPLIED = wordMap([100, "hundred"], [12, "dozen dozens"]);
const isFactor = (word = "") => word.length > 1 && (MULTIPLIED.has(word) || factorOf(word) > 1);

/** What people say for a number before "thousand", "million" or "hundred". */
const SOME = phrasesOf([0.5, "half a"], [2, "a couple of, a couple"], [1, "a"]);

function someAt(words: readonly string[], at: number): Spoken | undefined {
  const some = SOME.find(({ words: said }) => said.every((word, index) => words[at + index] === word) && isFactor(words[at + said.length]));
  if (some) return { value: some.meaning, end: at + some.words.length };
  return /^\d{1,2} hundred$/.test(words.slice(at, at + 2).join(" ")) ? { value: Number(words[at]), end: at + 1 } : undefined;
}

function belowHundred(words: readonly string[], at: number): Spoken | undefined {
  const tens = TENS.indexOf(words[at] ?? "");
  const unit = SMALL.indexOf(words[tens < 0 ? at : at + 1] ?? "");
  if (tens < 0) return unit < 0 ? undefined : { value: unit, end: at + 1 };
  return unit > 0 && unit < 10 ? { value: 20 + 10 * tens + unit, end: at + 2 } : { value: 20 + 10 * tens, end: at + 1 };
}
