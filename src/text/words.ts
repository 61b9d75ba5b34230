import { oneLine } from "./plain-text.ts";
import { quote } from "./quote.ts";

const WORD = /^[$\w.:-]{1,100}$/;

/** A word that a machine made: an ID, a currency, a record's type. Quoted where it is anything else. */
export const asWord = (word: string): string => (WORD.test(word) ? word : quote(word));

const LONGEST_LABEL = 80;

/** What no plain label holds: the end of a sentence or of a label, quotes, brackets, marks that begin a list, a quotation or a block. */
const UNUSUAL = /[:;"`<>{}[\]|\\^~=*：；。]|[.!?] |^[^\p{L}\p{N}\p{So}#%$€£¥(]/u;

/** What a workspace calls a field, where it begins a line of ours: as it is while it is plainly a label, else quoted. */
export function asLabel(written: string): string {
  const label = oneLine(written);
  return label.length <= LONGEST_LABEL && label !== "" && !UNUSUAL.test(label) ? label : quote(label);
}

/** One of several choices in a line, which bars and semicolons tell apart: as it is while it holds neither, else quoted. */
export const asChoice = (choice: string): string => (/[|;"`]/.test(choice) ? quote(choice) : choice);
