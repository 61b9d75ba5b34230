import { type IsHeldByMany, nameLikeness } from "./evidence.ts";
import { hashAt, hashOf } from "./hash.ts";
import type { Identity } from "./identity.ts";
import { BUCKETS, type KeyPeople, KeyTable } from "./key-table.ts";
import { similarNameKeys, typoKeys, wholeNameHash } from "./name-keys.ts";
import { NumberList } from "./number-list.ts";
import { PairTable } from "./pair-table.ts";
import { areSimilar, DifferentNames, MANY, MOST_ALIKE, Named } from "./people.ts";
import { issuerHashes, valueHashes } from "./value-keys.ts";

/** If more people have a name, the name alone proves nothing. */
const MOST_NAMESAKES = 20;

/** The most pairs that are made from the people with one key. Nobody merges more pairs one by one. */
const MOST_PAIRS = 20_000;

/** Longer than a part of a name. */
const LENGTH = 1024;

/** Who somebody is, by their number. */
type IdentityAt = (person: number) => Identity | undefined;

/**
 * Finds the pairs of people who may be the same. Only people who share a key are compared, not everybody with
 * everybody. Keys are kept as numbers, so a hundred thousand people take about 30 MB.
 *
 * First {@link add} everybody, then take the {@link pairs}.
 */
export class LikelyPairs {
  /** Addresses, numbers and profiles, which are evidence on their own unless many people hold them. */
  readonly #shareable = new KeyTable();
  /** Unique values and mailboxes, which are evidence in any case. */
  readonly #others = new KeyTable();
  /** Whole names. */
  readonly #names = new KeyTable();
  /** Whole names at an employer, by the e-mail address. */
  readonly #atEmployer = new KeyTable();
  /** Names at an account, where similar names are evidence too. */
  readonly #colleagues = new KeyTable();
  readonly #typos = new KeyTable();
  readonly #heldByMany = new Set<number>();
  /** By person: how many accounts they are at. These tell apart namesakes who are at others. */
  readonly #accounts = new NumberList();
  /** By person: the lengths of first and last name, in one number. */
  readonly #lengths = new NumberList();
  /** By person: which letters first and last name have an odd number of times, a bit for each. */
  readonly #letters = new NumberList();
  /** By person: a hash of the name, whatever its order; 0 for those without. */
  readonly #namesakes = new NumberList();

  add(person: number, identity: Identity): void {
    const names = identity.names.map(wholeNameHash);
    const [{ given: [first = ""] = [], family = [] } = {}] = identity.names;
    const last = family.join("");
    this.#letters.set(person, oddLetters(first) ^ oddLetters(last));
    this.#namesakes.set(person, names[0] ?? 0);
    this.#lengths.set(person, first.length * LENGTH + last.length);
    this.#accounts.set(person, identity.accounts.size);
    const { shareable, others } = valueHashes(identity);
    for (const key of shareable) this.#shareable.hold(key, person);
    for (const key of others) this.#others.hold(key, person);
    for (const name of names) this.#names.hold(name, person);
    for (const key of issuerHashes(identity)) this.#atEmployer.hold(key, person);
    if (identity.accounts.size === 0 || identity.names.length === 0) return;
    const { held, sought } = similarNameKeys(identity);
    const typos = typoKeys(identity);
    for (const id of identity.accounts) {
      const account = hashOf(id);
      for (const key of held) if (!sought.includes(key)) this.#colleagues.hold(hashAt(account, key), person);
      for (const key of sought) this.#colleagues.seek(hashAt(account, key), person);
      for (const key of typos) this.#typos.hold(hashAt(account, key), person);
    }
  }

