import { compareNames, type NameGrade, type NameLikeness, NO_NAME } from "./compare-names.ts";
import { type HeldValues, valueKey } from "./held-values.ts";
import type { Identity } from "./identity.ts";
import { WEIGHT, type Weight } from "./kinds/identifying-kind.ts";

/** A value that two contacts share. */
export interface SharedValue extends Omit<HeldValues, "texts"> {
  /** The value, in the form in which values are compared. */
  readonly text: string;
  readonly weight: Weight;
  /** At least three people of different names hold it. */
  readonly isHeldByMany: boolean;
}

/** Values of a kind that both contacts have, but of which they share none. */
export interface Difference extends Omit<HeldValues, "texts"> {
  /** As in {@link DifferenceOfKind}. */
  readonly weight: "exclusive" | "strong" | "weak";
  /** Whether one employer or one service gave each of them a value. */
  readonly isOfOneIssuer: boolean;
  /** Whether the issuers have one name: a company and its successor. */
  readonly areOfOneName: boolean;
  /** What the values have in common, so that namesakes may be one person: "the company in the e-mail address". */
  readonly inCommon: readonly string[];
}

/** What two contacts have in common, and what speaks against one person. */
export interface Evidence {
  /** The strongest first. */
  readonly values: readonly SharedValue[];
  /** Values that both have in different spellings, such as two addresses of one mailbox. */
  readonly otherSpellings: readonly HeldValues[];
  readonly differences: readonly Difference[];
  /** They differ in a value that is unique for each person in this workspace. */
  readonly isExcluded: boolean;
  /** They differ in another value, strongly or weakly. */
  readonly differ: boolean;
  readonly differStrongly: boolean;
  /** One employer or one service gave a value to each. */
  readonly differAtOneIssuer: boolean;
  readonly differStronglyAtOneIssuer: boolean;
  readonly name: NameLikeness;
  readonly hasSameAccount: boolean;
  readonly otherAccounts: boolean;
  /** Whether the first has a name. */
  readonly isNamed: boolean;
  readonly isOtherNamed: boolean;
}

/** Whether at least three people of different names hold a value, given by its {@link valueKey}. */
export type IsHeldByMany = (key: string) => boolean;

const shared = (one: readonly string[], other: readonly string[]): string[] => one.filter((text) => other.includes(text));

const GRADES: readonly NameGrade[] = ["same", "alike", "partial", "given", "different"];

/** The best likeness of the names of two contacts. */
export function nameLikeness(one: Identity, other: Identity): NameLikeness {
  const [[name], [beside]] = [one.names, other.names];
  if (!name || !beside) return NO_NAME;
  if (one.names.length + other.names.length === 2) return compareNames(name, beside);
  const all = one.names.flatMap((name) => other.names.map((beside) => compareNames(name, beside)));
  return GRADES.flatMap((grade) => all.find((likeness) => likeness.grade === grade) ?? [])[0] ?? NO_NAME;
}

/** Of several shared values, the strongest counts. */
function mostTelling({ kind, comparedAs, label }: HeldValues, texts: readonly string[], isHeldByMany: IsHeldByMany): SharedValue | undefined {
  const values = texts.map((text): SharedValue => {
    const isOfMany = kind.isShareable === true && isHeldByMany(valueKey(comparedAs, text));
    return { kind, comparedAs, label, text, weight: isOfMany ? WEIGHT.common : kind.weightOf(text), isHeldByMany: isOfMany };
  });
  return values.sort((a, b) => b.weight - a.weight)[0];
}

/**
 * Whether two personal values have a part in common: `info+berlin@` and `info+madrid@` are two teams. Whose a value is
 * takes longer to tell than that the parts differ.
 */
const agreeIn = (partOf: (text: string) => string, { kind, texts }: HeldValues, other: HeldValues): boolean =>
  texts.some((text) => {
    const part = partOf(text);
    return other.texts.some((beside) => partOf(beside) === part && [text, beside].every((one) => kind.weightOf(one) === WEIGHT.personal));
  });

/**
 * Whether a name is the beginning of another: a company often keeps its name before another word. A common first word alone
 * says less: "uni-bonn" and "uni-koeln".
 */
