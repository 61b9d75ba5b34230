import type { WireContact } from "../api/wire.ts";
import type { FieldType } from "../fields/index.ts";
import type { Change } from "../schema/change.ts";
import type { Attribute, ContactSchema, Field, Relationship } from "../schema/contact-schema.ts";
import type { FieldValue, Links } from "../schema/record.ts";
import { type PersonName, personName } from "./person-name.ts";

/** What distinguishes people, in forms that are equal if the same is meant. */
export interface Identity {
  readonly emails: ReadonlySet<string>;
  readonly phones: ReadonlySet<string>;
  /** Profiles of people, not those of companies and schools. */
  readonly profiles: ReadonlySet<string>;
  readonly names: readonly PersonName[];
  /** IDs. */
  readonly accounts: ReadonlySet<string>;
  /** Values that must be unique in the workspace, by the API key of their field. */
  readonly uniques: ReadonlyMap<string, KeyValue>;
  /** Values of other fields that the caller has declared to identify people, by the API key of their field. */
  readonly keys: ReadonlyMap<string, KeyValue>;
  /** All values of a write, if none of them identifies a person: only the same write again has the same content. */
  readonly content?: string | undefined;
}

export interface KeyValue {
  readonly label: string;
  readonly texts: readonly string[];
}

/** How a field's values identify people; "unique": because the workspace says so. */
export const identifies = ({ type, definition }: Field): FieldType["identifies"] | "unique" =>
  type.identifies ?? (definition.config.unique ? "unique" : undefined);

/** A page of a company, a school or a group, which several people may give as their own. */
const SHARED_PAGE = /^[^/]+\/(company|school|showcase|groups|pages|events|jobs|feed|posts?)(\/|$)/;

/** The texts of a value that identify a contact; none for names, and for fields whose values do not. */
export function identifyingTexts(field: Field, raw: unknown): readonly string[] {
  switch (identifies(field)) {
    case undefined:
    case "name":
      return [];
    case "profile":
      return field.type.canonical(raw, field.definition).filter((text) => !SHARED_PAGE.test(text));
    default:
      return field.type.canonical(raw, field.definition);
  }
}

/** Collects what distinguishes a person. Most have few of these, and very many people are read. */
class Collected implements Identity {
  emails: Set<string> | typeof NONE = NONE;
  phones: Set<string> | typeof NONE = NONE;
  profiles: Set<string> | typeof NONE = NONE;
  accounts: Set<string> | typeof NONE = NONE;
  readonly names: PersonName[] = [];
  uniques: Map<string, KeyValue> | typeof NO_VALUES = NO_VALUES;
  keys: Map<string, KeyValue> | typeof NO_VALUES = NO_VALUES;

  addValue(field: Field, raw: unknown, by: ReturnType<typeof identifies>): void {
    if (raw === null) return;
    if (by === "name") {
      const name = personName(raw);
      if (name) this.names.push(name);
      return;
    }
    const texts = by === undefined ? field.type.canonical(raw, field.definition).map((text) => text.toLowerCase()) : identifyingTexts(field, raw);
    if (texts.length === 0) return;
    const value: KeyValue = { label: field.label, texts };
    if (by === undefined) this.keys = new Map([...this.keys, [field.apiKey, value]]);
    else if (by === "unique") this.uniques = new Map([...this.uniques, [field.apiKey, value]]);
    else this[PLURAL[by]] = withTexts(this[PLURAL[by]], texts);
  }

  addAccounts(ids: readonly string[]): void {
    if (ids.length > 0) this.accounts = withTexts(this.accounts, ids);
  }
}

const NONE: ReadonlySet<string> = new Set();
const NO_VALUES: ReadonlyMap<string, KeyValue> = new Map();
const PLURAL = { email: "emails", phone: "phones", profile: "profiles" } as const;

const withTexts = (known: ReadonlySet<string>, texts: readonly string[]) => (known.size === 0 ? new Set(texts) : new Set([...known, ...texts]));

const leadsToAccount = ({ definition }: Relationship) => definition.objectType === "account";

/**
 * @param keyFields fields that the caller has declared to identify people, besides those of which {@link identifies}
 *   says so
 */
export function identityOf(fields: readonly FieldValue[], links: readonly Links[], keyFields: readonly Field[] = []): Identity {
  const identity = new Collected();
  for (const { field, raw } of fields) {
    const by = identifies(field);
    if (by !== undefined || keyFields.some(({ apiKey }) => apiKey === field.apiKey)) identity.addValue(field, raw, by);
  }
  for (const { relationship, ids } of links) if (leadsToAccount(relationship)) identity.addAccounts(ids);
  return identity;
}

/** Reads who contacts are, as the API sent them. */
export interface IdentityReader {
  /** What it reads of a contact. */
  readonly reads: readonly Attribute[];
  of(contact: Pick<WireContact, "fields" | "relationships">): Identity;
}

/** @param keyFields as for {@link identityOf} */
export function identityReader({ fields, relationships }: ContactSchema, keyFields: readonly Field[] = []): IdentityReader {
  const read = fields.map((field) => ({ field, by: identifies(field) })).filter(({ field, by }) => by !== undefined || keyFields.includes(field));
  const accounts = relationships.filter(leadsToAccount);
  return {
    reads: [...read.map(({ field }) => field), ...accounts],
    of: (contact) => {
      const identity = new Collected();
      for (const { field, by } of read) identity.addValue(field, contact.fields.get(field.apiKey)?.value ?? null, by);
      for (const { apiKey } of accounts) identity.addAccounts(contact.relationships.get(apiKey)?.ids ?? []);
      return identity;
    },
  };
}

/** The identity of the contact that a change creates. */
export function identityAfter(change: Change, keyFields: readonly Field[] = []): Identity {
  const identity = identityOf(
    change.fields.map(({ field, after }) => ({ field, raw: after })),
    change.links.map(({ relationship, after }) => ({ relationship, ids: after })),
    keyFields,
  );
  return isAnybody(identity) ? { ...identity, content: contentOf(change) } : identity;
}

/** Whether nothing says who it is. */
const isAnybody = ({ emails, phones, profiles, names, uniques, keys }: Identity) =>
  emails.size + phones.size + profiles.size + names.length + uniques.size + keys.size === 0;

function contentOf({ fields, links }: Change): string {
  const values = [
    ...fields.map(({ field, after }) => [field.apiKey, ...field.type.canonical(after, field.definition)]),
    ...links.map(({ relationship, after }) => [relationship.apiKey, ...after.toSorted()]),
  ];
  return JSON.stringify(values.map((value) => JSON.stringify(value)).toSorted());
}
