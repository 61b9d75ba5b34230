import { quote } from "../text/quote.ts";
import type { Column, ColumnReading, DateOrder } from "./column-reading.ts";
import { type DateForms, dateForms } from "./date-forms.ts";
import { monthNamed } from "./month-names.ts";
import { Rejection } from "./rejection.ts";

/** Year, month and day with leading zeros: `encode` reads it. */
const YEAR_FIRST = /^\s*\d{4}[-/]\d{2}[-/]\d{2}/;

const ACCEPTED = "dates of day, month and year, e.g. 2026-12-31, 31/12/2026 or 31 Dec 2026";

const NAMES: Readonly<Record<DateOrder, string>> = { dmy: "day/month/year", mdy: "month/day/year", ymd: "year/month/day" };

/** The one day that a date means; undefined where its century or the order of day and month are open. */
function theOne({ byOrder, isShort }: DateForms): string | undefined {
  const days = new Set(byOrder.values());
  const [day] = days;
  return days.size === 1 && !isShort ? day : undefined;
}

/** The one that cells tell: "31/12/2026" can only be day first. */
function orderOf(forms: readonly DateForms[]): DateOrder | undefined {
  const telling = forms.filter(({ byOrder, isShort, isWorded }) => byOrder.size === 1 && !isShort && !isWorded);
  const orders = new Set(telling.flatMap(({ byOrder }) => [...byOrder.keys()]));
  const [order, ...others] = [...orders].filter((one) => one !== "ymd");
  return others.length === 0 ? order : undefined;
}

/** In the order that was said; a year of four digits at the beginning and a month as a word say it themselves. */
function inOrder({ byOrder, isWorded, isShort }: DateForms, order: DateOrder): string | undefined {
  if (isWorded) return byOrder.get(order) ?? byOrder.get("dmy") ?? byOrder.get("mdy") ?? byOrder.get("ymd");
  return byOrder.get(!isShort && byOrder.has("ymd") ? "ymd" : order);
}

const bothOf = ({ byOrder }: DateForms) => [...byOrder].map(([order, day]) => `${day} with date_order "${order}"`).join(", ");

const daysOf = ({ byOrder }: DateForms) => [...new Set(byOrder.values())].join(" or ");

/**
 * The one day that a date may mean, in a form that needs no order: "31/12/2026" is "2026-12-31". Undefined if it is no
 * date.
 *
 * @throws Rejection with the days, if there are several
 */
export function onlyDate(written: string, thisYear: number): string | undefined {
  const forms = dateForms(written, thisYear);
  if (!forms) return undefined;
  const day = theOne(forms);
  if (day === undefined) throw new Rejection(`${quote(written)} may be ${daysOf(forms)}`, "the year first, e.g. 2026-12-31");
  return day;
}

/** A text that a date could be, but without what makes it one: "14-Feb", "46387". */
const isPart = (text: string) => /^[\d\s./-]+$/.test(text) || text.split(/[\s,./-]+/).some((word) => monthNamed(word) !== undefined);

/** Dates in the order of day and month that their column has. A column that leaves the order open is unclear. */
export function dateReading({ cells, hints, locale }: Column): ColumnReading {
  const thisYear = new Date(locale.now()).getUTCFullYear();
  const formsOf = (cell: unknown) => (typeof cell === "string" && !YEAR_FIRST.test(cell) ? dateForms(cell, thisYear) : undefined);
  const forms = cells.map((cell) => ({ cell, forms: formsOf(cell) }));
  const known = forms.flatMap((one) => (one.forms ? [one.forms] : []));
  const { dateOrder } = hints;
  const order = dateOrder ?? orderOf(known);
  const dayOf = (one: DateForms) =>
    dateOrder === undefined ? (theOne(one) ?? (one.isShort ? undefined : order && one.byOrder.get(order))) : inOrder(one, dateOrder);
  const open = forms.find((one) => one.forms && dayOf(one.forms) === undefined && dateOrder === undefined);
  let example: readonly [unknown, string] | undefined;
  return {
    read: (cell) => {
      if (typeof cell === "number") throw new Rejection(`${cell} is a number and not a date`, ACCEPTED);
      const one = formsOf(cell);
      if (!one) {
        if (typeof cell === "string" && !YEAR_FIRST.test(cell) && isPart(cell)) throw new Rejection(`${quote(cell)} is not a whole date`, ACCEPTED);
        return cell;
      }
      const day = dayOf(one);
      if (day === undefined) {
        const why = dateOrder === undefined ? `may be ${daysOf(one)}` : `is no date in the order ${NAMES[dateOrder]}`;
        throw new Rejection(`${quote(cell)} ${why}`, dateOrder === undefined ? 'date_order "dmy" or "mdy" in the call' : ACCEPTED);
      }
      if (!example || (one.byOrder.size > 1 && one.byOrder.get("dmy") !== one.byOrder.get("mdy"))) example = [cell, day];
      return day;
    },
    notes: () => (example === undefined ? [] : [`${quote(example[0])} is read as ${example[1]}`]),
    unclear:
      open?.forms &&
      `${quote(open.cell)} is ${bothOf(open.forms)}${open.forms.isShort ? " (of two digits of a year, the nearest year)" : ""}; call import_contacts again with date_order`,
  };
}
