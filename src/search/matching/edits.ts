// Three rows of the table, allocated once, because this runs for every word; each call fills them before it reads.
const LONGEST = 64;
let before = new Uint8Array(LONGEST + 1);
let last = new Uint8Array(LONGEST + 1);
let current = new Uint8Array(LONGEST + 1);

/**
 * The number of letters to change, add, remove or swap with their neighbour to turn one word into the other;
 * `most + 1` if it is more than `most`.
 *
 * @example
 * edits("jonh", "john", 2); // => 1
 * edits("anna", "otto", 2); // => 3
 */
export function edits(a: string, b: string, most: number): number {
  const tooMany = most + 1;
  if (Math.abs(a.length - b.length) > most || a.length > LONGEST || b.length > LONGEST) return tooMany;
  for (let column = 0; column <= b.length; column++) last[column] = column;
  for (let row = 1; row <= a.length; row++) {
    let least = row;
    current[0] = row;
    const letter = a.charCodeAt(row - 1);
    for (let column = 1; column <= b.length; column++) {
      const other = b.charCodeAt(column - 1);
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (letter === other ? 0 : 1));
      if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other) {
        cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      }
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return tooMany;
    [before, last, current] = [last, current, before];
  }
  return Math.min(last[b.length] ?? tooMany, tooMany);
}
