import { getOrInsert } from "../maps.ts";
import { compareNames, type NameLikeness } from "./compare-names.ts";
import type { IsHeldByMany } from "./evidence.ts";
import type { Identity } from "./identity.ts";
import { almostKeys, similarNameKeys } from "./name-keys.ts";
import type { PersonName } from "./person-name.ts";
import { nameKeys, valueKeys } from "./value-keys.ts";

/** If this many people with different names have a value, the value says little about who somebody is. */
export const MANY = 3;

/** How many people of one key are compared, and how many of those who hold a value that many have. */
export const MOST_ALIKE = 50;
const MOST_OF_MANY = 20;

/** The names of so few people take no time worth mentioning. */
const FEW = 100;

interface Person<Id> {
  readonly id: Id;
  readonly identity: Identity;
}

type Index<Key, Id> = Map<Key, Person<Id>[]>;

/** Some people by their names. */
export class Named<Id> {
  readonly #held: Index<number, Id> = new Map();
  readonly #sought: Index<number, Id> = new Map();

  constructor(people: readonly Person<Id>[] = []) {
    for (const person of people) this.add(person);
  }

  add(person: Person<Id>): void {
    const { held, sought } = similarNameKeys(person.identity);
    put(this.#held, held, person);
    put(this.#sought, sought, person);
  }

  similar(identity: Identity): Person<Id>[] {
    const of = (index: Index<number, Id>, keys: readonly number[]) => keys.flatMap((key) => index.get(key)?.slice(0, MOST_ALIKE) ?? []);
    const { held, sought } = similarNameKeys(identity);
    return [...of(this.#held, [...sought, ...almostKeys(identity)]), ...of(this.#sought, held)];
  }
}

/** People by their keys: who may be the same person as another, and how many people have a value. */
export class People<Id> {
  readonly #byKey: Index<string, Id> = new Map();
  readonly #byAccount: Index<string, Id> = new Map();
  readonly #heldByMany = new Map<string, boolean>();
  /** The holders of a value that many have, and the people of an account. */
  readonly #named = new Map<readonly Person<Id>[], Named<Id>>();

  add(id: Id, identity: Identity): void {
    const person = { id, identity };
    put(this.#byKey, [...valueKeys(identity), ...nameKeys(identity)], person);
    put(this.#byAccount, [...identity.accounts], person);
    this.#heldByMany.clear();
    this.#named.clear();
  }

  /** Reads the names of all who share an account or a value with many, in small steps: {@link alike} would do it at once. */
  *prepare(): Generator<void, void> {
    const holders = [...this.#byKey].flatMap(([key, people]) => (people.length > FEW && this.isHeldByMany(key) ? [people] : []));
    for (const people of [...holders, ...this.#byAccount.values()]) {
      if (people.length <= FEW) continue;
      const named = new Named<Id>();
      for (const person of people) yield named.add(person);
      this.#named.set(people, named);
    }
  }

  /**
   * The people who may be this person: those who share a key, and those with a similar name at the same account. If
   * many people have a value, only those with a similar name are included, and the first few others.
   */
  alike(identity: Identity): Map<Id, Identity> {
    const found = new Map<Id, Identity>();
    const take = (people: readonly Person<Id>[]) => {
      for (const person of people) found.set(person.id, person.identity);
    };
    for (const key of [...valueKeys(identity), ...nameKeys(identity)]) take(this.#holders(key, identity));
    for (const account of identity.accounts) take(this.#similar(this.#byAccount.get(account), identity));
    return found;
  }

  /** Whether at least three people of different names hold a value. */
  readonly isHeldByMany: IsHeldByMany = (key) => {
    return getOrInsert(this.#heldByMany, key, () => haveDifferentNames((this.#byKey.get(key) ?? []).map((person) => person.identity)));
  };

  #holders(key: string, identity: Identity): readonly Person<Id>[] {
    const all = this.#byKey.get(key) ?? [];
    if (identity.names.length === 0 || !this.isHeldByMany(key)) return all.slice(0, MOST_ALIKE);
    return [...this.#similar(all, identity), ...all.slice(0, MOST_OF_MANY)];
  }

  #similar(people: readonly Person<Id>[] | undefined, identity: Identity): readonly Person<Id>[] {
    if (!people) return [];
    return getOrInsert(this.#named, people, () => new Named(people)).similar(identity);
  }
}

function put<Key, Id>(index: Index<Key, Id>, keys: readonly Key[], person: Person<Id>): void {
  for (const key of keys) getOrInsert(index, key, () => []).push(person);
}

/** Some names. It tells whether the names of {@link MANY} people contradict each other. */
export class DifferentNames {
  readonly #different: PersonName[] = [];

  add({ names: [name] }: Identity): void {
    if (!name || this.areMany || this.#different.some((other) => areSimilar(compareNames(name, other)))) return;
    this.#different.push(name);
  }

  get areMany(): boolean {
    return this.#different.length >= MANY;
  }
}

function haveDifferentNames(people: readonly Identity[]): boolean {
  const names = new DifferentNames();
  for (const person of people) {
    names.add(person);
    if (names.areMany) return true;
  }
  return false;
}

/** Whether two names do not contradict each other, or only in a letter. */
export const areSimilar = ({ grade, almost }: NameLikeness): boolean => almost !== undefined || (grade !== "different" && grade !== "given");
