import { compareNames, type NameGrade, type NameLikeness, NO_NAME } from "./compare-names.ts";
import type { Identity, KeyValue } from "./identity.ts";
import { employerDomain, isRoleMailbox, mailboxOf } from "./mailbox.ts";
import { valueKey } from "./value-keys.ts";

/** How much a shared value says: it belongs to one person, often to one person, or to many. */
export const WEIGHT = { personal: 3, usual: 2, common: 1 } as const;

/** A value that two contacts share. */
export interface SharedValue {
  readonly what: "unique" | "key" | "email" | "phone" | "profile" | "content";
  /** The label of the field, for a "unique" or a "key". */
  readonly label?: string | undefined;
  /** The value, in the form in which values are compared. */
  readonly text: string;
  readonly weight: (typeof WEIGHT)[keyof typeof WEIGHT];
  /** Several people of other names hold it. */
  readonly isWide: boolean;
}

/** What two contacts have in common, and what contradicts. */
export interface Evidence {
  /** The most telling first. */
  readonly values: readonly SharedValue[];
  readonly name: NameLikeness;
  readonly hasSameAccount: boolean;
  /** Other writings of one mailbox. */
  readonly hasSameMailbox: boolean;
  /** Labels of unique fields in which the two differ. */
  readonly otherUniques: readonly string[];
  /** Both have addresses, and none in common. */
  readonly otherEmails: boolean;
  /** Of these, one each at a domain of one employer, who rarely gives one person two. */
  readonly otherEmailsAtOneDomain: boolean;
  /** Both have profiles at one service, and none in common. */
  readonly otherProfiles: boolean;
  readonly otherAccounts: boolean;
  /** Whether the first has a name. */
  readonly isNamed: boolean;
  readonly isOtherNamed: boolean;
}

/**
 * Whether two contacts are one person: certainly enough to change the one, not known, or no. "ambiguous" needs
 * somebody to decide.
 */
export type VerdictKind = "same" | "ambiguous" | "other";

export interface Verdict {
  readonly kind: VerdictKind;
  /** The label of a unique field of which both hold the same value: the API refuses a second contact. */
  readonly exclusive?: string | undefined;
  /** How much speaks for it: the greatest {@link WEIGHT}, 0 for a name alone. */
  readonly weight: number;
  readonly evidence: Evidence;
}

/** Whether several people of different names hold a value, given by its {@link valueKey}. */
export type IsWide = (key: string) => boolean;

function shared(one: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] {
  if (one.size === 0 || other.size === 0) return NOTHING;
  return [...one].filter((item) => other.has(item));
}

const NOTHING: readonly string[] = [];

const differ = (one: ReadonlySet<string>, other: ReadonlySet<string>) => one.size > 0 && other.size > 0 && shared(one, other).length === 0;

/** The fields of which both have a value. */
function comparedKeys(
  one: ReadonlyMap<string, KeyValue>,
  other: ReadonlyMap<string, KeyValue>,
): { readonly label: string; readonly shared: string | undefined }[] {
  if (one.size === 0 || other.size === 0) return [];
  return [...one].flatMap(([key, { label, texts }]) => {
    const others = other.get(key)?.texts;
    return others ? [{ label, shared: texts.find((text) => others.includes(text)) }] : [];
  });
}

/** Of one person: `info+berlin@` and `info+madrid@` are two teams. */
const mailboxes = ({ emails }: Identity): ReadonlySet<string> => new Set([...emails].filter((email) => !isRoleMailbox(email)).map(mailboxOf));

const employers = ({ emails }: Identity): ReadonlySet<string> => new Set([...emails].flatMap((email) => employerDomain(email) ?? []));

const services = ({ profiles }: Identity): ReadonlySet<string> => new Set([...profiles].map((profile) => profile.split("/", 1)[0] ?? ""));

const GRADES: readonly NameGrade[] = ["same", "alike", "partial", "given", "different"];

/** The best likeness of the names of two contacts. */
function nameLikeness(one: Pick<Identity, "names">, other: Pick<Identity, "names">): NameLikeness {
  const [[name], [beside]] = [one.names, other.names];
  if (!name || !beside) return NO_NAME;
  if (one.names.length + other.names.length === 2) return compareNames(name, beside);
  const all = one.names.flatMap((name) => other.names.map((beside) => compareNames(name, beside)));
  return GRADES.flatMap((grade) => all.find((likeness) => likeness.grade === grade) ?? [])[0] ?? NO_NAME;
}

function sharedValues(one: Identity, other: Identity, isWide: IsWide): SharedValue[] {
  const weighed = (what: "email" | "phone" | "profile", texts: readonly string[]) =>
    texts.map((text): SharedValue => {
      const wide = isWide(valueKey(what, text));
      const weight = wide || (what === "email" && isRoleMailbox(text)) ? WEIGHT.common : what === "phone" ? WEIGHT.usual : WEIGHT.personal;
      return { what, text, weight, isWide: wide };
    });
  const labelled = (what: "unique" | "key", found: ReturnType<typeof comparedKeys>) =>
    found.flatMap(({ label, shared: text }): SharedValue[] =>
      text === undefined ? [] : [{ what, label, text, weight: WEIGHT.personal, isWide: false }],
    );
  const values = [
    ...labelled("unique", comparedKeys(one.uniques, other.uniques)),
    ...labelled("key", comparedKeys(one.keys, other.keys)),
    ...weighed("email", shared(one.emails, other.emails)),
    ...weighed("phone", shared(one.phones, other.phones)),
    ...weighed("profile", shared(one.profiles, other.profiles)),
    ...(one.content !== undefined && one.content === other.content
      ? [{ what: "content", text: one.content, weight: WEIGHT.personal, isWide: false } as const]
      : []),
  ];
  // Of several values of one kind, the most telling counts.
  const best = new Map<string, SharedValue>();
  for (const value of values) {
    const kind = value.label ?? value.what;
    if ((best.get(kind)?.weight ?? 0) < value.weight) best.set(kind, value);
  }
  return [...best.values()].sort((a, b) => b.weight - a.weight);
}

