import { decodeJsonString, isRecord } from "../fields/json.ts";
import { withoutBlanks } from "../files/blank.ts";
import type { TableRow } from "../files/table.ts";
import { getOrInsert, groupBy } from "../maps.ts";
import { type Attribute, holdsMany } from "../schema/contact-schema.ts";
import { isOfList, isOneOnly, type MatchedColumn } from "./columns/matched-column.ts";
import type { Target } from "./columns/named-attributes.ts";

/** What `encodeCreate` and `encodeUpdate` take, by agent keys. */
interface RowInput {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, unknown>>;
}

/** The value of a cell, and where it goes. */
interface Given extends Target {
  readonly value: unknown;
  readonly choice: number;
  /** Whether its label says that it is the first of several. */
  readonly isPrimary: boolean;
}

/**
 * A row as input of a create, by agent keys: parts of a field put together, several columns for a list or a text in
 * one value, relationships as a record or a list of records. Blank cells are left out. Several values in one cell
 * stay together: the encoder of the field separates them.
 */
export const rowInput = (row: TableRow, matched: readonly MatchedColumn[]): RowInput => byKind(valuesOf(row, matched), (_, value) => value);

/**
 * A row as input of an update: as {@link rowInput}, but lists are extended, and links to a single record are
 * replaced. An import removes nothing. Notes get further lines, unless the row names the contact by its ID: then the
 * table is an export of ours, and its notes may have been edited.
 */
export function rowUpdate(row: TableRow, matched: readonly MatchedColumn[], hasId = false): RowInput {
  const notes = new Set(hasId ? [] : matched.filter(({ hasNotes }) => hasNotes).map(({ attribute }) => attribute));
  return byKind(valuesOf(row, matched), (attribute, value) => {
    const one = attribute.kind === "relationship" ? { replace: value } : value;
    return holdsMany(attribute) || notes.has(attribute) ? { add: value } : one;
  });
}

function byKind(values: ReadonlyMap<Attribute, unknown>, change: (attribute: Attribute, value: unknown) => unknown): RowInput {
  const of = (kind: Attribute["kind"]) =>
    Object.fromEntries(
      [...values]
        .filter(([attribute]) => attribute.kind === kind)
        .map(([attribute, value]) => [attribute.agentKey, change(attribute, value)] as const),
    );
  return { fields: of("field"), relationships: of("relationship") };
}

/** Whether a label marks the first of several values: "* Work". */
const marksFirst = (label: string): boolean => label.trimStart().startsWith("*");

function valuesOf(row: TableRow, matched: readonly MatchedColumn[]): ReadonlyMap<Attribute, unknown> {
  const given = new Map<Attribute, Given[]>();
  for (const column of matched) {
    const value = row.cells.get(column.column);
    const target = value === undefined ? undefined : targetOf(value, row, column);
    if (target === undefined) continue;
    const add = ({ attribute, part }: Target, value: unknown) =>
      getOrInsert(given, attribute, () => []).push({ attribute, part, value, choice: column.choice, isPrimary: marksFirst(labelOf(row, column)) });
    // A field for one mobile number takes the first. The list of all numbers takes the others.
    const rest = holdsMany(target.attribute) || (target === column && !Array.isArray(value)) ? undefined : restOf(target, column);
    for (const one of rest ? [value].flat() : [value]) add(rest && given.has(target.attribute) ? rest : target, one);
  }
  const values = new Map<Attribute, unknown>();
  for (const [attribute, all] of given) {
    const value = valueIn(attribute, all);
    if (value !== undefined) values.set(attribute, value);
  }
  return values;
}

const labelOf = ({ cells }: TableRow, { labels }: MatchedColumn): string => (labels === undefined ? "" : String(cells.get(labels) ?? ""));

/** Where the value of a cell goes: a fax nowhere, a mobile number to its own field. */
export function targetOf(value: unknown, row: TableRow, column: MatchedColumn): Target | undefined {
  const route = column.routes?.find((one) => one.takes(value, labelOf(row, column)));
  return route ? route.to : column;
}

/** Where further values of a cell go if the target holds one. */
const restOf = (target: Target, column: MatchedColumn): Target | undefined => (target === column ? column.rest : column);

/** Whether all values of a cell have a place. */
export const hasRoom = (target: Target, column: MatchedColumn): boolean => !isOneOnly(target) || restOf(target, column) !== undefined;

function valueIn(attribute: Attribute, given: readonly Given[]): unknown {
  const first = Math.min(...given.map(({ choice }) => choice));
  const chosen = isOfList({ attribute }) ? given : given.filter(({ choice }) => choice === first);
  const values = chosen.toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary)).map(({ value }) => value);
  const [only] = values;
  if (holdsMany(attribute)) return values.length === 1 ? only : values.flatMap((value) => decodeJsonString(value));
  if (attribute.kind === "relationship") return only;
  const parts = chosen.filter(({ part }) => part !== undefined);
  if (parts.length > 0) return inParts(parts);
  if (values.length > 1) return joined(values, attribute.apiKey === "$title" ? ", " : "\n");
  // A blank part in the JSON text of a name would clear that part.
  return attribute.type.parts.size > 0 ? withoutBlanks(decodeJsonString(only)) : only;
}

/** "5" after "High Street" belongs to it, "Unit 4" is another line. */
const HOUSE_NUMBER = /^\d+\s?\p{L}?$/u;

function inParts(given: readonly Given[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    [...groupBy(given, ({ part = "" }) => part)].map(([part, all]) => {
      const values = all.map(({ value }) => value);
      const [, second] = values;
      if (values.length === 1) return [part, values[0]] as const;
      const isOneLine = part === "firstName" || part === "lastName" || (typeof second === "string" && HOUSE_NUMBER.test(second.trim()));
      return [part, joined(values, isOneLine ? " " : ", ")] as const;
    }),
  );
}

/** Texts as one text. Anything else is left to the encoder, which refuses it. */
const joined = (values: readonly unknown[], between: string): unknown =>
  values.some(isRecord) ? values : [...new Set(values.map((value) => String(value).trim()))].join(between);
