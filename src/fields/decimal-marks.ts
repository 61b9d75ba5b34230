import { grouped } from "../text/plural.ts";
import { quote, wholeJson } from "../text/quote.ts";
import type { Column, ColumnReading, DecimalMark } from "./column-reading.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { Undecided } from "./rejection.ts";
import { scaledBy, unitIn } from "./scale.ts";
import { withAllDigits } from "./text.ts";

/** The digits of a number with their marks, and the text before and after them. */
const NUMBER = /^([^\d.,]*?)([-+−]?)\s*([.,]?\d[\d.,'’ ]*)([^\d]*)$/;

const POINT = /^(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?: \d{3})+|\d{1,3}(?:['’]\d{3})+)?(?:\.\d+)?$/;
const COMMA = /^(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:['’]\d{3})+)?(?:,\d+)?$/;

/** "12.500" might be read as 12500 later, "12.5" is not. */
const withoutLastZeros = (amount = "") => amount.replace(/\.(\d{3,})/, (_, decimals: string) => decimals.replace(/0+$/, "").replace(/^(?=.)/, "."));

/** A number of more digits is not exact, so it is read as text. */
interface Readings {
  readonly point: string | undefined;
  readonly comma: string | undefined;
}

/** A cell as digits with a point, for each mark that may stand before the decimals; undefined: no such reading. */
function readings(cell: unknown): Readings {
  const parts = typeof cell === "string" && cell.length <= MAX_LENGTH.number ? NUMBER.exec(cell.trim().replace(/^['’]/, "")) : null;
  if (!parts) return { point: undefined, comma: undefined };
  const [, before = "", sign = "", written = "", after = ""] = parts;
  const digits = written.replace(/[.,'’ ]+$/, "");
  const trailing = written.slice(digits.length).trim();
  // "1.200,-": no cents. A negative amount may stand in brackets.
  const rest = trailing === "" ? after : after.replace(/^[-–—]{1,2}/, "");
  const isWhole = trailing === "" || rest !== after;
  const isBracketed = before.trimEnd().endsWith("(") && rest.trimStart().startsWith(")");
  const around = (plain: string) =>
    `${isBracketed ? before.replace(/\(\s*$/, "") : before}${sign === "−" || isBracketed ? "-" : sign.replace("+", "")}${plain}${isBracketed ? rest.replace(/^\s*\)/, "") : rest}`;
  const plain = (form: RegExp, mark: DecimalMark) =>
    isWhole && form.test(digits) ? around(digits.replace(mark === "." ? /[,'’ ]/g : /[.'’ ]/g, "").replace(",", ".")) : undefined;
  return { point: plain(POINT, "."), comma: plain(COMMA, ",") };
}

const isOpen = ({ point, comma }: Readings) => point !== undefined && comma !== undefined && point !== comma;

/** The mark that stands before three digits in a cell with two readings: "1,234". It probably separates thousands. */
const markIn = ({ point, comma }: Readings): DecimalMark => ((point?.length ?? 0) < (comma?.length ?? 0) ? "," : ".");

const asAmount = (value: unknown, currency = "") =>
  `${String(value)
    .replace(/[^-\d.]/g, "")
    .replace(/\d+/, grouped)} ${currency}`.trim();

/**
 * Numbers with the decimal mark of their column. "1,234" is 1234 beside "5.5". Without such a cell the column is
 * unclear, and also beside "5,5": few numbers have three decimals. A unit in the name of the column multiplies them.
 *
 * @param currency the code of the field's currency; undefined if the numbers are no amounts, so that "(m)" means metres
 */
export function decimalReading({ name, unit: given, field, hints }: Column, currency?: string): ColumnReading {
  const unit = unitIn(given ?? name);
  const own = unitIn(field.label);
  const isDoubtful = given === undefined && (unit?.isUnsure === true || own?.isUnsure === true);
  const power = unit ? unit.power - (own?.power ?? 0) : 0;
  const isUnsure = isDoubtful && currency !== undefined && power !== 0;
  const scaled = (cell: unknown, value: unknown) => {
    if (isUnsure && /\d/.test(String(cell)))
      throw new Undecided(`the unit of ${quote(cell)} is not clear`, `"${field.label} in …" in the columns argument`);
    const all = isDoubtful ? value : scaledBy(power, value);
    if (all !== value) multiplied ??= [cell, all];
    return all;
  };
  let multiplied: readonly [unknown, unknown] | undefined;
  /** The marks that some cell requires. */
  const demanded = new Set<DecimalMark>();
  /** The first cell with two readings, by its mark. */
  const open = new Map<DecimalMark, readonly [unknown, Readings]>();
  let rewritten: readonly [unknown, unknown] | undefined;
  const mark = (): DecimalMark | undefined => {
    const [only, ...others] = demanded;
    return hints.decimalMark ?? (only !== undefined && others.length === 0 && !open.has(only) ? only : undefined);
  };
  return {
    consider: (cell) => {
      const { point, comma } = readings(cell);
      if (point !== undefined && comma === undefined) demanded.add(".");
      if (comma !== undefined && point === undefined) demanded.add(",");
      const seen = markIn({ point, comma });
      if (isOpen({ point, comma }) && !open.has(seen)) open.set(seen, [cell, { point, comma }]);
    },
    read: (cell) => {
      const { point, comma } = readings(cell);
      const decided = mark();
      if (decided === undefined && isOpen({ point, comma }))
        throw new Undecided(`${quote(cell)} may be ${withoutLastZeros(comma)} or ${withoutLastZeros(point)}`, 'decimal_mark "." or "," in the call');
      const value = decided === "," ? (comma ?? point) : (point ?? comma);
      if (value === undefined) return scaled(cell, withAllDigits(cell));
      if (value !== point) rewritten ??= [cell, value];
      return scaled(cell, withoutLastZeros(value));
    },
    notes: () => {
      if (multiplied) return [`${quote(multiplied[0])} is read as ${asAmount(multiplied[1], currency)}, because of the unit ${quote(unit?.written)}`];
      if (isDoubtful && power !== 0) return [`the numbers are read as written, because ${quote(unit?.written)} might not be a unit`];
      return rewritten === undefined ? [] : [`${quote(rewritten[0])} is read as ${String(rewritten[1])}`];
    },
    unclear: () => {
      if (isUnsure)
        return `${quote(unit?.written)} may be a unit; call import_contacts again with the columns argument, e.g. ${wholeJson([{ column: name, field: `${field.label} in millions` }])}, or "in ones"`;
      const [, first] = [...open].find(([seen]) => demanded.has(seen)) ?? [...open][0] ?? [];
      if (mark() !== undefined || first === undefined) return undefined;
      const [cell, { point, comma }] = first;
      return `${quote(cell)} is ${withoutLastZeros(comma)} with decimal_mark ",", and ${withoutLastZeros(point)} with "."; call import_contacts again with decimal_mark`;
    },
  };
}
