import type { IsWide } from "./compare.ts";
import type { Identity } from "./identity.ts";
import { hashOf, type KeyPeople, KeyTable } from "./key-table.ts";
import { heldNames, soughtNames, typoKeys } from "./name-keys.ts";
import { haveDifferentNames, MANY, MOST_ALIKE, People } from "./people.ts";
import { SortedNumbers } from "./sorted-numbers.ts";
import { mayBeWide, nameKeys, valueKeys } from "./value-keys.ts";

/** A name that more people have says nothing if it is all that they share. */
const MOST_NAMESAKES = 20;

const PAIR_BUCKETS = 512;
/** Two numbers of people fit into one of 53 bits. */
const PAIR = 2 ** 26;

/** Who somebody is, by their number. */
export type IdentityAt = (person: number) => Identity | undefined;

/**
 * The pairs of many people who may be the same, without comparing everybody with everybody: only those who share a
 * key. Keys are kept as numbers, so that a hundred thousand people take some 20 MB.
 *
 * First {@link add} everybody, then run through {@link collect}, then through {@link pairs}. Both do their work in small
 * steps, between which the caller may pause.
 */
export class LikelyPairs {
  /** Addresses, numbers, profiles and unique values, which say something alone. */
  readonly #values = new KeyTable();
  /** Whole names. */
  readonly #names = new KeyTable();
  /** Names at an account, where similar ones say something too. */
  readonly #colleagues = new KeyTable();
  readonly #typos = new KeyTable();
  readonly #wide = new Set<number>();
  readonly #pairs = new SortedNumbers(PAIR_BUCKETS);
  readonly #size: number;

  /** @param size about how many people there are */
  constructor(size: number) {
    this.#size = size;
  }

  add(person: number, identity: Identity): void {
    for (const key of valueKeys(identity)) this.#values.hold(hashOf(key), person);
    for (const key of nameKeys(identity)) this.#names.hold(hashOf(key), person);
    if (identity.accounts.size === 0 || identity.names.length === 0) return;
    const [held, sought, typos] = [heldNames(identity), soughtNames(identity), typoKeys(identity)];
    for (const account of identity.accounts) {
      const seed = hashOf(account);
      for (const key of held) this.#colleagues.hold(hashOf(key, seed), person);
      for (const key of sought) this.#colleagues.seek(hashOf(key, seed), person);
      for (const key of typos) this.#typos.hold(hashOf(key, seed), person);
    }
  }

  /** Finds the pairs, and which values many people hold. */
  *collect(identityAt: IdentityAt): Generator<void> {
    for (const key of this.#values.take()) {
      if (key) yield* this.#collectHolders(key, identityAt);
      else yield;
    }
    for (const key of this.#names.take()) {
      if (!key) yield;
      else if (key.holders.length <= MOST_NAMESAKES) this.#pairAll(key.holders, key.holders);
    }
    for (const key of this.#typos.take()) {
      if (key) this.#pairAll(key.holders, key.holders);
      else yield;
    }
    for (const key of this.#colleagues.take()) {
      if (key) this.#pairAll(key.seekers, key.holders);
      else yield;
    }
  }

  *#collectHolders({ hash, holders }: KeyPeople, identityAt: IdentityAt): Generator<void> {
    if (holders.length < MANY) return this.#pairAll(holders, holders);
    const people = new People<number>();
    const known: [number, Identity][] = [];
    for (const person of holders) {
      const identity = identityAt(person);
      if (identity) known.push([person, identity]);
      if (identity && holders.length > MOST_ALIKE) people.add(person, identity);
      yield;
    }
    if (haveDifferentNames(known.map(([, identity]) => identity))) this.#wide.add(hash);
    if (holders.length <= MOST_ALIKE) return this.#pairAll(holders, holders);
    // Of so many, only those with similar names can be the same.
    for (const [person, identity] of known) {
      this.#pairAll([person], [...people.alike(identity).keys()]);
      yield;
    }
  }

  /** Of more people than {@link MOST_ALIKE} who have a name in common at one account, the first are compared. */
  #pairAll(some: readonly number[], others: readonly number[]): void {
    for (const one of some.slice(0, MOST_ALIKE)) {
      for (const other of others.slice(0, MOST_ALIKE)) {
        if (one === other) continue;
        const [low, high] = one < other ? [one, other] : [other, one];
        this.#pairs.add(Math.min(Math.floor((low / this.#size) * PAIR_BUCKETS), PAIR_BUCKETS - 1), low * PAIR + high);
      }
    }
  }

  /** Every pair once, in the order of the first of them; now and then none. */
  *pairs(): Generator<readonly [number, number] | undefined> {
    for (const pairs of this.#pairs.take()) {
      let last = -1;
      for (const pair of pairs) {
        if (pair === last) continue;
        last = pair;
        yield [Math.floor(pair / PAIR), pair % PAIR];
      }
      yield undefined;
    }
  }

  /** Whether at least three people of different names hold a value. Known after {@link collect}. */
  readonly isWide: IsWide = (key) => mayBeWide(key) && this.#wide.has(hashOf(key));
}
