import { differsInOnePart } from "./compare-names.ts";
import { type Evidence, evidenceOf, type IsHeldByMany, isToldApart, onlyInCommon } from "./evidence.ts";
import type { Identity } from "./identity.ts";
import { WEIGHT } from "./kinds/identifying-kind.ts";
import { nameHolder } from "./names-holder.ts";

/** Whether two contacts are one person. "same" is certain enough for an update. "ambiguous": a person has to decide. */
type VerdictKind = "same" | "ambiguous" | "other";

export interface Verdict {
  readonly kind: VerdictKind;
  /** The label of a unique field of which both hold the same value: the API refuses a second contact. */
  readonly exclusive?: string | undefined;
  /** How strong the evidence is: the greatest {@link WEIGHT}, or 0 for a name alone. */
  readonly weight: number;
  readonly evidence: Evidence;
}

/**
 * Whether two contacts are one person, by everything that is known of them. A shared value alone does not prove it: if
 * the names contradict each other, the result is "ambiguous", or "other" if many people have the value.
 *
 * @param one a new contact, or a row of an import
 * @param other the contact, or the earlier row, that it may mean
 */
export function compare(one: Identity, other: Identity, isHeldByMany: IsHeldByMany = () => false): Verdict {
  const evidence = evidenceOf(one, other, isHeldByMany);
  const { values, hasSameAccount } = evidence;
  const weight = values[0]?.weight ?? (hasSameAccount ? WEIGHT.common : 0);
  const exclusive = values.find(({ kind }) => kind.isExclusive)?.label;
  const { isOpposed, but } = evidence.name;
  const kind = kindOf(evidence);
  return { kind: kind === "same" && (isOpposed || but === "suffix") ? "ambiguous" : kind, weight, exclusive, evidence };
}

function kindOf(evidence: Evidence): VerdictKind {
  const [first] = evidence.values;
  const { grade, but } = evidence.name;
  if (evidence.isExcluded) {
    const isLikely = first !== undefined || (evidence.hasSameAccount && grade === "same");
    const isOther = (grade === "different" || grade === "given") && but === undefined;
    return (isLikely && !isOther) || first?.kind.isExclusive ? "ambiguous" : "other";
  }
  switch (first?.weight) {
    case WEIGHT.personal:
      return byPersonal(evidence);
    case WEIGHT.usual:
      return byUsual(evidence);
    case WEIGHT.common:
      return byCommon(evidence);
    default:
      return evidence.hasSameAccount ? byAccount(evidence) : byName(evidence);
  }
}

/**
 * They share a personal value. A person with another last name may have married, or may be a colleague who took over
 * the mailbox. Only a value that is unique in the workspace proves that it is a new name of the same person. Frau Schmidt
 * at the address of Hans Schmidt may be his wife, unless the address says that it is hers.
 */
function byPersonal({ name: { grade, but, lastNameAlone, fuller }, values }: Evidence): VerdictKind {
  if (grade === "different") return "ambiguous";
  if (lastNameAlone === "salutation" && fuller && !nameHolder(values, fuller)) return "ambiguous";
  return grade === "given" && but === undefined && !values.some(({ kind }) => kind.isExclusive) ? "ambiguous" : "same";
}

/** They share a value that is usually of one person, such as a phone number, which a family or an office may share. */
function byUsual({ name: { grade, lastNameAlone }, hasSameAccount, otherAccounts, differ, differStrongly }: Evidence): VerdictKind {
  if (lastNameAlone !== undefined) return "ambiguous";
  switch (grade) {
    case "same":
      return "same";
    case "alike":
      return differStrongly && !hasSameAccount ? "ambiguous" : "same";
    case "partial":
    case "unknown":
      return differ ? "ambiguous" : "same";
    case "given":
      return "ambiguous";
    case "different":
      // Everything but the number contradicts.
      return differStrongly && otherAccounts ? "other" : "ambiguous";
  }
}

/** They share a value that many people have. */
function byCommon({ name, values, differStrongly, isNamed }: Evidence): VerdictKind {
  switch (name.grade) {
    case "same":
      return name.lastNameAlone === undefined ? "same" : "ambiguous";
    case "alike":
      return differStrongly ? "ambiguous" : "same";
    case "partial":
      return "ambiguous";
    case "unknown":
      // Without a name, the contact stands for the mailbox itself.
      return !isNamed && !values.some(({ isHeldByMany }) => isHeldByMany) ? "same" : "ambiguous";
    case "given":
    case "different":
      return name.almost !== undefined && !differStrongly ? "ambiguous" : "other";
  }
}

function byAccount({ name, differStrongly, otherSpellings }: Evidence): VerdictKind {
  switch (name.grade) {
    case "same":
      return name.lastNameAlone === undefined ? "same" : "ambiguous";
    case "alike":
      return differStrongly || otherSpellings.length > 0 ? "ambiguous" : "same";
    case "partial":
      return differStrongly ? "other" : "ambiguous";
    case "given":
    case "different":
      return differsInOnePart(name) && !differStrongly ? "ambiguous" : "other";
    case "unknown":
      return "other";
  }
}

function byName(evidence: Evidence): VerdictKind {
  const { grade, isRepeated } = evidence.name;
  if (evidence.otherSpellings.length > 0 && (grade === "same" || grade === "alike" || grade === "partial")) return "ambiguous";
  const isNamed = grade === "same" || (isRepeated && !evidence.differ) || onlyInCommon(evidence).length > 0;
  return isNamed && !isToldApart(evidence) ? "ambiguous" : "other";
}

/** Whether two people are one, or hard to tell apart: names without contradiction but a letter or a marriage. */
export function isLikely({ kind, weight, evidence: { name } }: Verdict): boolean {
  if (kind !== "ambiguous") return kind === "same";
  return name.almost !== undefined || (name.grade !== "different" && (name.grade !== "given" || weight === WEIGHT.personal));
}

/** Whether two people have the same name, and may be confused with each other. */
export const isNamesake = ({ kind, evidence }: Verdict): boolean => kind === "other" && evidence.name.grade === "same";
