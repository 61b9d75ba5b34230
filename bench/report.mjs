// Prints figures: what was measured, the value, and whether it meets its target.

const WIDTHS = { what: 64, figure: 10 };

/**
 * A figure as it was printed.
 *
 * @typedef {{ title: string, what: string, shown: string, remark: string }} Figure
 */

/** @type {Figure[]} */
let printed = [];
let titleNow = "";

/** The figures that were printed since the last call. */
export function taken() {
  const figures = printed;
  printed = [];
  return figures;
}

/** @param {string} title */
export function heading(title) {
  titleNow = title;
  console.log(`\n${title}`);
}

/**
 * A figure that has to be below its target, or not above it with `orEqual`.
 *
 * @param {string} what
 * @param {number} figure
 * @param {{ below: number, orEqual?: boolean, unit?: string, digits?: number }} target
 */
export function target(what, figure, { below, orEqual = false, unit = "", digits = 0 }) {
  const met = orEqual ? figure <= below : figure < below;
  const most = `${orEqual ? "at most" : "under"} ${shown(below, unit, below < 10 && below > 0 ? 2 : 0)}`;
  print(what, shown(figure, unit, digits), `target ${most}: ${met ? "met" : "MISSED"}`);
}

/**
 * A figure without a target.
 *
 * @param {string} what
 * @param {number} figure
 * @param {{ unit?: string, digits?: number, remark?: string }} [how]
 */
export const figure = (what, figure, { unit = "", digits = 0, remark = "" } = {}) => print(what, shown(figure, unit, digits), remark);

/** The median of some numbers. @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = sorted.length % 2 === 1 ? [sorted[middle], sorted[middle]] : sorted.slice(middle - 1, middle + 1);
  return (low + high) / 2;
}

/**
 * The percentile of some numbers.
 *
 * @param {readonly number[]} numbers
 * @param {number} share from 0 to 1
 */
export function percentile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/**
 * @param {number} number
 * @param {string} unit
 * @param {number} digits
 */
const shown = (number, unit, digits) =>
  `${number.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })}${unit && ` ${unit}`}`;

/**
 * @param {string} what
 * @param {string} figureShown
 * @param {string} remark
 */
function print(what, figureShown, remark) {
  printed.push({ title: titleNow, what, shown: figureShown, remark });
  console.log(`  ${what.padEnd(WIDTHS.what)}${figureShown.padStart(WIDTHS.figure)}  ${remark}`.trimEnd());
}
