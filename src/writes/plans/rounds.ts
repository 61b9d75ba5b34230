import type { Plan, RowEnd } from "./plan.ts";

type Round = readonly number[];

/**
 * Divides rows, by index, into rounds that run one after the other. Rows of the same contact keep their order, each in
 * a round of its own, because each was planned for the result of the one before. Settled rows were planned last.
 */
export function roundsOf({ rows }: Plan, indexes: Round): Round[] {
  const rounds: number[][] = [[]];
  const next = new Map<string, number>();
  const isSettled = (index: number) => rows[index]?.settled === true;
  for (const index of [...indexes.filter((one) => !isSettled(one)), ...indexes.filter(isSettled)]) {
    const contact = rows[index]?.contact;
    const at = contact === undefined ? 0 : (next.get(contact) ?? 0);
    if (contact !== undefined) next.set(contact, at + 1);
    const round = rounds[at];
    if (round) round.push(index);
    else rounds[at] = [index];
  }
  return rounds;
}

/** The rows of a round, without those whose contact an earlier round still has to change. */
export function withoutHeldUp(
  round: Round,
  earlier: readonly Round[],
  { plan, ends }: { readonly plan: Plan; readonly ends: ReadonlyMap<number, RowEnd> },
): number[] {
  const open = new Set(earlier.flat().flatMap((index) => (ends.has(index) ? [] : (plan.rows[index]?.contact ?? []))));
  return round.filter((index) => !open.has(plan.rows[index]?.contact ?? ""));
}