function evidenceOf(one: Identity, other: Identity, isWide: IsWide): Evidence {
  const haveOtherEmails = differ(one.emails, other.emails);
  const hasSameMailbox = haveOtherEmails && shared(mailboxes(one), mailboxes(other)).length > 0;
  return {
    values: sharedValues(one, other, isWide),
    name: nameLikeness(one, other),
    hasSameAccount: shared(one.accounts, other.accounts).length > 0,
    hasSameMailbox,
    otherUniques: comparedKeys(one.uniques, other.uniques).flatMap((compared) => (compared.shared === undefined ? [compared.label] : [])),
    otherEmails: haveOtherEmails && !hasSameMailbox,
    otherEmailsAtOneDomain: haveOtherEmails && !hasSameMailbox && shared(employers(one), employers(other)).length > 0,
    otherProfiles: differ(one.profiles, other.profiles) && shared(services(one), services(other)).length > 0,
    otherAccounts: differ(one.accounts, other.accounts),
    isNamed: one.names.length > 0,
    isOtherNamed: other.names.length > 0,
  };
}

/**
 * Whether two contacts are one person, from everything that is known of them. A shared value alone is no person: a
 * name that contradicts makes it ambiguous, or another person if many hold the value.
 *
 * @param one a new contact, or a row of an import
 * @param other the contact, or the earlier row, that it may mean
 */
export function compare(one: Identity, other: Identity, isWide: IsWide = () => false): Verdict {
  const evidence = evidenceOf(one, other, isWide);
  const { values, hasSameAccount } = evidence;
  const weight = values[0]?.weight ?? (hasSameAccount ? WEIGHT.common : 0);
  const exclusive = values.find(({ what }) => what === "unique")?.label;
  return { kind: kindOf(evidence), weight, exclusive, evidence };
}

function kindOf(evidence: Evidence): VerdictKind {
  const [first] = evidence.values;
  const { grade } = evidence.name;
  if (evidence.otherUniques.length > 0) {
    const isLikely = first !== undefined || (evidence.hasSameAccount && grade === "same");
    return isLikely && grade !== "different" && grade !== "given" ? "ambiguous" : first?.what === "unique" ? "ambiguous" : "other";
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
 * They share a value of one person's own. Somebody with another last name may have married, or be a colleague who took
 * over the mailbox; only what the workspace or the caller calls an ID says that it is a new name.
 */
function byPersonal({ name: { grade, but }, values }: Evidence): VerdictKind {
  if (grade === "different" || but === "suffix") return "ambiguous";
  const isById = values.some(({ what }) => what === "unique" || what === "key");
  return grade === "given" && but === undefined && !isById ? "ambiguous" : "same";
}

/** They share a phone number, which a family or an office may share too. */
function byUsual({ name: { grade, but }, hasSameAccount, otherAccounts, otherEmails, otherProfiles }: Evidence): VerdictKind {
  if (but === "suffix") return "ambiguous";
  switch (grade) {
    case "same":
      return "same";
    case "alike":
      return otherEmails && !hasSameAccount ? "ambiguous" : "same";
    case "partial":
    case "unknown":
      return otherEmails || otherProfiles ? "ambiguous" : "same";
    case "given":
      return "ambiguous";
    case "different":
      // Everything but the number contradicts.
      return otherEmails && otherAccounts ? "other" : "ambiguous";
  }
}

/** They share a value that many hold. */
function byCommon({ name: { grade }, values, otherEmails, isNamed }: Evidence): VerdictKind {
  switch (grade) {
    case "same":
      return "same";
    case "alike":
      return otherEmails ? "ambiguous" : "same";
    case "partial":
      return "ambiguous";
    case "unknown":
      // A mailbox without a name is the contact that has it.
      return !isNamed && !values.some(({ isWide }) => isWide) ? "same" : "ambiguous";
    case "given":
    case "different":
      return "other";
  }
}

function byAccount(evidence: Evidence): VerdictKind {
  const { name, otherEmails } = evidence;
  switch (name.grade) {
    case "same":
      return "same";
    case "alike":
      return otherEmails || evidence.hasSameMailbox ? "ambiguous" : "same";
    case "partial":
      return otherEmails ? "other" : "ambiguous";
    case "given":
    case "different":
    case "unknown":
      return "other";
  }
}

/** Whether two contacts of one name are certainly two. */
const isToldApart = ({ otherAccounts, otherEmails, otherProfiles, otherUniques }: Evidence): boolean =>
  otherAccounts || otherEmails || otherProfiles || otherUniques.length > 0;

function byName(evidence: Evidence): VerdictKind {
  const { grade } = evidence.name;
  if (evidence.hasSameMailbox && (grade === "same" || grade === "alike" || grade === "partial")) return "ambiguous";
  return grade === "same" && !isToldApart(evidence) ? "ambiguous" : "other";
}

/** Whether two people are one, or hard to tell apart: their names do not contradict each other, or only as after a marriage. */
export const isLikely = ({ kind, weight, evidence: { name } }: Verdict): boolean =>
  kind === "same" || (kind === "ambiguous" && name.grade !== "different" && (name.grade !== "given" || weight === WEIGHT.personal));

/** Whether two people have the same name, and may be mistaken for each other. */
export const isNamesake = ({ kind, evidence }: Verdict): boolean => kind === "other" && evidence.name.grade === "same";
