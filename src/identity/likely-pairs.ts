import type { IsHeldByMany } from "./evidence.ts";
import { hashAt, hashOf } from "./hash.ts";
import { apartBits, type Identity } from "./identity.ts";
import { BUCKETS, bucketOf, type KeyPeople, KeyTable } from "./key-table.ts";
import { heldNames, soughtNames, typoKeys } from "./name-keys.ts";
import { DifferentNames, MANY, MOST_ALIKE, Named } from "./people.ts";
import { nameKeys, valueKeys } from "./value-keys.ts";

/** A name that more people have says nothing if it is all that they share. */
const MOST_NAMESAKES = 20;

/** How many pairs are made of the people of one key. So many are no longer a matter of one merge after the other. */
const MOST_PAIRS = 20_000;

/** Longer than a part of a name. */
const LENGTH = 1024;

/** Two numbers of people fit into one of 53 bits. */
const PAIR = 2 ** 26;

/** Who somebody is, by their number. */
export type IdentityAt = (person: number) => Identity | undefined;

export type PairOfPeople = readonly [one: number, other: number];

/**
 * The pairs of many people who may be the same, without comparing everybody with everybody: only those who share a
 * key. Keys are kept as numbers, so that a hundred thousand people take some 30 MB.
 *
 * First {@link add} everybody, then take the {@link pairs}.
 */
export class LikelyPairs {
  /** Addresses, numbers, profiles and unique values, which say something alone. */
  readonly #values = new KeyTable();
  /** Whole names. */
  readonly #names = new KeyTable();
  /** Names at an account, where similar ones say something too. The people of an account are in one bucket. */
  readonly #colleagues = new KeyTable();
  readonly #typos = new KeyTable();
  readonly #heldByMany = new Set<number>();
  /** By person, as {@link apartBits}: what tells namesakes apart who have nothing in common. */
  readonly #apart: number[] = [];
  /** By person: the lengths of first and last name, in one number. */
  readonly #lengths: number[] = [];

  add(person: number, identity: Identity): void {
    const [{ given: [first = ""] = [], family = [] } = {}] = identity.names;
    this.#lengths[person] = first.length * LENGTH + family.join("").length;
    this.#apart[person] = apartBits(identity);
    for (const key of valueKeys(identity)) this.#values.hold(hashOf(key), person);
    for (const key of nameKeys(identity)) this.#names.hold(hashOf(key), person);
    if (identity.accounts.size === 0 || identity.names.length === 0) return;
    const [held, sought, typos] = [heldNames(identity), soughtNames(identity), typoKeys(identity)];
    for (const id of identity.accounts) {
      const account = hashOf(id);
      const bucket = bucketOf(account);
      for (const key of held) this.#colleagues.hold(hashAt(account, key), person, bucket);
      for (const key of sought) this.#colleagues.seek(hashAt(account, key), person, bucket);
      for (const key of typos) this.#typos.hold(hashAt(account, key), person, bucket);
    }
  }

  /**
   * The pairs, in small steps: now and then there is none. Neighbours in the order are often of the same people. A pair
   * that shares a value and an account may come twice.
   */
  *pairs(identityAt: IdentityAt): Generator<PairOfPeople | undefined> {
    // Which values many people hold must be known before the first pair is compared.
    const found: Iterable<PairOfPeople>[] = [];
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const pairs = new Pairs();
      for (const key of this.#values.take(bucket)) {
        for (const _step of this.#pairHolders(key, identityAt, pairs)) yield undefined;
      }
      for (const { holders } of this.#names.take(bucket)) if (holders.length <= MOST_NAMESAKES) this.#pairNamesakes(holders, pairs);
      found.push(pairs.all);
      yield undefined;
    }
    for (const pairs of found) {
      yield* pairs;
      yield undefined;
    }
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const pairs = new Pairs();
      for (const { seekers, holders } of this.#colleagues.take(bucket)) pairs.addAll(seekers, holders);
      yield undefined;
      for (const { holders } of this.#typos.take(bucket)) this.#pairTypos(holders, pairs);
      yield undefined;
      yield* pairs.all;
    }
  }

  /** Namesakes who share an address or an account have other keys in common. */
  #pairNamesakes(holders: readonly number[], pairs: Pairs): void {
    for (const one of holders) {
      const apart = this.#apart[one] ?? 0;
      pairs.addAll(
        [one],
        holders.filter((other) => (apart & (this.#apart[other] ?? 0)) === 0),
      );
    }
  }

  /** A typo changes the length of one part of a name by one letter at most. */
  #pairTypos(holders: readonly number[], pairs: Pairs): void {
    const some = holders.slice(0, MOST_ALIKE);
    for (const [at, one] of some.entries()) {
      const length = this.#lengths[one] ?? 0;
      const near = (other: number) => {
        const apart = Math.abs(length - (this.#lengths[other] ?? 0));
        return apart <= 1 || apart === LENGTH;
      };
      pairs.addAll([one], some.slice(at + 1).filter(near));
    }
  }

  *#pairHolders({ key, holders }: KeyPeople, identityAt: IdentityAt, pairs: Pairs): Generator<void> {
    if (holders.length < MANY) return pairs.addAll(holders, holders);
    const isLarge = holders.length > MOST_ALIKE;
    const names = new DifferentNames();
    const named = new Named<number>();
    const nameless: number[] = [];
    for (const person of holders) {
      const identity = identityAt(person);
      if (identity) names.add(identity);
      if (isLarge && identity && identity.names.length > 0) named.add({ id: person, identity });
      else nameless.push(person);
      yield;
    }
    if (names.areMany) this.#heldByMany.add(key);
    if (!isLarge) return pairs.addAll(holders, holders);
    // Of so many, only those with similar names can be the same, and those without a name.
    pairs.addAll(nameless, holders);
    let left = MOST_PAIRS;
    for (const person of holders) {
      if (left <= 0) return;
      const identity = identityAt(person);
      const alike = identity ? named.similar(identity).map(({ id }) => id) : [];
      pairs.addAll([person], alike);
      left -= Math.min(alike.length, MOST_ALIKE);
      yield;
    }
  }

  /** Whether at least three people of different names hold a value. Known with the first of the {@link pairs}. */
  readonly isHeldByMany: IsHeldByMany = (key) => this.#heldByMany.has(hashOf(key));
}

/** Pairs of people, each once. */
class Pairs {
  readonly #known = new Set<number>();

  /** Pairs some with others. Of more people than {@link MOST_ALIKE} with one key, only the first are taken. */
  addAll(some: readonly number[], others: readonly number[]): void {
    for (const one of some.length > MOST_ALIKE ? some.slice(0, MOST_ALIKE) : some) {
      for (const other of others.length > MOST_ALIKE ? others.slice(0, MOST_ALIKE) : others) {
        if (one !== other) this.#known.add(Math.min(one, other) * PAIR + Math.max(one, other));
      }
    }
  }

  get all(): Iterable<PairOfPeople> {
    return pairsIn(Float64Array.from(this.#known).sort());
  }
}

function* pairsIn(pairs: Float64Array): Generator<PairOfPeople> {
  for (const pair of pairs) yield [Math.floor(pair / PAIR), pair % PAIR];
}
