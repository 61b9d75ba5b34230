import type { WireContact } from "../../api/wire.ts";
import { startOf, type Unit } from "../../fields/calendar.ts";
import type { Locale } from "../../fields/index.ts";
import { clockIn, type ZoneClock } from "../../fields/zone-clock.ts";
import { getOrInsert } from "../../maps.ts";
import { holdsMany } from "../../schema/contact-schema.ts";
import { rawValueOf } from "../../schema/timestamps.ts";
import { foldCase } from "../../text/fold.ts";
import type { Grouping, GroupOrder, Measure } from "./grouping.ts";
import { comparePlaces } from "./order.ts";

/** A value that a group shares: its place in the order, its key for comparing, and one of its raw values. Undefined: no value. */
export interface GroupValue {
  readonly order: number | string;
  readonly key: number | string;
  /** A bare value of a field, the ID of a linked record, or the start of a period. */
  readonly item: unknown;
}

export interface Group {
  /** One for each grouping. */
  readonly values: readonly (GroupValue | undefined)[];
  readonly count: number;
  /** One for each measure; undefined if no contact of the group has a number. */
  readonly measures: readonly (number | undefined)[];
  /** For each measure, how many contacts have no number, and whether any of them has another value. */
  readonly lacking: readonly { readonly count: number; readonly haveValues: boolean }[];
}

export interface Grouped {
  readonly groupings: readonly Grouping[];
  readonly measures: readonly Measure[];
  readonly order: GroupOrder | undefined;
  /** In order: all of them, or those that pass the filters of groups. */
  readonly groups: readonly Group[];
  /** If groups are filtered: how many there are. */
  readonly among: number | undefined;
  /** How many contacts lack a value of a grouping. If groups are filtered, they are in none. */
  readonly unvalued: number;
  /** Whether the part that each group has of all contacts is asked for. */
  readonly shares: boolean;
  /** All contacts as one group. */
  readonly all: Group;
  /** Whether a contact may be in several groups. */
  readonly overlap: boolean;
}

/** The numbers of a contact in a field. */
interface Numbers {
  readonly own: readonly number[];
  readonly hasOthers: boolean;
}

class Tally {
  count = 0;
  readonly #measured: { readonly numbers: number[]; lacking: number; haveValues: boolean }[];
  readonly values: Group["values"];

  constructor(values: Group["values"], measures: number) {
    this.values = values;
    this.#measured = Array.from({ length: measures }, () => ({ numbers: [], lacking: 0, haveValues: false }));
  }

  /** @param numbers for each measure; a contact may have other values beside them */
  add(numbers: readonly Numbers[]): void {
    this.count += 1;
    for (const [index, { own, hasOthers }] of numbers.entries()) {
      const measured = this.#measured[index];
      if (!measured) continue;
      if (own.length === 0) {
        measured.lacking += 1;
        measured.haveValues ||= hasOthers;
      }
      measured.numbers.push(...own);
    }
  }

  group(measures: readonly Measure[]): Group {
    const results = measures.map(({ kind }, index) => {
      const numbers = this.#measured[index]?.numbers ?? [];
      // Numbers have at most two decimals, and a sum of many must not show the errors of binary fractions.
      return numbers.length === 0 ? undefined : Math.round(RESULTS[kind](numbers) * 100) / 100;
    });
    return {
      values: this.values,
      count: this.count,
      measures: results,
      lacking: this.#measured.map(({ lacking, haveValues }) => ({ count: lacking, haveValues })),
    };
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, number) => all + number);

/** What each measure makes of the numbers of a group, of which there is at least one. */
const RESULTS: Readonly<Record<Measure["kind"], (numbers: readonly number[]) => number>> = {
  sum,
  average: (numbers) => sum(numbers) / numbers.length,
  median: (numbers) => {
    const inOrder = Float64Array.from(numbers).sort();
    const [low = 0, high = 0] = [(numbers.length - 1) / 2, numbers.length / 2].map((middle) => inOrder[Math.floor(middle)]);
    return (low + high) / 2;
  },
  min: (numbers) => numbers.reduce((least, number) => Math.min(least, number)),
  max: (numbers) => numbers.reduce((most, number) => Math.max(most, number)),
};

const EMPTY = [undefined];

/** Counts contacts in groups, and sums up their numbers. */
export class GroupCounter {
  readonly #groupings: readonly Grouping[];
  readonly #measures: readonly Measure[];
  readonly #locale: Locale;
  readonly #clock: ZoneClock;
  readonly #all: Tally;
  /** Contacts that lack a value of a grouping. */
  #unvalued = 0;
  /** By the keys of the first and the second grouping. */
  readonly #groups = new Map<unknown, Map<unknown, Tally>>();

  constructor(groupings: readonly Grouping[], measures: readonly Measure[], locale: Locale) {
    this.#groupings = groupings;
    this.#measures = measures;
    this.#locale = locale;
    this.#clock = clockIn(locale.timeZone);
    this.#all = new Tally([], measures.length);
  }

