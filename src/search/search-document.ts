import { type ContactSchema, type Field, isToColleague, type Relationship } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";
import { oneLine } from "../text/plain-text.ts";
import { PART_KINDS, type PartKind } from "./kinds.ts";

export type { PartKind };

/** A text of a contact that is searched. */
export interface SearchPart {
  readonly kind: PartKind;
  /** Agent key of the attribute. */
  readonly key: string;
  readonly text: string;
}

export interface SearchDocument {
  readonly id: string;
  readonly parts: readonly SearchPart[];
}

/** Kinds of plain text fields, by words in their keys and labels. */
const TEXT_KINDS: readonly (readonly [RegExp, PartKind])[] = [
  [/\b(title|role|position|job|function)\b/i, "title"],
  [/\b(city|town|country|location|place|address)\b/i, "place"],
  [/\b(company|employer|organi[sz]ation)\b/i, "account"],
];

const spaced = (key: string) => key.replace(/[$_.-]+/g, " ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");

/** The kind of a field's texts; undefined if they are not searched. */
function fieldKind({ type, apiKey, label }: Field): PartKind | undefined {
  // A field's definition says whether it is long text, but not whether it is a job title.
  if (type.search.as !== "text" || type.multiline) return type.search.as;
  const named = TEXT_KINDS.find(([words]) => words.test(spaced(apiKey)) || words.test(label));
  return named?.[1] ?? "text";
}

/** The kind of the names that a relationship links to; undefined if they are not searched. */
function linkKind(relationship: Relationship): PartKind | undefined {
  if (relationship.definition.objectType === "account") return "account";
  return isToColleague(relationship) ? "owner" : undefined;
}

/** The texts by which a contact is found. @param nameOf of a linked record, if known: `nameOf("account", "acc_…")` */
export function searchDocument(contact: ContactRecord, nameOf: (objectType: string, id: string) => string | undefined): SearchDocument {
  const parts: SearchPart[] = [];
  const add = (kind: PartKind, key: string, text: string) => {
    const clean = oneLine(text);
    if (clean !== "") parts.push({ kind, key, text: clean });
  };
  add("handle", "externalId", contact.externalId ?? "");
  for (const { field, raw } of contact.fields) {
    const kind = fieldKind(field);
    if (kind === undefined) continue;
    for (const text of field.type.search.texts(raw, field.definition)) add(kind, field.agentKey, text);
  }
  for (const { relationship, ids } of contact.relationships) {
    const kind = linkKind(relationship);
    if (kind === undefined) continue;
    for (const id of ids) add(kind, relationship.agentKey, nameOf(relationship.definition.objectType, id) ?? "");
  }
  return { id: contact.id, parts };
}

/**
 * The kinds of text by which contacts of a workspace are found, the most usual first.
 *
 * @param isNamed whether the names of records of this type can be read
 */
export function searchedKinds({ fields, relationships }: ContactSchema, isNamed: (objectType: string) => boolean): PartKind[] {
  const kinds = new Set([
    ...fields.map(fieldKind),
    ...relationships.map((relationship) => (isNamed(relationship.definition.objectType) ? linkKind(relationship) : undefined)),
  ]);
  return PART_KINDS.filter((kind) => kinds.has(kind));
}
