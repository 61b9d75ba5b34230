import { type LikePair, pairText } from "../../find/duplicates/evidence.ts";
import { compare } from "../../identity/compare.ts";
import { sharesAnything } from "../../identity/evidence.ts";
import { identityOf } from "../../identity/identity.ts";
import { People } from "../../identity/people.ts";
import { isContradiction, surenessOf } from "../../identity/sureness.ts";
import type { ContactRecord } from "../../schema/record.ts";
import type { WrittenContacts } from "../duplicates/written-contacts.ts";
import { mergeText } from "./merge-text.ts";

/** What says that the contacts of a group are one person, and what speaks against it. */
export interface Judgement {
  /** Two contacts that may be different people, and why, as a phrase; undefined if all look like one person. */
  readonly doubt: { readonly one: ContactRecord; readonly other: ContactRecord; readonly evidence: string } | undefined;
  /** "same e-mail and name", by the ID of each contact but the one that stays. */
  readonly evidence: ReadonlyMap<string, string>;
}

/**
 * Judges as `find_duplicates` does: each contact has to be at least likely the same person as the one that stays, or
 * certainly the same as another one that is, and no two may contradict each other.
 *
 * @param contacts the one that stays first
 * @param written knows who is Herr and who is Frau, which is not stored
 * @param beside other contacts of the workspace, which show that many people hold a value
 */
export function judge(
  contacts: readonly ContactRecord[],
  written: Pick<WrittenContacts, "identityOf">,
  beside: readonly ContactRecord[] = [],
): Judgement {
  const [first, ...others] = contacts;
  const people = new People<string>();
  const identities = new Map(contacts.map((contact) => [contact, written.identityOf(contact)]));
  for (const [{ id }, identity] of identities) people.add(id, identity);
  for (const { id, fields, relationships } of beside) people.add(id, identityOf(fields, relationships));
  const pairOf = (one: ContactRecord, other: ContactRecord): LikePair[] => {
    const [a, b] = [identities.get(one), identities.get(other)];
    return a && b ? [{ one, other, verdict: compare(a, b, people.isHeldByMany) }] : [];
  };
  const isOne = ({ one, verdict }: LikePair) => {
    const sureness = surenessOf(verdict);
    return sureness === "certain" || (sureness === "likely" && one === first);
  };
  const joined = new Map<ContactRecord, LikePair | undefined>(first ? [[first, undefined]] : []);
  for (let before = 0; before < joined.size; ) {
    before = joined.size;
    for (const other of others.filter((one) => !joined.has(one))) {
      const pair = [...joined.keys()].flatMap((one) => pairOf(one, other)).find(isOne);
      if (pair) joined.set(other, pair);
    }
  }
  const strangers = first ? others.filter((one) => !joined.has(one)).flatMap((other) => pairOf(first, other)) : [];
  const doubt = strangers[0] ?? contradictionAmong(contacts, pairOf);
  return {
    doubt: doubt && { one: doubt.one, other: doubt.other, evidence: textOf(doubt) },
    evidence: new Map([...joined.values(), ...strangers].flatMap((pair) => (pair ? [[pair.other.id, textOf(pair)]] : []))),
  };
}

function contradictionAmong(
  contacts: readonly ContactRecord[],
  pairOf: (one: ContactRecord, other: ContactRecord) => readonly LikePair[],
): LikePair | undefined {
  for (const [at, one] of contacts.entries())
    for (const other of contacts.slice(at + 1)) for (const pair of pairOf(one, other)) if (isContradiction(pair.verdict)) return pair;
  return undefined;
}

function textOf(pair: LikePair): string {
  return sharesAnything(pair.verdict.evidence) ? pairText(pair) : mergeText.sharesNothing;
}
