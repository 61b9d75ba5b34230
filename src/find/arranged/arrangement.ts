import type { Locale } from "../../fields/index.ts";
import { type Problems, Rejection } from "../../fields/rejection.ts";
import type { Attribute, ContactSchema } from "../../schema/contact-schema.ts";
import type { FilterInput } from "../../schema/filters.ts";
import type { Group } from "./group-counter.ts";
import { COUNT, groupTest } from "./group-filters.ts";
import { type Grouping, type GroupOrder, type Measure, measureName, parseGrouping, parseGroupOrder, parseMeasure } from "./grouping.ts";
import { parseSort, type SortKey } from "./order.ts";

/** How found contacts are arranged, in an agent's words. */
export interface ArrangementInput {
  /** "deal_size desc"; of groups also "count desc". */
  readonly sort?: string | undefined;
  /** One or two attributes: "lifecycle_stage", "created week". */
  readonly groupBy?: readonly string[] | undefined;
  /** "sum deal_size" */
  readonly measures?: readonly string[] | undefined;
  /** Which groups are asked for. */
  readonly groupFilters?: readonly FilterInput[];
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
      /** Whether a group is asked for; undefined if all are. */
      readonly passes: ((group: Group) => boolean) | undefined;
    };

/** The attributes that arranging contacts reads. */
export const arrangedAttributes = (arrangement: Arrangement): Attribute[] =>
  arrangement.as === "contacts"
    ? arrangement.sort.map(({ attribute }) => attribute)
    : [...arrangement.groupings.map(({ attribute }) => attribute), ...arrangement.measures.map(({ field }) => field)];

/** The measure that says which part of the contacts each group has. */
const SHARE = /^(?:shares?|percent(?:age)?s?|%)$/i;

function noShare(): never {
  throw new Rejection("A share needs groups", 'group_by beside it, or a query such as "what share of leads has a phone"');
}

/** Undefined if the contacts are not arranged. Adds what is wrong to the problems. */
export function parseArrangement(
  { sort, groupBy = [], measures = [], groupFilters = [] }: ArrangementInput,
  schema: ContactSchema,
  locale: Locale,
  problems: Problems,
): Arrangement | undefined {
  if (groupBy.length === 0 && measures.length === 0) {
    const keys = sort === undefined ? undefined : problems.collect("sort", () => parseSort(sort, schema));
    return keys && { as: "contacts", sort: keys };
  }
  const groupings = groupBy.flatMap((written) => problems.collect("group_by", () => parseGrouping(written, schema)) ?? []);
  const shares = measures.some((written) => SHARE.test(written.trim()));
  const numbers = [...measures.filter((written) => !SHARE.test(written.trim())), ...groupFilters.map(({ field = COUNT }) => field)].filter(
    (written) => written !== COUNT,
  );
  if (shares && groupBy.length === 0) problems.collect("measures", noShare);
  const all = numbers.flatMap((written) => problems.collect("measures", () => parseMeasure(written, schema)) ?? []);
  if (groupings.length < groupBy.length || all.length < numbers.length) return undefined;
  const names = all.map(measureName);
  const parsed = all.filter((_, at) => names.indexOf(names[at] ?? "") === at);
  const order = sort === undefined ? undefined : problems.collect("sort", () => parseGroupOrder(sort, schema, groupings, parsed));
  const passes = problems.among(() => groupTest(groupFilters, parsed, locale));
  return { as: "groups", groupings, measures: parsed, shares, order, passes };
}
