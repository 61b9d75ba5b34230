import type { FilterInput } from "../../schema/filters.ts";
import type { Reader } from "./reader.ts";
import { GLUE, LOOSE } from "./words/phrases.ts";

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
