import type { WireContact } from "../../api/index.ts";
import type { Edits } from "../../schema/encode.ts";
import type { Field, Workspace } from "../../schema/workspace.ts";
import { type Identity, identifies, identifyingTexts, identityOf, likeness } from "../duplicates/identity.ts";

/** Whom the rows of an import may mean, of all contacts that are known. */
export class Matching {
  readonly #fields: readonly Field[];
  readonly #workspace: Workspace;
  readonly #byText = new Map<string, Set<string>>();
  readonly #byName = new Map<string, { readonly id: string; readonly identity: Identity }[]>();

  /** @param fields by whose values a row says whom it means; absent: by unique values, e-mail, phone and profile, then by name and account */
  constructor(workspace: Workspace, fields: readonly Field[] | undefined) {
    this.#workspace = workspace;
    this.#fields = fields ?? workspace.fields.filter((field) => ![undefined, "name"].includes(identifies(field)));
    this.#byNameToo = fields === undefined;
  }

  readonly #byNameToo: boolean;

  /** Takes note of a contact. */
  add(contact: WireContact): void {
    for (const field of this.#fields) {
      for (const text of textsOf(field, contact.fields.get(field.apiKey)?.value ?? null)) {
        const ids = this.#byText.get(text);
        if (ids) ids.add(contact.id);
        else this.#byText.set(text, new Set([contact.id]));
      }
    }
    if (!this.#byNameToo) return;
    const identity = wireIdentity(contact, this.#workspace);
    for (const name of identity.names) {
      const namesakes = this.#byName.get(name);
      if (namesakes) namesakes.push({ id: contact.id, identity });
      else this.#byName.set(name, [{ id: contact.id, identity }]);
    }
  }

  /** Whether a contact, as it is now, is one that a row may mean by itself. */
  means(edits: Edits, contact: WireContact): boolean {
    const alone = new Matching(this.#workspace, this.#byNameToo ? undefined : this.#fields);
    alone.add(contact);
    return alone.find(edits).length > 0;
  }

  /** IDs of the contacts that a row may mean. */
  find(edits: Edits): string[] {
    const found = new Set<string>();
    for (const [field, edit] of edits.fields) {
      if (!this.#fields.includes(field)) continue;
      for (const text of textsOf(field, edit(null))) for (const id of this.#byText.get(text) ?? []) found.add(id);
    }
    if (found.size > 0 || !this.#byNameToo) return [...found];
    const identity = editedIdentity(edits);
    const namesakes = [...identity.names].flatMap((name) => this.#byName.get(name) ?? []);
    return [...new Set(namesakes.filter((one) => likeness(identity, one.identity)?.kind === "same").map(({ id }) => id))];
  }
}

/** Addresses, numbers and profiles are looked for in every field that holds such; anything else in its own. */
const textsOf = (field: Field, raw: unknown): string[] =>
  (field.type.identifies === "profile" ? identifyingTexts(field, raw) : field.type.canonical(raw, field.definition)).map(
    (text) => `${field.type.identifies ?? field.apiKey} ${text.toLowerCase()}`,
  );

/** The identity that a contact will have whom edits make. */
export const editedIdentity = ({ fields, links }: Edits): Identity =>
  identityOf(
    [...fields].map(([field, edit]) => ({ field, raw: edit(null) })),
    [...links].map(([relationship, edit]) => ({ relationship, ids: edit([]) })),
  );

const wireIdentity = (contact: WireContact, { fields, relationships }: Workspace): Identity =>
  identityOf(
    fields.filter(identifies).map((field) => ({ field, raw: contact.fields.get(field.apiKey)?.value ?? null })),
    relationships.map((relationship) => ({ relationship, ids: contact.relationships.get(relationship.apiKey)?.ids ?? [] })),
  );
