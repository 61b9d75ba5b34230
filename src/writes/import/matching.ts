import type { WireContact } from "../../api/index.ts";
import type { ContactSchema, Field } from "../../schema/contact-schema.ts";
import type { Edits } from "../../schema/encode.ts";
import { type Identity, identifies, identifyingTexts, identityOf, likeness } from "../duplicates/identity.ts";
import type { MatchOn } from "./match-on.ts";

/** A contact that a row may mean. */
export interface Match {
  readonly id: string;
  /** What they share: "e-mail", "name and account". */
  readonly by: string;
  /** Only the name is the same, and nothing distinguishes the two. */
  readonly isWeak: boolean;
}

/** Finds the contacts that the rows of an import may mean. */
export class Matching {
  readonly #schema: ContactSchema;
  readonly #on: MatchOn;
  readonly #byText = new Map<string, Set<string>>();
  readonly #byName = new Map<string, { readonly id: string; readonly identity: Identity }[]>();

  constructor(schema: ContactSchema, on: MatchOn) {
    this.#schema = schema;
    this.#on = on;
  }

  /** Adds a contact. */
  add(contact: WireContact): void {
    for (const field of this.#on.fields) {
      for (const text of textsOf(field, contact.fields.get(field.apiKey)?.value ?? null)) {
        const ids = this.#byText.get(text);
        if (ids) ids.add(contact.id);
        else this.#byText.set(text, new Set([contact.id]));
      }
    }
    if (!this.#on.byNameAndAccount) return;
    const identity = wireIdentity(contact, this.#schema);
    for (const name of identity.names) {
      const namesakes = this.#byName.get(name);
      if (namesakes) namesakes.push({ id: contact.id, identity });
      else this.#byName.set(name, [{ id: contact.id, identity }]);
    }
  }

  /** Whether a row may mean this contact, as it is now. */
  means(edits: Edits, contact: WireContact): boolean {
    const alone = new Matching(this.#schema, this.#on);
    alone.add(contact);
    return alone.find(edits).length > 0;
  }

  /** IDs of the contacts that have the name of a row and are other people. */
  namesakes(edits: Edits): string[] {
    const identity = editedIdentity(edits);
    const all = [...identity.names].flatMap((name) => this.#byName.get(name) ?? []);
    return [...new Set(all.filter((one) => likeness(identity, one.identity)?.kind === "namesake").map(({ id }) => id))];
  }

  /** The contacts that a row may mean. */
  find(edits: Edits): Match[] {
    const found = new Map<string, Match>();
    for (const [field, edit] of edits.fields) {
      if (!this.#on.fields.includes(field)) continue;
      for (const text of textsOf(field, edit(null)))
        for (const id of this.#byText.get(text) ?? []) if (!found.has(id)) found.set(id, { id, by: field.label, isWeak: false });
    }
    if (found.size > 0) return [...found.values()];
    const identity = editedIdentity(edits);
    const namesakes = [...identity.names].flatMap((name) => this.#byName.get(name) ?? []);
    for (const one of namesakes) {
      const alike = likeness(identity, one.identity);
      if (alike?.kind === "same") found.set(one.id, { id: one.id, by: alike.by, isWeak: alike.isWeak === true });
    }
    return [...found.values()];
  }
}

/**
 * Addresses, numbers and profiles match in every field of their kind, other values in their own field. Unique
 * values are case-sensitive.
 */
function textsOf(field: Field, raw: unknown): string[] {
  const by = identifies(field);
  const texts = by === "profile" ? identifyingTexts(field, raw) : field.type.canonical(raw, field.definition);
  return texts.map((text) => `${field.type.identifies ?? field.apiKey} ${by === "unique" ? text : text.toLowerCase()}`);
}

/** The identity of the contact that edits create. */
const editedIdentity = ({ fields, links }: Edits): Identity =>
  identityOf(
    [...fields].map(([field, edit]) => ({ field, raw: edit(null) })),
    [...links].map(([relationship, edit]) => ({ relationship, ids: edit([]) })),
  );

const wireIdentity = (contact: WireContact, { fields, relationships }: ContactSchema): Identity =>
  identityOf(
    fields.filter(identifies).map((field) => ({ field, raw: contact.fields.get(field.apiKey)?.value ?? null })),
    relationships.map((relationship) => ({ relationship, ids: contact.relationships.get(relationship.apiKey)?.ids ?? [] })),
  );
