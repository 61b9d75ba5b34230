import { counted } from "../../text/plural.ts";

/** Sentences for the model about merges. They need only values. */
export const mergeText = {
  /** The answer then gives the calls that can be made instead. */
  notOffered: "The API of this Lightfield deployment cannot merge contacts.",
  isPending: (who: string, operation: string) => `${who} is being merged, and the API has not finished yet (merge ${operation}).`,
  failed: (operation: string) =>
    `the API says that the merge failed (merge ${operation}), and both contacts still exist; to try again, plan the merge again with merge_contacts`,
  notMade: "both contacts still exist, so they were not merged; to try again, plan the merge again with merge_contacts",
  failedLate: (operation: string) => `the API says that the merge failed (merge ${operation}), but the duplicate is gone`,
  givenTwice: (id: string) => `${id} is given twice. Accepted: each contact once.`,
  keptAndMerged: (id: string) => `${id} would be merged into itself. Accepted: two different contacts.`,
  nothingGiven:
    'A merge needs two contacts or more. Accepted: "keep" (the ID of the contact that stays) and "merge" (IDs), or "groups": [[keep, merge, …], …].',
  keepBesideGroups: '"keep" and "groups" were given without "merge". Accepted: "keep" with "merge", or "groups" alone.',
  tooMany: (count: number, most: number) => `${counted(count, "merge")} are too many for one plan. Accepted: up to ${most}.`,
  oneGroup: (argument: string) =>
    `${argument} is for one group, but several groups were given. Accepted: a call of merge_contacts for each group that needs ${argument}.`,
  relationship: (label: string) =>
    `${label} is a relationship. A merge keeps both contacts' links, or the kept contact's link if only one is possible`,
  afterwards: "the keys of fields; after the merge, update_contact can change links",
  notInGroup: (id: string) => `${id} is not one of the contacts to merge`,
  members: '"keep", the ID of one of these contacts, or a value',
  side: (word: string) => `${word} describes a contact and is not a value`,
  holder: 'the ID of the contact that has the value, or "keep"',
  holderByTime:
    'the ID of the contact that has the value, or "keep". get_contact_history shows since when each contact has had its value; if the field has no history, retrieve_contact shows when each contact was last changed',
  hasNone: (id: string) => `${id} has no such value`,
  takenTwice: '"take" names this field twice',
  noValue: "Missing",
  /** @param who "they", or two contacts of a larger group */
  different: (who: string, evidence: string, isAlone: boolean) =>
    `${who} may be different people: ${evidence}. If the user confirms that they are one person, ${isAlone ? "repeat the call" : "call merge_contacts for this group alone"} with "even_if_different": true`,
  sharesNothing: "they share nothing that identifies a person",
  misfit: (problems: readonly string[]) =>
    `${problems.join("; ")}. Accepted: in "take", both fields from one contact, or two values that fit each other`,
  /** For a merge whose answer was lost, if the contact that stays shows no trace of the merge. */
  isGone: "the answer to the merge was lost; the duplicate is gone, but either this merge or somebody else may have removed it",
  /** @param labels of fields */
  unwritable: (labels: readonly string[]) =>
    `The API decides which values of the two contacts stay in fields that cannot be written: ${labels.join(", ")}.`,
  hidden: (count: number) =>
    `The API merges ${count === 1 ? "the hidden field" : `the ${count} hidden fields`} too; ${count === 1 ? "it is" : "they are"} not shown here.`,
};
