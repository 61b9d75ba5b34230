import type { ContactSchema } from "../schema/contact-schema.ts";
import type { Verdict } from "./compare.ts";
import type { NameGrade } from "./compare-names.ts";
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
 * Undefined: at most one weak value says so. Certain only if names say so: {@link NameLikeness.certainWith}.
 *
 * @param schema nothing is certain while it hides values that may tell the two apart
 */
export function surenessOf({ evidence }: Verdict, schema?: Pick<ContactSchema, "hidesIdentity">): Sureness | undefined {
  if (evidence.name.isOpposed) return undefined;
  const best = byBestValue(evidence);
  const sureness = best === "certain" && schema?.hidesIdentity ? "likely" : best;
  if (sureness === "likely" && mayBeFamily(evidence)) return "possible";
  return evidence.isExcluded ? less(sureness) : sureness;
}

/** Frau Schmidt may be the wife of Hans Schmidt. */
const mayBeFamily = ({ name: { lastNameAlone, fuller }, values }: Evidence): boolean =>
  lastNameAlone === "salutation" && fuller !== undefined && !nameHolder(values, fuller);

function byBestValue(evidence: Evidence): Sureness | undefined {
  const { values, otherSpellings, hasSameAccount, name } = evidence;
  const weight = values[0]?.weight;
  if (weight === WEIGHT.personal) return byPersonal(evidence);
  if (weight === WEIGHT.usual) return byUsual(evidence);
  if (weight === WEIGHT.common) return COMMON[name.grade](evidence);
  if (otherSpellings.length > 0) return byOtherSpelling(evidence);
  return hasSameAccount ? ACCOUNT[name.grade](evidence) : byName(evidence);
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
  if (isCertain && (name.grade === "same" || name.grade === "alike")) return "certain";
  if (name.grade === "unknown") return differ ? undefined : "possible";
  return differ && (name.grade !== "alike" || otherAccounts) && name.grade !== "same" ? "possible" : "likely";
}

function byOtherSpelling(evidence: Evidence): Sureness | undefined {
  const { grade, but, certainWith } = evidence.name;
  if (isOther(evidence)) return undefined;
  return (grade === "same" || grade === "alike") && but === undefined && certainWith !== undefined ? "certain" : "likely";
}

/** For each likeness of the names. */
type ByGrade = Readonly<Record<NameGrade, (evidence: Evidence) => Sureness | undefined>>;

const ifAlmost = ({ name, differStrongly }: Evidence) => (name.almost === undefined || differStrongly ? undefined : "possible");

/** They share a value that many people hold. */
const COMMON: ByGrade = {
  same: ({ differStronglyAtOneIssuer, differStrongly, otherAccounts }) =>
    differStronglyAtOneIssuer || (differStrongly && otherAccounts) ? "possible" : "likely",
  alike: ({ name, differStrongly, hasSameAccount }) => (hasSameAccount && name.but === undefined && !differStrongly ? "likely" : "possible"),
  partial: ({ differStrongly }) => (differStrongly ? undefined : "possible"),
  // Without names, both contacts stand for the mailbox itself.
  unknown: ({ isNamed, isOtherNamed, values }) => (isNamed || isOtherNamed || values.some(({ isHeldByMany }) => isHeldByMany) ? undefined : "likely"),
  given: ifAlmost,
  different: ifAlmost,
};

const ifTypo = ({ name: { but }, differ }: Evidence) => {
  if (but === undefined) return undefined;
  return differ || but === "typo in the first name" ? "possible" : "likely";
};

/** They share no value, but an account. */
const ACCOUNT: ByGrade = {
  same: ({ differAtOneIssuer }) => (differAtOneIssuer ? "possible" : "likely"),
  alike: ({ name, differ }) => (differ || name.but !== undefined ? "possible" : "likely"),
  partial: ({ differ }) => (differ ? undefined : "possible"),
  unknown: ifTypo,
  given: ifTypo,
  different: ifTypo,
};

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
