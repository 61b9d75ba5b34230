import { diffArrays } from "diff";
import { difference, sameEnds } from "./difference.ts";
import { cut } from "./value.ts";

/** How much of changed lines is shown. */
interface Limits {
  /** Lines that are changed, lines that go, and lines that come. */
  readonly lines: number;
  /** Characters of each. */
  readonly characters: number;
}

/** Longer texts are compared by what differs between their ends. */
const MOST_LINES = 500;

const linesOf = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

interface Edits {
  /** Lines that were changed, as before and after. */
  readonly changed: (readonly [string, string])[];
  readonly gone: string[];
  readonly come: string[];
}

/** Whether one line is another version of the other: at least half of it is the same at both ends. */
const isVersion = (one: string, other: string) => sameEnds(one, other) * 2 >= Math.max(one.length, other.length);

function editsOf(before: readonly string[], after: readonly string[]): Edits {
  const edits: Edits = { changed: [], gone: [], come: [] };
  let removed: string[] = [];
  for (const { value, added, removed: isRemoved } of [...diffArrays([...before], [...after]), { value: [], added: false, removed: false }]) {
    if (isRemoved) {
      removed = value;
      continue;
    }
    if (added) {
      for (const line of value) {
        const old = removed.find((one) => isVersion(one, line));
        if (old === undefined) edits.come.push(line);
        else edits.changed.push([old, line]);
        removed = removed.filter((one) => one !== old);
      }
    }
    edits.gone.push(...removed);
    removed = [];
  }
  return edits;
}

/**
 * The lines in which two texts differ, and how many are the same; undefined if they share none, or if they are too long
 * to be compared.
 *
 * @example
 * lineChanges("Likes tea", "Likes tea\nCalled", { lines: 10, characters: 160 }); // => { text: '+ "Called"', kept: 1 }
 */
export function lineChanges(before: string, after: string, { lines, characters }: Limits): { text: string; kept: number } | undefined {
  const [old, now] = [linesOf(before), linesOf(after)];
  if (old.length + now.length > MOST_LINES) return undefined;
  const { changed, gone, come } = editsOf(old, now);
  const kept = now.length - come.length - changed.length;
  if (kept + changed.length === 0 || changed.length + gone.length + come.length === 0) return undefined;
  const some = <T>(all: readonly T[], show: (one: T) => string): string[] => {
    const more = all.length - lines;
    return [...all.slice(0, lines).map(show), ...(more > 0 ? [`… (${more} more)`] : [])];
  };
  const signed = (sign: string, all: readonly string[]) =>
    all.length === 0 ? [] : [`${sign} ${some(all, (line) => `"${cut(line, characters)}"`).join(", ")}`];
  const versions = some(changed, ([from, to]) => {
    const shown = difference(from, to, characters);
    return `"${shown.before}" -> "${shown.after}"`;
  });
  return { text: [...versions, ...signed("-", gone), ...signed("+", come)].join("; "), kept };
}
