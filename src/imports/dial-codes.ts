import { mapInSlices } from "../async/time-slices.ts";
import { parseCountry } from "../fields/country.ts";
import { unlessRejected } from "../fields/rejection.ts";
import { hasCountryCode, phoneIn, USUAL_COUNTRY } from "../fields/telephone.ts";
import type { TableRow } from "../files/table.ts";
import type { Columns } from "./columns/column-matcher.ts";
import { identifies } from "./columns/matched-column.ts";

/** Names of columns for the first digits of the numbers in another column. */
const COUNTRY_CODE =
  /^(?:(?:phone|tel\w*|mobile|whatsapp) )?(?:country|dial(?:l?ing)?|calling|isd)(?: (?:phone|calling))?(?: ?code)?$|l[aä]nder?vorwahl|landesvorwahl|indicatif/i;
const AREA_CODE = /^(?:(?:phone|tel\w*) )?(?:area ?code|(?:orts)?vorwahl|netnummer)$/i;

/** Between numbers, but not before an extension. */
const SEVERAL = /[;,|\n](?!\s*(?:ext|x))|\s\/\s/i;

/** Where the digits of a number begin: "Mobile: (415) 555 0101". */
const DIGITS = /(?=[(\d])/;

/** Digits of a number without its area code. */
const MOST_LOCAL = 9;

/** A number behind the code of its country: "49", "+49", "0049" or "DE". */
function withCountry(number: string, code: string): string {
  const [, digits] = /^(?:\+|00)?\s*([1-9]\d{0,3})$/.exec(code) ?? [];
  const country = digits === undefined && code !== "" ? unlessRejected(() => parseCountry(code)) : undefined;
  if (digits === undefined) return (country && phoneIn(country, number)) ?? number;
  const whole = `+${number.trim()}`;
  return number.replace(/\D/g, "").startsWith(digits) && phoneIn(USUAL_COUNTRY, whole) !== undefined ? whole : number.replace(DIGITS, `+${digits} `);
}

/** A local number behind its area code. Longer numbers have theirs. */
function withArea(number: string, code: string): string {
  const digits = number.replace(/\D/g, "");
  const isLocal = digits.length <= MOST_LOCAL && !digits.startsWith(code.replace(/\D/g, "")) && !digits.startsWith("0");
  return isLocal && /^[\d\s()-]+$/.test(code) ? number.replace(DIGITS, `${code} `) : number;
}

/** Puts country codes and area codes that have columns of their own before the phone numbers of their rows. */
export async function withDialCodes(
  rows: readonly TableRow[],
  columns: Columns,
): Promise<{ readonly rows: readonly TableRow[]; readonly columns: Columns }> {
  const { matched, unmatched } = columns;
  const called = (pattern: RegExp) => unmatched.find(({ column }) => pattern.test(column.replace(/[\s._-]+/g, " ")))?.column;
  const [country, area] = [called(COUNTRY_CODE), called(AREA_CODE)];
  const phones = matched.filter((one) => identifies(one) === "phone").map(({ column }) => column);
  if (phones.length === 0 || (country === undefined && area === undefined)) return { rows, columns };
  const read = ({ cells }: TableRow, phone: string): unknown => {
    const codeIn = (column: string | undefined) => (column === undefined ? "" : String(cells.get(column) ?? "").trim());
    const whole = (number: string) => {
      if (!/\d/.test(number) || hasCountryCode(number)) return number;
      const local = phone === phones[0] ? withArea(number, codeIn(area)) : number;
      return withCountry(local, codeIn(country));
    };
    return [cells.get(phone)].flat().map((cell) =>
      String(cell)
        .split(SEVERAL)
        .map((number) => whole(number.trim()))
        .join("; "),
    );
  };
  return {
    rows: await mapInSlices(rows, (row) => ({
      ...row,
      cells: new Map([...row.cells].map(([column, cell]) => [column, phones.includes(column) ? read(row, column) : cell])),
    })),
    columns: {
      ...columns,
      unmatched: unmatched.map((one) =>
        (one.column === country && one.suggestion === undefined) || one.column === area
          ? { column: one.column, reason: "read with the phone numbers", isPlaceless: true }
          : one,
      ),
    },
  };
}
