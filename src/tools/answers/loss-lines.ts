import { mapInSlices } from "../../async/time-slices.ts";
import { showNumber } from "../../fields/number.ts";
import { getOrInsert } from "../../maps.ts";
import { changeLines, labels, madeLines, type ShowOptions } from "../../render/change.ts";
import { type Change, isEmpty, joined, linksOf, touched } from "../../schema/change.ts";
import { lossesOf } from "../../schema/losses.ts";
import { storedChange } from "../../schema/stored-change.ts";
import { rowRanges } from "../../writes/plans/row-ranges.ts";
import { type NameContext, naming } from "./naming.ts";
import { fitting, LONGEST_LINE, rowLabel, type ShownRow } from "./row-lines.ts";

/** For how many rows of a section the contacts' IDs are shown. With more rows, only numbers and names are shown. */
const MOST_WITH_IDS = 25;
/** How many rows with the same loss are named. For the others, only the numbers are given. */
const MOST_NAMED = 100;
/** How many groups are shown at most, whatever room there is. */
const MOST_GROUPS = 300;
/** How many ranges of row numbers the lines about the rest hold together. */
const MOST_RANGES = 600;

/** Room, in characters, for lines about names and for lines about other values. */
interface LossRoom {
  readonly names: number;
  readonly values: number;
}

/** What the lines about names and about other values are headed with. */
const TITLES = {
  planned: { names: "Would change names", values: "Would overwrite values" },
  done: { names: "Changed names", values: "Overwrote values" },
};

interface LossOptions {
  readonly room: LossRoom;
  /** Whether the rows are written or only planned. */
  readonly state: keyof typeof TITLES;
  /** The most characters of a value, where the user is asked. */
  readonly most?: number;
}

/** Rows that take the same values away from their contacts. */
interface LossGroup {
  readonly rows: ShownRow[];
  readonly loss: Change;
}

interface LossLines {
  readonly lines: readonly string[];
  /** The rows that lose nothing. */
  readonly harmless: readonly ShownRow[];
  /** Whether the lines show all values that the other rows write. */
  readonly isWhole: boolean;
  /** A note on names that could not be found. */
  readonly unnamed: readonly string[];
}

/**
 * What rows would take away from contacts: first the names that would change, then the values that would be
 * overwritten, old and new. Rows for which there is no room are listed by attribute, with their numbers, so that every
 * loss is reported.
 */
export async function lossLines(rows: readonly ShownRow[], { room, state, most }: LossOptions, context: NameContext): Promise<LossLines> {
  const { named, others, harmless } = await lossGroups(rows);
  const shown = [...named.slice(0, MOST_GROUPS), ...others.slice(0, MOST_GROUPS)];
  const links = shown.flatMap(({ loss, rows: [first] }) => [...linksOf(loss), ...(first ? linksOf(first.change) : [])]);
  const { show, unnamed } = await naming(links, context, { brief: true, most });
  const names = section(TITLES[state].names, named, { show, room: room.names });
  const values = section(TITLES[state].values, others, { show, room: room.values });
  return { lines: [...names.lines, ...values.lines], harmless, isWhole: names.isWhole && values.isWhole, unnamed };
}

/** Groups rows by what they would take away: names, only other values, or nothing. */
async function lossGroups(rows: readonly ShownRow[]) {
  const named = new Map<string, LossGroup>();
  const others = new Map<string, LossGroup>();
  const harmless: ShownRow[] = [];
  await mapInSlices(rows, (row) => {
    if (row.action !== "update") return harmless.push(row);
    const { names, values } = lossesOf(row.change);
    const loss = joined(names, values);
    if (isEmpty(loss)) return harmless.push(row);
    const groups = isEmpty(names) ? others : named;
    const key = JSON.stringify(storedChange(loss));
    const group = groups.get(key);
    return group ? group.rows.push(row) : groups.set(key, { rows: [row], loss });
  });
  return { named: [...named.values()], others: [...others.values()], harmless };
}

interface SectionOptions {
  readonly show: ShowOptions;
  readonly room: number;
}

function section(title: string, groups: readonly LossGroup[], { show, room }: SectionOptions) {
  if (groups.length === 0) return { lines: [], isWhole: true };
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const isSmall = count <= MOST_WITH_IDS;
  const shown = groups.slice(0, MOST_GROUPS);
  const heading = `${title} (${showNumber(count)}):`;
  const mayBeWhole = isSmall || show.most !== undefined;
  const whole = mayBeWhole ? shown.map((group) => additionsOf(group, show)) : [];
  if (mayBeWhole && shown.length === groups.length && whole.every((text) => text !== undefined)) {
    const inFull = fitting([...shown.entries()], ([at, group]) => `${groupLine(group, show, isSmall)}${whole[at]}`, room);
    if (inFull.rest.length === 0) return { lines: [heading, ...inFull.lines], isWhole: true };
  }
  const { lines, rest } = fitting(shown, (group) => `${groupLine(group, show, isSmall)}${additionNames(group)}`, room);
  return { lines: [heading, ...lines, ...restLines([...rest, ...groups.slice(shown.length)])], isWhole: false };
}

/** "~ row 3 Dana (con_…, by Email): Title: CFO -> CEO", "~ row 3 Dana; row 4 Robin: Title: CFO -> CEO" */
function groupLine({ rows, loss }: LossGroup, show: ShowOptions, withIds: boolean): string {
  const label = (row: ShownRow) => rowLabel(withIds ? row : { ...row, contact: undefined });
  const rest = rows.slice(MOST_NAMED);
  const more = rest.length === 0 ? "" : `; and rows ${rowRanges(numbersOf(rest))}`;
  return `~ ${rows.slice(0, MOST_NAMED).map(label).join("; ")}${more}: ${changeLines(loss, show).join("; ")}`;
}

const additionsIn = ({ change }: ShownRow) => lossesOf(change).additions;

/** "; also Phone: +49 …", what all rows of the group add; undefined if that differs, or is too long. */
function additionsOf({ rows }: LossGroup, show: ShowOptions): string | undefined {
  const [text = "", ...others] = new Set(rows.map((row) => madeLines(additionsIn(row), show).join("; ")));
  if (others.length > 0 || text.length > (show.most ?? LONGEST_LINE)) return undefined;
  return text === "" ? "" : `; also ${text}`;
}

/** "; also Phone", the attributes to which a row on a line of its own adds. */
function additionNames({ rows: [row, ...others] }: LossGroup): string {
  if (!row || others.length > 0) return "";
  const additions = additionsIn(row);
  return isEmpty(additions) ? "" : `; also ${labels(touched(additions))}`;
}

/** "~ Title of 120 more rows: 31-150" */
function restLines(groups: readonly LossGroup[]): string[] {
  const rows = new Map<string, ShownRow[]>();
  for (const group of groups) {
    for (const { label } of touched(group.loss)) getOrInsert(rows, label, () => []).push(...group.rows);
  }
  const most = Math.ceil(MOST_RANGES / Math.max(1, rows.size));
  return [...rows].map(([label, all]) => {
    const numbers = numbersOf(all);
    return `~ ${label} of ${showNumber(all.length)} more ${numbers.length === 0 ? "contacts" : `rows: ${rowRanges(numbers, most)}`}`;
  });
}

export const numbersOf = (rows: readonly { readonly number?: number | undefined }[]): number[] => rows.flatMap(({ number }) => number ?? []);
