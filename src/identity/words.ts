import type { Evidence, SharedValue, Verdict } from "./compare.ts";

const listed = (items: readonly string[]): string => (items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`);

const NOUNS = { email: "e-mail address", phone: "phone number", profile: "profile" } as const;

/** "the phone number", "a phone number that several people have" */
function inWords({ what, label, isWide }: SharedValue): string {
  if (what === "content") return "all values";
  const noun = what === "unique" || what === "key" ? label : NOUNS[what];
  return isWide ? `${what === "email" ? "an" : "a"} ${noun} that several people have` : `the ${noun}`;
}

/** What contradicts, as far as it matters besides what is shared. */
function against({ name: { grade }, otherUniques, otherEmails, otherProfiles }: Evidence, isMuch: boolean): string[] {
  if (otherUniques.length > 0) return otherUniques.map((label) => `the ${label}`);
  if (isMuch && grade === "different") return ["the name"];
  if (grade === "same" || grade === "different" || grade === "given") return [];
  return [...(otherEmails ? ["the e-mail address"] : []), ...(otherProfiles ? ["the profile"] : [])];
}

/** What two contacts share, after "it" or a name: "shares only the phone number". */
export function sharesText({ evidence }: Verdict): string {
  const { values, name, hasSameAccount, hasSameMailbox } = evidence;
  const parts = [
    ...values.map(inWords),
    ...(hasSameMailbox ? ["the mailbox in another spelling"] : []),
    ...name.shared,
    ...(hasSameAccount ? ["the account"] : []),
  ];
  const not = against(evidence, parts.length > 2);
  const isLittle = parts.length === 1 || name.grade === "different" || name.grade === "given";
  return `shares ${isLittle && not.length === 0 ? "only " : ""}${listed(parts)}${not.length === 0 ? "" : `, but not ${listed(not)}`}`;
}

const SHORT = { email: "e-mail", phone: "phone", profile: "profile", content: "values, and nothing that tells people apart" } as const;

/** Why two contacts are the same person, after "the same": "e-mail", "name and account". */
export function sameText({ evidence: { values, name, hasSameAccount, hasSameMailbox } }: Verdict): string {
  const [first] = values;
  if (first) return first.what === "unique" || first.what === "key" ? (first.label ?? "value") : SHORT[first.what];
  const [named = "name", ...more] = name.shared.map((part) => part.replace(/^the /, ""));
  return listed([named, ...more, ...(hasSameMailbox ? ["mailbox"] : []), ...(hasSameAccount ? ["account"] : [])]);
}

/** How a shared value is written otherwise by the other contact: "with other capitals"; undefined if it is not. */
export type OtherForm = (value: SharedValue) => string | undefined;

/** Why two contacts may be one person: "same e-mail with other capitals, first name and account". */
export function evidenceText({ evidence }: Verdict, otherForm: OtherForm = () => undefined): string {
  const { values, name, hasSameAccount, hasSameMailbox } = evidence;
  const parts = [
    ...values.map((value) => {
      const noun = value.what === "unique" || value.what === "key" ? (value.label ?? "value") : SHORT[value.what];
      const form = otherForm(value);
      return `${noun}${form === undefined ? "" : ` ${form}`}${value.isWide ? " that several people have" : ""}`;
    }),
    ...(hasSameMailbox ? ["mailbox in another spelling"] : []),
    ...name.shared.map((part) => part.replace(/^the /, "")),
    ...(hasSameAccount ? ["account"] : []),
  ];
  const typo = name.but?.startsWith("typo") ? `, a ${name.but}` : "";
  const not = differing(evidence);
  return `same ${listed(parts)}${typo}${not.length === 0 ? "" : `; different ${listed(not)}`}`;
}

/** What speaks against it. */
const differing = ({ name, otherUniques, otherEmails, otherProfiles, otherAccounts }: Evidence): string[] => [
  ...otherUniques,
  ...(name.grade === "different" && !name.but ? ["name"] : []),
  ...(name.grade === "given" && !name.but ? ["last name"] : []),
  ...(otherEmails ? ["e-mail"] : []),
  ...(otherProfiles ? ["profile"] : []),
  ...(otherAccounts ? ["account"] : []),
];
