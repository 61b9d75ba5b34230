/**
 * Row numbers as people write them, in order.
 *
 * @param most how many ranges are written at most; more become the whole span
 * @example
 * rowRanges([5, 1, 2, 3]); // => "1-3, 5"
 * rowRanges([1, 3, 5, 7], 2); // => "within 1-7"
 */
export function rowRanges(numbers: readonly number[], most = 200): string {
  const sorted = [...new Set(numbers)].sort((one, other) => one - other);
  const ranges: { readonly from: number; to: number }[] = [];
  for (const number of sorted) {
    const last = ranges.at(-1);
    if (last && last.to === number - 1) last.to = number;
    else ranges.push({ from: number, to: number });
  }
  if (ranges.length > most) return `within ${sorted[0]}-${sorted.at(-1)}`;
  return ranges.map(({ from, to }) => (from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from}-${to}`)).join(", ");
}
