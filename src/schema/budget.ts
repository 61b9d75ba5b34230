import { MOST_LISTED_OPTIONS } from "../fields/select.ts";
import { getOrInsert } from "../maps.ts";
import type { Detail } from "./input-schema.ts";

/** Up to this estimate of tokens, tools may repeat what can be read elsewhere: the workspace's descriptions. */
const COMFORTABLE_TOKENS = 2800;

/** The most tokens by estimate: 8,000 for the whole list, less what a model does not see and the possible error. */
const MOST_TOKENS = 5900;

/** The pieces into which tokenizers split JSON first: words, digits, punctuation, other characters one by one. */
const PIECES = /[A-Z]?[a-z]+|[A-Z]+|\d+|[!-/:-@[-`{-~]+|[^\x20-\x7e]/gu;

/** Scripts with more than two bytes a character, for which o200k has tokens of whole syllables and words. */
const WELL_KNOWN = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Deva}\p{P}]/u;

/** Codes of characters. A pattern would take longer than the rest. */
const [ZERO, NINE, A, Z, LOWER_CASE] = [0x30, 0x39, 0x61, 0x7a, 0x20];

function tokensOf(piece: string): number {
  const code = piece.codePointAt(0) ?? 0;
  if (code > 0xffff) return 4.7;
  if (code > 0x7ff) return WELL_KNOWN.test(piece) ? 1.1 : 2.3;
  if (code > 0x7e) return 0.9;
  if (code >= ZERO && code <= NINE) return 1.07 * Math.ceil(piece.length / 3);
  const letter = code | LOWER_CASE;
  if (letter >= A && letter <= Z) return 1.07 * Math.ceil(piece.length / 7);
  return piece.length > 4 ? 1.6 : 0.85;
}

/**
 * Estimates the o200k tokens of a JSON schema without the tokenizer. The error is at most a tenth for what CRM users
 * write, and a fifth for random letters.
 *
 * @example
 * Math.round(estimateTokens('{"type":"string"}')); // => 5
 */
export function estimateTokens(json: string): number {
  let tokens = 0;
  for (const [piece] of json.matchAll(PIECES)) tokens += tokensOf(piece);
  return Math.ceil(tokens);
}

interface Level {
  readonly detail: Detail;
  /** The level is used up to this estimate of tokens. */
  readonly most: number;
}

/** What is left out, in this order: the workspace's descriptions, the longest option lists, then custom fields. */
const LEVELS: readonly Level[] = [
  { detail: { descriptions: true, listedOptions: MOST_LISTED_OPTIONS, fieldsLeftOut: 0 }, most: COMFORTABLE_TOKENS },
  ...[MOST_LISTED_OPTIONS, 12, 4, 0].map((listedOptions) => ({
    detail: { descriptions: false, listedOptions, fieldsLeftOut: 0 },
    most: MOST_TOKENS,
  })),
];

/**
 * The fullest detail in which the tool list fits its budget.
 *
 * @param list makes the tools in a given detail, as a model sees them
 * @param fields the number of fields that may be left out
 */
export function fitDetail(list: (detail: Detail) => readonly object[], fields: number): Detail {
  // Most tools are the same in every detail.
  const known = new Map<string, number>();
  const tokens = (tool: object): number => getOrInsert(known, JSON.stringify(tool), estimateTokens);
  const fits = (detail: Detail, most: number) => list(detail).reduce((sum, tool) => sum + tokens(tool), 0) <= most;
  const found = LEVELS.find(({ detail, most }) => fits(detail, most));
  if (found) return found.detail;
  const least: Detail = { descriptions: false, listedOptions: 0, fieldsLeftOut: 0 };
  let [tooFew, enough] = [0, fields];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (fits({ ...least, fieldsLeftOut: middle }, MOST_TOKENS)) enough = middle;
    else tooFew = middle;
  }
  return { ...least, fieldsLeftOut: enough };
}
