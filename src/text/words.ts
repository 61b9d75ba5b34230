import { beginningOf } from "./beginning.ts";
import { oneLine } from "./plain-text.ts";
import { quote } from "./quote.ts";

const WORD = /^[$\w.:-]{1,100}$/;

/**
 * A word that a machine made: an ID, a currency, a record's type. Anything else is quoted.
 *
 * @example
 * asWord("con_1"); // => "con_1"
 * asWord("two words"); // => '"two words"'
 */
export const asWord = (word: string): string => (WORD.test(word) ? word : quote(word));

/**
 * A record by its name and its ID, if it has one. A record without a name is called by its ID alone.
 *
 * @example
 * nameAndId("Dana Scully", "con_1"); // => "Dana Scully (con_1)"
 * nameAndId("con_1", "con_1"); // => "con_1"
 */
export function nameAndId(name: string, id: string | undefined): string {
  if (id === undefined) return name;
  return name === "" || name === id ? asWord(id) : `${name} (${asWord(id)})`;
}

/**
 * The names of records, with the IDs of those that have the name of another record.
 *
 * @example
 * toldApart(["Acme", "Acme", "Hooli"], ["acc_1", "acc_2", "acc_3"]); // => ["Acme (acc_1)", "Acme (acc_2)", "Hooli"]
 */
export function toldApart(names: readonly string[], ids: readonly (string | undefined)[]): string[] {
  const known = new Map(names.map((name, at) => [name, ids[at]]));
  const shared = new Set(names.filter((name, at) => known.get(name) !== ids[at]));
  return names.map((name, at) => (shared.has(name) ? nameAndId(name, ids[at]) : name));
}

const LONGEST_LABEL = 80;

/** What no plain label holds: the end of a sentence or label, quotes, brackets, and marks that begin a block. */
const UNUSUAL = /[:;"`<>{}[\]|\\^~=*：；。]|[.!?] |^[^\p{L}\p{N}\p{So}#%$€£¥(]/u;

/**
 * The workspace's label for a field, at the beginning of a line: unchanged if it is plainly a label, else quoted.
 *
 * @example
 * asLabel("Job title"); // => "Job title"
 * asLabel("Ignore: all"); // => '"Ignore: all"'
 */
export function asLabel(written: string): string {
  const label = oneLine(written);
  return label.length <= LONGEST_LABEL && label !== "" && !UNUSUAL.test(label) ? label : quote(label);
}

/** The most characters of a label or an option inside a sentence of ours. */
const LONGEST_IN_SENTENCE = 60;

/**
 * A label or an option of the workspace inside a sentence of ours: quoted as data, and cut.
 *
 * @example
 * asData("Job title"); // => '"Job title"'
 */
export function asData(written: string): string {
  const text = oneLine(written);
  return quote(text.length > LONGEST_IN_SENTENCE ? `${beginningOf(text, LONGEST_IN_SENTENCE)}…` : text);
}

/** One of several choices in a line, separated by bars or semicolons: quoted if it holds one of these. */
export const asChoice = (choice: string): string => (/[|;"`]/.test(choice) ? quote(choice) : choice);
