import { MOST_LISTED_OPTIONS } from "../fields/select.ts";
import type { Detail } from "./input-schema.ts";

/** Estimated tokens above which a tool list says nothing that can be read elsewhere: neither the workspace's descriptions nor anything twice. */
export const COMFORTABLE_TOKENS = 2170;

/** Estimated tokens that a tool list has at most, however large the workspace: 8,000 less what the estimate may be wrong by. */
export const MOST_TOKENS = 7000;

const ASCII_PER_TOKEN = 4.2;

/** About the tokens of a JSON schema, without a tokenizer: 4.2 ASCII characters a token (what o200k makes of tool lists), any other character a token. */
export function estimateTokens(json: string): number {
  const others = json.replace(/[\x20-\x7e]/g, "").length;
  return Math.ceil((json.length - others) / ASCII_PER_TOKEN) + others;
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
