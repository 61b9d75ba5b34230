import type { Verdict } from "./compare.ts";
import { type Evidence, isToldApart, onlyInCommon } from "./evidence.ts";
import { WEIGHT } from "./kinds/identifying-kind.ts";
import { nameHolder } from "./names-holder.ts";

/**
 * How certain it is that two existing contacts are one person. A merge cannot be undone, so it needs more proof than an
 * update.
 *
 * - certain: a person would merge them without a second look
 * - likely: a person should look, and will usually agree
 * - possible: they have more in common than most people
 */
export type Sureness = "certain" | "likely" | "possible";

/** The most certain first. */
export const SURENESS: readonly Sureness[] = ["certain", "likely", "possible"];

const less = (sureness: Sureness | undefined): Sureness | undefined => sureness && SURENESS[SURENESS.indexOf(sureness) + 1];

/**
 * Undefined if nothing, or only one weak value, says that the two are one person. It is certain only if the names say
 * so too: see {@link NameLikeness.certainWith}.
 */
export function surenessOf({ evidence }: Verdict): Sureness | undefined {
  if (evidence.name.isOpposed) return undefined;
  const sureness = byBestValue(evidence);
  if (sureness === "likely" && mayBeFamily(evidence)) return "possible";
  return evidence.isExcluded ? less(sureness) : sureness;
}

/** Frau Schmidt may be the wife of Hans Schmidt. */
const mayBeFamily = ({ name: { lastNameAlone, fuller }, values }: Evidence): boolean =>
  lastNameAlone === "salutation" && fuller !== undefined && !nameHolder(values, fuller);

function byBestValue(evidence: Evidence): Sureness | undefined {
  switch (evidence.values[0]?.weight) {
    case WEIGHT.personal:
      return byPersonal(evidence);
    case WEIGHT.usual:
      return byUsual(evidence);
    case WEIGHT.common:
      return byCommon(evidence);
    default:
      return evidence.otherSpellings.length > 0 ? byOtherSpelling(evidence) : evidence.hasSameAccount ? byAccount(evidence) : byName(evidence);
  }
}

/** Whether the names are different, and a typo does not explain it. */
const isOther = ({ name: { grade, but } }: Evidence) => grade === "different" && but === undefined;

function byPersonal(evidence: Evidence): Sureness {
  const { values, name, differStrongly, differStronglyAtOneIssuer } = evidence;
  if (isOther(evidence)) return "possible";
  // A family may share an address, a company its page, and programs that look for a profile find those of namesakes.
  const mayBeOfNamesake = values.every(({ kind, weight }) => kind.mayBeOfNamesake || weight < WEIGHT.usual);
  if (mayBeOfNamesake && differStronglyAtOneIssuer && name.grade !== "same") return "possible";
  return isNameEnough(evidence) && !(mayBeOfNamesake && differStrongly) ? "certain" : "likely";
}

/** Whether these names are enough if the two share a personal value. A whole family may have the same initials. */
function isNameEnough({ name: { certainWith, fuller }, values }: Evidence): boolean {
  if (certainWith !== "naming" || !fuller) return certainWith !== undefined;
  return nameHolder(values, fuller);
}

/** They share a value that is usually of one person, such as a phone number, which a family or an office may share. */
function byUsual(evidence: Evidence): Sureness | undefined {
  const { name, hasSameAccount, otherAccounts, differ, differStronglyAtOneIssuer } = evidence;
  if (isOther(evidence)) return name.almost === undefined || differ ? undefined : "possible";
  if (name.but === "suffix" || differStronglyAtOneIssuer) return "possible";
  const isCertain = name.certainWith === "any" && !differ;
  if (name.but !== undefined) return differ ? "possible" : hasSameAccount ? "certain" : "likely";
  switch (name.grade) {
    case "same":
      return isCertain ? "certain" : "likely";
    case "alike":
      if (isCertain) return "certain";
      return differ && otherAccounts ? "possible" : "likely";
    case "partial":
    case "given":
      return differ ? "possible" : "likely";
    default:
      return differ ? undefined : "possible";
  }
}

function byOtherSpelling(evidence: Evidence): Sureness | undefined {
  const { grade, but, certainWith } = evidence.name;
  if (isOther(evidence)) return undefined;
  return (grade === "same" || grade === "alike") && but === undefined && certainWith !== undefined ? "certain" : "likely";
}

/** They share a value that many people hold. */
function byCommon(evidence: Evidence): Sureness | undefined {
  const { name, values, hasSameAccount, otherAccounts, differStrongly, differStronglyAtOneIssuer, isNamed, isOtherNamed } = evidence;
  switch (name.grade) {
    case "same":
      return differStronglyAtOneIssuer || (differStrongly && otherAccounts) ? "possible" : "likely";
    case "alike":
      if (name.but !== undefined || differStrongly) return "possible";
      return hasSameAccount ? "likely" : "possible";
    case "partial":
      return differStrongly ? undefined : "possible";
    case "unknown":
      // Without names, both contacts stand for the mailbox itself.
      return isNamed || isOtherNamed || values.some(({ isHeldByMany }) => isHeldByMany) ? undefined : "likely";
    default:
      return name.almost === undefined || differStrongly ? undefined : "possible";
  }
}

function byAccount(evidence: Evidence): Sureness | undefined {
  const { name, differ, differAtOneIssuer } = evidence;
  switch (name.grade) {
    case "same":
      return differAtOneIssuer ? "possible" : "likely";
    case "alike":
      return differ || name.but !== undefined ? "possible" : "likely";
    case "partial":
      return differ ? undefined : "possible";
    default:
      if (name.but === undefined) return undefined;
      return differ || name.but === "typo in the first name" ? "possible" : "likely";
  }
}

/** They have the same name, or one in another form beside similar addresses, and nothing shows that they are two people. */
function byName(evidence: Evidence): Sureness | undefined {
  const isNamed = evidence.name.grade === "same" || onlyInCommon(evidence).length > 0;
  return isNamed && !isToldApart(evidence) ? "possible" : undefined;
}

/** Whether two contacts cannot both be the same person as a third. */
export const isContradiction = ({ evidence }: Verdict): boolean => {
  const { name, values, isExcluded } = evidence;
  if (isExcluded || name.isOpposed || isOther(evidence)) return true;
  return name.grade === "given" && name.but === undefined && values[0]?.weight !== WEIGHT.personal;
};
