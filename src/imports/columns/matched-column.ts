import type { Target } from "./named-attributes.ts";

/** A column that gives values to an attribute. */
export interface MatchedColumn extends Target {
  readonly column: string;
  /** Of several columns for one value, 0 is the first choice. A later one counts in rows without an earlier one. */
  readonly choice: number;
  /** Columns of one group make one text together. */
  readonly group: string;
  /** Whether the column has the name of the attribute, so that it needs no explanation. */
  readonly isNamed: boolean;
  /** Whether the field holds notes: a row adds its lines, and replaces none. */
  readonly hasNotes?: boolean | undefined;
  /** The unit of its numbers, as the call gives it: "millions". */
  readonly unit?: string | undefined;
  /** The column that gives the kind of each value ("Work", "Home Fax"). */
  readonly labels?: string | undefined;
  /** The list of all addresses or numbers, for further values of a cell if the field holds one. */
  readonly rest?: Target | undefined;
  /** Values of some kinds go elsewhere. The first route that takes a value counts. */
  readonly routes?: readonly Route[] | undefined;
}

export interface Route {
  takes(value: unknown, label: string): boolean;
  /** Undefined: the value is left out. */
  readonly to: Target | undefined;
}

/** Whether two columns give the same field, relationship or part. */
export const isSameTarget = (one: Target, other: Target) => one.attribute === other.attribute && one.part === other.part;

/** "address.city": a name with no other meaning. */
export const nameOf = ({ attribute, part }: Target): string => (part === undefined ? attribute.agentKey : `${attribute.agentKey}.${part}`);

/** Whether a column holds names or parts of them. */
export const isOfName = ({ attribute }: Target): boolean => attribute.kind === "field" && attribute.type.identifies === "name";
