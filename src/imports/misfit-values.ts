import { InvalidInput } from "../fields/rejection.ts";
import { rowsNamed } from "../files/table.ts";
import { type Change, difference } from "../schema/change.ts";
import type { Edits } from "../schema/collected-edits.ts";
import { misfits } from "../schema/dependent-selects.ts";
import type { ContactRecord } from "../schema/record.ts";
import { changeOrProblem } from "../writes/plans/draft.ts";

/**
 * What edits change, or why they cannot be written. Values of selects that do not fit those that they depend on are left
 * out. So is a value that the contact's own values do not fit.
 *
 * @param onLeftOut called with each problem
 */
export function fittingChange(edits: Edits, contact: ContactRecord | undefined, onLeftOut: (problem: string) => void): Change | string {
  const change = changeOrProblem(edits, contact);
  if (typeof change !== "string") return change;
  const [misfit] = misfitsOf(edits, contact);
  const keys = [...edits.fields.keys()].map(({ apiKey }) => apiKey);
  const wrong = misfit && [misfit.child, misfit.child.parent].find(({ apiKey }) => keys.includes(apiKey));
  if (!wrong) return change;
  onLeftOut(misfit.problem);
  const fields = new Map([...edits.fields].filter(([field]) => field.apiKey !== wrong.apiKey));
  return fittingChange({ ...edits, fields }, contact, onLeftOut);
}

function misfitsOf(edits: Edits, contact: ContactRecord | undefined) {
  try {
    return misfits(difference(edits, contact).change.fields, contact, edits.form);
  } catch (error) {
    if (error instanceof InvalidInput) return [];
    throw error;
  }
}

/** Says which values are left out, and in which rows. */
export const misfitNotes = (rows: ReadonlyMap<string, ReadonlySet<number>>, isValid: (row: number) => boolean): string[] =>
  [...rows].flatMap(([problem, numbers]) => {
    const valid = [...numbers].filter(isValid);
    return valid.length > 0 ? [`Left out: ${problem} (${rowsNamed(valid)}).`] : [];
  });
