import { compare, type Verdict, WEIGHT } from "../../identity/compare.ts";
import { identityOf } from "../../identity/identity.ts";
import { sharesText } from "../../identity/words.ts";
import type { ContactRecord } from "../../schema/record.ts";
import { mergeText } from "./merge-text.ts";

/**
 * Whether two contacts look like different people: their names contradict each other, or nothing shared says that
 * they are one, and no value of one person's own joins them.
 */
const areDifferent = ({ weight, evidence: { name, values } }: Verdict): boolean =>
  weight < WEIGHT.personal && (name.grade === "different" || name.grade === "given" || (name.grade === "unknown" && values.length === 0));

/**
 * Why a group must not be merged without the user's word, as a phrase; undefined if every contact looks like the same
 * person as another one of the group.
 */
export function whyDifferent([first, ...others]: readonly ContactRecord[]): { readonly contact: ContactRecord; readonly reason: string } | undefined {
  if (!first) return undefined;
  const identity = (contact: ContactRecord) => identityOf(contact.fields, contact.relationships);
  const verdictOn = (one: ContactRecord, other: ContactRecord) => compare(identity(one), identity(other));
  const joined = [first];
  let left = others;
  for (;;) {
    const found = left.filter((one) => joined.some((other) => !areDifferent(verdictOn(one, other))));
    if (found.length === 0) break;
    joined.push(...found);
    left = left.filter((one) => !found.includes(one));
  }
  const [stranger] = left;
  if (!stranger) return undefined;
  const verdict = verdictOn(first, stranger);
  const sharesNothing = verdict.evidence.values.length === 0 && !verdict.evidence.hasSameAccount && verdict.evidence.name.shared.length === 0;
  return { contact: stranger, reason: mergeText.different(sharesNothing ? mergeText.sharesNothing : `${stranger.id} ${sharesText(verdict)}`) };
}
