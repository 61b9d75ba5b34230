import type { Locale } from "../fields/index.ts";
import { added, type Change, type FieldChange, type LinksChange, removed } from "../schema/change.ts";
import type { Attribute, Field, Relationship } from "../schema/workspace.ts";
import { type NameOf, namesAlone, namesWithIds } from "./links.ts";
import { cut, valueLine } from "./value.ts";

/** What is needed to show values. */
export interface ShowOptions {
  readonly locale: Locale;
  readonly nameOf: NameOf;
  /** Whether records that have a name are shown without their IDs, where many changes stand in one answer. */
  readonly namesAlone?: boolean;
}

const LONGEST = 160;
const MOST_LISTED = 25;

/** A raw value in one line, "(empty)" where it is unset. */
export const shownValue = (field: Field, raw: unknown, { locale }: ShowOptions): string =>
  cut(valueLine({ field, raw }, locale), LONGEST) || "(empty)";

/** Linked records, by name and ID; "(none)" where there are none. */
export function shownLinks(relationship: Relationship, ids: readonly string[], options: ShowOptions): string {
  const { nameOf } = options;
  if (options.namesAlone) return namesAlone({ relationship, ids }, nameOf) || "(none)";
  const more = ids.length > MOST_LISTED ? [`${ids.length - MOST_LISTED} more`] : [];
  return [namesWithIds({ relationship, ids: ids.slice(0, MOST_LISTED) }, nameOf), ...more].filter((text) => text !== "").join(", ") || "(none)";
}

/** "Title: CFO -> CEO" */
export const fieldChangeLine = ({ field, before, after }: FieldChange, options: ShowOptions): string =>
  `${field.label}: ${shownValue(field, before, options)} -> ${shownValue(field, after, options)}`;

/** "Account: + Acme (acc_…)", "Owner: Robin (mem_…) -> Dana (mem_…)". */
export function linksChangeLine({ relationship, before, after }: LinksChange, options: ShowOptions): string {
  const show = (ids: readonly string[]) => shownLinks(relationship, ids, options);
  if (relationship.definition.cardinality === "HAS_ONE" || after.length === 0) return `${relationship.label}: ${show(before)} -> ${show(after)}`;
  const [come, gone] = [added({ before, after }), removed({ before, after })];
  const kept = after.length - come.length;
  const parts = [come.length > 0 ? `+ ${show(come)}` : "", gone.length > 0 ? `- ${show(gone)}` : ""].filter(Boolean);
  return `${relationship.label}: ${parts.join("; ")}${kept > 0 ? ` (${kept} kept)` : ""}`;
}

/** A change, an attribute a line. */
export const changeLines = ({ fields, links }: Change, options: ShowOptions): string[] => [
  ...fields.map((one) => fieldChangeLine(one, options)),
  ...links.map((one) => linksChangeLine(one, options)),
];

/** What a new contact holds, an attribute a line: "Title: CEO". */
export const valueLines = ({ fields, links }: Change, options: ShowOptions): string[] => [
  ...fields.map(({ field, after }) => `${field.label}: ${shownValue(field, after, options)}`),
  ...links.map(({ relationship, after }) => `${relationship.label}: ${shownLinks(relationship, after, options)}`),
];

/** "Title, Account" */
export const labels = (attributes: readonly Attribute[]): string => attributes.map(({ label }) => label).join(", ");
