import type { NamedRecord } from "../api/index.ts";
import { mapInSlices } from "../async/time-slices.ts";
import { decodeJsonString } from "../fields/json.ts";
import { MAX_LENGTH } from "../fields/max-length.ts";
import { capitalsFirst } from "../fields/split-name.ts";
import { rowsNamed, type TableRow } from "../files/table.ts";
import { companyKey, isCompanyName } from "../names/legal-form.ts";
import { firstOf } from "../text/first-of.ts";
import { foldLetters } from "../text/fold.ts";
import { quote } from "../text/quote.ts";
import { asLabel } from "../text/words.ts";
import { rowText } from "../writes/sentences.ts";
import type { Columns } from "./columns/column-matcher.ts";
import { isOfName, type MatchedColumn } from "./columns/matched-column.ts";
import type { Meanings } from "./columns/meanings.ts";
import { isWritable } from "./columns/named-attributes.ts";
import { isFilled } from "./columns/second-choices.ts";
import { columnBeside, type NameCell, nameCell, showsLastFirst } from "./name-cell.ts";
import { isRepeat } from "./placeholders.ts";
import type { ReplacedValues } from "./replaced-values.ts";

interface PlainNames {
  readonly rows: readonly TableRow[];
  /** With columns for the companies and titles that stand beside names. */
  readonly columns: Columns;
  /** What was read out of the names, and how they are corrected. */
  readonly notes: readonly string[];
}

interface PlainNamesOptions {
  readonly meanings: Pick<Meanings, "target">;
  /** @param isNeeded whether unknown ones are worth a request */
  readonly accounts: (isNeeded: boolean) => Promise<readonly NamedRecord[]>;
  readonly values: ReplacedValues;
}

/**
 * Takes out of the names what is no part of them, as in "Dana Scully (FBI)". An account, and a text with a legal form, is
 * the company. What stands beside both is the title. If anything else stands beside a name, or if it is the name of a
 * company, `nameDoubt` says so. Rows with the ID of a contact stay unchanged.
 */
export async function withPlainNames(rows: readonly TableRow[], columns: Columns, options: PlainNamesOptions): Promise<PlainNames> {
  const names = new NameReader(columns, options);
  const mixed = await mapInSlices(rows, (row) => names.holdsMore(row));
  names.accounts = new Set((await options.accounts(mixed.includes(true))).map(({ name }) => companyKey(name)));
  await mapInSlices(rows, (row) => names.consider(row));
  const plain = await mapInSlices(rows, (row) => names.plain(row));
  return { rows: plain, columns: { ...columns, matched: [...columns.matched, ...names.added] }, notes: names.notes() };
}

/** The share of the cells with a comma that must show the last name first. */
const LEAST_LAST_FIRST = 0.25;
/** If so many texts beside names are companies, and at least half of them, the others are companies too. */
const LEAST_COMPANIES = 2;
const LEAST_CAPITALS = 2;
/** Shorter words are in many addresses. */
const SHORTEST_WORD = 3;
const MOST_SHOWN = 5;

/** "Herbert & Inge Kaltenbrunner", "Mr. and Mrs. Smith" */
const SEVERAL = /\p{L}\.?(?:\s*[&+/]\s*|\s(?:and|und|et|og|och)\s)\p{L}/iu;

/** A whole name as it is written in a row. */
interface Written {
  readonly text: string;
  /** The column of the name, or of its last part. */
  readonly column: string;
  /** What is in other columns: the first name and a blank. */
  readonly before: string;
}

const textOf = (cell: unknown) =>
  typeof cell === "string" && cell.length <= MAX_LENGTH.name && decodeJsonString(cell) === cell ? cell.trim().replace(/\s+/g, " ") : undefined;

const isMixed = (text: string, { name, beside, unsure }: NameCell) => beside.length > 0 || unsure !== undefined || name !== text;

const ANYTHING = { isLastFirst: false, isOther: () => true, isInAddress: () => false };

/** What stands before the @ in the addresses of a row, folded. */
const addressesIn = (cells: TableRow["cells"]) =>
  [...cells.values()]
    .flatMap((cell) => [cell].flat().map(String))
    .flatMap((text) => (text.includes("@") ? [foldLetters(text.replace(/@.*/s, ""))] : []));

