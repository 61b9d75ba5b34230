import type { Locale } from "../fields/index.ts";
import { oneLine } from "../fields/plain-text.ts";
import type { ContactRecord } from "../schema/record.ts";
import type { Field, Relationship } from "../schema/workspace.ts";
import type { PartKind } from "./search/kinds.ts";

/** What of a contact is searched. */
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

/** Plain text fields that hold what has a kind of its own, by the words of their keys and labels. */
const TEXT_KINDS: readonly (readonly [RegExp, PartKind])[] = [
  [/\b(title|role|position|job|function)\b/i, "title"],
  [/\b(city|town|country|location|place|address)\b/i, "place"],
  [/\b(company|employer|organi[sz]ation)\b/i, "account"],
];

/** Members by whose name nobody means the contact. */
const BOOKKEEPING = /^\$?(created|updated|modified|deleted)[_-]?by$/i;

const spaced = (key: string) => key.replace(/[$_.-]+/g, " ").replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");

function textKind({ apiKey, label }: Field): PartKind {
  const named = TEXT_KINDS.find(([words]) => words.test(spaced(apiKey)) || words.test(label));
  return named?.[1] ?? "text";
}

function linkKind({ apiKey, definition }: Relationship): PartKind | undefined {
  if (definition.objectType === "account") return "account";
  return definition.objectType === "member" && !BOOKKEEPING.test(apiKey) ? "owner" : undefined;
}

/**
 * The texts by which a contact is found.
 *
 * @param nameOf the name of a linked record, where it is known: `nameOf("account", "acc_…")` is "Acme"
 */
export function searchDocument(
  contact: ContactRecord,
  nameOf: (objectType: string, id: string) => string | undefined,
  _locale: Locale,
): SearchDocument {
  const parts: SearchPart[] = [];
  const add = (kind: PartKind, key: string, text: string) => {
    const clean = oneLine(text);
    if (clean !== "") parts.push({ kind, key, text: clean });
  };
  for (const { field, raw } of contact.fields) {
    for (const { kind, text } of field.type.searchable(raw, field.definition)) {
      // A field's definition can say that it is long text, but not that it is a job title.
      add(kind === "text" && !field.type.multiline ? textKind(field) : kind, field.agentKey, text);
    }
  }
  for (const { relationship, ids } of contact.relationships) {
    const kind = linkKind(relationship);
    if (kind === undefined) continue;
    for (const id of ids) add(kind, relationship.agentKey, nameOf(relationship.definition.objectType, id) ?? "");
  }
  return { id: contact.id, parts };
}
