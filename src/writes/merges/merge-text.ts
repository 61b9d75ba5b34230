import { counted } from "../../text/plural.ts";

/** What merges say to the model: sentences that need nothing but values. */
export const mergeText = {
  /** After the refusal, the answer says what can be done instead. */
  notOffered: "This deployment of Lightfield cannot merge contacts by its API.",
  isPending: (who: string, operation: string) => `${who} is merged, but the API has not finished yet (merge ${operation}).`,
  failed: (operation: string) =>
    `the API says that the merge failed (merge ${operation}), and both contacts are still there; merge_contacts plans it again`,
  failedLate: (operation: string) => `the API says that the merge failed (merge ${operation}), although the contact is gone`,
  inTwoGroups: (id: string) => `${id} is in two groups. Accepted: each contact once.`,
  keptAndMerged: (id: string) => `${id} would be merged into itself. Accepted: two different contacts.`,
  nothingGiven:
    'A merge needs two contacts or more. Accepted: "keep" (the ID of the contact that stays) and "merge" (IDs), or "groups": [[keep, merge, …], …].',
  tooMany: (count: number, most: number) => `${counted(count, "merge")} are more than a plan may hold. Accepted: up to ${most}.`,
  oneGroup: (argument: string) =>
    `${argument} holds for one group, and several are given. Accepted: a call of merge_contacts for each group that needs ${argument}.`,
  relationship: (label: string) => `${label} is a relationship: a merge unites the links of both contacts`,
  afterwards: "fields; update_contact changes links after the merge",
  notInGroup: (id: string) => `${id} is not one of the contacts of a group`,
  members: '"keep", the ID of a contact of the group, or a value',
  side: (word: string) => `${word} says whose value is meant, and is no value`,
  holder: 'the ID of the contact that has the value, or "keep"',
  holderByTime:
    'the ID of the contact that has the value, or "keep". get_contact_history shows since when each contact has its value; if there is none, retrieve_contact shows when each was last changed',
  hasNone: (id: string) => `${id} has no such value`,
  takenTwice: "the field is taken twice in one group",
  noValue: "It is missing",
  /** @param who "they", or two contacts of a larger group */
  different: (who: string, evidence: string, isAlone: boolean) =>
    `${who} may be different people: ${evidence}. Once the user has confirmed that they are one person: ${isAlone ? "the same call" : "merge_contacts for this group alone"} with "even_if_different": true`,
  sharesNothing: "they share nothing that identifies a person",
  misfit: (problems: readonly string[]) =>
    `${problems.join("; ")}. Accepted: in take, both fields from one contact, or two values that fit each other`,
  /** Of a merge whose answer was lost, and that leaves no trace in the contact that stays. */
  isGone: "it is gone, but not known whether by this merge or by somebody else, because the answer to the merge was lost",
  hidden: (count: number) =>
    `The API merges ${count === 1 ? "the hidden field" : `the ${count} hidden fields`} too; ${count === 1 ? "it is" : "they are"} not shown here.`,
};
