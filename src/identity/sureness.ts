import { type Evidence, type Verdict, WEIGHT } from "./compare.ts";

/**
 * How sure it is that two contacts which exist are one person. A merge cannot be undone, so this asks for more than an
 * update of the contact does.
 *
 * - certain: nobody who tidies up would look twice
 * - likely: somebody should look, and will mostly agree
 * - possible: they have more in common than people usually have
 */
export type Sureness = "certain" | "likely" | "possible";

/** The surest first. */
export const SURENESS: readonly Sureness[] = ["certain", "likely", "possible"];

const less = (sureness: Sureness | undefined): Sureness | undefined => sureness && SURENESS[SURENESS.indexOf(sureness) + 1];

/**
 * Undefined if nothing, or only one weak value, says that the two are one person. It is certain only if the names say
 * so too: see {@link NameLikeness.certainWith}.
 */
export function surenessOf({ evidence }: Verdict): Sureness | undefined {
  if (evidence.name.isOpposed) return undefined;
  const sureness = byBestValue(evidence);
  return evidence.otherUniques.length > 0 ? less(sureness) : sureness;
}

function byBestValue(evidence: Evidence): Sureness | undefined {
  switch (evidence.values[0]?.weight) {
    case WEIGHT.personal:
      return byPersonal(evidence);
    case WEIGHT.usual:
      return byPhone(evidence);
    case WEIGHT.common:
      return byCommon(evidence);
    default:
      return evidence.hasSameMailbox ? byMailbox(evidence) : evidence.hasSameAccount ? byAccount(evidence) : byName(evidence);
  }
}

/** Whether the names are two, and no typo explains it. */
const isOther = ({ name: { grade, but } }: Evidence) => grade === "different" && but === undefined;

function byPersonal(evidence: Evidence): Sureness {
  const { values, name, otherEmails, otherEmailsAtOneDomain } = evidence;
  if (isOther(evidence)) return "possible";
  // A family may share an address, a company its page, and programs that look for a profile find those of namesakes.
  const isOnlyProfile = values.every(({ what, weight }) => what === "profile" || weight < WEIGHT.usual);
  if (isOnlyProfile && otherEmailsAtOneDomain && name.grade !== "same") return "possible";
  return name.certainWith === undefined || (isOnlyProfile && otherEmails) ? "likely" : "certain";
}

/** They share a phone number, which a family or an office may share too. */
function byPhone(evidence: Evidence): Sureness | undefined {
  const { name, hasSameAccount, otherAccounts, otherEmails, otherProfiles } = evidence;
  if (isOther(evidence)) return undefined;
  if (name.but === "suffix" || evidence.otherEmailsAtOneDomain) return "possible";
  const isOpen = otherEmails || otherProfiles;
  const isCertain = name.certainWith === "any" && !isOpen;
  if (name.but !== undefined) return isOpen ? "possible" : hasSameAccount ? "certain" : "likely";
  switch (name.grade) {
    case "same":
      return isCertain ? "certain" : "likely";
    case "alike":
      if (isCertain) return "certain";
      return isOpen && otherAccounts ? "possible" : "likely";
    case "partial":
    case "given":
      return isOpen ? "possible" : "likely";
    default:
      return isOpen ? undefined : "possible";
  }
}

function byMailbox(evidence: Evidence): Sureness | undefined {
  const { grade, but, certainWith } = evidence.name;
  if (isOther(evidence)) return undefined;
  return (grade === "same" || grade === "alike") && but === undefined && certainWith !== undefined ? "certain" : "likely";
}

/** They share a value that many people hold. */
function byCommon(evidence: Evidence): Sureness | undefined {
  const { name, values, hasSameAccount, otherAccounts, otherEmails, otherEmailsAtOneDomain, isNamed, isOtherNamed } = evidence;
  switch (name.grade) {
    case "same":
      return otherEmailsAtOneDomain || (otherEmails && otherAccounts) ? "possible" : "likely";
    case "alike":
      if (name.but !== undefined || otherEmails) return "possible";
      return hasSameAccount ? "likely" : "possible";
    case "partial":
      return otherEmails ? undefined : "possible";
    case "unknown":
      // Two contacts without a name are the mailbox itself.
      return isNamed || isOtherNamed || values.some(({ isWide }) => isWide) ? undefined : "likely";
    default:
      return name.but === undefined || otherEmails ? undefined : "possible";
  }
}

function byAccount(evidence: Evidence): Sureness | undefined {
  const { name, otherEmails, otherProfiles, otherEmailsAtOneDomain } = evidence;
  const isOpen = otherEmails || otherProfiles;
  switch (name.grade) {
    case "same":
      return otherEmailsAtOneDomain || otherProfiles ? "possible" : "likely";
    case "alike":
      return isOpen || name.but !== undefined ? "possible" : "likely";
    case "partial":
      return isOpen ? undefined : "possible";
    default:
      if (name.but === undefined) return undefined;
      return isOpen || name.but === "typo in the first name" ? "possible" : "likely";
  }
}

/** Namesakes, if nothing says that they are two. */
function byName({ name, otherAccounts, otherEmails, otherProfiles }: Evidence): Sureness | undefined {
  return name.grade === "same" && !otherAccounts && !otherEmails && !otherProfiles ? "possible" : undefined;
}

/** Whether two contacts cannot both be the same person as a third. */
export const isContradiction = ({ evidence }: Verdict): boolean => {
  const { name, values, otherUniques } = evidence;
  if (otherUniques.length > 0 || isOther(evidence)) return true;
  return name.grade === "given" && name.but === undefined && values[0]?.weight !== WEIGHT.personal;
};