class NameReader {
  /** The names of accounts, as keys. */
  accounts: ReadonlySet<string> = new Set();
  readonly #values: ReplacedValues;
  readonly #id: string | undefined;
  /** The column of whole names. */
  readonly #whole: MatchedColumn | undefined;
  /** The columns of first names, and behind them those of last names. */
  readonly #parts: readonly MatchedColumn[];
  readonly #company: MatchedColumn | undefined;
  readonly #title: MatchedColumn | undefined;
  readonly #commas = { all: 0, lastFirst: 0 };
  readonly #single = { all: 0, companies: 0 };
  readonly #capitals = { all: 0, first: 0 };
  readonly #read: string[] = [];
  readonly #doubtful: { readonly number: number; readonly column: string; readonly value: string; readonly by: string }[] = [];
  readonly #filled = new Set<MatchedColumn>();
  readonly #given: ReadonlySet<MatchedColumn>;

  constructor({ matched, id }: Columns, { meanings, values }: PlainNamesOptions) {
    const names = matched.filter(isOfName);
    const whole = names.find(({ part }) => part === undefined);
    const ofPart = (wanted: string) => names.filter(({ part }) => part === wanted);
    const parts = [...ofPart("firstName"), ...ofPart("lastName")];
    const named = whole?.column ?? parts.at(-1)?.column;
    const columnOf = (meaning: "company" | "title") => {
      const target = meanings.target(meaning);
      if (!target || named === undefined || !isWritable(target.attribute)) return undefined;
      const own = matched.find(({ attribute }) => attribute === target.attribute);
      return own ?? { ...target, column: columnBeside(named, meaning), choice: 0, group: "", isNamed: false };
    };
    this.#values = values;
    this.#id = id;
    this.#whole = whole;
    this.#parts = parts;
    this.#company = columnOf("company");
    this.#title = columnOf("title");
    this.#given = new Set(matched);
  }

