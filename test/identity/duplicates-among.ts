import { compare } from "../../src/identity/compare.ts";
import { groupsOf, type Likeness } from "../../src/identity/groups.ts";
import { LikelyPairs } from "../../src/identity/likely-pairs.ts";
import { peopleOf } from "../../src/identity/pair-table.ts";
import { isContradiction, type Sureness, surenessOf } from "../../src/identity/sureness.ts";
import { aPerson } from "./person.ts";

export interface FoundGroup {
  readonly sureness: Sureness;
  readonly people: readonly number[];
  readonly contradiction?: readonly number[];
}

/** The groups among some people, by their places; who comes first stays. */
export function duplicatesAmong(texts: readonly string[]): FoundGroup[] {
  const people = texts.map(aPerson);
  const pairs = new LikelyPairs();
  for (const [at, identity] of people.entries()) pairs.add(at, identity);
  const verdictOn = (one: number, other: number) => {
    const [a, b] = [people[one], people[other]];
    if (!a || !b) throw new Error("nobody");
    return compare(a, b, pairs.isHeldByMany);
  };
  const likenesses: Likeness[] = [];
  for (const pair of [...pairs.pairs((at) => people[at])].flatMap((connected) => [...(connected ?? [])])) {
    const [one, other] = peopleOf(pair);
    const verdict = verdictOn(one, other);
    const sureness = surenessOf(verdict);
    if (sureness) likenesses.push({ one, other, sureness, weight: verdict.weight });
  }
  const steps = groupsOf(likenesses, {
    contradict: (one, other) => isContradiction(verdictOn(one, other)),
    ranked: (members) => members.toSorted((a, b) => a - b),
  });
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value.map(({ sureness, members, contradiction }) => ({ sureness, people: members, ...(contradiction ? { contradiction } : {}) }));
}
