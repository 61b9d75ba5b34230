import { noContacts } from "../../text/no-contacts.ts";
import { oneLine } from "../../text/plain-text.ts";
import { nameAndId } from "../../text/words.ts";
import type { PlanRow } from "./plan.ts";
import { rowRanges } from "./row-ranges.ts";

/** How many ranges of rows an error lists. */
const MOST_RANGES = 20;

/** "row 5", "rows 2-4, 9" */
export const rowsText = (numbers: readonly number[], row = "row") =>
  `${row}${new Set(numbers).size === 1 ? "" : "s"} ${rowRanges(numbers, MOST_RANGES)}`;

const areAmbiguous = (numbers: readonly number[], row: string) => `${rowsText(numbers, row)} ${numbers.length === 1 ? "is" : "are"} ambiguous`;

/** The contact of a row of a plan. */
const whoOf = ({ name, contact }: PlanRow) => (contact === undefined ? oneLine(name) : nameAndId(oneLine(name), contact));

/** What a row of a plan does, as a clause. */
const does = (row: PlanRow) => `row ${row.number} ${row.contact === undefined ? "creates" : "updates"} ${whoOf(row)}`;

/** How ambiguous rows are settled, as arguments of apply_plan. @param contact that the first row means, if it is known */
export const settling = ([first = 0]: readonly number[], contact = "con_…"): string =>
  `"as_new": [${first}] for a new contact, or "as": [{"row": ${first}, "contact": "${contact}"}] for an existing one`;

/** Which rows are written only if a call names them, and how, as a sentence. */
export const namedText = (numbers: readonly number[]): string =>
  `${rowsText(numbers, "Row")} ${numbers.length === 1 ? "is" : "are"} applied only if a call names ${numbers.length === 1 ? "it" : "them"}: "only": [${numbers.length === 1 ? numbers[0] : `${numbers[0]}, …`}].`;

/** Why a call cannot choose rows of a plan so. */
export const choiceText = {
  noNumbers:
    "The rows of this plan have no numbers. Accepted: a call with plan_id alone, which applies all of it. For a part of it, plan that part alone.",
  emptyOnly: 'only: The list is empty. Accepted: numbers of rows; without "only", all rows are applied.',
  onlyAndExcept: 'Both "only" and "except" were given. Accepted: one of them.',
  unknownRows: (argument: string, unknown: readonly number[], known: readonly number[]) =>
    `${argument}: The plan has no ${rowsText(unknown)}. Accepted: ${rowsText(known)}. Unchanged and invalid rows are not in the plan.`,
  settledTwice: (rows: readonly number[]) =>
    `${rowsText(rows, "Row")} ${rows.length === 1 ? "is" : "are"} in both "as_new" and "as". Accepted: one of them for each row.`,
  settledButExcepted: (argument: string, row: number) => `Row ${row} is in both "${argument}" and "except". Accepted: one of them.`,
  settledButNotOnly: (argument: string, row: number) =>
    `Row ${row} is in "${argument}", but not in "only". Add it to "only", or leave it out of "${argument}".`,
  notAmbiguous: (argument: string, row: PlanRow, accepted: readonly number[]) =>
    `${argument}: Row ${row.number} is not ambiguous: ${does(row)}. Accepted: ${accepted.length > 0 ? rowsText(accepted) : "no row of this plan"}. "except": [${row.number}] leaves it out.`,
  settledBefore: (argument: string, row: PlanRow) =>
    `${argument}: An earlier call has said that row ${row.number} is ${row.contact === undefined ? "a new contact" : whoOf(row)}. To change that, make a new plan.`,
  /** @param row with the contact that was written */
  writtenBefore: (argument: string, row: PlanRow) =>
    `${argument}: An earlier call has already written row ${row.number} as ${whoOf(row)}. update_contact can change that contact.`,
  onlyAmbiguous: (rows: readonly number[]) => `only: ${areAmbiguous(rows, "Row")}. Add ${settling(rows)}.`,
  nothingChosen: (ambiguous: readonly number[], onlyIfNamed: readonly number[]) =>
    onlyIfNamed.length > 0
      ? `Nothing was applied. ${namedText(onlyIfNamed)}`
      : ambiguous.length > 0
        ? `Nothing was applied: ${areAmbiguous(ambiguous, "row")}. Add ${settling(ambiguous)}.`
        : 'Nothing was applied: "except" names every row of the plan.',
  noSuchContact: (contact: string) => noContacts([contact]),
  rowProblem: (row: number | undefined, problem: string) => `Row ${row}: ${problem}`,
};
