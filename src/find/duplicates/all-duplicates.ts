import { runInSlices, TimeSlices } from "../../async/time-slices.ts";
import { compare, type Verdict } from "../../identity/compare.ts";
import type { IsHeldByMany } from "../../identity/evidence.ts";
import { type Group, groupsOf, type Likeness } from "../../identity/groups.ts";
import { type Identity, identityReader } from "../../identity/identity.ts";
import { LikelyPairs } from "../../identity/likely-pairs.ts";
import { isContradiction, SURENESS, surenessOf } from "../../identity/sureness.ts";
import type { Replica } from "../../replica/replica.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { ranked, type Standing, standingOf } from "./survivor.ts";

/** Identities are read again rather than kept: many of them would fill the heap. These are enough for most accounts. */
const MOST_KEPT = 1000;

/** All groups of contacts that are one person. */
export interface AllDuplicates {
  /** IDs, by the numbers in the groups. */
  readonly ids: readonly string[];
  /** The surest first. */
  readonly groups: readonly Group[];
  readonly isHeldByMany: IsHeldByMany;
  /** What says who should stay, by ID, of everybody in the groups. */
  readonly standings: ReadonlyMap<string, Standing>;
}

/** Finds all contacts of the local copy that are one person. Works in time slices. */
export async function allDuplicates(replica: Pick<Replica, "scan" | "reader">, schema: ContactSchema): Promise<AllDuplicates> {
  const reader = identityReader(schema);
  const ids: string[] = [];
  const pairs = new LikelyPairs();
  await replica.scan((contact) => pairs.add(ids.push(contact.id) - 1, reader.of(contact)), { reads: reader.reads });

  const read = replica.reader(reader.reads);
  const kept = new Map<number, Identity>();
  const identityAt = (person: number): Identity | undefined => {
    const known = kept.get(person);
    if (known) return known;
    const contact = read(ids[person] ?? "");
    const identity = contact && reader.of(contact);
    if (kept.size >= MOST_KEPT) kept.clear();
    if (identity) kept.set(person, identity);
    return identity;
  };
  const verdictOn = (one: number, other: number): Verdict | undefined => {
    const [a, b] = [identityAt(one), identityAt(other)];
    return a && b && compare(a, b, pairs.isHeldByMany);
  };

  // Contacts come in any order, and the answer should not depend on it.
  const byId = (one: number, other: number) => ((ids[one] ?? "") < (ids[other] ?? "") ? -1 : 1);

  const likenesses: Likeness[] = [];
  const slices = new TimeSlices();
  const found = new Set<string>();
  for (const pair of pairs.pairs(identityAt)) {
    if (slices.isOver) await slices.next();
    if (!pair) continue;
    const [one, other] = pair;
    const verdict = verdictOn(one, other);
    const sureness = verdict && surenessOf(verdict);
    if (!sureness || found.has(pair.join())) continue;
    found.add(pair.join());
    likenesses.push({ one, other, sureness, weight: verdict.weight });
  }
  const standings = await standingsOf(likenesses, ids, replica);
  const groups = await runInSlices(
    groupsOf(likenesses, {
      contradict: (one, other) => {
        const verdict = verdictOn(one, other);
        return verdict !== undefined && isContradiction(verdict);
      },
      ranked: (members) => ranked(members.toSorted(byId), (member) => standings.get(ids[member] ?? "")),
    }),
  );
  return {
    ids,
    groups: groups.sort((a, b) => byTelling(a, b) || byId(a.members[0] ?? 0, b.members[0] ?? 0)),
    isHeldByMany: pairs.isHeldByMany,
    standings,
  };
}

/** The surest first, then those who share what says most. */
const byTelling = (one: Group, other: Group) =>
  SURENESS.indexOf(one.sureness) - SURENESS.indexOf(other.sureness) || (other.by[0]?.weight ?? 0) - (one.by[0]?.weight ?? 0);

async function standingsOf(likenesses: readonly Likeness[], ids: readonly string[], replica: Pick<Replica, "scan">): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>();
  const involved = new Set(likenesses.flatMap(({ one, other }) => [ids[one] ?? "", ids[other] ?? ""]));
  await replica.scan((contact) => standings.set(contact.id, standingOf(contact)), { ids: involved });
  return standings;
}
