import type { FieldType } from "../fields/index.ts";
import type { Change } from "../schema/change.ts";
import type { Field } from "../schema/contact-schema.ts";
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

/**
 * @param keyFields fields that the caller has declared to identify people, besides those of which {@link identifies}
 *   says so
 */
export function identityOf(fields: readonly FieldValue[], links: readonly Links[], keyFields: readonly Field[] = []): Identity {
  const texts = { email: new Set<string>(), phone: new Set<string>(), profile: new Set<string>() };
  const names: PersonName[] = [];
  const uniques = new Map<string, KeyValue>();
  const keys = new Map<string, KeyValue>();
  for (const { field, raw } of fields) {
    const by = identifies(field);
    if (by === "name") {
      const name = personName(raw);
      if (name) names.push(name);
    } else if (by === undefined) {
      if (!keyFields.some(({ apiKey }) => apiKey === field.apiKey)) continue;
      const found = field.type.canonical(raw, field.definition).map((text) => text.toLowerCase());
      if (found.length > 0) keys.set(field.apiKey, { label: field.label, texts: found });
    } else {
      const found = identifyingTexts(field, raw);
      if (by !== "unique") for (const text of found) texts[by].add(text);
      else if (found.length > 0) uniques.set(field.apiKey, { label: field.label, texts: found });
    }
  }
  const accounts = links.filter(({ relationship }) => relationship.definition.objectType === "account").flatMap(({ ids }) => ids);
  return { emails: texts.email, phones: texts.phone, profiles: texts.profile, names, accounts: new Set(accounts), uniques, keys };
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
