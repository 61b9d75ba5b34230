import { MOST_LISTED_OPTIONS } from "../fields/select.ts";
import type { Detail } from "./input-schema.ts";

/** Tokens that a tool list may cost with the workspace's own descriptions in it. Above this they go: they are also in get_contact_definitions. */
export const COMFORTABLE_TOKENS = 2150;

/** Tokens that a tool list may cost at most, however large the workspace. */
export const MOST_TOKENS = 7900;

const ASCII_PER_TOKEN = 3.4;

/** An upper estimate of the tokens of a JSON schema without a tokenizer: 3.4 ASCII characters a token (real lists have 3.6 to 4.2), any other one a token. */
export function estimateTokens(json: string): number {
  const others = json.replace(/[\x20-\x7e]/g, "").length;
  return Math.ceil((json.length - others) / ASCII_PER_TOKEN) + others;
}

const FULL: Detail = { descriptions: true, listedOptions: MOST_LISTED_OPTIONS, fieldsLeftOut: 0 };

/** What is shed, in this order: the workspace's descriptions, option lists from the longest down. After that custom fields. */
const DETAIL_LEVELS: readonly Detail[] = [30, 12, 4, 0].map((listedOptions) => ({ descriptions: false, listedOptions, fieldsLeftOut: 0 }));

/**
 * The fullest detail in which the tool list fits its budget.
 *
 * @param list the tool list in some detail
 * @param fields how many fields there are to leave out
 */
export function fitDetail(list: (detail: Detail) => unknown, fields: number): Detail {
  const tokens = (detail: Detail) => estimateTokens(JSON.stringify(list(detail)));
  if (tokens(FULL) <= COMFORTABLE_TOKENS) return FULL;
  const level = DETAIL_LEVELS.find((detail) => tokens(detail) <= MOST_TOKENS);
  if (level) return level;
  const least: Detail = { descriptions: false, listedOptions: 0, fieldsLeftOut: 0 };
  let [tooFew, enough] = [0, fields];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (tokens({ ...least, fieldsLeftOut: middle }) <= MOST_TOKENS) enough = middle;
    else tooFew = middle;
  }
  return { ...least, fieldsLeftOut: enough };
}
