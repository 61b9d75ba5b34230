import type { Locale } from "../fields/index.ts";
import { isRecord } from "../fields/json.ts";
import { added, type Change, type FieldChange, type LinksChange, listChange, type NameOf, removed } from "../schema/change.ts";
import type { Attribute, Field, Relationship } from "../schema/contact-schema.ts";
import { counted } from "../text/plural.ts";
import { quote } from "../text/quote.ts";
import { type Difference, difference } from "./difference.ts";
import { lineChanges } from "./line-changes.ts";
import { namesAlone, namesWithIds } from "./links.ts";
import { cut, valueLines as textOf, valueLine } from "./value.ts";

export interface ShowOptions {
  readonly locale: Locale;
  readonly nameOf: NameOf;
  /** For answers with many changes: shows named records without their IDs, and cuts long texts at half the length. */
  readonly brief?: boolean;
  /** The most characters of a value, where the user has to see what is written. All items of lists are shown. */
  readonly most?: number | undefined;
}

const LONGEST = 160;
const MOST_LISTED = 25;

/** A raw value in one line; "(empty)" if it is unset. */
export const shownValue = (field: Field, raw: unknown, { locale, most = LONGEST }: ShowOptions): string =>
  cut(valueLine({ field, raw }, locale), most) || "(empty)";

/** Linked records by name and ID; "(none)" if there are none. */
export function shownLinks(relationship: Relationship, ids: readonly string[], options: ShowOptions): string {
  const { nameOf, brief, most } = options;
  if (brief) return namesAlone({ relationship, ids }, nameOf, most) || "(none)";
  const listed = most ?? MOST_LISTED;
  const more = ids.length > listed ? [`${ids.length - listed} more`] : [];
  return [namesWithIds({ relationship, ids: ids.slice(0, listed) }, nameOf), ...more].filter((text) => text !== "").join(", ") || "(none)";
}

/** The two values in one line. If these are the same, the parts that differ: `firstName "Anna", lastName "van der Velde"`. */
function shownSides({ field, before, after }: FieldChange, locale: Locale): readonly string[] {
  const sides = [before, after].map((raw) => valueLine({ field, raw }, locale));
  if (sides[0] !== sides[1] || !isRecord(before) || !isRecord(after)) return sides;
  const parts = [...new Set(field.type.parts.values())].filter((part) => before[part] !== after[part]);
  return parts.length === 0 ? sides : [before, after].map((raw) => parts.map((part) => `${part} ${quote(raw[part] ?? "")}`).join(", "));
}

/** A value before and after, each cut so that the difference stays visible, and a note about both. */
export function shownDifference(change: FieldChange, { locale, brief, most }: ShowOptions): Difference {
  const [from = "", to = ""] = shownSides(change, locale);
  const isBrief = brief && from !== "" && to !== "";
  const shown = difference(from, to, most ?? (isBrief ? LONGEST / 2 : LONGEST));
  return { ...shown, before: shown.before || "(empty)", after: shown.after || "(empty)" };
}

/** "+ dana@fbi.example; - d@s.example (2 kept)"; undefined if the field holds one value, or if none of several is kept. */
export function shownListChange(change: FieldChange, options: ShowOptions): string | undefined {
  const list = listChange(change);
  if (!list || list.kept === 0 || list.come.length + list.gone.length === 0) return undefined;
  return signed(list, (items) => shownValue(change.field, items, options));
}

/** What is added and removed, and how much stays: "+ Acme (acc_…); - Borealis (acc_…) (2 kept)". */
export function signed<T>(
  { come, gone, kept }: { readonly come: readonly T[]; readonly gone: readonly T[]; readonly kept: number },
  show: (items: readonly T[]) => string,
): string {
  const parts = [come.length > 0 ? `+ ${show(come)}` : "", gone.length > 0 ? `- ${show(gone)}` : ""].filter(Boolean);
  return `${parts.join("; ")}${kept > 0 ? ` (${kept} kept)` : ""}`;
}

