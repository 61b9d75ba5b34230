import type { FieldType } from "../../fields/index.ts";
import { nameKey } from "../../names/name-key.ts";
import type { Change } from "../../schema/change.ts";
import type { Field } from "../../schema/contact-schema.ts";
import type { ContactRecord, FieldValue, Links } from "../../schema/record.ts";

/** What distinguishes people, in forms that are equal if the same is meant. */
export interface Identity {
  readonly emails: ReadonlySet<string>;
  readonly phones: ReadonlySet<string>;
  readonly profiles: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
  /** IDs. */
  readonly accounts: ReadonlySet<string>;
  /** Values that must be unique in the workspace, by the API key of their field. */
  readonly uniques: ReadonlyMap<string, UniqueValue>;
  /** All values of a write, if none of them identifies a person: only the same write again has the same content. */
  readonly content?: string | undefined;
}

export interface UniqueValue {
  readonly label: string;
  readonly texts: readonly string[];
}

/** How a field's values identify people; "unique": because the workspace says so. */
export const identifies = ({ type, definition }: Field): FieldType["identifies"] | "unique" =>
  type.identifies ?? (definition.config.unique ? "unique" : undefined);

/** A page of a company or a school, which several people may give as their own. */
const SHARED_PAGE = /^[^/]+\/(company|school)\//;

/** The texts of a value that identify a contact; none for a field whose values do not. */
export function identifyingTexts(field: Field, raw: unknown): readonly string[] {
  const texts = field.type.canonical(raw, field.definition);
  switch (identifies(field)) {
    case undefined:
      return [];
    case "name":
      return texts.map(nameKey);
    case "profile":
      return texts.filter((text) => !SHARED_PAGE.test(text));
    default:
      return texts;
  }
}

export function identityOf(fields: readonly FieldValue[], links: readonly Links[]): Identity {
  const texts = { email: new Set<string>(), phone: new Set<string>(), profile: new Set<string>(), name: new Set<string>() };
  const uniques = new Map<string, UniqueValue>();
  for (const { field, raw } of fields) {
    const by = identifies(field);
    const found = by === undefined ? [] : identifyingTexts(field, raw);
    if (by === "unique" && found.length > 0) uniques.set(field.apiKey, { label: field.label, texts: found });
    else if (by !== undefined && by !== "unique") for (const text of found) texts[by].add(text);
  }
  const accounts = links.filter(({ relationship }) => relationship.definition.objectType === "account").flatMap(({ ids }) => ids);
  return { emails: texts.email, phones: texts.phone, profiles: texts.profile, names: texts.name, accounts: new Set(accounts), uniques };
}

/** The identity of the contact that a change creates. */
export function identityAfter(change: Change): Identity {
  const identity = identityOf(
    change.fields.map(({ field, after }) => ({ field, raw: after })),
    change.links.map(({ relationship, after }) => ({ relationship, ids: after })),
  );
  return identifiers(identity).length > 0 ? identity : { ...identity, content: contentOf(change) };
}

function contentOf({ fields, links }: Change): string {
  const values = [
    ...fields.map(({ field, after }) => [field.apiKey, ...field.type.canonical(after, field.definition)]),
    ...links.map(({ relationship, after }) => [relationship.apiKey, ...after.toSorted()]),
  ];
  return JSON.stringify(values.map((value) => JSON.stringify(value)).toSorted());
}

const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>) => [...one].find((item) => other.has(item));

/** The unique fields in which both have a value. */
const comparedUniques = (one: Identity, other: Identity): { readonly label: string; readonly isShared: boolean }[] =>
  [...one.uniques].flatMap(([key, { label, texts }]) => {
    const others = other.uniques.get(key)?.texts;
    return others ? [{ label, isShared: texts.some((text) => others.includes(text)) }] : [];
  });

/** The label of a unique field in which the two differ: they are two people. */
export const differingUnique = (one: Identity, other: Identity): string | undefined =>
  comparedUniques(one, other).find(({ isShared }) => !isShared)?.label;

/** How two contacts are alike. */
export type Likeness =
  /**
   * Very likely the same person: `by` says why, `exclusive` that the API would refuse a second contact,
   * `isWeak` that only the name matches.
   */
  | { readonly kind: "same"; readonly by: string; readonly exclusive?: true; readonly isWeak?: true }
  /** The same name, and something that distinguishes them. */
  | { readonly kind: "namesake" };

/** A contact that is very likely the person of a create. */
export interface Duplicate {
  readonly contact: ContactRecord;
  /** "e-mail", "name and account". */
  readonly by: string;
  /** The API would refuse a second contact with the same value. */
  readonly exclusive?: true | undefined;
}

/**
 * Whether two contacts are the same person. They are if they share a unique value, an e-mail address, a phone
 * number or a profile, or a name and an account. If they share only the name, different accounts, e-mail
 * addresses or unique values make them two.
 */
export function likeness(one: Identity, other: Identity): Likeness | undefined {
  const uniques = comparedUniques(one, other);
  const exclusive = uniques.find(({ isShared }) => isShared);
  if (exclusive) return { kind: "same", by: exclusive.label, exclusive: true };
  if (shared(one.emails, other.emails) !== undefined) return { kind: "same", by: "e-mail" };
  if (shared(one.phones, other.phones) !== undefined) return { kind: "same", by: "phone" };
  if (shared(one.profiles, other.profiles) !== undefined) return { kind: "same", by: "profile" };
  if (one.content !== undefined && one.content === other.content) return { kind: "same", by: "values, and nothing that tells people apart" };
  if (shared(one.names, other.names) === undefined) return undefined;
  if (shared(one.accounts, other.accounts) !== undefined) return { kind: "same", by: "name and account" };
  const differ = (a: ReadonlySet<string>, b: ReadonlySet<string>) => a.size > 0 && b.size > 0;
  if (differ(one.accounts, other.accounts) || differ(one.emails, other.emails) || uniques.length > 0) return { kind: "namesake" };
  return { kind: "same", by: "name, and nothing tells them apart", isWeak: true };
}

/** Texts of which two creates of the same person share at least one. */
export const identifiers = ({ emails, phones, profiles, names, uniques, content }: Identity): string[] => [
  ...[...uniques].flatMap(([key, { texts }]) => texts.map((text) => `unique ${key} ${text}`)),
  ...[...emails].map((text) => `email ${text}`),
  ...[...phones].map((text) => `phone ${text}`),
  ...[...profiles].map((text) => `profile ${text}`),
  ...[...names].map((text) => `name ${text}`),
  ...(content === undefined ? [] : [`content ${content}`]),
];
