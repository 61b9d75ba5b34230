import { quote } from "../text/quote.ts";
import type { Column, ColumnReading, DateOrder } from "./column-reading.ts";
import { type DateForms, dateForms } from "./date-forms.ts";
import { MAX_LENGTH } from "./max-length.ts";
import { monthNamed } from "./month-names.ts";
import { Rejection, RowRejection, Undecided } from "./rejection.ts";

/** Year, month and day with leading zeros: `encode` reads it. */
const YEAR_FIRST = /^\s*\d{4}[-/]\d{2}[-/]\d{2}/;

const ACCEPTED = "dates of day, month and year, e.g. 2026-12-31, 31/12/2026 or 31 Dec 2026";

const NAMES: Readonly<Record<DateOrder, string>> = { dmy: "day/month/year", mdy: "month/day/year", ymd: "year/month/day" };

/** The one day that a date means; undefined if its century, or its order of day and month, is not known. */
function theOne({ byOrder, isShort }: DateForms): string | undefined {
  const days = new Set(byOrder.values());
  const [day] = days;
  return days.size === 1 && !isShort ? day : undefined;
}

/** The date in the given order. A year of four digits at the beginning, or a month as a word, needs no order. */
function inOrder({ byOrder, isWorded, isShort }: DateForms, order: DateOrder): string | undefined {
  if (isWorded) return byOrder.get(order) ?? byOrder.get("dmy") ?? byOrder.get("mdy") ?? byOrder.get("ymd");
  return byOrder.get(!isShort && byOrder.has("ymd") ? "ymd" : order);
}

/** What is wrong with a date that the calendar does not have, and what is accepted. */
const noSuchDay = (written: unknown): [string, string] => [`${quote(written)} does not exist in the calendar`, ACCEPTED];

const bothOf = ({ byOrder }: DateForms) => [...byOrder].map(([order, day]) => `${day} with date_order "${order}"`).join(", ");

const daysOf = ({ byOrder }: DateForms) => [...new Set(byOrder.values())].join(" or ");

/** With dots, the day comes first. */
const DOTTED = /^\s*\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\d)/;

/** The forms of a date whose order was not given. "31.04.26" is no day: only by chance, it exists with the year first. */
function likelyForms(written: string, thisYear: number): DateForms | undefined {
  const forms = dateForms(written, thisYear);
  const [day, ...others] = forms?.byOrder.values() ?? [];
  if (!forms?.isShort || day === undefined || others.length > 0 || !forms.byOrder.has("ymd")) return forms;
  const first = Number(day.slice(2, 4));
  return first >= 1 && first <= 31 ? { ...forms, byOrder: new Map() } : forms;
}

/**
 * The one day that a date may mean, in a form that needs no order: "31/12/2026" is "2026-12-31". Undefined if it is no
 * date.
 *
 * @throws Rejection with the days, if there are several; or if the calendar has no such day
 */
export function onlyDate(written: string, thisYear: number): string | undefined {
  const forms = likelyForms(written, thisYear);
  if (!forms) return undefined;
  if (forms.byOrder.size === 0) throw new Rejection(...noSuchDay(written));
  const day = theOne(forms) ?? (DOTTED.test(written) ? forms.byOrder.get("dmy") : undefined);
  if (day === undefined) throw new Rejection(`${quote(written)} may be ${daysOf(forms)}`, "the year first, e.g. 2026-12-31");
  return day;
}

/** Why a date in numbers is no single day, as sentences; "" if that cannot be said. */
export function whyNoDay(written: string, thisYear: number): string {
  try {
    onlyDate(written, thisYear);
    return "";
  } catch (error) {
    if (error instanceof Rejection) return error.message;
    throw error;
  }
}

/**
 * The day of a date in numbers, as people write it in a question: before a dot the day comes first, and the year may be
 * left out. Undefined if it may be several days, or is not a date.
 *
 * @param inYear the year of a date without one
 * @example
 * dayOfNumbers("3.11.2026", 2026); // => "2026-11-03"
 */
export function dayOfNumbers(written: string, inYear: number): string | undefined {
  const isDotted = /^\d{1,2}\.\d{1,2}\.\d{0,4}$/.test(written);
  if (!isDotted && !/^\d{1,2}\/\d{1,2}\/\d{2,4}$/.test(written)) return undefined;
  const forms = dateForms(/\.$/.test(written) ? `${written}${inYear}` : written, inYear);
  return forms && (isDotted ? forms.byOrder.get("dmy") : theOne(forms));
}

