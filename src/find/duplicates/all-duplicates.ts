import { runInSlices } from "../../async/time-slices.ts";
import { compare, type Verdict } from "../../identity/compare.ts";
import type { IsHeldByMany } from "../../identity/evidence.ts";
import { groupsOf, type Likeness } from "../../identity/groups.ts";
import { type Identity, identityReader } from "../../identity/identity.ts";
import { LikelyPairs } from "../../identity/likely-pairs.ts";
import { peopleOf } from "../../identity/pair-table.ts";
import { isContradiction, surenessOf } from "../../identity/sureness.ts";
import type { Replica } from "../../replica/replica.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { GroupTable } from "./group-table.ts";
import { RecentlyRead } from "./recently-read.ts";
import { ranked, standingOf } from "./survivor.ts";

/** All groups of contacts that are one person. */
export interface AllDuplicates {
  /** IDs, by the numbers in the groups. */
  readonly ids: readonly string[];
  /** The most certain first. */
  readonly groups: GroupTable;
  readonly isHeldByMany: IsHeldByMany;
}

type Contacts = Pick<Replica, "scan" | "reader" | "outline">;

/** Finds all contacts of the local copy that are one person. Works in time slices. */
export async function allDuplicates(replica: Contacts, schema: ContactSchema): Promise<AllDuplicates> {
  const reader = identityReader(schema);
  const ids: string[] = [];
  const pairs = new LikelyPairs();
  await replica.scan((contact) => pairs.add(ids.push(contact.id) - 1, reader.of(contact)), { reads: reader.reads });

  const read = replica.reader(reader.reads);
  const identities = new RecentlyRead<Identity>((person) => {
    const contact = read(ids[person] ?? "");
    return contact && reader.of(contact);
  });
  const groups = new GroupTable();
  await runInSlices(findGroups(schema, pairs, identities, replica, ids, groups));
  await groups.sort(byIdOf(ids));
  return { ids, groups, isHeldByMany: pairs.isHeldByMany };
}

/** Contacts come in any order, and the answer should not depend on it. */
const byIdOf =
  (ids: readonly string[]) =>
  (one: number, other: number): number => {
    const [a = "", b = ""] = [ids[one], ids[other]];
    return a < b ? -1 : a > b ? 1 : 0;
  };

/** Compares people who are connected by pairs, and groups them before the next. */
function* findGroups(
  schema: ContactSchema,
  pairs: LikelyPairs,
  identities: RecentlyRead<Identity>,
  replica: Contacts,
  ids: readonly string[],
  groups: GroupTable,
): Generator<unknown, void> {
  const verdictOn = (one: number, other: number): Verdict | undefined => {
    const [a, b] = [identities.get(one), identities.get(other)];
    return a && b && compare(a, b, pairs.isHeldByMany);
  };
  const standingAt = (person: number) => {
    const outline = replica.outline(ids[person] ?? "");
    return outline && standingOf(outline);
  };
  const options = {
    contradict: (one: number, other: number) => {
      const verdict = verdictOn(one, other);
      return verdict !== undefined && isContradiction(verdict);
    },
    ranked: (members: readonly number[]) => ranked(members.toSorted(byIdOf(ids)), standingAt),
  };
  for (const connected of pairs.pairs((person) => identities.get(person))) {
    const likenesses: Likeness[] = [];
    for (const pair of connected ?? []) {
      const [one, other] = peopleOf(pair);
      const verdict = verdictOn(one, other);
      const sureness = verdict && surenessOf(verdict, schema);
      if (sureness) likenesses.push({ one, other, sureness, weight: verdict.weight });
      yield;
    }
    for (const group of yield* groupsOf(likenesses, options)) groups.add(group);
    if (connected) identities.clear();
    yield;
  }
}
