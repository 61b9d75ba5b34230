import type { RelationshipDefinitionJson } from "../wire-json.ts";
import { SUPER_CONNECTOR } from "./oddities.ts";
import { companyIndexAt, hasNamesake } from "./person.ts";
import { makeId, type Random } from "./random.ts";

/** The records that a contact can be linked to. */
export interface LinkTargets {
  readonly seed: number;
  readonly members: readonly string[];
  readonly accounts: readonly string[];
  /** The number of contacts; their IDs follow from their index. */
  readonly contacts: number;
}

/** The IDs to which the contact at an index is linked by one relationship. */
type Linker = (index: number, random: Random, targets: LinkTargets) => readonly string[];

const LINKERS = new Map<string, { readonly objectType: string; readonly linker: Linker }>([
  ["$account", { objectType: "account", linker: companies }],
  ["$owner", { objectType: "member", linker: (_, random, { members }) => (random.chance(0.85) ? [random.pick(members)] : []) }],
  ["$createdBy", { objectType: "member", linker: (_, random, { members }) => [random.pick(members)] }],
  ["reports-to", { objectType: "contact", linker: (index, random, targets) => (random.chance(0.4) ? colleague(index, targets) : []) }],
  ["referred", { objectType: "contact", linker: referrals }],
]);

/** How to fill a relationship. One that only a test defines gets a record of its type now and then. */
export function linkerOf(key: string, { objectType }: RelationshipDefinitionJson): Linker {
  const known = LINKERS.get(key);
  if (known?.objectType === objectType) return known.linker;
  return (_, random, targets) => (random.chance(0.2) ? anyOf(objectType, random, targets) : []);
}

function anyOf(objectType: string, random: Random, { accounts, members, contacts, seed }: LinkTargets): string[] {
  if (objectType === "account") return [random.pick(accounts)];
  if (objectType === "member") return [random.pick(members)];
  return objectType === "contact" ? [makeId("con", seed, random.int(contacts))] : [];
}

function companies(index: number, random: Random, { seed, accounts }: LinkTargets): string[] {
  const own = accounts[companyIndexAt(seed, index)];
  // Namesakes always have their company, which tells them apart.
  if (own === undefined || (random.chance(0.08) && !hasNamesake(index))) return [];
  const second = random.pick(accounts);
  return random.chance(0.06) && second !== own ? [own, second] : [own];
}

/** How far back to look for a superior. With sixty companies, there is nearly always one. */
const SEARCHED = 240;

function colleague(index: number, { seed }: LinkTargets): string[] {
  const company = companyIndexAt(seed, index);
  for (let other = index - 1; other >= Math.max(0, index - SEARCHED); other--) {
    if (companyIndexAt(seed, other) === company) return [makeId("con", seed, other)];
  }
  return [];
}

function referrals(index: number, random: Random, { contacts, seed }: LinkTargets): string[] {
  if (index === SUPER_CONNECTOR.index && contacts > index + SUPER_CONNECTOR.referred) {
    return Array.from({ length: SUPER_CONNECTOR.referred }, (_, at) => makeId("con", seed, index + 1 + at));
  }
  return random.chance(0.05) ? [makeId("con", seed, random.int(contacts))] : [];
}
