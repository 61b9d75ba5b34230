import { getOrInsert } from "../maps.ts";
import { SURENESS, type Sureness } from "./sureness.ts";

/** Two people who may be the same. */
export interface Likeness {
  readonly one: number;
  readonly other: number;
  readonly sureness: Sureness;
  /** How much speaks for it, as {@link Verdict.weight}. */
  readonly weight: number;
}

/** People who are the same person. */
export interface Group {
  /** The one who should stay is the first. */
  readonly members: readonly number[];
  readonly sureness: Sureness;
  /** The pairs by which the group was found, the most certain first. */
  readonly by: readonly Likeness[];
  /** Two members who cannot be the same person, although each of them is certainly the same person as a third. */
  readonly contradiction?: readonly [number, number] | undefined;
}

interface GroupingOptions {
  /** Whether two cannot both be the same person. */
  contradict(one: number, other: number): boolean;
  /** The same people, the one who should stay first. */
  ranked(members: readonly number[]): readonly number[];
}

/** A larger group is not shown, and nobody decides about it as a whole. */
const MOST_MEMBERS = 25;

interface Cluster {
  members: readonly number[];
  by: readonly Likeness[];
  contradiction?: readonly [number, number] | undefined;
}

/** Which cluster each person is in. */
class Clusters {
  readonly #of = new Map<number, Cluster>();

  of(person: number): Cluster {
    return getOrInsert(this.#of, person, () => ({ members: [person], by: [] }));
  }

  unite(one: Cluster, other: Cluster, by: Likeness, contradiction?: readonly [number, number]): void {
    const [large, small] = one.members.length >= other.members.length ? [one, other] : [other, one];
    large.members = [...large.members, ...small.members];
    large.by = [...large.by, ...small.by, by];
    large.contradiction = contradiction ?? large.contradiction ?? small.contradiction;
    for (const person of small.members) this.#of.set(person, large);
  }

  /** Those of several people. */
  get all(): Cluster[] {
    return [...new Set(this.#of.values())].filter(({ members }) => members.length > 1);
  }
}

/**
 * Groups people who are the same person. If A is certainly B and B is certainly C, but A cannot be C, they form one
 * group that is only "possible": a person has to find out who B is.
 *
 * Who stays of a certain group represents all of it in likely and possible groups. Works in small steps.
 *
 * @returns the most certain first
 */
export function* groupsOf(likenesses: readonly Likeness[], options: GroupingOptions): Generator<void, Group[]> {
  const representatives = new Representatives();
  const groups: Group[] = [];
  for (const sureness of SURENESS) {
    const links = byWeight(likenesses, sureness);
    if (links.length === 0) continue;
    const found: Group[] = [];
    for (const { members, by, contradiction } of yield* clustersOf(links, representatives, options.contradict)) {
      found.push({ members: options.ranked(members), sureness: contradiction ? "possible" : sureness, by, contradiction });
      yield;
    }
    // Done only now, so that everybody represents the same people for the whole round.
    for (const group of found) representatives.note(group);
    groups.push(...found);
  }
  return SURENESS.flatMap((sureness) => groups.filter((group) => group.sureness === sureness));
}

/** Those of one sureness, the weightiest first. */
function byWeight(likenesses: readonly Likeness[], sureness: Sureness): Likeness[] {
  const some = likenesses.filter((one) => one.sureness === sureness);
  return [...new Set(some.map(({ weight }) => weight))].sort((a, b) => b - a).flatMap((weight) => some.filter((one) => one.weight === weight));
}

/** Once groups are known, the one who stays represents the members. */
class Representatives {
  readonly #representative = new Map<number, number>();
  readonly #represented = new Map<number, readonly number[]>();
  /** Members of groups with a contradiction. */
  readonly #unclear = new Set<number>();

  note({ members, contradiction }: Group): void {
    const [first = 0] = members;
    const all = members.flatMap((member) => this.representedBy(member));
    this.#represented.set(first, all);
    for (const member of all) {
      this.#representative.set(member, first);
      if (contradiction) this.#unclear.add(member);
    }
  }

  /** Who represents somebody; undefined if it is not clear who they are. */
  of(person: number): number | undefined {
    return this.#unclear.has(person) ? undefined : (this.#representative.get(person) ?? person);
  }

  /** Everybody that somebody represents, themselves included. */
  representedBy(person: number): readonly number[] {
    return this.#represented.get(person) ?? [person];
  }
}

/** @param links of one sureness, those that say most first */
function* clustersOf(
  links: readonly Likeness[],
  representatives: Representatives,
  contradict: GroupingOptions["contradict"],
): Generator<void, Cluster[]> {
  const clusters = new Clusters();
  /** Pairs in which one belongs to a cluster that contradicts the other. */
  const apart: Cluster[] = [];
  for (const link of links) {
    yield;
    const [first, second] = [representatives.of(link.one), representatives.of(link.other)];
    if (first === undefined || second === undefined) continue;
    const [one, other] = [clusters.of(first), clusters.of(second)];
    if (one === other || one.members.length + other.members.length > MOST_MEMBERS) continue;
    const [some, others] = [one, other].map(({ members }) => members.flatMap((member) => representatives.representedBy(member)));
    const contradiction = pairWhere(some ?? [], others ?? [], (a, b) => !isLink(link, a, b) && contradict(a, b));
    // A pair that is only likely does not join people who cannot be one, and casts no doubt on certain ones.
    if (contradiction === undefined || link.sureness === "certain") clusters.unite(one, other, link, contradiction);
    else apart.push({ members: [first, second], by: [link] });
  }
  return [...clusters.all, ...apart];
}

const isLink = ({ one, other }: Likeness, a: number, b: number) => (a === one && b === other) || (a === other && b === one);

function pairWhere(some: readonly number[], others: readonly number[], is: (a: number, b: number) => boolean): readonly [number, number] | undefined {
  for (const a of some) for (const b of others) if (is(a, b)) return [a, b];
  return undefined;
}
