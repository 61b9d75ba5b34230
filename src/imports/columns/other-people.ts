import { foldLetters } from "../../text/fold.ts";
import { isOfName, type MatchedColumn } from "./matched-column.ts";
import type { ColumnSamples } from "./samples.ts";
import { areNames, unreadNames } from "./unnamed.ts";
import { isLittle, ownersIn, wordsIn } from "./usual-names.ts";

interface OthersOptions {
  /** Columns that the call leaves out, and those that it gives a meaning. */
  readonly leftOut: readonly string[];
  readonly given: ReadonlyMap<string, unknown>;
  readonly matched: readonly MatchedColumn[];
  readonly samples: ColumnSamples | undefined;
}

/**
 * The columns of people beside the one of the row, each with the column that names its person: "Spouse Email" with
 * "Spouse First Name", and "Email 2" with "Name 2".
 *
 * @param open columns without a known meaning
 */
export function columnsOfOthers(open: readonly string[], { leftOut, given, matched, samples }: OthersOptions): ReadonlyMap<string, string> {
  const names = matched.filter(isOfName).map(({ column }) => column);
  const own = names.length > 0 || !samples ? names : [unreadNames(open, matched, samples) ?? []].flat();
  if (own.length === 0 || !samples) return new Map();
  const isOf = (owner: readonly string[], column: string) => owner.every((word) => wordsIn(column).includes(word));
  // "Billing Name" may say again who the row's person is.
  const isOwn = (column: string) => {
    const filled = samples.rows.filter((cells) => cells.has(column));
    const same = filled.filter((cells) => {
      const words = own.flatMap((name) => String(cells.get(name)).split(/[\s,]+/)).map(foldLetters);
      return String(cells.get(column))
        .split(/[\s,]+/)
        .every((word) => words.includes(foldLetters(word)));
    });
    return same.length * 2 > filled.length;
  };
  const people = [...open, ...leftOut].flatMap((column) =>
    ownersIn(column).flatMap(({ owner, isSaid }) => {
      // "Lead Name" is another person beside "Contact Name", but "User Name" is not beside "Name".
      const isCalled = !owner.every(isLittle) || own.some((name) => wordsIn(name).some(isLittle));
      const isOther = isCalled && !own.some((name) => name === column || isOf(owner, name));
      return isOther && areNames(column, samples, isSaid) && !isOwn(column) ? [{ column, owner }] : [];
    }),
  );
  const ways = [...open, ...matched.flatMap(({ column, part }) => (part === undefined && !given.has(column) ? [column] : []))];
  return new Map(
    ways.flatMap((way) => {
      const person = people.find(({ owner }) => wordsIn(way).length > owner.length && isOf(owner, way));
      return person && !people.some(({ column }) => column === way) ? [[way, person.column] as const] : [];
    }),
  );
}