  /** The columns that hold what stood beside names. */
  get added(): MatchedColumn[] {
    return [...this.#filled].filter((column) => !this.#given.has(column));
  }

  /** Whether a name may hold more, if the texts in it are accounts. */
  holdsMore(row: TableRow): boolean {
    const name = this.#written(row);
    return name !== undefined && isMixed(name.text, nameCell(name.text, ANYTHING));
  }

  /** Call this for all rows first: they show how the names of the column are written. */
  consider(row: TableRow): void {
    const name = this.#written(row);
    if (name === undefined) return;
    const isLastFirst = name.column === this.#whole?.column ? showsLastFirst(name.text) : undefined;
    if (isLastFirst !== undefined) this.#commas.all += 1;
    if (isLastFirst) this.#commas.lastFirst += 1;
    this.#capitals.all += 1;
    if (capitalsFirst(name.text) !== undefined) this.#capitals.first += 1;
    const [one, ...others] = this.#cell(name, row).beside;
    if (one === undefined || others.length > 0) return;
    this.#single.all += 1;
    if (this.#isCompany(one)) this.#single.companies += 1;
  }

  plain(row: TableRow): TableRow {
    const name = row.doubt === undefined ? this.#written(row) : undefined;
    if (!name) return row;
    if (isRepeat(name.text)) return { ...row, nameDoubt: rowText.sameAsAbove(name.text) };
    const cell = this.#cell(name, row);
    if (isMixed(name.text, cell)) return this.#split(row, name, cell);
    const company = this.#company && row.cells.get(this.#company.column);
    const isCompany = this.#isCompany(name.text) || (typeof company === "string" && companyKey(company) === companyKey(name.text));
    if (isCompany) return { ...row, nameDoubt: rowText.isCompany };
    return SEVERAL.test(name.text) ? { ...row, nameDoubt: rowText.severalPeople(name.text) } : this.#withOrder(row, name);
  }

  /** A single word in capitals is the last name if most names of the column have one, or if an address of the row shows it. */
  #withOrder(row: TableRow, { text, column }: Written): TableRow {
    const word = column === this.#whole?.column ? capitalsFirst(text) : undefined;
    const { all, first } = this.#capitals;
    if (word === undefined || (first >= LEAST_CAPITALS && first * 2 >= all)) return row;
    const rest = text.slice(word.length + 1);
    const [last, given] = [foldLetters(word), foldLetters(rest)];
    // "jean.dupont", "jdupont"
    const isLast = addressesIn(row.cells).some((address) => address.startsWith(given.charAt(0)) && address.indexOf(last) > 0);
    return isLast ? row : { ...row, nameDoubt: rowText.unsureCapitals(column, word, rest) };
  }

  #split(row: TableRow, { text, column: from, before }: Written, { name, beside, unsure }: NameCell): TableRow {
    if (!name.startsWith(before)) return row;
    const cells = new Map(row.cells);
    // "Robert", "Smith (Bob)"
    const [called = ""] = before === "" ? [] : (/^\([^)]*\) /.exec(name.slice(before.length)) ?? []);
    const [first] = this.#parts;
    if (called !== "" && first !== undefined) cells.set(first.column, `${cells.get(first.column)} ${called}`.trim());
    const isTold = (one: string) =>
      [...row.cells].some(([column, cell]) => column !== from && [cell].flat().some((other) => companyKey(String(other)) === companyKey(one)));
    const rest = beside.filter((one) => !isTold(one));
    const read = [`${quote(text)} = ${quote(name)}`];
    const put = (column: MatchedColumn | undefined, value: string | undefined) => {
      if (!column || value === undefined || cells.has(column.column)) return;
      rest.splice(rest.indexOf(value), 1);
      cells.set(column.column, value);
      this.#filled.add(column);
      read.push(`${column.attribute.label} ${quote(value)}`);
    };
    const { all, companies } = this.#single;
    const isCompanies = beside.length === 1 && companies >= LEAST_COMPANIES && companies * 2 >= all;
    put(this.#company, isCompanies ? rest[0] : rest.find((one) => this.#isCompany(one)));
    const company = this.#company && cells.get(this.#company.column);
    if (rest.length === 1 && beside.some((one) => companyKey(one) === companyKey(String(company)))) put(this.#title, rest[0]);
    if (rest.length === 0 && unsure === undefined) this.#read.push(read.join(", "));
    else
      this.#doubtful.push({
        number: row.number,
        column: from,
        value: text.slice(before.length),
        by: (unsure === undefined ? name : name.replace(/,.*/s, "")).slice(before.length),
      });
    cells.set(from, name.slice(before.length + called.length));
    const nameDoubt =
      unsure !== undefined
        ? rowText.unsureName(unsure)
        : rest.length > 0
          ? rowText.besideName(rest)
          : SEVERAL.test(name)
            ? rowText.severalPeople(name)
            : undefined;
    return { ...row, cells, ...(nameDoubt === undefined ? {} : { nameDoubt }) };
  }

  notes(): string[] {
    const [first] = this.#doubtful;
    return [
      ...(this.#read.length > 0 ? [`Text beside names is read too: ${firstOf(this.#read, MOST_SHOWN, "; ", "; ")}.`] : []),
      ...(first
        ? [
            `${asLabel(first.column)} holds more than the name in ${rowsNamed(this.#doubtful.map(({ number }) => number))}. To correct a name, fill in the columns argument and call import_contacts again, e.g. ${this.#values.toFillIn([first])}.`,
          ]
        : []),
    ];
  }

  /** The name of a row, unless the row gives the ID of its contact, or the name in JSON. */
  #written(row: TableRow): Written | undefined {
    const { cells, problem } = row;
    if (problem !== undefined || (this.#id !== undefined && cells.has(this.#id))) return undefined;
    const parts = this.#parts.filter((one) => isFilled(row, one));
    const names = parts.length > 0 ? parts : this.#whole && isFilled(row, this.#whole) ? [this.#whole] : [];
    const column = names.at(-1)?.column;
    const texts = names.map((one) => textOf(cells.get(one.column)));
    if (column === undefined || texts.includes(undefined)) return undefined;
    return { text: texts.join(" "), column, before: [...texts.slice(0, -1), ""].join(" ") };
  }

  #isCompany(text: string): boolean {
    return isCompanyName(text) || this.accounts.has(companyKey(text));
  }

  #cell({ text, column: from }: Written, { cells }: TableRow): NameCell {
    const others = () => [...cells].flatMap(([column, cell]) => (column === from ? [] : [cell].flat().map(String)));
    const addresses = () => addressesIn(cells);
    return nameCell(text, {
      isLastFirst: this.#commas.lastFirst > 0 && this.#commas.lastFirst >= this.#commas.all * LEAST_LAST_FIRST,
      isOther: (one) => this.#isCompany(one) || others().some((other) => companyKey(other) === companyKey(one)),
      isInAddress: (word) => word.length >= SHORTEST_WORD && addresses().some((address) => address.includes(foldLetters(word))),
    });
  }
}