const begins = (name: string, other: string): boolean => `${other}-`.startsWith(`${name}-`);

function differencesOf(held: HeldValues, other: HeldValues): Difference[] {
  const { kind, comparedAs, label, texts } = held;
  if (!kind.difference) return [];
  const { weight, issuerOf, issuerNameOf, isWithinIssuer } = kind.difference;
  const issuersOf = (all: readonly string[]) => all.flatMap((text) => issuerOf?.(text) ?? []);
  const isOfOneIssuer = shared(issuersOf(texts), issuersOf(other.texts)).length > 0;
  if (isWithinIssuer && !isOfOneIssuer) return [];
  const hasSameHandle = kind.handleOf !== undefined && agreeIn(kind.handleOf, held, other);
  const { sameIssuer, sameHandle } = kind.words;
  const [names = [], others = []] = [texts, other.texts].map((all) => all.flatMap((text) => issuerNameOf?.(text) ?? []));
  const areOfOneName = names.some((name) => others.some((beside) => begins(name, beside) || begins(beside, name)));
  const inCommon = [areOfOneName ? sameIssuer : undefined, hasSameHandle ? sameHandle : undefined].filter((text) => text !== undefined);
  return [{ kind, comparedAs, label, weight, isOfOneIssuer, areOfOneName, inCommon }];
}

function sumOf(differences: readonly Difference[]) {
  const others = differences.filter(({ weight }) => weight !== "exclusive");
  const strong = others.filter(({ weight }) => weight === "strong");
  return {
    isExcluded: others.length < differences.length,
    differ: others.length > 0,
    differStrongly: strong.length > 0,
    differAtOneIssuer: others.some(({ isOfOneIssuer }) => isOfOneIssuer),
    differStronglyAtOneIssuer: strong.some(({ isOfOneIssuer }) => isOfOneIssuer),
  };
}

/** Everything that speaks for two contacts being one person, and against it. */
export function evidenceOf(one: Identity, other: Identity, isHeldByMany: IsHeldByMany): Evidence {
  const values: SharedValue[] = [];
  const otherSpellings: HeldValues[] = [];
  const differences: Difference[] = [];
  for (const held of one.values) {
    const beside = other.values.find(({ comparedAs }) => comparedAs === held.comparedAs);
    if (!beside) continue;
    const value = mostTelling(held, shared(held.texts, beside.texts), isHeldByMany);
    if (value) values.push(value);
    else if (held.kind.otherSpellings && agreeIn(held.kind.otherSpellings.common, held, beside)) otherSpellings.push(held);
    else differences.push(...differencesOf(held, beside));
  }
  const hasSameAccount = [...one.accounts].some((id) => other.accounts.has(id));
  return {
    values: values.sort((a, b) => b.weight - a.weight),
    otherSpellings,
    differences,
    ...sumOf(differences),
    name: nameLikeness(one, other),
    hasSameAccount,
    otherAccounts: one.accounts.size > 0 && other.accounts.size > 0 && !hasSameAccount,
    isNamed: one.names.length > 0,
    isOtherNamed: other.names.length > 0,
  };
}

/** Whether two contacts of one name are certainly two. A company that has another name since may have two accounts. */
export const isToldApart = ({ otherAccounts, differences }: Evidence): boolean =>
  (otherAccounts && !differences.some(({ areOfOneName }) => areOfOneName)) || differences.some(({ inCommon }) => inCommon.length === 0);

/** What the different values of two contacts have in common, if nothing but this and their names says that they may be one person. */
export function onlyInCommon(evidence: Evidence): readonly string[] {
  const { values, hasSameAccount, name, differences } = evidence;
  const isMore = values.length > 0 || hasSameAccount || isToldApart(evidence);
  return isMore || (name.grade !== "same" && name.grade !== "alike") ? [] : differences.flatMap(({ inCommon }) => inCommon);
}

/** Whether they share anything. */
export const sharesAnything = ({ values, otherSpellings, name, hasSameAccount }: Evidence): boolean =>
  values.length + otherSpellings.length + name.shared.length > 0 || hasSameAccount || name.but !== undefined;
