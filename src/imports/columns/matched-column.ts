import type { Identifier } from "../../fields/field-type.ts";
import { holdsMany } from "../../schema/contact-schema.ts";
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

/** How the values of a column tell people apart; undefined if they do not, or are links. */
export const identifies = ({ attribute }: Target): Identifier | undefined => (attribute.kind === "field" ? attribute.type.identifies : undefined);

/** Whether a column holds names or parts of them. */
export const isOfName = (target: Target): boolean => identifies(target) === "name";

/** Whether the values are addresses or numbers: a cell may hold several, even if the field holds one. */
export const isReachedBy = (target: Target): boolean => ["email", "phone"].includes(identifies(target) ?? "");

/** Whether the field holds one address or number: a second one must not get lost. */
export const isOneOnly = (target: Target): boolean => isReachedBy(target) && !holdsMany(target.attribute);

/** Whether a column gives values to a field that holds a list. */
export const isOfList = ({ attribute }: Target): boolean => attribute.kind === "field" && holdsMany(attribute);
