import { sortInSlices } from "../../async/time-slices.ts";
import type { Group, Likeness } from "../../identity/groups.ts";
import { SURENESS, type Sureness } from "../../identity/sureness.ts";

/** Weights are below it. */
const WEIGHTS = 4;

/** The numbers before a group's people: its rank, its members, pairs, and how many people contradict each other. */
const HEAD = 4;
/** Two people, and a rank. */
const OF_LIKENESS = 3;

/** A sureness and a weight in one number. The more certain and the stronger, the lower. */
const rankOf = (sureness: Sureness, weight: number): number => SURENESS.indexOf(sureness) * WEIGHTS + WEIGHTS - 1 - weight;

/** How many groups there are in all. */
export const totalOf = (counts: Readonly<Record<Sureness, number>>): number => SURENESS.reduce((sum, sureness) => sum + counts[sureness], 0);

const surenessAt = (rank: number): Sureness => SURENESS[Math.floor(rank / WEIGHTS)] ?? "possible";
const weightAt = (rank: number): number => WEIGHTS - 1 - (rank % WEIGHTS);

/** Many groups as numbers, which take a tenth of the memory of objects. */
export class GroupTable {
  #numbers = new Uint32Array(1024);
  #used = 0;
  /** Where the groups begin, in their order. */
  #starts: number[] = [];

  get size(): number {
    return this.#starts.length;
  }

  add({ members, sureness, by, contradiction: pair }: Group): void {
    const contradiction = pair ?? [];
    this.#starts.push(this.#used);
    this.#push(rankOf(sureness, by[0]?.weight ?? 0), members.length, by.length, contradiction.length, ...members);
    for (const { one, other, sureness, weight } of by) this.#push(one, other, rankOf(sureness, weight));
    this.#push(...contradiction);
  }

  #push(...numbers: readonly number[]): void {
    if (this.#used + numbers.length > this.#numbers.length) {
      const larger = new Uint32Array(this.#numbers.length * 2 + numbers.length);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set(numbers, this.#used);
    this.#used += numbers.length;
  }

  /** Sorts groups: the most certain first, then those that share the strongest values, then by the first member. */
  async sort(compareMembers: (one: number, other: number) => number): Promise<void> {
    this.#starts = await sortInSlices(
      this.#starts,
      (a, b) => this.#number(a) - this.#number(b) || compareMembers(this.#number(a + HEAD), this.#number(b + HEAD)),
    );
  }

  #number(at: number): number {
    return this.#numbers[at] ?? 0;
  }

  surenessOf(group: number): Sureness {
    return surenessAt(this.#number(this.#starts[group] ?? 0));
  }

  /** Whether a group has a member that passes, or a member that stands for one that passes. */
  involves(group: number, passes: (person: number) => boolean): boolean {
    const { members, by, contradiction } = this.#partsOf(group);
    for (let at = members; at < by; at++) if (passes(this.#number(at))) return true;
    for (let at = by; at < contradiction; at += OF_LIKENESS) if (passes(this.#number(at)) || passes(this.#number(at + 1))) return true;
    return false;
  }

  at(group: number): Group {
    const { members, by, contradiction, end } = this.#partsOf(group);
    const likenesses: Likeness[] = [];
    for (let at = by; at < contradiction; at += OF_LIKENESS) {
      const rank = this.#number(at + 2);
      likenesses.push({ one: this.#number(at), other: this.#number(at + 1), sureness: surenessAt(rank), weight: weightAt(rank) });
    }
    return {
      members: [...this.#numbers.subarray(members, by)],
      sureness: this.surenessOf(group),
      by: likenesses,
      contradiction: end > contradiction ? [this.#number(contradiction), this.#number(contradiction + 1)] : undefined,
    };
  }

  /** Where the parts of a group begin. */
  #partsOf(group: number) {
    const start = this.#starts[group] ?? 0;
    const members = start + HEAD;
    const by = members + this.#number(start + 1);
    const contradiction = by + this.#number(start + 2) * OF_LIKENESS;
    return { members, by, contradiction, end: contradiction + this.#number(start + 3) };
  }
}
