import { type Problems, Rejection } from "../../fields/rejection.ts";
import type { Attribute, ContactSchema } from "../../schema/contact-schema.ts";
import { type Grouping, type GroupOrder, type Measure, parseGrouping, parseGroupOrder, parseMeasure } from "./grouping.ts";
import { parseSort, type SortKey } from "./order.ts";

/** How found contacts are arranged, in an agent's words. */
export interface ArrangementInput {
  /** "deal_size desc"; of groups also "count desc". */
  readonly sort?: string | undefined;
  /** One or two attributes: "lifecycle_stage", "created week". */
  readonly groupBy?: readonly string[] | undefined;
  /** "sum deal_size" */
  readonly measures?: readonly string[] | undefined;
}

/** Contacts in an order, or counted in groups. */
export type Arrangement =
  | { readonly as: "contacts"; readonly sort: readonly SortKey[] }
  | {
      readonly as: "groups";
      readonly groupings: readonly Grouping[];
      readonly measures: readonly Measure[];
      readonly shares: boolean;
      readonly order: GroupOrder | undefined;
    };

/** The attributes that arranging contacts reads. */
export const arrangedAttributes = (arrangement: Arrangement): Attribute[] =>
  arrangement.as === "contacts"
    ? arrangement.sort.map(({ attribute }) => attribute)
    : [...arrangement.groupings.map(({ attribute }) => attribute), ...arrangement.measures.map(({ field }) => field)];

/** The measure that says which part of the contacts each group has. */
const SHARE = /^(?:shares?|percent(?:age)?s?|%)$/i;

function noShare(): never {
  throw new Rejection("A share is one of each group", 'group_by beside it, or a query such as "what share of leads has a phone"');
}

/** Undefined if the contacts are not arranged. Adds what is wrong to the problems. */
export function parseArrangement(
  { sort, groupBy = [], measures = [] }: ArrangementInput,
  schema: ContactSchema,
  problems: Problems,
): Arrangement | undefined {
  if (groupBy.length === 0 && measures.length === 0) {
    const keys = sort === undefined ? undefined : problems.collect("sort", () => parseSort(sort, schema));
    return keys && { as: "contacts", sort: keys };
  }
  const groupings = groupBy.flatMap((written) => problems.collect("group_by", () => parseGrouping(written, schema)) ?? []);
  const numbers = measures.filter((written) => !SHARE.test(written.trim()));
  const shares = numbers.length < measures.length;
  if (shares && groupBy.length === 0) problems.collect("measures", noShare);
  const parsed = numbers.flatMap((written) => problems.collect("measures", () => parseMeasure(written, schema)) ?? []);
  if (groupings.length < groupBy.length || parsed.length < numbers.length) return undefined;
  const order = sort === undefined ? undefined : problems.collect("sort", () => parseGroupOrder(sort, schema, groupings, parsed));
  return { as: "groups", groupings, measures: parsed, shares, order };
}
