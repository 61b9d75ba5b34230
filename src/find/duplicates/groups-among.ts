import { compare } from "../../identity/compare.ts";
import { groupsOf, type Likeness } from "../../identity/groups.ts";
import { identityOf } from "../../identity/identity.ts";
import { People } from "../../identity/people.ts";
import { isContradiction, surenessOf } from "../../identity/sureness.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { DuplicateGroup } from "./duplicate-group.ts";
import { pairText } from "./evidence.ts";
import { ranked, standingOfRecord, strengths } from "./survivor.ts";

/** The groups of one person among a few contacts, such as those that a create or a row of an import may mean. */
export function groupsAmong(contacts: readonly ContactRecord[], schema: Pick<ContactSchema, "hidesIdentity">): DuplicateGroup[] {
  const people = new People<number>();
  const known = contacts.map((contact) => ({
    contact,
    identity: identityOf(contact.fields, contact.relationships),
    standing: standingOfRecord(contact),
  }));
  for (const [at, { identity }] of known.entries()) people.add(at, identity);
  const pairOf = (at: number, beside: number) => {
    const [one, other] = [known[at], known[beside]];
    return one && other && { one: one.contact, other: other.contact, verdict: compare(one.identity, other.identity, people.isHeldByMany) };
  };
  const likenesses = known.flatMap((_, one) =>
    known.slice(one + 1).flatMap((_other, more): Likeness[] => {
      const other = one + 1 + more;
      const verdict = pairOf(one, other)?.verdict;
      const sureness = verdict && surenessOf(verdict, schema);
      return sureness ? [{ one, other, sureness, weight: verdict.weight }] : [];
    }),
  );
  const steps = groupsOf(likenesses, {
    contradict: (one, other) => {
      const verdict = pairOf(one, other)?.verdict;
      return verdict !== undefined && isContradiction(verdict);
    },
    ranked: (members) => ranked(members, (member) => known[member]?.standing),
  });
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value.map(({ members, sureness, by, contradiction }): DuplicateGroup => {
    const all = members.flatMap((member) => known[member] ?? []);
    return {
      sureness,
      contacts: all.map(({ contact }) => contact),
      evidence: [...new Set(by.flatMap(({ one, other }) => pairOf(one, other) ?? []).map(pairText))],
      strengths: strengths(all.map(({ standing }) => standing)),
      contradiction: contradiction && pairOf(...contradiction),
    };
  });
}
