import type { Locale } from "../../fields/index.ts";
import { nearest } from "../../fields/nearest.ts";
import { Problems, Rejection } from "../../fields/rejection.ts";
import type { ContactSchema } from "../../schema/contact-schema.ts";
import { willIn } from "../../schema/objections.ts";
import { quote } from "../../text/quote.ts";
import { visibleText } from "../../text/visible.ts";
import { columnKey } from "./column-key.ts";
import { COMPLEMENTS, checkContradictions } from "./contradictions.ts";
import { isOfList, isOfName, isOneOnly, isSameTarget, type MatchedColumn, nameOf } from "./matched-column.ts";
import type { Target } from "./named-attributes.ts";
import { givenMeaning, isHiddenName, isUnavailable, namedMeaning, reasonNotWritable } from "./named-columns.ts";
import { meaningsTogether } from "./names-together.ts";
import { matchObjections } from "./objection-columns.ts";
import { columnsOfOthers } from "./other-people.ts";
import { PlacedColumns } from "./placed-columns.ts";
import { recognisedProgram } from "./programs.ts";
import { withCopies, withoutRivals } from "./rivals.ts";
import { salutationColumn } from "./salutations.ts";
import type { ColumnSamples } from "./samples.ts";
import { isOther, settleWholes } from "./settle.ts";
import { suffixColumn } from "./suffixes.ts";
import { Suggestions, type UnmatchedColumn } from "./unmatched.ts";
import { isPartOf, type Meaning, usualMeaning } from "./usual-names.ts";
import { areSalutations, fits } from "./values.ts";

/** What the columns of a table mean in a workspace. Every column but those of labels is in exactly one of these. */
export interface Columns {
  /** The program that exports such columns, where it is recognised. */
  readonly program: string | undefined;
  readonly matched: readonly MatchedColumn[];
  /** The column that holds contact IDs. */
  readonly id: string | undefined;
  /** The unmatched column that says who is Herr and who is Frau. It only tells people apart. */
  readonly salutation: string | undefined;
  readonly unmatched: readonly UnmatchedColumn[];
  /** `reason`: why, after a label: "Created at is read-only". */
  readonly notWritable: readonly { readonly column: string; readonly reason: string }[];
  /** Columns that the call leaves out. */
  readonly leftOut: readonly string[];
  /** Columns without any value. */
  readonly empty: readonly string[];
}

/**
 * The meanings that the call gives to columns, by column: agent keys ("email", "address.city"), or "" for a column
 * that is left out.
 */
export type ColumnKeys = Readonly<Record<string, string>>;

interface ColumnMatching {
  readonly keys?: ColumnKeys | undefined;
  /** Values that show what a column means if its name does not. */
  readonly samples?: ColumnSamples | undefined;
  readonly locale?: Locale | undefined;
}

/** Meanings by usual names that count only if values of the column have the form. */
const BY_VALUES: ReadonlySet<Meaning> = new Set(["name", "linkedIn", "x", "instagram", "facebook", "birthday", "stage", "mobile", "country"]);

/**
 * Matches columns to fields and relationships. The first of these that fits counts: the meanings that the call gives;
 * the table of the program that exports such columns; agent key, API key or label, as written and then without regard
 * to case, accents, spaces and punctuation; parts of fields ("Address city", "First name"); the usual names in several
 * languages. Several columns may give the values of one list.
 *
 * @throws InvalidInput if a column may mean several attributes, several columns contradict each other, or `keys` names
 * something that does not exist
 */
export const matchColumns = (columns: readonly string[], schema: ContactSchema, matching: ColumnMatching = {}): Columns =>
  new ColumnMatcher(columns, schema, matching).columns();

