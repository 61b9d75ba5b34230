import { MONTH } from "../../../fields/date-words.ts";
import { isState } from "../../../fields/states.ts";
import { withDepartment } from "../../../search/index.ts";
import { fold } from "../../../text/fold.ts";
import { wordSet } from "../../../text/word-set.ts";

/** A word, a number, or a sign of a comparison in a question. */
export interface Token {
  readonly text: string;
  /** Without case and accents, and without a genitive's "s". */
  readonly folded: string;
  /** Whether a comma or another end of a clause follows. */
  readonly endsClause: boolean;
  /** Whether it is a genitive: "Kenji's", "Weiss'". */
  readonly isPossessive: boolean;
  /** Whether a slash, or a dash between spaces, stands before it: "leads / region". */
  readonly isBehindSign?: boolean;
  /** Whether the sign may mean "or": "Paris/Lyon". */
  readonly isBehindSlash?: boolean;
  /** Whether a colon stands before it: "reason: price". */
  readonly isBehindColon?: boolean;
  /** Whether a bracket opens before it: "lost (churned)". */
  readonly isBehindBracket?: boolean;
}

/** An "and" as a sign; a domain of e-mail addresses, with an "@" or a hyphen; an ISO date; a date in numbers; an amount; a comparison; a word. Hyphens separate words. */
const TOKEN =
  /(?<=\s)[&+](?=\s)|(?<!\S)@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|(?<!\S)[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+\.(?:[\p{L}\p{N}-]+\.)*\p{L}{2,}(?![\p{L}\p{N}])|(?<!\S)\+\d+|\d{4}-\d{2}(?:-\d{2})?|\d{1,2}([/.])\d{1,2}\1\d{2,4}|\d{1,2}\.\d{1,2}\.(?=\s|$|[,;?!])|(?:[$€£]\s?)?\d[\d.,]*\d\s?(?:k|m)?\b|(?:[$€£]\s?)?\d\s?(?:k|m)?\b|!=|<>|>=|<=|[<>=%]|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’.][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/giu;

/** Words for signs. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["&", "and"],
  ["+", "and"],
  ["%", "percent"],
]);

/** Words of a chat, which say nothing. */
const CHAT = wordSet("pls plz please kindly smth sth thanks thx tho though whatever btw fyi asap");

const MONTH_NAME = MONTH.replace("?<month>", "?:");
/** "June-August": a month before another. */
const MONTHS = new RegExp(String.raw`\b(${MONTH_NAME})\s?[-–]\s?(?=${MONTH_NAME}\b)`, "gi");

/** Verbs behind an apostrophe: "we've". */
const CONTRACTED: Readonly<Record<string, string>> = { ve: "have", re: "are", ll: "will", m: "am" };

/** More words than a question has. */
const MOST_TOKENS = 60;

export function tokensOf(question: string): Token[] {
  const tokens: Token[] = [];
  for (const match of withDepartment(question)
    // "Seattle, WA or Portland OR"
    .replace(/(?<=\p{Lu}\p{L}*\p{Ll}),? ([A-Z]{2})(?= *(?:$|[,.?!]| or | and ))/gu, (said, code: string) =>
      isState(code) ? ` ${code === "OR" ? "Oregon" : code}` : said,
    )
    .replace(/\bw\/o\b/gi, "without")
    .replace(/\band ?\/ ?or\b/gi, "or")
    .replace(/\bw\/(?=\s|\p{L})/giu, "with ")
    .replace(/(?<!\p{L})%(?!\p{L})/gu, " % ")
    // "Phone no. of", but not "with a phone, no e-mail"
    .replace(/(?<=\b(?:phone|telephone|tel|mobile|cell|contact) )n(?:o|r|um)\b(?=\.| (?:of|for)\b|\s*\??$)\.?/giu, "number")
    .replace(/(?<=\p{L})['’](ve|re|ll|m)\b/giu, (_, verb: string) => ` ${CONTRACTED[verb.toLowerCase()]}`)
    .replace(/\b(?:previous|prior|preceding) (?=(?:day|week|month|quarter|year)\b)/gi, "last ")
    .replace(/(\d[\d.,]*\s?[km]?)\s?([$€£])(?!\d)/gi, "$2$1")
    .replace(/\b(EUR|USD|GBP|CHF|JPY) ?(\d[\d.,]*\s?[km]?)\b/gi, "$2 $1")
    .replace(/[≥≤≠]/g, (sign) => ({ "≥": ">=", "≤": "<=" })[sign] ?? "!=")
    .replace(/(\d[km]?)(?:\+(?!\d)| plus(?= *(?:$|[,.;?!]|and |or |in |with )))/gi, "$1 or more")
    .replace(MONTHS, "$1 to ")
    // "20-30k", but not "2026-03" or "1-15 November".
    .replace(/(?<![\d.,-])([$€£]?\d[\d.,]*k?)\s?[-–]\s?(?=[$€£]?\d[\d.,]*\s?(?:k|m|thousand|million|eur|usd)\b)/gi, "$1 to ")
    .matchAll(TOKEN)) {
    const text = match[0].trim();
    const after = match.input.slice(match.index + match[0].length).trimStart();
    const endsClause = /^[,;?!(]/.test(after);
    const isPossessive = /['’]s$/i.test(text) || (/s$/i.test(text) && /^['’](?!\p{L})/u.test(after));
    const last = tokens.at(-1);
    const before = match.input.slice(0, match.index);
    const isBehindSlash = /[/|]\s*$/.test(before);
    const isBehindSign = isBehindSlash || /(?:\s[-–—]\s*|\d[-–])$/.test(before);
    const isBehindColon = /\p{L}:\s+$/u.test(before);
    const folded = SIGNS.get(text) ?? fold(text.replace(/['’]s$/i, ""));
    const signs = { isBehindSign, isBehindSlash, isBehindColon, isBehindBracket: before.endsWith("(") };
    if (!CHAT.has(folded)) tokens.push({ text, folded, endsClause, isPossessive, ...signs });
    else if (last && endsClause) tokens[tokens.length - 1] = { ...last, endsClause };
    if (tokens.length === MOST_TOKENS) break;
  }
  return tokens;
}

export const NUMBER_WORDS: readonly string[] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/** A small number in digits or as a word: "5", "five". */
export function smallNumberOf(token: Token | undefined): number | undefined {
  const number = NUMBER_WORDS.indexOf(token?.folded ?? "") + 1 || amountOf(token?.text);
  return number !== undefined && Number.isInteger(number) && number > 0 && number <= 100 ? number : undefined;
}

/** "50k", "€1,500", "2m" as a number; undefined if it is not one. */
export function amountOf(text: string | undefined): number | undefined {
  const [, digits, factor] = /^[$€£]?\s?(\d[\d.,]*)\s?(k|m)?$/i.exec(text ?? "") ?? [];
  if (digits === undefined || /^\d{4}-/.test(text ?? "")) return undefined;
  // "1,5" has a decimal comma.
  const isDecimal = /^\d+,\d{1,2}$/.test(digits);
  const plain = Number(isDecimal ? digits.replace(",", ".") : digits.replace(/,(?=\d{3}\b)/g, "").replace(/\.(?=\d{3}\b)/g, ""));
  if (!Number.isFinite(plain)) return undefined;
  return plain * (factor === undefined ? 1 : factor.toLowerCase() === "k" ? 1000 : 1_000_000);
}
