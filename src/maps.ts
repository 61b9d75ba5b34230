/** A `Map` or a `WeakMap`. */
interface Entries<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/**
 * The value of a key. If there is none, it is made and inserted.
 *
 * @example
 * const rows = new Map();
 * getOrInsert(rows, "email", () => []).push(1);
 * getOrInsert(rows, "email", () => []).push(2);
 * [...rows]; // => [["email", [1, 2]]]
 */
export function getOrInsert<Key, Value>(entries: Entries<Key, Value>, key: Key, make: (key: Key) => Value): Value {
  const known = entries.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  entries.set(key, made);
  return made;
}

/** Puts an entry behind the others. If there are more than `most` then, the first goes: the one that was put longest ago. */
export function putLast<Key, Value>(entries: Map<Key, Value>, key: Key, value: Value, most: number): void {
  entries.delete(key);
  entries.set(key, value);
  const [first] = entries.keys();
  if (entries.size > most && first !== undefined) entries.delete(first);
}

/**
 * The items of each key, in their order. `Map.groupBy` does the same from Node 21 on.
 *
 * @example
 * [...groupBy(["Ada", "Bo", "Alan"], (name) => name.charAt(0))]; // => [["A", ["Ada", "Alan"]], ["B", ["Bo"]]]
 */
export function groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) getOrInsert(groups, keyOf(item), () => []).push(item);
  return groups;
}
