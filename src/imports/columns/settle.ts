import { isRecord } from "../../fields/json.ts";
import { foldLetters } from "../../text/fold.ts";
import { isOfName, type MatchedColumn } from "./matched-column.ts";
import type { ColumnSamples } from "./samples.ts";
import { usualMeaning } from "./usual-names.ts";

/** The share of the rows in which two columns must agree to count as the same. */
const SHARE = 0.7;

const isAddress = ({ attribute }: MatchedColumn) => attribute.kind === "field" && attribute.type.parts.has("street");

/**
 * Decides what a column for a whole name or address means beside columns for its parts. Either it repeats them, and
 * counts in rows where they are blank, or it is the part that has no column. Contradictions stay.
 *
 * @param given columns whose meaning the call gives: they stay unchanged
 */
export function settleWholes(matched: readonly MatchedColumn[], samples: ColumnSamples | undefined, given: ReadonlySet<string>): MatchedColumn[] {
  return matched.map((one) => {
    if (one.part !== undefined || given.has(one.column)) return one;
    const all = matched.filter((other) => other.attribute === one.attribute && other.part !== undefined);
    const parts = all.filter(({ choice }) => choice <= one.choice);
    if (isOfName(one) && parts.length > 0) return { ...one, ...wholeName(one, parts, samples) };
    // The parts of a home address say nothing about one for work.
    const own = all.filter(({ choice }) => choice === one.choice);
    if (isAddress(one) && own.length > 0) return { ...one, ...wholeAddress(one, own, all, samples) };
    return one;
  });
}

type Settled = Partial<Pick<MatchedColumn, "part" | "choice" | "isNamed">>;

/** A later choice than all columns for parts. */
const behind = (parts: readonly MatchedColumn[]): Settled => ({ choice: Math.max(...parts.map(({ choice }) => choice)) + 1 });

function wholeName(whole: MatchedColumn, parts: readonly MatchedColumn[], samples: ColumnSamples | undefined): Settled {
  const usual = usualMeaning(whole.column);
  // "Full Name" says what it is; "Name" may be the family name, or the company.
  if (usual?.meaning === "name" || whole.choice > 0) return whole.choice > 0 ? {} : behind(parts);
  const firsts = parts.filter(({ part }) => part === "firstName");
  const lasts = parts.filter(({ part }) => part === "lastName");
  const agrees = agreement(whole, parts, samples);
  if (agrees === undefined && firsts.length > 0 && lasts.length > 0 && samples !== undefined) return behind(parts);
  if (agrees !== undefined && agrees >= SHARE) return behind(parts);
  // Some rows have the whole name, and others do not.
  if (agrees !== undefined && agrees > 1 - SHARE) return {};
  if (lasts.length === 0 && (usual?.meaning === "nameOrLastName" || firsts.some(isForeign))) return { part: "lastName", isNamed: false };
  if (firsts.length === 0 && (agrees !== undefined || usual?.meaning === "nameOrFirstName")) return { part: "firstName", isNamed: false };
  return {};
}

/** Whether a column is named in another language than English. */
const isForeign = ({ column }: MatchedColumn) => usualMeaning(column)?.isEnglish === false;

/** The share of the rows in which the whole name holds its parts; undefined without any such row. */
function agreement(whole: MatchedColumn, parts: readonly MatchedColumn[], samples: ColumnSamples | undefined): number | undefined {
  const both = (samples?.rows ?? []).flatMap((cells) => {
    const name = cells.get(whole.column);
    const own = parts.map(({ column }) => cells.get(column)).filter((cell) => typeof cell === "string");
    return typeof name === "string" && own.length > 0 ? [{ name: foldLetters(name), own: own.map(foldLetters) }] : [];
  });
  if (both.length === 0) return undefined;
  return both.filter(({ name, own }) => own.every((part) => name.includes(part) && name !== part)).length / both.length;
}

function wholeAddress(
  whole: MatchedColumn,
  parts: readonly MatchedColumn[],
  all: readonly MatchedColumn[],
  samples: ColumnSamples | undefined,
): Settled {
  const values = samples?.values.get(whole.column) ?? [];
  if (samples === undefined || values.some((value) => isRecord(value) || (typeof value === "string" && value.trim().startsWith("{")))) return {};
  // The number of a house needs its street.
  const hasStreet = parts.some(({ part, group }) => part === "street" && group !== "houseNumber");
  return hasStreet ? behind(all) : { part: "street", isNamed: false };
}

/** In how many rows two columns hold the same values, of those in which both have one. */
function sameIn(column: string, other: string, { rows }: ColumnSamples) {
  const both = rows.filter((cells) => cells.has(column) && cells.has(other));
  const same = both.filter((cells) => foldLetters(String(cells.get(column))) === foldLetters(String(cells.get(other))));
  return { same: same.length, of: both.length };
}

/** Whether two columns hold different values in most rows in which both have one. */
export function isOther(column: string, other: string, samples: ColumnSamples): boolean {
  const { same, of } = sameIn(column, other, samples);
  return of > 0 && same < of * (1 - SHARE);
}

/** Whether a column never holds another value than another column. */
export function isCopy(column: string, other: string, samples: ColumnSamples): boolean {
  const { same, of } = sameIn(column, other, samples);
  return same === of;
}
