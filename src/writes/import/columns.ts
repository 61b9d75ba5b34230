import { choices, nearest, nearestOf } from "../../fields/nearest.ts";
import { Problems, Rejection } from "../../fields/rejection.ts";
import type { Attribute, ContactSchema } from "../../schema/contact-schema.ts";
import { foldLetters } from "../../text/fold.ts";
import { quote } from "../../text/quote.ts";
import { isWritable, NamedAttributes, namesOf, partsOf, type Target } from "./named-attributes.ts";
import { usuallyMeant } from "./usual-names.ts";

export interface MatchedColumn extends Target {
  readonly column: string;
}

/** What the columns of a table mean in a workspace. Every column is in exactly one of these. */
export interface Columns {
  readonly matched: readonly MatchedColumn[];
  /** The column that holds contact IDs. */
  readonly id: string | undefined;
  /** `suggestion`: a name that would match. */
  readonly unmatched: readonly { readonly column: string; readonly suggestion: string | undefined }[];
  /** `reason`: why, after a label: "Created at is read-only". */
  readonly notWritable: readonly { readonly column: string; readonly reason: string }[];
  /** Columns that the call leaves out. */
  readonly leftOut: readonly string[];
}

/**
 * The meanings that the call gives to columns, by column: agent keys ("email", "address.city"), or "" for a column
 * that is left out.
 */
export type ColumnKeys = Readonly<Record<string, string>>;

const ID_COLUMNS = ["id", "contact_id"];

const FOLDED_ID_COLUMNS: ReadonlySet<string> = new Set(ID_COLUMNS.map(foldLetters));

const isIdColumn = (column: string) => FOLDED_ID_COLUMNS.has(foldLetters(column));

/** "address.city": a name with no other meaning. */
const nameOf = ({ attribute, part }: Target) => (part === undefined ? attribute.agentKey : `${attribute.agentKey}.${part}`);

const AS_NAMED = " (as the column's name, or in columns)";

/** Whether a column has the name of an attribute that is gone or hidden: it never means another one. */
const isUnavailable = (column: string, { unavailable }: ContactSchema): boolean =>
  unavailable.has(column) || [...unavailable].some(([key, { why }]) => why === "hidden" && foldLetters(key) === foldLetters(column));

/** The one thing that a column means. @throws Rejection if it may mean several */
function meaningOf(column: string, named: NamedAttributes, schema: ContactSchema): Target | "id" | undefined {
  const targets = isUnavailable(column, schema) ? [] : named.targets(column);
  const [target] = targets;
  if (isIdColumn(column)) {
    if (!target) return "id";
    const free = ID_COLUMNS.filter((name) => named.targets(name).length === 0);
    const others = targets.flatMap(({ attribute }) =>
      namesOf(attribute)
        .filter((name) => !isIdColumn(name))
        .slice(0, 1),
    );
    throw new Rejection(
      `It may mean the ID of the contact or the field ${quote(target.attribute.label)}`,
      free.length + others.length > 0 ? [...free, ...others].join(" | ") + AS_NAMED : "a column called otherwise",
    );
  }
  if (targets.length > 1) throw new Rejection("It may mean several fields or relationships", targets.map(nameOf).join(" | ") + AS_NAMED);
  return target;
}

function reasonNotWritable(attribute: Attribute): string | undefined {
  if (isWritable(attribute)) return undefined;
  const { label, definition } = attribute;
  return "readOnly" in definition && definition.readOnly ? `${label} is read-only` : `${label} is of a type that cannot be written`;
}

/**
 * Refuses several columns for the same field, relationship or part, and a column for a whole beside one for a
 * part of it.
 */
function checkGivenOnce(matched: readonly MatchedColumn[], ids: readonly string[], problems: Problems): void {
  const byAttribute = new Map<Attribute, MatchedColumn[]>();
  for (const one of matched) byAttribute.set(one.attribute, [...(byAttribute.get(one.attribute) ?? []), one]);
  const refuse = (subject: string, columns: readonly string[], accepted: string) =>
    problems.collect(subject, () => {
      throw new Rejection(`Several columns are mapped to it: ${columns.map(quote).join(", ")}`, accepted);
    });
  for (const [attribute, group] of byAttribute) {
    const parts = group.map(({ part }) => part);
    if (new Set(parts).size === group.length && (group.length === 1 || !parts.includes(undefined))) continue;
    const accepted = parts.every((part) => part === undefined) ? "one column" : "one column for the whole, or one for each part";
    refuse(
      attribute.agentKey,
      group.map(({ column }) => column),
      `${accepted}; map the others to "" in columns`,
    );
  }
  if (ids.length > 1) refuse("The contact's ID", ids, 'one column; map the others to "" in columns');
}

