import { decodeJsonString, isRecord } from "../../fields/json.ts";
import { withoutBlanks } from "../../files/blank.ts";
import type { TableRow } from "../../files/table.ts";
import { type Attribute, holdsMany, type Relationship } from "../../schema/contact-schema.ts";
import type { MatchedColumn } from "./columns.ts";

/** What `encodeCreate` and `encodeUpdate` take, by agent keys. */
export interface RowInput {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, unknown>>;
}

/**
 * "Acme; Initech" in a relationship with many records is two records. A list, also as JSON text, is left to the
 * encoder.
 */
function records(cell: unknown, relationship: Relationship): unknown {
  if (typeof cell !== "string" || !holdsMany(relationship) || decodeJsonString(cell) !== cell) return cell;
  const names = cell
    .split(";")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return names.length > 0 ? names : cell;
}

/**
 * A row as input of a create, by agent keys: parts of a field put together, relationships as a record or a list
 * of records. Blank cells are left out. Several values in one cell stay together: the encoder of the field
 * separates them.
 */
export function rowInput({ cells }: TableRow, matched: readonly MatchedColumn[]): RowInput {
  const fields = new Map<string, unknown>();
  const relationships = new Map<string, unknown>();
  for (const { column, attribute, part } of matched) {
    const cell = cells.get(column);
    if (cell === undefined) continue;
    const { agentKey } = attribute;
    if (attribute.kind === "relationship") relationships.set(agentKey, records(cell, attribute));
    else if (part !== undefined) {
      const before = fields.get(agentKey);
      fields.set(agentKey, { ...(isRecord(before) ? before : {}), [part]: cell });
    }
    // A blank part in the JSON text of a name would clear that part.
    else fields.set(agentKey, attribute.type.parts.size > 0 ? withoutBlanks(decodeJsonString(cell)) : cell);
  }
  return { fields: Object.fromEntries(fields), relationships: Object.fromEntries(relationships) };
}

/**
 * A row as input of an update: as {@link rowInput}, but lists are extended, and links to a single record are
 * replaced. An import removes nothing.
 */
export function rowUpdate(row: TableRow, matched: readonly MatchedColumn[]): RowInput {
  const { fields, relationships } = rowInput(row, matched);
  const changed = (kind: Attribute["kind"], given: RowInput["fields"]) =>
    Object.fromEntries(
      matched.flatMap(({ attribute }) => {
        const value = attribute.kind === kind ? given[attribute.agentKey] : undefined;
        if (value === undefined) return [];
        const one = kind === "relationship" ? { replace: value } : value;
        return [[attribute.agentKey, holdsMany(attribute) ? { add: value } : one] as const];
      }),
    );
  return { fields: changed("field", fields), relationships: changed("relationship", relationships) };
}
