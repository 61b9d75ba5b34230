import { foldLetters } from "../../text/fold.ts";
import { nameCell } from "../name-cell.ts";
import { OF_OTHER } from "./labels.ts";
import { identifies, isOfName, type MatchedColumn } from "./matched-column.ts";
import type { ColumnSamples } from "./samples.ts";
import { textsIn } from "./values.ts";

/** Shares of the values of a column. */
const LEAST_NAMES = 0.6;
const LEAST_DISTINCT = 0.8;

/** Longer text is not a name. */
const LONGEST = 80;

/** A word of a name in capitals or in writing without them, an initial, or a particle. */
const WORD =
  /^(?:\p{Lu}[\p{L}\p{M}'’.-]*|\p{Lo}[\p{L}\p{M}]*|(?:von|van|vom|zu|de|da|di|du|del|der|den|dos|la|le|ter|ten|y|e|al|bin)|\([\p{L} ]+\))$/u;

/** Names of columns for other people than those of the table. */
const OF_OTHERS = /owner|assign|creat|modif|\bby\b|\brep\b|referr|betreuer|inhaber|bearbeit|erstellt/i;

export const isOfOthers = (column: string): boolean => OF_OTHERS.test(column) || OF_OTHER.test(column);

/** Shorter words are in many addresses. */
const SHORTEST_WORD = 3;

const wordsIn = (text: string) => text.split(/[\s,]+/).filter((word) => word !== "");

const NOTHING_KNOWN = { isLastFirst: false, isOther: () => false, isInAddress: () => false };

/** Whether a text is a name, or begins with one: "Dana Scully (FBI)". */
function looksLikeName(text: string): boolean {
  const words = wordsIn(nameCell(text, NOTHING_KNOWN).name);
  return words.length >= 2 && words.length <= 5 && words.every((word) => WORD.test(word));
}

/** Whether an address is made from the name: "dana.scully@…" of "Scully, Dana". */
function isAddressOf(name: string, addresses: readonly string[]): boolean {
  const words = wordsIn(name).map(foldLetters);
  return addresses.some((address) => words.some((word) => word.length >= SHORTEST_WORD && foldLetters(address.split("@")[0] ?? "").includes(word)));
}

/** Whether the values of a column look like names. @param isCalled whether its name says so: then first names are enough */
export function areNames(column: string, { rows }: ColumnSamples, isCalled: boolean): boolean {
  const texts = textsIn(rows.map((cells) => cells.get(column)));
  const names = texts.filter((text) => (isCalled ? /^[^\d@]*\p{L}[^\d@]*$/u.test(text) : looksLikeName(text)));
  return names.length > 0 && names.length >= texts.length * LEAST_NAMES;
}

/**
 * The column that holds the people's names, if no known column does: its values look like names and differ. Of several
 * such columns, it is the one whose values occur in e-mail addresses.
 */
export function unreadNames(columns: readonly string[], matched: readonly MatchedColumn[], samples: ColumnSamples): string | undefined {
  if (matched.some(isOfName)) return undefined;
  const emails = matched.filter((one) => identifies(one) === "email").map(({ column }) => column);
  let best: { readonly column: string; readonly weight: number } | undefined;
  for (const column of columns) {
    if (isOfOthers(column)) continue;
    const rows = samples.rows.flatMap((cells) => {
      const text = cells.get(column);
      const addresses = emails.map((email) => cells.get(email)).filter((email) => typeof email === "string");
      return typeof text === "string" && text.length <= LONGEST ? [{ text: text.trim(), addresses }] : [];
    });
    const names = rows.filter(({ text }) => looksLikeName(text));
    const share = names.length / Math.max(1, rows.length);
    const isDistinct = new Set(names.map(({ text }) => text)).size >= names.length * LEAST_DISTINCT;
    const agrees = names.some(({ text, addresses }) => isAddressOf(text, addresses));
    const isPossible = names.length > 0 && share >= LEAST_NAMES && isDistinct;
    const weight = share + Number(agrees);
    if (isPossible && weight > (best?.weight ?? 0)) best = { column, weight };
  }
  return best?.column;
}