/** `+ "Called today"`, and how many lines are kept; undefined for a text of one line. */
function shownLineChanges({ field, before, after }: FieldChange, { locale, brief, most }: ShowOptions) {
  const [from, to] = [textOf({ field, raw: before }, locale), textOf({ field, raw: after }, locale)];
  if (!from.includes("\n") && !to.includes("\n")) return undefined;
  if (most !== undefined) return lineChanges(from, to, { lines: most, characters: most });
  return lineChanges(from, to, brief ? { lines: 2, characters: LONGEST / 2 } : { lines: 10, characters: LONGEST });
}

/** " (kept from the stored address: street "1 Road", postalCode "10119")", for parts that may belong to the old value. */
function keptText({ field: { type, definition }, before, after }: FieldChange): string {
  const parts = type.doubtfulParts(before, after, definition);
  if (parts.length === 0 || !isRecord(before)) return "";
  return ` (kept from the stored ${type.name}: ${parts.map((part) => `${part} ${quote(before[part])}`).join(", ")})`;
}

/** "CFO -> CEO", "+ dana@fbi.example (2 kept)", `+ "Called today" (1 line kept)` */
export function changeText(change: FieldChange, options: ShowOptions): string {
  const { before, after, note } = shownDifference(change, options);
  const lines = shownLineChanges(change, options);
  const inLines = lines && `${lines.text}${lines.kept > 0 ? ` (${counted(lines.kept, "line")} kept)` : ""}`;
  return shownListChange(change, options) ?? inLines ?? `${before} -> ${after}${note}${keptText(change)}`;
}

/** "Title: CFO -> CEO" */
export const fieldChangeLine = (change: FieldChange, options: ShowOptions): string => `${change.field.label}: ${changeText(change, options)}`;

/** "Account: + Acme (acc_…)", "Owner: Robin (mem_…) -> Dana (mem_…)". */
export function linksChangeLine({ relationship, before, after }: LinksChange, options: ShowOptions): string {
  const [come, gone] = [added({ before, after }), removed({ before, after })];
  const names = (ids: readonly string[]) => ids.flatMap((id) => options.nameOf(relationship.definition.objectType, id) ?? []);
  // Without IDs, two records of the same name would look like one.
  const lost = new Set(names(gone));
  const isTold = names(come).every((name) => !lost.has(name));
  const show = (ids: readonly string[]) => shownLinks(relationship, ids, isTold ? options : { ...options, brief: false });
  const isWhole = relationship.definition.cardinality === "HAS_ONE" || after.length === 0;
  return `${relationship.label}: ${isWhole ? `${show(before)} -> ${show(after)}` : signed({ come, gone, kept: after.length - come.length }, show)}`;
}

/** A change, one attribute per line. */
export const changeLines = ({ fields, links }: Change, options: ShowOptions): string[] => [
  ...fields.map((one) => fieldChangeLine(one, options)),
  ...links.map((one) => linksChangeLine(one, options)),
];

/** What a change makes of each attribute: "Title: CEO", "Email: + dana@fbi.example". In the order of {@link touched}. */
export const madeLines = ({ fields, links }: Change, options: ShowOptions): string[] => [
  ...fields.map((change) => {
    const list = listChange(change);
    const signedList = list && list.kept > 0 ? signed({ ...list, kept: 0 }, (items) => shownValue(change.field, items, options)) : undefined;
    return `${change.field.label}: ${signedList ?? shownLineChanges(change, options)?.text ?? shownValue(change.field, change.after, options)}`;
  }),
  ...links.map((change) => {
    const { relationship, before, after } = change;
    const isWhole = relationship.definition.cardinality === "HAS_ONE" || before.length === 0 || after.length === 0;
    const show = (ids: readonly string[]) => shownLinks(relationship, ids, options);
    return `${relationship.label}: ${isWhole ? show(after) : signed({ come: added(change), gone: removed(change), kept: 0 }, show)}`;
  }),
];

/** The values of a new contact, one attribute per line: "Title: CEO". */
export const valueLines = ({ fields, links }: Change, options: ShowOptions): string[] => [
  ...fields.map(({ field, after }) => `${field.label}: ${shownValue(field, after, options)}`),
  ...links.map(({ relationship, after }) => `${relationship.label}: ${shownLinks(relationship, after, options)}`),
];

/** "Title, Account" */
export const labels = (attributes: readonly Attribute[]): string => attributes.map(({ label }) => label).join(", ");