  add(contact: WireContact): void {
    const numbers = this.#measures.map(({ field }) => this.#numbers(contact, field));
    this.#all.add(numbers);
    const [first, second] = this.#groupings;
    if (!first) return;
    const seconds = second ? this.#values(contact, second) : EMPTY;
    const firsts = this.#values(contact, first);
    if (!firsts[0] || (second && !seconds[0])) this.#unvalued += 1;
    for (const value of firsts) {
      const inner = getOrInsert(this.#groups, value?.key, () => new Map<unknown, Tally>());
      for (const other of seconds) {
        getOrInsert(inner, other?.key, () => new Tally(second ? [value, other] : [value], this.#measures.length)).add(numbers);
      }
    }
  }

  #numbers(contact: WireContact, field: Measure["field"]): Numbers {
    const ordered = field.type.order.ordered(rawValueOf(contact, field), field.definition, this.#locale);
    const own = ordered.map(({ order }) => order).filter((order) => typeof order === "number");
    return { own, hasOthers: own.length < ordered.length };
  }

  #values(contact: WireContact, { attribute, unit }: Grouping): readonly (GroupValue | undefined)[] {
    if (attribute.kind === "relationship") {
      const ids = contact.relationships.get(attribute.apiKey)?.ids ?? [];
      return ids.length === 0 ? EMPTY : ids.map((id) => ({ order: id, key: id, item: id }));
    }
    const { type, definition } = attribute;
    const values = type.order.ordered(rawValueOf(contact, attribute), definition, this.#locale);
    if (values.length === 0) return EMPTY;
    const shared = unit ? values.map(({ order }) => this.#period(unit, Number(order))) : values;
    return shared.length > 1 ? [...new Map(shared.map((value) => [value.key, value])).values()] : shared;
  }

  #period(unit: Unit, instant: number): GroupValue {
    const start = startOf(unit, this.#clock.wallTime(instant));
    return { order: start, key: start, item: start };
  }

  /**
   * @param order by default the order of options and dates, else the largest groups first
   * @param passes whether a group is asked for. If given, contacts without a value form no group
   * @param nameOf orders linked records by name
   */
  result(
    order: GroupOrder | undefined,
    passes: ((group: Group) => boolean) | undefined,
    nameOf: (objectType: string, id: string) => string | undefined,
  ): Omit<Grouped, "shares"> {
    const all = [...this.#groups.values()].flatMap((inner) => [...inner.values()].map((tally) => tally.group(this.#measures)));
    const valued = passes ? all.filter(({ values }) => !values.includes(undefined)) : all;
    const groups = passes ? valued.filter(passes) : all;
    const outer = new Map([...this.#groups].map(([key, inner]) => [key, [...inner.values()].reduce((sum, { count }) => sum + count, 0)]));
    return {
      groupings: this.#groupings,
      measures: this.#measures,
      order,
      among: passes && valued.length,
      unvalued: this.#unvalued,
      groups: groups.sort((a, b) => this.#compare(a, b, order, { outer, nameOf })),
      all: this.#all.group(this.#measures),
      overlap: this.#groupings.some(({ attribute }) => holdsMany(attribute)),
    };
  }

  #compare(
    a: Group,
    b: Group,
    order: GroupOrder | undefined,
    by: { outer: ReadonlyMap<unknown, number>; nameOf(objectType: string, id: string): string | undefined },
  ): number {
    const sign = order?.descending ? -1 : 1;
    // The group of contacts without a value comes last.
    const [isRest, isOtherRest] = [a, b].map(({ values }) => values.includes(undefined));
    if (order && isRest !== isOtherRest) return isRest ? 1 : -1;
    const [size, otherSize] = [sizeIn(a, order), sizeIn(b, order)];
    if (size !== otherSize) return size === undefined ? 1 : otherSize === undefined ? -1 : sign * (size - otherSize);
    const wanted = order && typeof order.by === "object" && "grouping" in order.by ? order.by.grouping : undefined;
    const indexes = wanted === 1 ? [1, 0] : [0, 1];
    for (const index of indexes) {
      const [x, y] = [a.values[index], b.values[index]];
      if (x?.order === y?.order) continue;
      // Contacts without a value come last.
      if (x === undefined) return 1;
      if (y === undefined) return -1;
      const grouping = this.#groupings[index];
      const isInOrder = wanted === index || isOrdered(grouping);
      const size = isInOrder ? 0 : index === 0 ? (by.outer.get(y.key) ?? 0) - (by.outer.get(x.key) ?? 0) : b.count - a.count;
      const [left, right] = [x, y].map((value) => shownOrder(value, grouping, by.nameOf));
      const compared = size || comparePlaces(left ?? "", right ?? "");
      if (compared !== 0) return wanted === index ? sign * compared : compared;
    }
    return 0;
  }
}

/** The count or measure that groups are ordered by; undefined if the group has none, or if they are ordered by a value. */
export function sizeIn({ count, measures }: Group, order: GroupOrder | undefined): number | undefined {
  if (order?.by === "count") return count;
  return order && "measure" in order.by ? measures[order.by.measure] : undefined;
}

/** Whether values have an order that people know: options, dates, and yes before no. */
const isOrdered = (grouping: Grouping | undefined): boolean =>
  grouping?.attribute.kind === "field" && (grouping.unit !== undefined || grouping.attribute.type.order.isListed);

const shownOrder = ({ order }: GroupValue, grouping: Grouping | undefined, nameOf: (objectType: string, id: string) => string | undefined) =>
  grouping?.attribute.kind === "relationship" ? foldCase(nameOf(grouping.attribute.definition.objectType, String(order)) ?? String(order)) : order;
