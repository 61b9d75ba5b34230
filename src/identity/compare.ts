import { differsInOnePart, type NameGrade } from "./compare-names.ts";
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
  if (first?.weight === WEIGHT.personal) return byPersonal(evidence);
  if (!first && !evidence.hasSameAccount) return byName(evidence);
  if (first?.weight === WEIGHT.usual && evidence.name.lastNameAlone !== undefined) return "ambiguous";
  const verdict = (first?.weight === WEIGHT.usual ? USUAL : first ? COMMON : ACCOUNT)[grade];
  return typeof verdict === "string" ? verdict : verdict(evidence);
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

/** A verdict for each likeness of the names. */
type Verdicts = Readonly<Record<NameGrade, VerdictKind | ((evidence: Evidence) => VerdictKind)>>;

const unless = (against: "differ" | "differStrongly") => (evidence: Evidence) => (evidence[against] ? "ambiguous" : "same");
const sameIfWhole = ({ name }: Evidence) => (name.lastNameAlone === undefined ? "same" : "ambiguous");
const ifAlmost = ({ name, differStrongly }: Evidence) => (name.almost !== undefined && !differStrongly ? "ambiguous" : "other");
const ifInOnePart = ({ name, differStrongly }: Evidence) => (differsInOnePart(name) && !differStrongly ? "ambiguous" : "other");

/** They share a value that is usually of one person, such as a phone number, which a family or an office may share. */
const USUAL: Verdicts = {
  same: "same",
  alike: ({ differStrongly, hasSameAccount }) => (differStrongly && !hasSameAccount ? "ambiguous" : "same"),
  partial: unless("differ"),
  unknown: unless("differ"),
  given: "ambiguous",
  // Everything but the number contradicts.
  different: ({ differStrongly, otherAccounts }) => (differStrongly && otherAccounts ? "other" : "ambiguous"),
};

/** They share a value that many people have. */
const COMMON: Verdicts = {
  same: sameIfWhole,
  alike: unless("differStrongly"),
  partial: "ambiguous",
  // Without a name, the contact stands for the mailbox itself.
  unknown: ({ isNamed, values }) => (!isNamed && !values.some(({ isHeldByMany }) => isHeldByMany) ? "same" : "ambiguous"),
  given: ifAlmost,
  different: ifAlmost,
};

/** They share no value, but an account. */
const ACCOUNT: Verdicts = {
  same: sameIfWhole,
  alike: ({ differStrongly, otherSpellings }) => (differStrongly || otherSpellings.length > 0 ? "ambiguous" : "same"),
  partial: ({ differStrongly }) => (differStrongly ? "other" : "ambiguous"),
  unknown: "other",
  given: ifInOnePart,
  different: ifInOnePart,
};

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