/** Matches the columns of one table. */
class ColumnMatcher {
  readonly #columns: readonly string[];
  readonly #schema: ContactSchema;
  readonly #samples: ColumnSamples | undefined;
  readonly #locale: Locale | undefined;
  readonly #given: ReadonlyMap<string, string>;
  readonly #program: ReturnType<typeof recognisedProgram>;
  readonly #placed: PlacedColumns;
  readonly #problems = new Problems();
  readonly #ids: string[] = [];
  readonly #notWritable: { column: string; reason: string }[] = [];
  readonly #leftOut: string[] = [];
  readonly #empty: string[] = [];

  constructor(columns: readonly string[], schema: ContactSchema, { keys = {}, samples, locale }: ColumnMatching) {
    this.#columns = columns;
    this.#schema = schema;
    this.#samples = samples;
    this.#locale = locale;
    this.#given = new Map(Object.entries(keys).map(([column, key]) => [visibleText(column).trim(), key.trim()]));
    this.#program = recognisedProgram(columns);
    this.#placed = new PlacedColumns(columns, schema, samples, this.#program?.name);
  }

  columns(): Columns {
    this.#checkGiven();
    const labels = new Set(this.#placed.labels.values());
    const isOpen = (column: string) => !this.#isSettled(column) && (this.#given.has(column) || !labels.has(column));
    const unknown = this.#matchUsual(this.#columns.filter(isOpen).filter((column) => !this.#settle(column)));
    const places = new Map(this.#columns.map((column, at) => [column, at]));
    // The "van" of a name stands before the rest of it, wherever its column is.
    const placeOf = ({ column, group }: MatchedColumn) => (group === "lastNamePrefix" ? -1 : (places.get(column) ?? 0));
    const inOrder = this.#placed.matched.toSorted((a, b) => placeOf(a) - placeOf(b));
    const wholes = settleWholes(inOrder, this.#samples, new Set(this.#given.keys()));
    const open = [...unknown, ...this.#placed.placeless.map(({ column }) => column)].filter((column) => !this.#given.has(column));
    const suffix = suffixColumn(open, wholes);
    const salutation = salutationColumn(open, (column) => this.#placed.textsAllOver(column));
    const strangers = columnsOfOthers(unknown, { leftOut: this.#leftOut, matched: wholes, samples: this.#samples, given: this.#given });
    const isUnused = (column: string) => ![suffix?.column, salutation, ...strangers.keys()].includes(column);
    const own = wholes.filter(({ column }) => !strangers.has(column));
    const matched = suffix ? [...own, suffix] : own;
    checkContradictions(own, this.#ids, this.#problems);
    this.#problems.throwIfAny();
    const options = { schema: this.#schema, meanings: this.#placed.meanings, matched, samples: this.#samples, locale: this.#locale };
    return {
      program: this.#program?.name,
      matched,
      id: this.#ids[0],
      salutation,
      unmatched: [
        ...new Suggestions(options).of(unknown.filter(isUnused)),
        ...this.#placed.placeless.filter(({ column }) => isUnused(column)),
        ...[...strangers].map(([column, name]) => ({ column, reason: `belongs to ${quote(name)}`, isPlaceless: true })),
        ...(salutation === undefined ? [] : [{ column: salutation, reason: "only tells people apart", isPlaceless: true }]),
      ],
      notWritable: this.#notWritable,
      leftOut: this.#leftOut,
      empty: this.#empty,
    };
  }

  #checkGiven(): void {
    for (const column of this.#given.keys()) {
      this.#problems.collect("columns", () => {
        if (this.#columns.includes(column)) return;
        const at = column.indexOf("=");
        const name = at > 0 ? column.slice(0, at).trim() : column;
        if (this.#columns.includes(name))
          throw new Rejection(`${quote(column)} has no value after "="`, `${quote(name)} for the whole column, or a value after "="`);
        const replacement = at > 0 ? `, so ${quote(column)} replaces no value` : "";
        throw new Rejection(`There is no column ${quote(name)}${replacement}`, this.#columns.map(quote).join(", "), nearest(name, this.#columns));
      });
    }
  }

  /** Settles a column that the call leaves out, or that holds nothing. */
  #isSettled(column: string): boolean {
    const key = this.#given.get(column);
    if (key === "") this.#leftOut.push(column);
    else if (key === undefined && this.#samples && !this.#samples.values.has(column)) this.#empty.push(column);
    else return false;
    return true;
  }

  /** Settles a column whose meaning is given, or known from the program or its name. */
  #settle(column: string): boolean {
    const key = this.#given.get(column);
    const isSettled = this.#problems.collect(key === undefined ? `column ${quote(column)}` : `columns, ${quote(column)}`, () => {
      if (key !== undefined) {
        const [name, unit] = this.#withUnit(key);
        return this.#take(column, givenMeaning(name, this.#placed.named, this.#schema, this.#placed.meanings), unit);
      }
      if (isHiddenName(column, this.#schema)) {
        this.#notWritable.push({ column, reason: "hidden" });
        return true;
      }
      if (this.#matchAsProgram(column)) return true;
      const meaning = namedMeaning(this.#placed.nameOf(column), this.#placed.named, this.#schema);
      const title = this.#placed.meanings.target("title");
      // A table with our IDs has our job titles.
      const isForeign = !this.#samples?.withOurIds.size;
      if (title && isForeign && meaning && meaning !== "id" && isSameTarget(meaning, title) && this.#leaveSalutations(column)) return true;
      // A program has its own stages and regions under the same names, and calls orders by their numbers: "#1001".
      const values = this.#samples?.values.get(column) ?? [];
      const isOwn = (target: Target) =>
        this.#program ? !fits(values, target, this.#locale) : isOfName(target) && values.length > 0 && !/\p{L}/u.test(values.join());
      return meaning !== undefined && meaning !== "id" && isOwn(meaning) ? false : this.#take(column, meaning);
    });
    return isSettled ?? true;
  }

  /** "deal_size in millions": the key, and the unit of the numbers. */
  #withUnit(key: string): readonly [key: string, unit?: string | undefined] {
    const [, name, unit] = /^(.+) in (\S+)$/.exec(key) ?? [];
    return name === undefined || this.#placed.named.targets(key).length > 0 ? [key] : [name, unit];
  }

  #take(column: string, meaning: Target | "id" | undefined, unit?: string): boolean {
    if (meaning === undefined) return false;
    if (meaning === "id") {
      if (this.#given.has(column) || !this.#samples || this.#samples.withOurIds.has(column)) this.#ids.push(column);
      else this.#placed.matchForeignIds(column);
      return true;
    }
    if (this.#isNameOfOther(column, meaning)) {
      const company = this.#placed.meanings.target("company");
      this.#placed.placeless.push({ column, suggestion: company && this.#placed.isFree(company) ? nameOf(company) : undefined });
      return true;
    }
    const link = this.#placed.meanings.target("link");
    if (link && isSameTarget(link, meaning) && !this.#given.has(column))
      return this.#placed.matchLinks(column, `called ${this.#placed.nameOf(column)}`, 0);
    const reason = reasonNotWritable(meaning.attribute);
    const group = this.#given.has(column) ? "given" : `called ${this.#placed.nameOf(column)}`;
    if (reason === undefined) this.#placed.match(column, meaning, group, { unit });
    else this.#notWritable.push({ column, reason });
    return true;
  }

  /** Whether a column called "Name" is not the person's name: another column says that it is, and its values differ. */
  #isNameOfOther(column: string, target: Target): boolean {
    const samples = this.#samples;
    if (!samples || this.#given.has(column) || columnKey(column) !== "name") return false;
    const name = this.#placed.meanings.target("name");
    if (!name || !isSameTarget(name, target)) return false;
    return this.#columns.some((other) => {
      const isPerson = other !== column && this.#given.get(other) === undefined && usualMeaning(other)?.meaning === "name";
      return isPerson && fits(samples.values.get(other) ?? [], name, this.#locale) && isOther(column, other, samples);
    });
  }

  #matchAsProgram(column: string): boolean {
    const known = this.#program?.meaning(column) ?? this.#program?.meaning(this.#placed.nameOf(column));
    if (!known) return false;
    const { meaning } = known;
    if (meaning === undefined && willIn(column) === "objection") return false;
    if (meaning === "foreignId") {
      if (this.#samples?.withOurIds.has(column)) this.#ids.push(column);
      else this.#placed.matchForeignIds(column);
      return true;
    }
    if (meaning === "title" && this.#leaveSalutations(column)) return true;
    if (meaning !== undefined) {
      const target = this.#placed.meanings.target(meaning);
      return this.#placed.matchMeaning(column, meaning, "program", known.choice + (target && isOfList(target) ? 0 : known.number - 1));
    }
    this.#placed.placeless.push({ column, isPlaceless: true });
    return true;
  }

  /** Settles a column called "Title" that holds forms of address. */
  #leaveSalutations(column: string): boolean {
    if (!areSalutations(this.#placed.textsAllOver(column))) return false;
    this.#placed.placeless.push({ column, reason: "salutations", isPlaceless: true });
    return true;
  }

  /** Matches columns by their usual names. @returns the columns that none of them fits, or several for one value */
  #matchUsual(columns: readonly string[]): string[] {
    const together = meaningsTogether(this.#columns, this.#placed);
    const meant = columns.flatMap((column) => {
      const usual = isUnavailable(column, this.#schema) ? undefined : together.get(column);
      if (!usual) return [];
      const { meaning } = usual;
      const target = this.#placed.meanings.target(meaning);
      if ((meaning !== "link" && !target) || (meaning === "title" && this.#leaveSalutations(column))) return [];
      const values = this.#samples?.values.get(column) ?? [];
      if (target && BY_VALUES.has(meaning) && !fits(values, target, this.#locale)) return [];
      // A number of any kind is a better choice for a single number than one of the mobile phone.
      const isSecond = meaning === "mobile" && target !== undefined && target === this.#placed.meanings.target("phone");
      const name = meaning === "street2" ? meaning : this.#placed.nameOf(column);
      return [{ column, name, meaning, choice: usual.choice + (isSecond ? 1 : 0), target }];
    });
    const chosen = withoutRivals(withCopies(meant, this.#samples), this.#placed.matched);
    for (const { column, name, meaning, choice } of chosen)
      this.#placed.matchMeaning(column, meaning, COMPLEMENTS.includes(meaning) ? meaning : `called ${name}`, choice);
    for (const one of meant)
      if (!chosen.includes(one) && one.target && isOneOnly(one.target)) this.#placed.matchAsOther(one.column, one.target, `called ${one.name}`);
    this.#matchByOptions(columns);
    matchObjections(columns, this.#placed, { schema: this.#schema, samples: this.#samples, locale: this.#locale });
    return columns.filter((column) => !this.#placed.isSettled(column));
  }

  /** "Stage" is "Lifecycle stage", if the values of the column are options of no other free field with this word. */
  #matchByOptions(columns: readonly string[]): void {
    for (const column of columns) {
      if (this.#placed.isSettled(column) || isUnavailable(column, this.#schema)) continue;
      const values = this.#samples?.values.get(column) ?? [];
      const meant = this.#schema.fields.filter((attribute) => {
        const { writable, definition, label } = attribute;
        const isCalled = writable && definition.config.options !== undefined && isPartOf(this.#placed.nameOf(column), label);
        return isCalled && values.length > 0 && this.#placed.isFree({ attribute }) && fits(values, { attribute }, this.#locale);
      });
      const [attribute, ...others] = meant;
      if (attribute && others.length === 0) this.#placed.match(column, { attribute }, `called ${this.#placed.nameOf(column)}`, {});
    }
  }
}
