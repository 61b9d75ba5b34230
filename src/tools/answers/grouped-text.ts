import type { Locale } from "../../fields/index.ts";
import { showNumber, showShare } from "../../fields/number.ts";
import { type Group, type Grouped, type GroupValue, sizeIn } from "../../find/arranged/group-counter.ts";
import { type Grouping, groupingName, type Measure, measureName, periodLabel } from "../../find/arranged/grouping.ts";
import { cut, valueLine } from "../../render/value.ts";
import type { NameOf } from "../../schema/change.ts";
import type { Line } from "../../text/answer.ts";
import { oneLine } from "../../text/plain-text.ts";
import { counted } from "../../text/plural.ts";
import { asLabel, asWord, toldApart } from "../../text/words.ts";
import { pastEnd } from "./found-text.ts";

const EMPTY = "-";
const LONGEST_LABEL = 60;

/** The name of a group's value, which may begin a line. Records of one name are told apart by {@link toldApart}. */
function label(value: GroupValue | undefined, { attribute, unit }: Grouping, locale: Locale, nameOf: NameOf): string {
  if (value === undefined) return EMPTY;
  if (attribute.kind === "relationship") {
    const id = String(value.item);
    const name = cut(oneLine(nameOf(attribute.definition.objectType, id) ?? ""), LONGEST_LABEL);
    return name === "" ? asWord(id) : asLabel(name);
  }
  if (unit) return periodLabel(unit, Number(value.item));
  return asLabel(cut(valueLine({ field: attribute, raw: value.item }, locale), LONGEST_LABEL));
}

const measured = (value: number | undefined, { field: { type, definition } }: Measure, locale: Locale): string =>
  value === undefined ? EMPTY : type.show(type.isMoment ? new Date(value).toISOString() : value, definition, locale);

/** The IDs of linked records among the values of groups. */
export const recordsIn = ({ groupings }: Grouped, groups: readonly Group[]): { readonly objectType: string; readonly id: string }[] =>
  groupings.flatMap(({ attribute }, index) =>
    attribute.kind === "relationship"
      ? groups.flatMap(({ values }) => (values[index] ? [{ objectType: attribute.definition.objectType, id: String(values[index].item) }] : []))
      : [],
  );

interface GroupedTextOptions {
  /** The groups to show, and how many are left out before them. */
  readonly shown: readonly Group[];
  readonly offset: number;
  readonly locale: Locale;
  readonly nameOf: NameOf;
}

/** Says how many contacts a measure leaves out because they have no value. */
function lackingLines({ measures, all }: Grouped): string[] {
  const lines = measures.map(({ field: { label } }, index) => {
    const { count = 0, haveValues = false } = all.lacking[index] ?? {};
    return count === 0 ? [] : [`${counted(count, "contact has", "contacts have")} no ${haveValues ? "number in " : ""}${label}.`];
  });
  return [...new Set(lines.flat())];
}

/** "2 of 3 groups pass. 189 contacts without region are in no group." */
function passedText({ groups, unvalued, groupings }: Grouped, among: number): string {
  const verb = groups.length < 2 ? "passes" : "pass";
  const rest = unvalued === 0 ? "" : ` ${withoutValue(unvalued, groupings)} ${unvalued === 1 ? "is" : "are"} in no group.`;
  return `${groups.length === 0 ? "None" : showNumber(groups.length)} of ${counted(among, "group")} ${verb}.${rest}`;
}

/** "189 contacts without region" */
const withoutValue = (contacts: number, groupings: readonly Grouping[]) =>
  `${counted(contacts, "contact")} without ${groupings.map(({ attribute }) => attribute.label).join(" or ")}`;

/** Says how many contacts have no value, if their groups are not shown. */
function unseenText({ among, unvalued, groupings }: Grouped, shown: readonly Group[]): string[] {
  if (among !== undefined || unvalued === 0 || shown.some(({ values }) => values.includes(undefined))) return [];
  return [`${withoutValue(unvalued, groupings)} ${unvalued === 1 ? "is" : "are"} not among these.`];
}

/** Says how many groups behind the last one shown are as large. */
function tiedText({ groups, order, measures }: Grouped, end: number): string {
  const [last] = groups.slice(end - 1);
  const size = last && sizeIn(last, order);
  const tied = groups.slice(end).filter((group) => !group.values.includes(undefined) && sizeIn(group, order) === size).length;
  const [measure] = order && typeof order.by === "object" && "measure" in order.by ? measures.slice(order.by.measure) : [];
  return size === undefined || tied === 0
    ? ""
    : ` The next ${tied === 1 ? "has" : `${tied} have`} the same ${measure ? measureName(measure) : "count"}.`;
}

/** One number or a small table: groups in their order, the rest as one row, and all as the last. */
export function groupedLines(grouped: Grouped, { shown, offset, locale, nameOf }: GroupedTextOptions): Line[] {
  const { groupings, measures, groups, among, all, overlap, shares } = grouped;
  const numbers = (group: Group) => measures.map((measure, index) => measured(group.measures[index], measure, locale));
  if (groupings.length === 0)
    return [...measures.map((measure, index) => `${measureName(measure)}: ${numbers(all)[index]}`), ...lackingLines(grouped)];
  if (offset > 0 && offset >= groups.length) return [`${pastEnd(offset, groups.length, "group")}.`];
  const header = [...groupings.map(groupingName), "count", ...(shares ? ["share"] : []), ...measures.map(measureName)];
  const labels = groupings.map((grouping, index) => {
    const values = shown.map((group) => group.values[index]);
    const names = values.map((value) => label(value, grouping, locale, nameOf));
    return grouping.attribute.kind === "relationship"
      ? toldApart(
          names,
          values.map((value) => value && String(value.item)),
        )
      : names;
  });
  const rows = shown.map((group, row) => [
    ...labels.map((column) => column[row] ?? ""),
    showNumber(group.count),
    ...(shares ? [showShare(group.count, all.count)] : []),
    ...numbers(group),
  ]);
  const rest = groups.length - offset - shown.length;
  const isNumbered = measures.length > 0 && groups.length > 1 && among === undefined;
  // With `limit` 0, the next page would be empty too.
  if (rest > 0 && shown.length === 0) return [`${counted(rest, "group")} by ${groupings.map(groupingName).join(", ")}: a higher limit shows them.`];
  const passed = among === undefined ? undefined : passedText(grouped, among);
  if (passed !== undefined && groups.length === 0) return [passed];
  return [
    ...(passed === undefined ? [] : [passed]),
    {
      rows: [
        header,
        ...rows,
        ...(isNumbered
          ? [
              [
                ...groupings.map((_, index) => (index === 0 ? "all" : "")),
                showNumber(all.count),
                ...(shares ? [showShare(all.count, all.count)] : []),
                ...numbers(all),
              ],
            ]
          : []),
      ],
    },
    ...(rest > 0
      ? [`${counted(rest, "more group")}: offset ${offset + shown.length}.${tiedText(grouped, offset + shown.length)}`, ...unseenText(grouped, shown)]
      : []),
    ...lackingLines(grouped),
    ...(overlap ? ["A contact may be in several groups."] : []),
  ];
}
