import type { FilterInput } from "../../schema/filters.ts";
import { withOneValue } from "./filters.ts";
import type { Reader } from "./reader.ts";
import { GLUE, LOOSE } from "./words/phrases.ts";

const SAYING_NOTHING: ReadonlySet<string> = new Set([...GLUE, ...LOOSE, "those", "people", "contacts", "ones", "marked", "flagged", "as"]);
const saysNothing = (word: string) => SAYING_NOTHING.has(word) && word !== "and";

/** The alternatives of which only one was read: "customers in Berlin or with a phone", "leads or Kenji". */
export function halfRead(reader: Reader): string[] {
  const isRead = (at: number) => reader.isUsed(at) || reader.isUsed(reader.after(at, SAYING_NOTHING));
  return reader.words.flatMap((word, at) => {
    const isHalf = word === "or" && !reader.isUsed(at) && at > 0 && at + 1 < reader.words.length && reader.isUsed(at - 1) !== isRead(at + 1);
    return isHalf ? [reader.text(at - 1, reader.afterGlue(at + 1) + 1)] : [];
  });
}

/** Whether only an "or" stands between the last condition and the one at a word: "icp at most 20 or no score". */
export function isAlternative(reader: Reader, from: number, at: number): boolean {
  const between = from < 0 ? [] : reader.words.slice(from, at).filter((word) => word === "or" || !saysNothing(word));
  return between.length === 1 && between[0] === "or";
}

/**
 * Makes the last filter and the one that came after it alternatives, unless they are values of one field.
 *
 * @param from where the words between the two begin
 * @param to where the second ends
 */
export function joinAlternative(reader: Reader, known: number, from: number, to: number): void {
  const [before, after] = [reader.filters[known - 1], reader.filters[known]];
  if (!before || !after || reader.filters.length !== known + 1) return;
  const isSameField = before.field !== undefined && before.field === after.field;
  const areValues = before.values !== undefined && after.values !== undefined;
  if (isSameField && before.operator === after.operator && (areValues || before.operator?.startsWith("not_"))) return;
  // Whether "not customers or in EMEA" excludes both is not clear; "not in EMEA or without a region" is.
  const isExcluded = before.operator === "not_equal" || before.operator === "not_contains";
  if (isExcluded && !(isSameField && after.operator === "not_isSet")) {
    reader.refuse(from, to);
    return;
  }
  reader.filters.splice(known - 1, 2, { any: [...(before.any ?? [before]), ...(after.any ?? [after])].map(withOneValue) });
}

/**
 * Takes the conditions that follow an exception as a part of it: "everyone but the customers in EMEA" leaves out only
 * those customers.
 *
 * @param known how many filters there were before
 * @param at where the new ones begin
 * @param end where they end
 */
export function joinException(reader: Reader, known: number, { at, end }: { readonly at: number; readonly end: number }): void {
  const { exception, filters } = reader;
  const excepted = exception && exception.filter < known ? filters[exception.filter] : undefined;
  if (!exception || !excepted || at < exception.end) return;
  const isAttached =
    reader.tokens.slice(exception.end - 1, at).every(({ endsClause }) => !endsClause) &&
    reader.words.slice(exception.end, at).every((word) => (GLUE.has(word) || LOOSE.has(word)) && word !== "and" && word !== "or");
  if (!isAttached) return;
  const more = filters.splice(known).map(negated);
  filters[exception.filter] = { any: [...(excepted.any ?? [excepted]), ...more] };
  reader.exception = { ...exception, end };
}

function negated({ any, all, ...filter }: FilterInput): FilterInput {
  if (any) return { all: any.map(negated) };
  if (all) return { any: all.map(negated) };
  const { operator = "equal" } = filter;
  return { ...filter, operator: operator.startsWith("not_") ? operator.slice("not_".length) : `not_${operator}` };
}
