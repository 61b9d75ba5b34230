import { MOST_LISTED_OPTIONS } from "../fields/select.ts";
import type { Detail } from "./input-schema.ts";

/** Estimated tokens above which a tool list says nothing that can be read elsewhere: neither the workspace's descriptions nor anything twice. */
export const COMFORTABLE_TOKENS = 3200;

/** Estimated tokens that a tool list has at most, however large the workspace: 8,000 less what the estimate may be wrong by. */
export const MOST_TOKENS = 6700;

/** What tokenizers take JSON apart into before they look for tokens: words, digits, punctuation, and anything else character by character. */
const PIECES = /[A-Z]?[a-z]+|[A-Z]+|\d+|[!-/:-@[-`{-~]+|[^\x20-\x7e]/gu;

/** Scripts of more than two bytes a character of which o200k knows whole syllables and words. */
const WELL_KNOWN = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Deva}\p{P}]/u;

function tokensOf(piece: string): number {
  const code = piece.codePointAt(0) ?? 0;
  if (code > 0xffff) return 4.7;
  if (code > 0x7ff) return WELL_KNOWN.test(piece) ? 1.1 : 2.3;
  if (code > 0x7e) return 0.9;
  if (/\d/.test(piece)) return 1.07 * Math.ceil(piece.length / 3);
  if (/[A-Za-z]/.test(piece)) return 1.07 * Math.ceil(piece.length / 7);
  return piece.length > 4 ? 1.6 : 0.85;
}

/** About the tokens that o200k makes of a JSON schema, without the tokenizer. For what CRM users write it is right within a tenth, for random letters within a fifth. */
export function estimateTokens(json: string): number {
  let tokens = 0;
  for (const [piece] of json.matchAll(PIECES)) tokens += tokensOf(piece);
  return Math.ceil(tokens);
}

interface Level {
  readonly detail: Detail;
  /** Estimated tokens up to which the level will do. */
  readonly most: number;
}

const level = (descriptions: boolean, repeated: boolean, listedOptions: number, most: number): Level => ({
  detail: { descriptions, repeated, listedOptions, fieldsLeftOut: 0 },
  most,
});

/** What is shed, in this order: the workspace's descriptions, what update repeats of create, option lists from the longest down. After that custom fields. */
const LEVELS: readonly Level[] = [
  level(true, true, MOST_LISTED_OPTIONS, COMFORTABLE_TOKENS),
  level(false, true, MOST_LISTED_OPTIONS, COMFORTABLE_TOKENS),
  ...[MOST_LISTED_OPTIONS, 12, 4, 0].map((listedOptions) => level(false, false, listedOptions, MOST_TOKENS)),
];

/**
 * The fullest detail in which the tool list fits its budget.
 *
 * @param list the tool list in some detail
 * @param fields how many fields there are to leave out
 */
export function fitDetail(list: (detail: Detail) => unknown, fields: number): Detail {
  const fits = (detail: Detail, most: number) => estimateTokens(JSON.stringify(list(detail))) <= most;
  const found = LEVELS.find(({ detail, most }) => fits(detail, most));
  if (found) return found.detail;
  const least: Detail = { descriptions: false, repeated: false, listedOptions: 0, fieldsLeftOut: 0 };
  let [tooFew, enough] = [0, fields];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (fits({ ...least, fieldsLeftOut: middle }, MOST_TOKENS)) enough = middle;
    else tooFew = middle;
  }
  return { ...least, fieldsLeftOut: enough };
}
