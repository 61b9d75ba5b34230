import { runInSlices, sortInSlices, TimeSlices } from "../../async/time-slices.ts";
import { compare, type Verdict } from "../../identity/compare.ts";
import type { IsHeldByMany } from "../../identity/evidence.ts";
import { type Group, groupsOf, type Likeness } from "../../identity/groups.ts";
import { type Identity, identityReader } from "../../identity/identity.ts";
import { LikelyPairs } from "../../identity/likely-pairs.ts";
import { isContradiction, SURENESS, surenessOf } from "../../identity/sureness.ts";
import type { Replica } from "../../replica/replica.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { RecentlyRead } from "./recently-read.ts";
import { ranked, standingOf } from "./survivor.ts";

/** All groups of contacts that are one person. */
export interface AllDuplicates {
  /** IDs, by the numbers in the groups. */
  readonly ids: readonly string[];
  /** The most certain first. */
  readonly groups: readonly Group[];
  readonly isHeldByMany: IsHeldByMany;
}

/** Finds all contacts of the local copy that are one person. Works in time slices. */
export async function allDuplicates(replica: Pick<Replica, "scan" | "reader" | "outline">, schema: ContactSchema): Promise<AllDuplicates> {
  const reader = identityReader(schema);
  const ids: string[] = [];
  const pairs = new LikelyPairs();
  await replica.scan((contact) => pairs.add(ids.push(contact.id) - 1, reader.of(contact)), { reads: reader.reads });

  const read = replica.reader(reader.reads);
  const identities = new RecentlyRead<Identity>((person) => {
    const contact = read(ids[person] ?? "");
    return contact && reader.of(contact);
  });
  const verdictOn = (one: number, other: number): Verdict | undefined => {
    const [a, b] = [identities.get(one), identities.get(other)];
    return a && b && compare(a, b, pairs.isHeldByMany);
  };

  const likenesses: Likeness[] = [];
  const slices = new TimeSlices();
  for (const pair of pairs.pairs((person) => identities.get(person))) {
    if (slices.isOver) await slices.next();
    if (!pair) continue;
    const [one, other] = pair;
    const verdict = verdictOn(one, other);
    const sureness = verdict && surenessOf(verdict);
    if (sureness) likenesses.push({ one, other, sureness, weight: verdict.weight });
  }

  // Contacts come in any order, and the answer should not depend on it.
  const byId = (one: number, other: number) => ((ids[one] ?? "") < (ids[other] ?? "") ? -1 : 1);
  const standingAt = (person: number) => {
    const outline = replica.outline(ids[person] ?? "");
    return outline && standingOf(outline);
  };
  const groups = await runInSlices(
    groupsOf(likenesses, {
      contradict: (one, other) => {
        const verdict = verdictOn(one, other);
        return verdict !== undefined && isContradiction(verdict);
      },
      ranked: (members) => ranked(members.toSorted(byId), standingAt),
    }),
  );
  const sorted = await sortInSlices(groups, (a, b) => byTelling(a, b) || byId(a.members[0] ?? 0, b.members[0] ?? 0));
  return { ids, groups: sorted, isHeldByMany: pairs.isHeldByMany };
}

/** The most certain first, then those who share the strongest values. */
const byTelling = (one: Group, other: Group) =>
  SURENESS.indexOf(one.sureness) - SURENESS.indexOf(other.sureness) || (other.by[0]?.weight ?? 0) - (one.by[0]?.weight ?? 0);
