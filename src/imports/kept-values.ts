import { rawValues } from "../fields/raw-values.ts";
import { rowsNamed } from "../files/table.ts";
import { getOrInsert } from "../maps.ts";
import { idsOf, lackingIn, rawOf, without } from "../schema/change.ts";
import { type Attribute, type ContactSchema, holdsMany } from "../schema/contact-schema.ts";
import type { ContactRecord } from "../schema/record.ts";
import { firstOf } from "../text/first-of.ts";
import type { Columns } from "./columns/column-matcher.ts";
import { isWritable, NamedAttributes } from "./columns/named-attributes.ts";
import type { EncodedRow } from "./encoded-row.ts";

const MOST_NAMED = 8;

/** Whether the contact has a value of an attribute that the row, which has a column for it, does not give. */
function lacks(attribute: Attribute, { update }: EncodedRow, contact: ContactRecord): boolean {
  if (attribute.kind === "relationship") {
    const edit = update?.links.get(attribute);
    return (!edit || holdsMany(attribute)) && without(idsOf(contact, attribute), edit?.([]) ?? []).length > 0;
  }
  const [stored, edit] = [rawOf(contact, attribute), update?.fields.get(attribute)];
  if (!edit) return attribute.type.isSet(stored);
  return holdsMany(attribute) && lackingIn(edit(null), rawValues(stored), attribute).length > 0;
}

/**
 * The stored values that rows with the IDs of their contacts no longer have: such a file probably comes from this
 * workspace, and somebody may have removed them there. An import removes nothing.
 */
export class KeptValues {
  readonly #rows = new Map<Attribute, number[]>();
  readonly #columns: Columns;
  readonly #attributes: ReadonlySet<Attribute>;

  constructor(columns: Columns, schema: ContactSchema) {
    const named = new NamedAttributes(schema);
    const emptied = columns.empty.flatMap((column) => named.targets(column).filter(({ attribute }) => isWritable(attribute)));
    this.#columns = columns;
    this.#attributes = new Set([...columns.matched, ...emptied].map(({ attribute }) => attribute));
  }

  note(encoded: EncodedRow, contact: ContactRecord): void {
    const { row, id } = encoded;
    if (id === undefined) return;
    const unread = new Set(row.leftOut?.map(({ column }) => column));
    for (const attribute of this.#attributes) {
      const isUnread = this.#columns.matched.some((one) => one.attribute === attribute && unread.has(one.column));
      if (!isUnread && lacks(attribute, encoded, contact)) getOrInsert(this.#rows, attribute, () => []).push(row.number);
    }
  }

  notes(): string[] {
    const kept = [...this.#rows].map(([{ label }, rows]) => `${label} (${rowsNamed(rows)})`);
    if (kept.length === 0) return [];
    return [`These stored values stay, although the rows do not give them: ${firstOf(kept, MOST_NAMED)}. update_contact can remove them.`];
  }
}
