import type { IsWide } from "./compare.ts";
import { compareNames } from "./compare-names.ts";
import type { Identity } from "./identity.ts";
import type { PersonName } from "./person-name.ts";
import { isAccount, lookupNames, mayBeWide, peopleKeys, storedNames } from "./value-keys.ts";

/** A value that this many people of different names hold says little of who somebody is. */
const MANY = 3;

/** How many people of one key are compared, and how many of those who hold a value that many have. */
const MOST_ALIKE = 50;
const MOST_OF_MANY = 20;

interface Person<Id> {
  readonly id: Id;
  readonly identity: Identity;
}

type Index<Id> = Map<string, Person<Id>[]>;

/** People by what they are known by: who may be the same as another, and how many hold a value. */
export class People<Id> {
  readonly #byKey: Index<Id> = new Map();
  readonly #wide = new Map<string, boolean>();
  /** The holders of a wide value, and the people of an account, by their names. */
  readonly #named = new Map<string, Index<Id>>();

  add(id: Id, identity: Identity): void {
    const person = { id, identity };
    put(this.#byKey, peopleKeys(identity), person);
    this.#wide.clear();
    this.#named.clear();
  }

  /**
   * Those who may be this person. Of the holders of a value that many people have, those with a similar name are among
   * them, and the first few others.
   */
  alike(identity: Identity): Map<Id, Identity> {
    const found = new Map<Id, Identity>();
    for (const key of peopleKeys(identity)) for (const person of this.#holders(key, identity)) found.set(person.id, person.identity);
    return found;
  }

  /** Whether at least three people of different names hold a value. */
  readonly isWide: IsWide = (key) => {
    if (!mayBeWide(key)) return false;
    const known = this.#wide.get(key);
    if (known !== undefined) return known;
    const isWide = haveDifferentNames(this.#byKey.get(key) ?? []);
    this.#wide.set(key, isWide);
    return isWide;
  };

  #holders(key: string, identity: Identity): Person<Id>[] {
    const all = this.#byKey.get(key) ?? [];
    const ofAccount = isAccount(key);
    if (!ofAccount && (identity.names.length === 0 || !this.isWide(key))) return all.slice(0, MOST_ALIKE);
    let named = this.#named.get(key);
    if (!named) {
      named = new Map();
      for (const person of all) put(named, storedNames(person.identity), person);
      this.#named.set(key, named);
    }
    const index = named;
    const similar = lookupNames(identity).flatMap((text) => index.get(text)?.slice(0, MOST_ALIKE) ?? []);
    return ofAccount ? similar : [...similar, ...all.slice(0, MOST_OF_MANY)];
  }
}

function put<Id>(index: Index<Id>, keys: readonly string[], person: Person<Id>): void {
  for (const key of keys) {
    const holders = index.get(key);
    if (holders) holders.push(person);
    else index.set(key, [person]);
  }
}

/** Whether the names of {@link MANY} holders contradict each other. */
function haveDifferentNames<Id>(holders: readonly Person<Id>[]): boolean {
  const different: PersonName[] = [];
  for (const { identity } of holders) {
    const [name] = identity.names;
    if (!name || different.some((other) => mayBeOne(name, other))) continue;
    different.push(name);
    if (different.length === MANY) return true;
  }
  return false;
}

function mayBeOne(one: PersonName, other: PersonName): boolean {
  const { grade } = compareNames(one, other);
  return grade !== "different" && grade !== "given";
}