const isFree = (target: Target, matched: readonly Target[]) =>
  !matched.some(({ attribute, part }) => attribute === target.attribute && (part === undefined || target.part === undefined || part === target.part));

/** Names that would match and that no column has yet, each with the clear name of its attribute. */
function suggestions({ fields, relationships }: ContactSchema, matched: readonly MatchedColumn[]): ReadonlyMap<string, string> {
  const writable = [...fields, ...relationships].filter(isWritable);
  const wholes = writable.flatMap((attribute) => [attribute.agentKey, attribute.label].map((name) => [name, { attribute }] as const));
  const parts = writable.flatMap((attribute) => [...partsOf(attribute)].map(([name, part]) => [name, { attribute, part }] as const));
  return new Map([...parts, ...wholes].filter(([, target]) => isFree(target, matched)).map(([name, target]) => [name, nameOf(target)]));
}

/** The meaning that the call gives to a column. @throws Rejection if it cannot be written */
function keyed(key: string, named: NamedAttributes, schema: ContactSchema): Target | "id" {
  const meaning = meaningOf(key, named, schema) ?? (isUnavailable(key, schema) ? undefined : usuallyMeant(key, schema));
  const accepted = 'keys of get_contact_definitions, such as email or address.city, or "" to leave the column out';
  if (meaning === undefined) {
    throw new Rejection(`There is no field or relationship ${quote(key)}`, accepted, nearestOf(key, choices(suggestions(schema, []))));
  }
  const reason = meaning === "id" ? undefined : reasonNotWritable(meaning.attribute);
  if (reason !== undefined) throw new Rejection(reason, accepted);
  return meaning;
}

/**
 * The columns with a name that other programs give to an attribute, if no other column means that attribute, and
 * no second one has as good a name for it.
 */
function usualColumns(columns: readonly string[], matched: readonly Target[], schema: ContactSchema): MatchedColumn[] {
  const meant = columns.flatMap((column) => {
    const target = isUnavailable(column, schema) ? undefined : usuallyMeant(column, schema);
    return target && isFree(target, matched) ? [{ column, ...target }] : [];
  });
  return meant.filter((one) =>
    isFree(
      one,
      meant.filter((other) => other !== one && (one.ofKind || !other.ofKind)),
    ),
  );
}

/**
 * Matches columns to fields and relationships by the meanings that the call gives; otherwise by agent key, API key or
 * label, first as they are written, then without regard to case, accents, spaces and punctuation; then to parts
 * of fields ("Address city", "First name"); then by the names that other programs give them.
 *
 * @throws InvalidInput if a column may mean several attributes, several columns mean the same one, or `keys` names
 *   something that does not exist
 */
export function matchColumns(columns: readonly string[], schema: ContactSchema, keys: ColumnKeys = {}): Columns {
  const problems = new Problems();
  const matched: MatchedColumn[] = [];
  const ids: string[] = [];
  const notWritable: { column: string; reason: string }[] = [];
  const others: string[] = [];
  const leftOut: string[] = [];
  const named = new NamedAttributes(schema);
  const given = new Map(Object.entries(keys).map(([column, key]) => [column.trim(), key.trim()]));
  for (const column of given.keys()) {
    problems.collect("columns", () => {
      if (!columns.includes(column))
        throw new Rejection(`There is no column ${quote(column)}`, columns.map(quote).join(", "), nearest(column, columns));
    });
  }
  for (const column of columns) {
    const key = given.get(column);
    if (key === "") {
      leftOut.push(column);
      continue;
    }
    problems.collect(key === undefined ? `column ${quote(column)}` : `columns, ${quote(column)}`, () => {
      const meaning = key === undefined ? meaningOf(column, named, schema) : keyed(key, named, schema);
      if (meaning === undefined) others.push(column);
      else if (meaning === "id") ids.push(column);
      else {
        const reason = reasonNotWritable(meaning.attribute);
        if (reason === undefined) matched.push({ column, ...meaning });
        else notWritable.push({ column, reason });
      }
    });
  }
  checkGivenOnce(matched, ids, problems);
  problems.throwIfAny();
  matched.push(...usualColumns(others, matched, schema));
  const places = new Map(columns.map((column, at) => [column, at]));
  matched.sort((a, b) => (places.get(a.column) ?? 0) - (places.get(b.column) ?? 0));
  const meanings = choices(suggestions(schema, matched));
  const unmatched = others
    .filter((column) => !matched.some((one) => one.column === column))
    .map((column) => {
      const usual = usuallyMeant(column, schema);
      const [near] = nearestOf(column, meanings, 1);
      return { column, suggestion: usual && isFree(usual, matched) ? nameOf(usual) : near };
    });
  return { matched, id: ids[0], unmatched, notWritable, leftOut };
}
