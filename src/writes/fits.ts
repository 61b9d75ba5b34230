import type { Change } from "../schema/change.ts";
import { misfits } from "../schema/dependent-selects.ts";
import type { ContactRecord } from "../schema/record.ts";
import { WriteRefused } from "./refusal.ts";

/**
 * Holds a change that was decided on earlier against the contact as it is by now.
 *
 * @throws WriteRefused where a dependent select would hold what its parent does not allow
 */
export function checkFits({ fields }: Change, contact: ContactRecord | undefined): void {
  // What was decided takes no further arguments: another call has to make room for it, or decide anew.
  const remedy = (first: string) => (contact ? `Call update_contact with ${first} first.` : "Make it again with values that fit.");
  const problems = misfits(fields, contact).map(({ problem, first }) => `${problem}. ${remedy(first)}`);
  if (problems.length > 0) throw new WriteRefused(`Not written: ${problems.join(" ")}`);
}
