import { nameKey } from "../../lookup/names/name-key.ts";
import type { Change } from "../../schema/change.ts";
import type { FieldValue, Links } from "../../schema/record.ts";

/** What tells one person from another, in forms that are equal where the same is meant. */
export interface Identity {
  readonly emails: ReadonlySet<string>;
  readonly phones: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** IDs. */
  readonly accounts: ReadonlySet<string>;
}

export function identityOf(fields: readonly FieldValue[], links: readonly Links[]): Identity {
  const texts = { email: new Set<string>(), phone: new Set<string>(), name: new Set<string>() };
  for (const { field, raw } of fields) {
    const { identifies } = field.type;
    if (!identifies) continue;
    for (const text of field.type.canonical(raw, field.definition)) texts[identifies].add(identifies === "name" ? nameKey(text) : text);
  }
  const accounts = links.filter(({ relationship }) => relationship.definition.objectType === "account").flatMap(({ ids }) => ids);
  return { emails: texts.email, phones: texts.phone, names: texts.name, accounts: new Set(accounts) };
}

/** The identity that a contact will have that a change makes. */
export const identityAfter = ({ fields, links }: Change): Identity =>
  identityOf(
    fields.map(({ field, after }) => ({ field, raw: after })),
    links.map(({ relationship, after }) => ({ relationship, ids: after })),
  );

const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>) => [...one].find((item) => other.has(item));

/** How two contacts are alike. */
export type Likeness =
  /** Very likely the same person; `by` says why. */
  | { readonly kind: "same"; readonly by: string }
  /** The same name, and something that tells them apart. */
  | { readonly kind: "namesake" };

/**
 * Whether two contacts are the same person. An e-mail address or phone number in common says so, and a name in common with an account. With the name
 * alone it depends on whether anything tells the two apart: different accounts, or different e-mail addresses.
 */
export function likeness(one: Identity, other: Identity): Likeness | undefined {
  if (shared(one.emails, other.emails) !== undefined) return { kind: "same", by: "e-mail" };
  if (shared(one.phones, other.phones) !== undefined) return { kind: "same", by: "phone" };
  if (shared(one.names, other.names) === undefined) return undefined;
  if (shared(one.accounts, other.accounts) !== undefined) return { kind: "same", by: "name and account" };
  const differ = (a: ReadonlySet<string>, b: ReadonlySet<string>) => a.size > 0 && b.size > 0;
  if (differ(one.accounts, other.accounts) || differ(one.emails, other.emails)) return { kind: "namesake" };
  return { kind: "same", by: "name, and nothing tells them apart" };
}

/** Texts of which two writes that may make the same person have one in common. */
export const identifiers = ({ emails, phones, names }: Identity): string[] => [
  ...[...emails].map((text) => `email ${text}`),
  ...[...phones].map((text) => `phone ${text}`),
  ...[...names].map((text) => `name ${text}`),
];
