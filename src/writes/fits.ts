import type { Change } from "../schema/change.ts";
import { misfits } from "../schema/dependent-selects.ts";
import type { ContactRecord } from "../schema/record.ts";
import { MisfitError } from "./refusal.ts";
import { refusedText } from "./sentences.ts";

/**
 * Checks a change that was decided on earlier against the contact as it is now.
 *
 * @throws MisfitError
 */
export function checkFits({ fields }: Change, contact: ContactRecord | undefined): void {
  // The decided write takes no further arguments, so another call has to change the parent first, or decide again.
  const remedy = (first: string) => (contact ? `Call update_contact with ${first} first.` : "Repeat the call with values that fit.");
  const problems = misfits(fields, contact).map(({ problem, first }) => `${problem}. ${remedy(first)}`);
  if (problems.length > 0) throw new MisfitError(refusedText.misfits(problems));
}
