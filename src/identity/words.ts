import type { Verdict } from "./compare.ts";
import { type Difference, type Evidence, onlyInCommon, type SharedValue } from "./evidence.ts";
import type { HeldValues } from "./held-values.ts";

const listed = (items: readonly string[]): string => (items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`);

type Named = Pick<HeldValues, "kind" | "label">;

/** "the e-mail address", "the CRM ID" */
const withThe = ({ kind, label }: Named): string => (label === undefined ? kind.words.withThe : `the ${label}`);

/** "e-mail", "CRM ID" */
const short = ({ kind, label }: Named): string => label ?? kind.words.short;

/** "e-mail", "linkedin.com profile" */
function shortShared(value: SharedValue): string {
  const { words, difference } = value.kind;
  const issuer = words.namesIssuer ? difference?.issuerOf?.(value.text) : undefined;
  return issuer === undefined ? short(value) : `${issuer} ${short(value)}`;
}

const OF_MANY = "that several people have";

function sharedWithThe(value: SharedValue): string {
  const { kind, label, isHeldByMany } = value;
  return isHeldByMany ? `${label === undefined ? kind.words.withA : `a ${label}`} ${OF_MANY}` : withThe(value);
}

const otherSpelling = ({ kind }: HeldValues): string => `${kind.otherSpellings?.of} ${kind.otherSpellings?.inOtherForm}`;

const isExclusive = ({ weight }: Difference): boolean => weight === "exclusive";

/** The contradictions that matter beside what is shared. */
function against({ name: { grade, almost, isOpposed }, differences, isExcluded }: Evidence, isMuch: boolean): string[] {
  if (isExcluded) return differences.filter(isExclusive).map(withThe);
  if (grade === "same" && isOpposed) return ["the salutation"];
  if (isMuch && grade === "different" && almost === undefined) return ["the name"];
  return grade === "same" || grade === "different" || grade === "given" ? [] : differences.map(withThe);
}

/** What two contacts share, after "it" or a name: "shares only the phone number". */
export function sharesText({ evidence }: Verdict): string {
  const { values, otherSpellings, name, hasSameAccount } = evidence;
  const parts = [
    ...values.map(sharedWithThe),
    ...otherSpellings.map((held) => `the ${otherSpelling(held)}`),
    ...name.shared,
    ...onlyInCommon(evidence),
    ...(hasSameAccount ? ["the account"] : []),
    // Last, so that the exception is about this part alone.
    ...(name.almost === undefined ? [] : [`the ${name.almost} in a similar spelling`]),
  ];
  const not = against(evidence, parts.length > 2);
  const isLittle = parts.length === 1 || (name.almost === undefined && (name.grade === "different" || name.grade === "given"));
  return `shares ${isLittle && not.length === 0 ? "only " : ""}${listed(parts)}${not.length === 0 ? "" : `, but not ${listed(not)}`}`;
}

const withoutThe = (part: string): string => part.replace(/^the /, "");

/** Why two contacts are the same person, after "the same": "e-mail", "name and account". */
export function sameText({ evidence: { values, otherSpellings, name, hasSameAccount } }: Verdict): string {
  const [first] = values;
  if (first) return shortShared(first);
  const [named = "name", ...more] = name.shared.map(withoutThe);
  return listed([named, ...more, ...otherSpellings.flatMap(({ kind }) => kind.otherSpellings?.of ?? []), ...(hasSameAccount ? ["account"] : [])]);
}

/** Whether the other contact writes a shared value in another form. */
type IsWrittenOtherwise = (value: SharedValue) => boolean;

/** Why two contacts may be one person: "same e-mail with other capitals, first name and account". */
export function evidenceText({ evidence }: Verdict, isWrittenOtherwise: IsWrittenOtherwise = () => false): string {
  const { values, otherSpellings, name, hasSameAccount } = evidence;
  const parts = [
    ...values.map((value) => {
      const form = isWrittenOtherwise(value) ? value.kind.words.inOtherForm : undefined;
      return [shortShared(value), form, value.isHeldByMany ? OF_MANY : undefined].filter((part) => part !== undefined).join(" ");
    }),
    ...otherSpellings.map(otherSpelling),
    ...name.shared.map(withoutThe),
    ...onlyInCommon(evidence).map(withoutThe),
    ...(hasSameAccount ? ["account"] : []),
  ];
  const typo = name.but?.startsWith("typo") ? `, a ${name.but}` : "";
  const not = differing(evidence);
  return `same ${listed(parts)}${typo}${not.length === 0 ? "" : `; different ${listed(not)}`}`;
}

/** What speaks against it. */
const differing = ({ name, differences, otherAccounts }: Evidence): string[] => [
  ...differences.filter(isExclusive).map(short),
  ...(name.grade === "different" && !name.but ? ["name"] : []),
  ...(name.grade === "given" && !name.but ? ["last name"] : []),
  ...differences.filter((difference) => !isExclusive(difference)).map(short),
  ...(otherAccounts ? ["account"] : []),
];