/** What a spreadsheet stores for a day: 46387. */
const isSerial = (cell: unknown): boolean => typeof cell === "number" || (typeof cell === "string" && /^\d{5}(?:\.\d+)?$/.test(cell.trim()));

/** A text that may be an incomplete date: "14-Feb", "2026". */
const isPart = (text: string) =>
  text.length <= MAX_LENGTH.number && (/^[\d\s./-]+$/.test(text) || text.split(/[\s,./-]+/).some((word) => monthNamed(word) !== undefined));

/**
 * Dates in the order of day and month of their column. If a column does not show its order, it is unclear. Dates with
 * dots have the day first, unless another date with dots has not.
 */
export function dateReading({ hints: { dateOrder }, locale }: Column): ColumnReading {
  const thisYear = new Date(locale.now()).getUTCFullYear();
  /** The orders that cells with only numbers require: "31/12/2026" can only be day first. */
  const demanded = new Set<DateOrder>();
  const demandedByDots = new Set<DateOrder>();
  let openOrder: Open | undefined;
  let openYear: Open | undefined;
  let example: readonly [unknown, string] | undefined;
  const read = dateOrder === undefined ? likelyForms : dateForms;
  const formsOf = (cell: unknown) => (typeof cell === "string" && !YEAR_FIRST.test(cell) ? read(cell, thisYear) : undefined);
  const isDotted = (cell: unknown) => DOTTED.test(String(cell));
  const order = (cell: unknown): DateOrder | undefined => {
    const orders = isDotted(cell) ? demandedByDots : demanded;
    const [only = isDotted(cell) ? "dmy" : undefined] = orders;
    return orders.size > 1 ? undefined : only;
  };
  const dayOf = (forms: DateForms, cell: unknown): string | undefined => {
    if (dateOrder !== undefined) return inOrder(forms, dateOrder);
    const decided = order(cell);
    return theOne(forms) ?? (decided === undefined ? undefined : forms.byOrder.get(decided));
  };
  return {
    consider: (cell) => {
      const forms = formsOf(cell);
      if (!forms || forms.byOrder.size === 0) return;
      const [first] = forms.byOrder.keys();
      if (forms.isShort) openYear ??= { cell, forms };
      else if (theOne(forms) === undefined) openOrder = openOrder && !isDotted(openOrder.cell) ? openOrder : { cell, forms };
      else if (!forms.isWorded && forms.byOrder.size === 1 && first !== undefined && first !== "ymd")
        for (const orders of isDotted(cell) ? [demanded, demandedByDots] : [demanded]) orders.add(first);
    },
    read: (cell) => {
      if (isSerial(cell)) throw new RowRejection(`${quote(cell)} is a number, not a date`, ACCEPTED);
      const forms = formsOf(cell);
      if (!forms) {
        if (typeof cell === "string" && !YEAR_FIRST.test(cell) && isPart(cell))
          throw new Rejection(`${quote(cell)} is not a complete date`, ACCEPTED);
        return cell;
      }
      if (forms.byOrder.size === 0) throw new Rejection(...noSuchDay(cell));
      const day = dayOf(forms, cell);
      if (day !== undefined) {
        if (!example || theOne(forms) === undefined) example = [cell, day];
        return day;
      }
      const wanted = dateOrder ?? order(cell);
      if (wanted !== undefined) throw new Rejection(`${quote(cell)} is not a date in the order ${NAMES[wanted]}`, ACCEPTED);
      throw new Undecided(`${quote(cell)} may be ${daysOf(forms)}`, `date_order ${[...forms.byOrder.keys()].map(quote).join(" or ")} in the call`);
    },
    notes: () => (example === undefined ? [] : [`${quote(example[0])} is read as ${example[1]}`]),
    unclear: () => {
      const open = [openOrder, openYear].find((one) => one && order(one.cell) === undefined);
      if (!open || dateOrder !== undefined) return undefined;
      const nearest = open.forms.isShort ? " (a two-digit year means the nearest such year)" : "";
      return `${quote(open.cell)} is ${bothOf(open.forms)}${nearest}; call import_contacts again with date_order`;
    },
  };
}

/** A cell that may be several days. */
interface Open {
  readonly cell: unknown;
  readonly forms: DateForms;
}