  /** The pairs, each once, as {@link PairTable.takeConnected} gives them. Works in small steps, some without any. */
  *pairs(identityAt: IdentityAt): Generator<Float64Array | undefined> {
    const pairs = new PairTable(this.#accounts.length);
    // Which values many people hold must be known before the first pair is compared.
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      for (const table of [this.#shareable, this.#others]) {
        for (const key of table.take(bucket)) {
          for (const _step of this.#pairHolders(key, table === this.#shareable, identityAt, pairs)) yield undefined;
        }
      }
      for (const { holders } of this.#names.take(bucket)) if (holders.length <= MOST_NAMESAKES) this.#pairNamesakes(holders, pairs);
      for (const { holders } of this.#atEmployer.take(bucket)) if (holders.length <= MOST_NAMESAKES) pairAll(pairs, holders);
      yield undefined;
    }
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      for (const { seekers, holders } of this.#colleagues.take(bucket)) {
        addAll(pairs, seekers, holders);
        yield undefined;
      }
      for (const { holders } of this.#typos.take(bucket)) {
        this.#pairTypos(holders, pairs);
        yield undefined;
      }
    }
    yield* pairs.takeConnected();
  }

  /** Namesakes who share an account have other keys in common. */
  #pairNamesakes(holders: readonly number[], pairs: PairTable): void {
    for (const [at, one] of holders.entries()) {
      for (const other of holders.slice(at + 1)) if (this.#accounts.at(one) === 0 || this.#accounts.at(other) === 0) pairs.add(one, other);
    }
  }

  #pairTypos(holders: readonly number[], pairs: PairTable): void {
    const some = holders.slice(0, MOST_ALIKE);
    for (const [at, one] of some.entries()) {
      for (const other of some.slice(at + 1)) if (this.#mayDifferByTypo(one, other)) pairs.add(one, other);
    }
  }

  /** A typo changes the length of one part of a name by one letter at most, and puts at most one letter in place of another. */
  #mayDifferByTypo(one: number, other: number): boolean {
    const apart = Math.abs(this.#lengths.at(one) - this.#lengths.at(other));
    return (apart <= 1 || apart === LENGTH) && bitCount(this.#letters.at(one) ^ this.#letters.at(other)) <= 2;
  }

  *#pairHolders({ key, holders }: KeyPeople, isShareable: boolean, identityAt: IdentityAt, pairs: PairTable): Generator<void> {
    const isLarge = holders.length > MOST_ALIKE;
    if (!isLarge && !this.#mayBeHeldByMany(holders)) return pairAll(pairs, holders);
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
    if (!isLarge) return pairAll(pairs, holders, names.areMany && isShareable ? haveSimilarNames(identityAt) : undefined);
    // Among so many people, only those with similar names or without a name can be the same.
    addAll(pairs, nameless, holders);
    let left = MOST_PAIRS;
    for (const person of holders) {
      if (left <= 0) return;
      const identity = identityAt(person);
      const alike = identity ? named.similar(identity).map(({ id }) => id) : [];
      addAll(pairs, [person], alike);
      left -= Math.min(alike.length, MOST_ALIKE);
      yield;
    }
  }

  /** Whether so many names are different that they may be those of {@link MANY} people. */
  #mayBeHeldByMany(holders: readonly number[]): boolean {
    return holders.length >= MANY && new Set(holders.flatMap((person) => this.#namesakes.at(person) || [])).size >= MANY;
  }

  /** Whether at least three people of different names hold a value. Known with the first of the {@link pairs}. */
  readonly isHeldByMany: IsHeldByMany = hashedIn(this.#heldByMany);
}

/** Outside the class, so that whatever keeps this function does not keep everybody's keys. */
const hashedIn =
  (hashes: ReadonlySet<number>): IsHeldByMany =>
  (key) =>
    hashes.has(hashOf(key));

/** The letters that stand in a name an odd number of times, a bit for each; other signs share the bits. */
function oddLetters(name: string): number {
  let bits = 0;
  for (let at = 0; at < name.length; at++) bits ^= 1 << (name.charCodeAt(at) & 31);
  return bits;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count++;
  return count;
}

/** @param mayBeOne whether two of them are paired; by default all are */
function pairAll(pairs: PairTable, people: readonly number[], mayBeOne: (one: number, other: number) => boolean = () => true): void {
  for (const [at, one] of people.entries()) for (const other of people.slice(at + 1)) if (mayBeOne(one, other)) pairs.add(one, other);
}

/** Whether the names of two people do not contradict each other. A value that many hold says nothing about others. */
const haveSimilarNames =
  (identityAt: IdentityAt) =>
  (a: number, b: number): boolean => {
    const [one, other] = [identityAt(a), identityAt(b)];
    return one !== undefined && other !== undefined && areSimilar(nameLikeness(one, other));
  };

/** Pairs some with others. Of more people than {@link MOST_ALIKE} with one key, only the first are taken. */
function addAll(pairs: PairTable, some: readonly number[], others: readonly number[]): void {
  const [these, those] = [some, others].map((people) => (people.length > MOST_ALIKE ? people.slice(0, MOST_ALIKE) : people));
  for (const one of these ?? []) for (const other of those ?? []) pairs.add(one, other);
}
